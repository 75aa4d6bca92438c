import type { PointId, PointType, Range } from '#app/park';

/** How long each tier of a class of points is kept, in days; 0: not at all. `name`: as the site writes it. */
export interface RetentionClass { readonly name: string; readonly rawDays: number; readonly minuteDays: number; readonly hourDays: number; readonly dayDays: number }

/**
 * A point as history knows it. `handle`: what its batches carry now; `id`: what it is kept under, for ever. `bits`: of the converter behind it, where the site says so (its values then stand on that grid); null: not known.
 * `deviation`: how far, in the point's own unit, a line between kept samples may be from any sample (HIS-01); 0: every sample is kept as it came. `retention`: the name of its class. `holdMs`: for how long its value is known when no other comes (`holdOf`).
 */
export interface HistoryPoint {
  readonly handle: number; readonly id: PointId; readonly type: PointType; readonly range: Range; readonly bits: number | null; readonly deviation: number; readonly retention: string; readonly holdMs: number;
}
/** What history is told to keep. `budgetBytes`: of all its files together; null: what the disk has. */
export interface HistoryPlan { readonly points: readonly HistoryPoint[]; readonly classes: readonly RetentionClass[]; readonly budgetBytes: number | null }

/** True of a point whose value stands until the next one comes; others run on a line between two. */
export const isStepped = (type: PointType): boolean => type !== 'analog';

/** HIS-20: a value is known until the next sample, at most for three periods and not for less than a minute; where the device speaks only on change (period 0), for ever. */
export const holdOf = (periodMs: number): number => (periodMs > 0 ? Math.max(60_000, 3 * periodMs) : Infinity);

/** The steps of the tiers in ms, in UTC. A local day is made of hours: the zones of the parks stand on whole hours (GB/T 7408). */
export const tierMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
export type TierStep = keyof typeof tierMs;

/** Why a sample was not kept as it came (HIS-30..): `unknown-point` and `duplicate` are left out; `not-a-number`, `wrong-type` are kept without value and bad; `absurd-time` is kept at the time it was received, uncertain; `overflow` was lost because history could not follow. */
export const refusals = ['unknown-point', 'duplicate', 'not-a-number', 'wrong-type', 'absurd-time', 'overflow'] as const;
export type Refusal = (typeof refusals)[number];

