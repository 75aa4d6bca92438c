import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sourceFrozen } from '#app/acquisition';
import { monoMs } from '#kernel/time';

const afterMs = 600_000;
/** Rounds a second apart of `points` points; the value of each by round and point. When it was called still first, in seconds; -1: never. */
function firstAt(rounds: number, points: number, value: (round: number, point: number) => number, everyMs = 1000, skip: (round: number) => boolean = () => false): number {
  const s = sourceFrozen(afterMs);
  for (let r = 0; r < rounds; r++) {
    if (!skip(r)) for (let p = 0; p < points; p++) s.hear(p, value(r, p), monoMs(r * everyMs));
    if (s.look().since !== null) return r * everyMs / 1000;
  }
  return -1;
}

it('ACQ-22 a source of which nothing moves is told after its time, and any one value that moves ends it', () => {
  expect(firstAt(700, 3, (_, p) => 7 + p)).toBe(601);
  expect(firstAt(2000, 50, (r, p) => (p === 49 ? Math.floor(r / 590) : 7))).toBe(-1);
  const s = sourceFrozen(afterMs);
  for (let r = 0; r < 700; r++) for (let p = 0; p < 3; p++) s.hear(p, 7, monoMs(r * 1000));
  expect(s.look()).toEqual({ since: 0, known: true });
  s.hear(1, 7.01, monoMs(700_000));
  expect(s.look()).toEqual({ since: null, known: true });
});
it('ACQ-22 nothing is said of few points, few readings, or after a pause, nor where it is turned off', () => {
  expect(firstAt(2000, 2, () => 7)).toBe(-1);
  expect(firstAt(4, 3, () => 7, 200_000)).toBe(-1);
  expect(firstAt(1100, 3, () => 7, 1000, (r) => r % 500 > 430)).toBe(-1);
  const off = sourceFrozen(0);
  for (let r = 0; r < 2000; r++) for (let p = 0; p < 3; p++) off.hear(p, 7, monoMs(r * 1000));
  expect(off.look().since).toBeNull();
  expect(sourceFrozen(afterMs).look()).toEqual({ since: null, known: false });
});
it('ACQ-22 whatever else stands still, one point that moves within the time is enough', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 590 }), { minLength: 4, maxLength: 12 }), (pauses) => {
    const moves = new Set(pauses.reduce<number[]>((at, p) => [...at, (at.at(-1) ?? 0) + p], []));
    let v = 0;
    const last = Math.max(...moves);
    expect(firstAt(last, 5, (r, p) => { if (p !== 0) return 7; if (moves.has(r)) v++; return v; })).toBe(-1);
  }), { seed: 22, numRuns: 40 });
});
