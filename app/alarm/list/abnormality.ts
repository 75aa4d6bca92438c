import type { PointType, Range } from '#app/park';

interface Judged { readonly type: PointType; readonly range: Range; readonly limits: Readonly<Record<'HH' | 'H' | 'L' | 'LL', number | null>>; readonly alarmWhen: number | null }

/** How near a value is to the first limit on its side: 0 in the middle, 1 at the limit, above 1 beyond it. Null where there is nothing to say: no value, no limit. */
export function abnormality({ type, range, limits, alarmWhen }: Judged, value: number | null): number | null {
  if (value === null || type === 'text') return null;
  if (type === 'digital') return alarmWhen === null ? null : Number(value === alarmWhen);
  const high = limits.H ?? limits.HH;
  const low = limits.L ?? limits.LL;
  if (high === null && low === null) return null;
  const middle = ((high ?? range.high) + (low ?? range.low)) / 2;
  const share = (limit: number | null): number => (limit === null || limit === middle ? 0 : Math.max(0, (value - middle) / (limit - middle)));
  return Math.max(share(high), share(low));
}
