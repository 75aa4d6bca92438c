import { describe, expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import { never, until, wait } from '../../conformance/subject.ts';
import { rawPeer, reply, speaking, type Asked } from './raw-peer.ts';

const first = (q: Asked): number => Number.parseInt(q.pdu.slice(2, 6), 16);
const count = (q: Asked): number => Number.parseInt(q.pdu.slice(6, 10), 16);
/** Every register says its own address. */
const registers = (q: Asked): string => {
  const words = Array.from({ length: count(q) }, (_, i) => (first(q) + i).toString(16).padStart(4, '0')).join('');
  return `${q.pdu.slice(0, 2)}${(words.length / 2).toString(16).padStart(2, '0')}${words}`;
};

describe('a device that does not keep to the protocol', () => {
  it.each([
    ['another transaction', (q: Asked) => reply({ ...q, tid: 'beef' }, '03 02 0007'), 'transaction'],
    ['another unit', (q: Asked) => reply({ ...q, unit: 9 }, '03 02 0007'), 'unit'],
    ['an exception of another unit', (q: Asked) => reply({ ...q, unit: 9 }, '83 02'), 'unit'],
    ['another function', (q: Asked) => reply(q, '04 02 0007'), 'function'],
    ['more than was asked for', (q: Asked) => reply(q, '03 04 0007 0008'), 'size'],
    ['a byte count that lies', (q: Asked) => reply(q, '03 04 0007'), 'size'],
    ['another protocol', (q: Asked) => `${q.tid}0001000501 03 02 0007`, 'protocol-id'],
    ['a length beyond the standard', (q: Asked) => `${q.tid}0000FFFF01 03 02 0007`, 'length'],
    ['a length of nothing', (q: Asked) => `${q.tid}0000000001 03 02 0007`, 'length'],
    ['half a frame', (q: Asked) => reply(q, '03 02 0007').slice(0, 14), 'half-frame'],
  ] as const)('MOD-02 %s: the link is given up with that reason and its place, and made anew; the value is not taken', async (_, answer, what) => {
    const { port, lines } = await rawPeer((q, say, line) => say(line === 1 ? answer(q) : reply(q, '03 02 0005')));
    const { adapter, watch, taken, last, links, notes } = speaking(port);
    await adapter.open(never); watch('hr:5');
    await until(() => last(0)?.value === 5);
    const place = { transaction: 0, 'protocol-id': 2, length: 4, unit: 6, function: 7, size: 8, 'half-frame': 0 }[what];
    expect(notes.some((n) => n.endsWith(`: ${what} at byte ${place}`))).toBe(true);
    expect(taken.some((s) => s.value === 7)).toBe(false);
    expect(taken[0]).toMatchObject({ value: null, status: Status.noCommunication });
    expect(links).toMatchObject([{ up: false, reason: { code: 'protocol', params: { what } } }, { up: true, reason: null }]);
    expect(lines()).toBe(2);
  });
  it('MOD-03 an answer that comes too late is dropped, and is never taken for the answer to another question', async () => {
    let n = 0;
    const { port, lines } = await rawPeer((q, say) => {
      const late = first(q) === 500 && ++n === 1;
      setTimeout(() => say(reply(q, registers(q))), late ? 160 : 0);
    });
    const { adapter, watch, taken, notes } = speaking(port, { answerMs: 80, everyMs: 10, retryMs: 10 });
    await adapter.open(never); watch('hr:100', 'hr:500', 'hr:900');
    await until(() => notes.some((l) => l.includes('too late')));
    await until(() => taken.filter((s) => s.handle === 1).at(-1)?.value === 500);
    expect(taken.every((s) => s.value === null || s.value === [100, 500, 900][s.handle])).toBe(true);
    expect(taken.some((s) => s.handle === 1 && s.status === Status.noCommunication)).toBe(true);
    expect(lines()).toBe(1);
  });
  it('MOD-04 a read that is refused is cut until the good points are good and only the bad ones carry the exception', async () => {
    const lacks = new Set([103, 108, 109]);
    const { port, asked } = await rawPeer((q, say) => say(reply(q, Array.from({ length: count(q) }, (_, i) => first(q) + i).some((a) => lacks.has(a)) ? '83 02' : registers(q))));
    const { adapter, watch, taken, last } = speaking(port, { retryMs: 500 });
    await adapter.open(never);
    watch(...Array.from({ length: 20 }, (_, i) => `hr:${100 + i}`));
    await until(() => new Set(taken.map((s) => s.handle)).size === 20);
    for (let i = 0; i < 20; i++) expect(last(i)).toMatchObject(lacks.has(100 + i) ? { value: null, status: (Status.deviceFailure | 2) >>> 0 } : { value: 100 + i, status: Status.good });
    expect(taken.every((s) => s.status === Status.good || lacks.has(100 + s.handle))).toBe(true);
    const learnt = asked.length;
    await wait(100);
    expect(asked.slice(learnt + 6).every((q) => !lacks.has(first(q)))).toBe(true);          // what is refused is left alone for retryMs
    lacks.clear();
    await until(() => [3, 8, 9].every((i) => last(i)?.status === Status.good), 3000);
  });
  it('MOD-05 a unit that is silent behind a gateway does not hold up its neighbours, and is asked again', async () => {
    let deaf = true;
    const { port, lines, asked } = await rawPeer((q, say) => { if (q.unit !== 2 || !deaf) say(reply(q, registers(q))); });
    const { adapter, watch, taken, last, links } = speaking(port, { answerMs: 50, everyMs: 10, retryMs: 300 });
    await adapter.open(never); watch('1/hr:1', '2/hr:2', '2/ir:2', '3/hr:3');
    await until(() => last(1)?.status === Status.noCommunication && last(2)?.status === Status.noCommunication && last(0)?.value === 1 && last(3)?.value === 3);
    taken.length = asked.length = 0;
    await until(() => taken.filter((s) => s.handle === 3).length >= 20);
    expect(asked.filter((q) => q.unit === 2).length).toBeLessThan(6);        // each round would have asked it
    deaf = false;
    await until(() => last(1)?.value === 2 && last(2)?.value === 2);
    expect(lines()).toBe(1);
    expect(links).toEqual([{ up: true, reason: null }]);
  });
  it('MOD-06 a device that answers nobody is given up as silent and dialled again', async () => {
    const { port, lines } = await rawPeer((q, say, line) => { if (line > 2) say(reply(q, registers(q))); });
    const { adapter, watch, last, links } = speaking(port, { answerMs: 40 });
    await adapter.open(never); watch('hr:1');
    await until(() => last(0)?.value === 1);
    expect(lines()).toBe(3);
    expect(links).toMatchObject([{ up: false, reason: { code: 'unreachable', params: { reason: 'silent' } } }, { up: true }]);
  });
  it('MOD-07 the beat does not drift, however long the answers take', async () => {
    const { port, asked } = await rawPeer((q, say) => { setTimeout(() => say(reply(q, registers(q))), 15); });
    const { adapter, watch } = speaking(port, { everyMs: 50 });
    await adapter.open(never); watch('hr:1');
    await until(() => asked.length >= 41, 6000);
    const span = asked[40]!.at - asked[0]!.at;
    expect(span).toBeGreaterThan(1900);
    expect(span).toBeLessThan(2450);          // with the answers' time added: 2,600
  });
  it('ADP-08 is closed at once, though a question is open and the device takes its time', async () => {
    const { port, asked, connections } = await rawPeer(() => {});
    const { adapter, watch, timers } = speaking(port, { answerMs: 20_000 });
    await adapter.open(never); watch('hr:1');
    await until(() => asked.length === 1);
    const started = performance.now();
    await adapter.close();
    expect(performance.now() - started).toBeLessThan(2000);
    expect(timers()).toBe(0);
    await until(() => connections() === 0);
  });
  it('ADP-17 an answer to a question about points that are no longer watched is not told, and no more is asked about them', async () => {
    const held: (() => void)[] = [];
    const { port, asked } = await rawPeer((q, say) => { if (first(q) < 900) held.push(() => say(reply(q, registers(q)))); else say(reply(q, registers(q))); });
    const { adapter, watch, taken, last } = speaking(port, { answerMs: 5000 });
    await adapter.open(never); watch('hr:100', 'hr:300', 'hr:500');
    await until(() => held.length === 1);
    watch('hr:900', 'hr:901');
    held[0]!();
    await until(() => last(1)?.value === 901);
    expect(taken.every((s) => s.value === 900 + s.handle)).toBe(true);
    expect(asked.filter((q) => first(q) < 900)).toHaveLength(1);
  });
  it('MOD-08 not a number is no value, and what is beyond all numbers is the largest', async () => {
    const { port } = await rawPeer((q, say) => say(reply(q, '03 0C 7FC0 0000 7F80 0000 FF80 0000')));
    const { adapter, watch, last } = speaking(port);
    await adapter.open(never); watch('hr:0:f32', 'hr:2:f32', 'hr:4:f32');
    await until(() => last(2) !== undefined);
    expect([0, 1, 2].map((i) => [last(i)!.value, last(i)!.status])).toEqual([[null, Status.deviceFailure], [Number.MAX_VALUE, Status.good], [-Number.MAX_VALUE, Status.good]]);
  });
});
