import type { EpochMs } from '#kernel/time';

/** RFC 6238 4.1: X. */
export const otpStepMs = 30_000;
/** How many steps either side of our own are taken (RFC 6238 5.2, ACC-21). */
export const otpWindow = 1;
/** How far, in steps, a wrong clock is looked for: ten minutes (ACC-23). What is found there is told, never let in. */
export const otpReach = 20;

export const otpStep = (at: EpochMs): number => Math.floor(at / otpStepMs);

/**
 * `right`: `step` is to be kept as used. `replayed`: its step, or a later one, was used before. `clock`: the code of another time; the two
 * clocks differ by `steps` (positive: the person's is ahead).
 */
export type OtpAnswer =
  | { readonly kind: 'right'; readonly step: number }
  | { readonly kind: 'replayed' }
  | { readonly kind: 'clock'; readonly steps: number }
  | { readonly kind: 'wrong' };

/** What a code is worth at `at`. `used`: the last step that was let in; null: none was. `matches`: whether it is the code of a step. */
export function judgeOtp(code: string, used: number | null, at: EpochMs, matches: (code: string, step: number) => boolean): OtpAnswer {
  if (!/^\d{6}$/.test(code)) return { kind: 'wrong' };
  const here = otpStep(at);
  let old = false;
  for (let away = 0; away <= otpReach; away++) {
    for (const steps of away === 0 ? [0] : [-away, away]) {
      const step = here + steps;
      if (step < 0 || !matches(code, step)) continue;
      if (used !== null && step <= used) { old = true; continue; }                // ACC-22: RFC 6238 5.2, accepted once only
      if (away <= otpWindow) return { kind: 'right', step };
      return old ? { kind: 'replayed' } : { kind: 'clock', steps };
    }
  }
  return old ? { kind: 'replayed' } : { kind: 'wrong' };
}
