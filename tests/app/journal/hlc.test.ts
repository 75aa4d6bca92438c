import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aheadMs, hlcOf, hlcParts, maxAheadMs, nextHlc, receiveHlc, type Hlc } from '#app/journal';
import { epochMs } from '#kernel/time';

const at = (ms: number) => epochMs(ms);

it('JRN-05 reads as text that sorts as time', () => {
  expect(nextHlc(null, at(1_700_000_000_000))).toBe('1700000000000-000000');
  expect(nextHlc(hlcOf(1_700_000_000_000, 0), at(1_700_000_000_000))).toBe('1700000000000-000001');
  expect(nextHlc(hlcOf(1_700_000_000_000, 7), at(1_700_000_000_001))).toBe('1700000000001-000000');
  expect(hlcParts(hlcOf(12, 34))).toEqual({ ms: 12, count: 34 });
});

it('JRN-05 a clock that was set back is counted on from', () => {
  expect(nextHlc(hlcOf(1_700_000_000_000, 999_999), at(5))).toBe('1700000000001-000000');
});

it('JRN-05 grows strictly, whatever the wall clock does', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.integer(), fc.double(), fc.constant(Number.MAX_SAFE_INTEGER), fc.constant(Infinity)), { maxLength: 200 }), (walls) => {
    let last: Hlc | null = null;
    for (const wall of walls) {
      const next = nextHlc(last, at(wall));
      if (last !== null) expect(next > last).toBe(true);
      expect(next).toMatch(/^\d{13}-\d{6}$/);
      last = next;
    }
  }), { seed: 5, numRuns: 300 });
});

it('JRN-06 what another node says is followed, within bounds', () => {
  const ours = hlcOf(1000, 0);
  const near = receiveHlc(ours, hlcOf(1000 + maxAheadMs, 3), at(1000));
  expect(near).toEqual({ hlc: hlcOf(1000 + maxAheadMs, 4), aheadMs: maxAheadMs, followed: true });
  const far = receiveHlc(ours, hlcOf(1001 + maxAheadMs, 0), at(1000));
  expect(far).toEqual({ hlc: hlcOf(1000, 1), aheadMs: maxAheadMs + 1, followed: false });
  expect(receiveHlc(ours, hlcOf(3, 0), at(1000)).hlc).toBe(hlcOf(1000, 1));
  expect(aheadMs(hlcOf(400, 0), at(1000))).toBe(-600);
});

it('JRN-06 two nodes that hear each other never go back and stay within the bound of their clocks', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 100_000 })), { maxLength: 100 }), (turns) => {
    let [a, b]: [Hlc, Hlc] = [hlcOf(0, 0), hlcOf(0, 0)];
    let most = 0;
    for (const [first, wall] of turns) {
      most = Math.max(most, wall);
      const next = receiveHlc(first ? a : b, first ? b : a, at(wall));
      expect(next.hlc > (first ? a : b)).toBe(true);
      if (next.followed) expect(next.hlc > (first ? b : a)).toBe(true);
      if (first) a = next.hlc; else b = next.hlc;
    }
    expect(aheadMs(a > b ? a : b, at(most))).toBeLessThanOrEqual(0);
  }), { seed: 6, numRuns: 200 });
});
