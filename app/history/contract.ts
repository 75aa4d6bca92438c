import { z } from 'zod';
import type { Contract } from '#kernel/contract';

/** One stretch of a point in columns of equal width: `at` is the start of each bucket (epoch ms); null: no value in it. Gaps are buckets without value, never a line across. */
export const Stretch = z.object({
  point: z.string(), bucketMs: z.number(), at: z.array(z.number()), min: z.array(z.number().nullable()), max: z.array(z.number().nullable()), last: z.array(z.number().nullable()),
  /** The worst quality of what came; null: nothing came. */
  worst: z.array(z.enum(['good', 'uncertain', 'bad']).nullable()),
});
export type Stretch = z.infer<typeof Stretch>;

export const historyContract = {
  calls: { 'history.recent': { in: z.object({ point: z.string().max(300), spanMs: z.number().int().min(1000).max(3_600_000) }), out: Stretch, needs: 'point.view' } },
  streams: {},
} as const satisfies Contract;
