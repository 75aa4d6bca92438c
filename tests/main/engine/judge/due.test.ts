import fc from 'fast-check';
import { expect, it } from 'vitest';
import { monoMs } from '#kernel/time';
import { dueHeap } from '../../../../main/engine/judge/due.ts';

it('the heap gives what is due, soonest first, and nothing before its time', () => {
  fc.assert(fc.property(fc.array(fc.nat(50)), fc.nat(50), (times, by) => {
    const heap = dueHeap<number>();
    for (const t of times) heap.push(monoMs(t), t);
    expect(heap.next()).toBe(times.length === 0 ? null : Math.min(...times));
    const taken: number[] = [];
    for (let t = heap.take(monoMs(by)); t !== null; t = heap.take(monoMs(by))) taken.push(t);
    expect(taken).toEqual(times.filter((t) => t <= by).toSorted((a, b) => a - b));
    expect(heap.size()).toBe(times.length - taken.length);
  }), { seed: 11 });
});
