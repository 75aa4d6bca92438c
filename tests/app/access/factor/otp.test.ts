import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeOtp, otpReach, otpStep, otpWindow } from '#app/access';
import { epochMs } from '#kernel/time';

const code = (step: number): string => String((step * 7919 + 13) % 1_000_000).padStart(6, '0');
const matches = (given: string, step: number): boolean => given === code(step);
const now = epochMs(1_700_000_010_000);
const here = otpStep(now);
const judge = (steps: number, used: number | null = null) => judgeOtp(code(here + steps), used, now, matches);

describe('a code of an authenticator', () => {
  it('ACC-21 counts in its own step and one either side', () => {
    expect([-1, 0, 1].map((n) => judge(n))).toEqual([-1, 0, 1].map((n) => ({ kind: 'right', step: here + n })));
    expect([-2, 2].map((n) => judge(n).kind)).toEqual(['clock', 'clock']);
    expect([epochMs(0), epochMs(29_999), epochMs(30_000)].map(otpStep)).toEqual([0, 0, 1]);
  });
  it('ACC-22 is let in once, and so is no earlier one', () => {
    expect([judge(0, here), judge(-1, here), judge(0, here + 1), judge(-5, here)]).toEqual(Array.from({ length: 4 }, () => ({ kind: 'replayed' })));
    expect(judge(1, here)).toEqual({ kind: 'right', step: here + 1 });
    expect(judge(0, here - 1)).toEqual({ kind: 'right', step: here });
  });
  it('ACC-23 a wrong clock is told by how much, as far as ten minutes, and lets nobody in', () => {
    expect([judge(-20), judge(20), judge(7)]).toEqual([{ kind: 'clock', steps: -20 }, { kind: 'clock', steps: 20 }, { kind: 'clock', steps: 7 }]);
    expect([judge(-21), judge(21)]).toEqual([{ kind: 'wrong' }, { kind: 'wrong' }]);
  });
  it('ACC-21 what is no six digits is not even asked for', () => {
    for (const given of ['', '12345', '1234567', '12345a', ' 12345', '１２３４５６', '-12345']) expect(judgeOtp(given, null, now, () => true), given).toEqual({ kind: 'wrong' });
  });
  it('ACC-22 whatever was used, what is let in is later and within the window', () => {
    fc.assert(fc.property(fc.integer({ min: -30, max: 30 }), fc.option(fc.integer({ min: -30, max: 30 })), (given, used) => {
      const out = judge(given, used === null ? null : here + used);
      expect(out.kind === 'right').toBe(Math.abs(given) <= otpWindow && (used === null || given > used));
      if (out.kind === 'clock') expect(Math.abs(out.steps)).toBeLessThanOrEqual(otpReach);
    }), { seed: 20261120, numRuns: 1000 });
  });
});
