import { tierMs } from '../kept/plan.ts';
import type { Series, SeriesSource } from '../kept/series.ts';

/** What an answer may be read from, from the finest to the coarsest. */
export const tiers = ['raw', 'minute', 'hour', 'day'] as const;
export type Tier = (typeof tiers)[number];
/** How wide a row of each is, in ms; a sample has no width. */
export const widthMs: Readonly<Record<Tier, number>> = { raw: 0, ...tierMs };

/** From when on there is something of each tier, epoch ms; Infinity: nothing. */
export type Since = Readonly<Record<Tier, number>>;
export function sinceOf(source: SeriesSource, series: Series): Since {
  const of = source.since(series);
  const or = (t: number | undefined): number => (t !== undefined && Number.isFinite(t) ? t : Infinity);
  return { raw: or(of?.raw), minute: or(of?.minute), hour: or(of?.hour), day: or(of?.day) };
}

/** Whether a tier has all that is kept from a time on: it begins before it, or nothing else is older (HIS-42). */
export const reaches = (since: Since, tier: Tier, from: number): boolean =>
  since[tier] <= from || (since[tier] < Infinity && tiers.every((other) => since[other] === Infinity || since[other] + Math.max(1, widthMs[other]) > since[tier]));

/** The tier to read: the wanted one where it reaches, else the next coarser, else the next finer, else the oldest; null: nothing is kept at all (HIS-42). */
export function tierThatReaches(since: Since, wanted: Tier, from: number): Tier | null {
  const at = tiers.indexOf(wanted);
  const order = [...tiers.slice(at), ...tiers.slice(0, at).toReversed()];
  const oldest = order.toSorted((a, b) => since[a] - since[b])[0]!;
  return order.find((tier) => reaches(since, tier, from)) ?? (since[oldest] === Infinity ? null : oldest);
}

/** The next finer tier of which there is anything; the samples where there is none. */
export const finerOf = (since: Since, tier: Tier): Tier => tiers.slice(0, tiers.indexOf(tier)).findLast((finer) => since[finer] < Infinity) ?? 'raw';

/** The finest tier, not coarser than `tier`, down to which every one reaches back to a time: where a stretch begins in the middle of a row, the finer ones fill what is missing of it. */
export function finestFrom(since: Since, tier: Tier, from: number): Tier {
  let finest = tier;
  for (let finer = finerOf(since, tier); finest !== finer && reaches(since, finer, from); finer = finerOf(since, finer)) finest = finer;
  return finest;
}

/** The coarsest tier of which at least `rows` rows go into a width; raw where not even the minute does. */
export const coarsestIn = (width: number, rows: number): Tier => tiers.toReversed().find((tier) => tier === 'raw' || rows * tierMs[tier] <= width)!;

export const floorTo = (tier: Tier, t: number): number => (tier === 'raw' ? t : Math.floor(t / tierMs[tier]) * tierMs[tier]);
export const ceilTo = (tier: Tier, t: number): number => (tier === 'raw' ? t : Math.ceil(t / tierMs[tier]) * tierMs[tier]);
