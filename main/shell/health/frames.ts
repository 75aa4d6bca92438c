import type { Clock, MonoMs } from '#kernel/time';

/** How long a frame time counts, in ms. */
export const framesSpanMs = 60_000;

/** The frame times of a page over the last minute it said any. */
export function frames(clock: Clock) {
  let kept: readonly { readonly at: MonoMs; readonly ms: number; readonly worst: boolean }[] = [];
  const recent = () => { const now = clock.mono(); kept = kept.filter((f) => now - f.at < framesSpanMs); return kept; };
  return {
    /** `worst`: the longest frame since the page was asked before, which the short measurement need not have met. */
    add(times: readonly number[], worst: number): void {
      const at = clock.mono();
      kept = [...recent(), ...times.map((ms) => ({ at, ms, worst: false })), ...(worst > 0 ? [{ at, ms: worst, worst: true }] : [])];
    },
    /** The 95th of a hundred measured ones, and the longest; null where there is none. */
    read(): { readonly frameMs: number | null; readonly worstMs: number | null } {
      const all = recent();
      const measured = all.filter((f) => !f.worst).map((f) => f.ms).toSorted((a, b) => a - b);
      return { frameMs: measured[Math.ceil(measured.length * 0.95) - 1] ?? null, worstMs: all.length === 0 ? null : Math.max(...all.map((f) => f.ms)) };
    },
  };
}
export type Frames = ReturnType<typeof frames>;
