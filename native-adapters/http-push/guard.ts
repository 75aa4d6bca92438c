import type { MonoMs } from '#kernel/time';

/** A token bucket: `burst` at once, `perSecond` after that. `take` gives 0, or how many seconds to wait. */
export function bucketOf(perSecond: number, burst: number) {
  let [tokens, at] = [burst, -Infinity];
  return {
    take(now: MonoMs): number {
      if (at !== -Infinity) tokens = Math.min(burst, tokens + ((now - at) / 1000) * perSecond);
      at = now;
      if (tokens >= 1) { tokens--; return 0; }
      return Math.ceil((1 - tokens) / perSecond);
    },
  };
}
export type Bucket = ReturnType<typeof bucketOf>;

/** A bucket for each address, for the newest `most` addresses. Only what was refused takes from it, so that it never stands between us and an enterprise that shares the address. */
export function strangersOf(perSecond: number, burst: number, most = 1000) {
  const buckets = new Map<string, Bucket>();
  return {
    take(address: string, now: MonoMs): number {
      const own = buckets.get(address) ?? bucketOf(perSecond, burst);
      buckets.delete(address);
      buckets.set(address, own);
      if (buckets.size > most) buckets.delete(buckets.keys().next().value!);
      return own.take(now);
    },
    size: (): number => buckets.size,
  };
}

/** What became of a request. `open`: it is being taken. */
export interface Seen { readonly digest: string; readonly until: number; accepted: number | null }

/** The nonces of one enterprise, each kept as long as its request could be played again. As many as the rate allows in that time, so none has to be forgotten early. */
export function noncesOf(keepMs: number) {
  const seen = new Map<string, Seen>();
  return {
    /** Null: new, and from now on being taken. */
    meet(nonce: string, digest: string, now: MonoMs): Seen | null {
      for (const [old, { until }] of seen) { if (until > now) break; seen.delete(old); }
      const before = seen.get(nonce);
      if (before !== undefined) return before;
      seen.set(nonce, { digest, until: now + keepMs, accepted: null });
      return null;
    },
    done(nonce: string, accepted: number): void { const s = seen.get(nonce); if (s !== undefined) s.accepted = accepted; },
    size: (): number => seen.size,
  };
}
