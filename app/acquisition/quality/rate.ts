import type { MonoMs } from '#kernel/time';

const seconds = 10;

/** How many samples a second came over the last ten. Keeps eleven numbers. */
export function sampleRate() {
  const buckets = new Float64Array(seconds + 1);
  let newest = -1;
  function turn(mono: MonoMs): number {
    const now = Math.floor(mono / 1000);
    for (let s = Math.max(newest + 1, now - seconds); s <= now; s++) buckets[s % (seconds + 1)] = 0;
    newest = Math.max(newest, now);
    return newest;
  }
  return {
    add(n: number, mono: MonoMs): void { buckets[turn(mono) % (seconds + 1)]! += n; },
    /** Of the ten whole seconds before this one. */
    perSecond(mono: MonoMs): number {
      const now = turn(mono) % (seconds + 1);
      return buckets.reduce((sum, n, i) => (i === now ? sum : sum + n), 0) / seconds;
    },
  };
}
export type SampleRate = ReturnType<typeof sampleRate>;
