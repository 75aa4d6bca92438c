import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempt, failed, firstPolicy, mostRemembered, noFailures, released, remembered, resumed, succeeded, unlocked, waitMs, type Door, type Lockout } from '#app/access';
import { epochMs, monoMs, type Moment } from '#kernel/time';

const policy = firstPolicy.lockout;
const t0 = 1_700_000_000_000;
/** `ms` after the beginning; `wall`: how far the wall clock is wrong by then. */
const at = (ms: number, wall = 0): Moment => ({ now: epochMs(t0 + ms + wall), mono: monoMs(1000 + ms) });
/** Wrong passwords as fast as they are looked at: the moment of the last, and what stands then. */
function hammer(times: number): { readonly lockout: Lockout; readonly ms: number } {
  let [lockout, ms]: [Lockout, number] = [unlocked, 0];
  for (let i = 0; i < times; i++) {
    ms += attempt(lockout, at(ms)).leftMs;
    lockout = failed(policy, attempt(lockout, at(ms)).lockout, at(ms));
  }
  return { lockout, ms };
}

describe('lockout', () => {
  it('ACC-07 ACC-08 three wrong ones cost nothing', () => {
    const { lockout, ms } = hammer(3);
    expect([ms, lockout.state, lockout.failures.count, attempt(lockout, at(ms)).rule]).toEqual([0, 'open', 3, 'ACC-07']);
  });
  it('ACC-09 every further one waits longer, and the last wait is for all that follow', () => {
    expect([0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 1000].map((n) => waitMs(policy, n) / 1000)).toEqual([0, 0, 0, 30, 60, 120, 300, 900, 1800, 1800, 1800]);
    expect(hammer(9).ms / 1000).toBe(30 + 60 + 120 + 300 + 900);
  });
  it('ACC-09 a day of guessing is fewer than sixty guesses', () => {
    expect(hammer(60).ms).toBeGreaterThan(86_400_000);
  });
  it('ACC-12 while it waits nothing is looked at and nothing is counted', () => {
    const { lockout, ms } = hammer(4);
    const tried = Array.from({ length: 50 }, (_, i) => attempt(lockout, at(ms + i * 500)));
    expect(tried.every((a) => a.rule === 'ACC-12' && a.leftMs > 0 && a.lockout.failures.count === 4)).toBe(true);
    expect(() => failed(policy, lockout, at(ms))).toThrow('no password is looked at while one waits');
    expect(() => succeeded(lockout)).toThrow('no password is looked at while one waits');
  });
  it('ACC-13 it ends by itself to the millisecond, and the count stays', () => {
    const { lockout, ms } = hammer(4);
    expect([attempt(lockout, at(ms + 29_999)).leftMs, attempt(lockout, at(ms + 30_000)).leftMs]).toEqual([1, 0]);
    expect(attempt(lockout, at(ms + 30_000))).toMatchObject({ rule: 'ACC-07', lockout: { state: 'open', failures: { count: 4 } } });
  });
  it('ACC-10 ACC-11 ACC-14 who comes in, and who is released, is counted from nothing', () => {
    expect(succeeded(hammer(3).lockout)).toEqual(unlocked);
    expect(released(hammer(2).lockout)).toEqual(unlocked);
    expect(released(hammer(6).lockout)).toEqual(unlocked);
  });
  it('ACC-08 failures of yesterday are forgotten', () => {
    const { lockout } = hammer(3);
    expect(failed(policy, lockout, at(policy.forgetMs)).failures.count).toBe(1);
    expect(failed(policy, lockout, at(policy.forgetMs - 1)).failures.count).toBe(4);
  });
  it('ACC-15 the wall clock moves no wait while we run', () => {
    const { lockout, ms } = hammer(5);
    for (const wall of [-1e12, -3_600_000, 3_600_000, 1e12]) expect(attempt(lockout, at(ms + 1000, wall)).leftMs).toBe(59_000);
  });
  it('ACC-15 after a restart what is left is what is left, and however wrong the clock is, never more than the wait', () => {
    const failures = { count: 6, lastAt: epochMs(t0) };
    const left = (wall: number) => attempt(resumed(policy, failures, at(0, wall)), at(0, wall)).leftMs;
    expect([left(0), left(100_000), left(120_000), left(-1e12)]).toEqual([120_000, 20_000, 0, 120_000]);
    expect(resumed(policy, noFailures, at(0))).toEqual(unlocked);
    fc.assert(fc.property(fc.nat(40), fc.integer({ min: -1_500_000_000_000, max: 2_000_000_000_000 }), (count, wall) => {
      const lockout = resumed(policy, { count, lastAt: epochMs(t0) }, at(0, wall));
      expect(attempt(lockout, at(0, wall)).leftMs).toBeLessThanOrEqual(waitMs(policy, count));
      expect(attempt(lockout, at(waitMs(policy, count), wall)).leftMs).toBe(0);
    }), { seed: 20261120 });
  });
  it('ACC-09 ACC-13 whatever happens, nobody waits longer than the longest wait, and waits never shrink', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('wrong', 'right', 'released'), fc.nat(4_000_000)), { maxLength: 60 }), (acts) => {
      let [lockout, ms]: [Lockout, number] = [unlocked, 0];
      for (const [what, pause] of acts) {
        ms += pause;
        const a = attempt(lockout, at(ms));
        expect(a.leftMs).toBeLessThanOrEqual(1_800_000);
        if (what === 'released') lockout = released(lockout);
        else if (a.leftMs === 0) lockout = what === 'right' ? succeeded(a.lockout) : failed(policy, a.lockout, at(ms));
      }
    }), { seed: 20261120 });
    fc.assert(fc.property(fc.nat(100), (n) => { expect(waitMs(policy, n + 1)).toBeGreaterThanOrEqual(waitMs(policy, n)); }), { seed: 20261120 });
  });
  it('ACC-16 the door is bounded, and lets go of who waits least', () => {
    const waiting = hammer(9).lockout;
    const stranger = hammer(1).lockout;
    let door: Door = remembered(new Map(), 'victim', waiting);
    for (let i = 0; i < mostRemembered + 50; i++) door = remembered(door, `stranger-${i}`, stranger);
    expect([door.size, door.has('victim')]).toEqual([mostRemembered, true]);
    expect(remembered(door, 'victim', unlocked).has('victim')).toBe(false);
  });
});
