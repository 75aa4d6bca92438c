import { z } from 'zod';
import type { Contract } from '#kernel/contract';

const Fault = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });

/** How one source does. `since`: when `link` became so. Counts are since the engine started. */
export const SourceView = z.object({
  id: z.string(), kind: z.string(), link: z.enum(['connecting', 'up', 'down', 'quarantined', 'refused']), since: z.number(), reason: Fault.nullable(),
  points: z.number(), good: z.number(), uncertain: z.number(), bad: z.number(), samples: z.number(), lost: z.number(), reconnects: z.number(), lastSampleAt: z.number().nullable(),
});
export type SourceView = z.infer<typeof SourceView>;

/** The last word of one point. `value` null: there is none. `stale`: nothing came for longer than its period allows. */
export const PointValue = z.object({
  point: z.string(), value: z.number().nullable(), text: z.string().optional(), status: z.number(), quality: z.enum(['good', 'uncertain', 'bad']), stale: z.boolean(),
  sourceTime: z.number().nullable(), receivedTime: z.number(),
});
export type PointValue = z.infer<typeof PointValue>;

export const acquisitionContract = {
  calls: {
    'source.list': { in: z.object({}), out: z.array(SourceView), needs: 'source.view' },
    /** Replaces the set of points whose values this window wants to hear; answers with their last values. */
    'point.watch': { in: z.object({ points: z.array(z.string().max(300)).max(5000) }), out: z.array(PointValue), needs: 'point.view' },
  },
  streams: {
    'source.changed': { kind: 'latest', of: SourceView, needs: 'source.view', paceMs: 1000 },
    'point.latest': { kind: 'latest', of: PointValue, needs: 'point.view', paceMs: 200 },
  },
} as const satisfies Contract;
