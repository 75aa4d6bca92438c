import type { PointId, Range, SourceId } from '#app/park';
import type { MonoMs } from '#kernel/time';

/** What is asked of one value: `is` below is above in a mirror (ALM-28). */
export interface Bound { readonly is: 'above' | 'below' | 'state'; readonly limit: number; readonly deadband: number; readonly range: Range }

/** 变化率: change per `perMs`, seen over `windowMs`. `held`: a point that speaks only of change stands at its last value in between. */
export interface RateTerms { readonly kind: 'rate'; readonly direction: 'rising' | 'falling' | 'both'; readonly perMs: number; readonly windowMs: number; readonly held: boolean }
/** 偏差: from another point (`other`, with its range), or from `setPoint`. `ownAgeMs`, `otherAgeMs`: how much older than the other's a value may be; null: a point that speaks only of change. */
export interface DeviationTerms {
  readonly kind: 'deviation'; readonly other: PointId | null; readonly otherRange: Range; readonly setPoint: number | null; readonly ownAgeMs: number | null; readonly otherAgeMs: number | null;
}
/** 窗口内次数: `bound` became true `times` times within `windowMs`. */
export interface CountTerms { readonly kind: 'count'; readonly bound: Bound; readonly times: number; readonly windowMs: number }
/** 状态持续时间: `bound` has been true for as long as the rule's on-delay. */
export interface DurationTerms { readonly kind: 'duration'; readonly bound: Bound }
/** 企业数据离线: nothing from any of these points for longer than `longerMs`, while any of these sources is up. */
export interface OfflineTerms { readonly kind: 'offline'; readonly points: readonly PointId[]; readonly sources: readonly SourceId[]; readonly longerMs: number }
export type Terms = RateTerms | DeviationTerms | CountTerms | DurationTerms | OfflineTerms;

/**
 * The good values of the last window, oldest first: `times` (epoch ms by `clock`) and `values`, thinned. `last`: the newest that was judged, with its value
 * and our time of it; `heardAt`: when, by our monotonic clock. `proven`: nothing doubtful came since.
 */
export interface RateMemory {
  readonly kind: 'rate';
  readonly clock: 'device' | 'ours';
  readonly times: readonly number[];
  readonly values: readonly number[];
  readonly last: { readonly time: number; readonly value: number; readonly receivedTime: number };
  readonly heardAt: MonoMs;
  readonly proven: boolean;
}

/** The last value of one of the two points; `proves`: it may clear. */
export interface Side { readonly value: number; readonly proves: boolean; readonly receivedTime: number }
/** Null: it has no value now, so nothing can be compared. */
export interface DeviationMemory { readonly kind: 'deviation'; readonly own: Side | null; readonly other: Side | null }

/** `inside`: what is counted is true now. `hits`: when it became true, by our monotonic clock, oldest first, never more than are asked for. `proven`: the last word was good, and nothing doubtful came since. */
export interface CountMemory { readonly kind: 'count'; readonly inside: boolean; readonly hits: readonly MonoMs[]; readonly proven: boolean }

/** How long nothing came from an enterprise. Kept by the pipeline, which hears all its points. */
export interface OfflineMemory { readonly kind: 'offline'; readonly silentSince: MonoMs }
/** What an alarm must remember of before to be judged: bounded, and kept with it (ALM-47, 48). */
export type Memory = RateMemory | DeviationMemory | CountMemory | OfflineMemory;
