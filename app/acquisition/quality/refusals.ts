import type { MonoMs } from '#kernel/time';

/** The names under which adapters count callers whom they did not let in, or whose words they did not take (docs/push.md, docs/adapters.md). What only asks for patience (too fast, busy) is none. */
export const refusalNames: ReadonlySet<string> = new Set([
  'no-signature', 'bad-signature', 'old-timestamp', 'unknown-enterprise', 'no-secret', 'nonce-reused', 'too-large', 'too-many-samples', 'bad-json', 'bad-request', 'bad-sample', 'unknown-path', 'unknown-method', 'bad-http',
  'bad-tls', 'unknown-mn', 'bad-password', 'secret-missing', 'stranger', 'too-many', 'bad-proof', 'no-proof', 'unknown-collector',
]);
/** Counts by name, as an adapter keeps them since its worker started. */
export type Counts = Readonly<Record<string, number>>;
export const refusalsIn = (counts: Counts): number => Object.entries(counts).reduce((n, [name, count]) => n + (refusalNames.has(name) ? count : 0), 0);

const [windowMs, often, quietMs] = [60_000, 5, 300_000];

/**
 * ACQ-23: refusals that repeat: five within a minute; over when there was none for five minutes. Asked once a second with what was counted so far, which begins again at nothing with a new
 * worker. Null: nothing can be said yet. Keeps a minute of counts.
 */
export function repeatedRefusals() {
  let seen: { readonly mono: number; readonly more: number }[] = [];
  let before = 0;
  let quietSince: number = NaN;
  let met: boolean | null = null;
  const lately = (): number => seen.reduce((n, s) => n + s.more, 0);
  return {
    hear(counted: number, mono: MonoMs): boolean | null {
      const more = counted < before ? counted : counted - before;
      before = counted;
      if (Number.isNaN(quietSince) || more > 0) quietSince = mono;
      seen = seen.filter((s) => mono - s.mono < windowMs);
      if (more > 0) seen.push({ mono, more });
      if (lately() >= often) met = true;
      else if (mono - quietSince >= quietMs) met = false;
      return met;
    },
    /** How many came within the last minute. */
    lately,
  };
}
export type RepeatedRefusals = ReturnType<typeof repeatedRefusals>;
