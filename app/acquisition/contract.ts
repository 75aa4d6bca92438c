import { z } from 'zod';
import type { Contract } from '#kernel/contract';
import { whyCodes } from './quality/why.ts';

const Fault = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });

/** How one source does. `since`: when `link` became so. Counts are since the engine started. */
export const SourceView = z.object({
  id: z.string(), kind: z.string(), link: z.enum(['connecting', 'up', 'down', 'quarantined', 'refused']), since: z.number(), reason: Fault.nullable(),
  points: z.number(), good: z.number(), uncertain: z.number(), bad: z.number(), samples: z.number(), lost: z.number(), reconnects: z.number(), lastSampleAt: z.number().nullable(),
  /** How far its clock is from ours, only while that is beyond its tolerance. */
  clockOffBy: z.number().optional(),
});
export type SourceView = z.infer<typeof SourceView>;

/** The last word of one point. `value` null: there is none. `stale`: nothing came for longer than its period allows. */
export const PointValue = z.object({
  point: z.string(), value: z.number().nullable(), text: z.string().optional(), status: z.number(), quality: z.enum(['good', 'uncertain', 'bad']), stale: z.boolean(),
  sourceTime: z.number().nullable(), receivedTime: z.number(),
});
export type PointValue = z.infer<typeof PointValue>;

/** One reason behind a value that is not to be trusted; a point has a chain of them, from the wire to the value (ACQ-20). */
export const WhyView = z.object({ code: z.enum(whyCodes), since: z.number().nullable(), params: z.record(z.string(), z.union([z.string(), z.number()])), fault: Fault.nullable() });
export type WhyView = z.infer<typeof WhyView>;
/** Why a point is grey. `why` is empty where nothing is wrong. */
export const PointWhy = z.object({ point: z.string(), quality: z.enum(['good', 'uncertain', 'bad', 'unheard']), stale: z.boolean(), why: z.array(WhyView) });
export type PointWhy = z.infer<typeof PointWhy>;

/**
 * How good what a source brings is (ACQ-21). `rate`: samples a second over the last ten. Counts are since the engine started; `late`: put aside because newer ones were judged; `queue`: samples
 * that wait in its collector's queue, or that the engine has not taken yet. `counts`: what its adapter counts by name since its collector started, refusals of callers first. `frozen`: since when nothing of it moves. `words`: points by the status they have, the most first, good ones left out. `clock`: against ours, positive where it is ahead.
 * `backOff`: only while its collector waits to be started again. `faults`: the last changes of its link for the worse, newest first. `points`: those that are not good, the longest first, one page.
 */
export const SourceQuality = z.object({
  source: SourceView, rate: z.number(), ageMs: z.number().nullable(), unheard: z.number(), stale: z.number(), suspected: z.number(),
  late: z.number(), jumps: z.number(), beyond: z.number(), queue: z.number(),
  counts: z.array(z.object({ name: z.string(), count: z.number(), refusal: z.boolean() })),
  frozen: z.object({ since: z.number().nullable(), known: z.boolean() }),
  words: z.array(z.object({ word: z.string(), quality: z.enum(['uncertain', 'bad']), points: z.number() })),
  clock: z.object({ offsetMs: z.number().nullable(), toleranceMs: z.number(), wrongSince: z.number().nullable() }),
  backOff: z.object({ attempt: z.number(), nextAt: z.number() }).nullable(),
  faults: z.array(z.object({ at: z.number(), link: SourceView.shape.link, fault: Fault.nullable() })),
  points: z.object({ total: z.number(), offset: z.number(), rows: z.array(PointWhy) }),
});
export type SourceQuality = z.infer<typeof SourceQuality>;

export const acquisitionContract = {
  calls: {
    'source.list': { in: z.object({}), out: z.array(SourceView), needs: 'source.view' },
    /** One page of the points that are not good, with everything that is counted. */
    'source.quality': { in: z.object({ source: z.string().max(300), offset: z.number().int().min(0).max(1_000_000).default(0), limit: z.number().int().min(1).max(200).default(50) }), out: SourceQuality, needs: 'source.view' },
    /** Why is this point grey? */
    'point.why': { in: z.object({ point: z.string().max(300) }), out: PointWhy, needs: 'point.view' },
    /** Replaces the set of points whose values this window wants to hear; answers with their last values. */
    'point.watch': { in: z.object({ points: z.array(z.string().max(300)).max(5000) }), out: z.array(PointValue), needs: 'point.view' },
  },
  streams: {
    'source.changed': { kind: 'latest', of: SourceView, needs: 'source.view', paceMs: 250 },
    'point.latest': { kind: 'latest', of: PointValue, needs: 'point.view', paceMs: 200 },
  },
} as const satisfies Contract;
