import { z } from 'zod';
import { Point } from './questions.ts';

/** Points that somebody looks at together, under a name; kept by the workstation. */
export const TrendGroup = z.object({ name: z.string().trim().min(1).max(40), points: z.array(Point).min(1).max(12), spanMs: z.number().positive() });
export type TrendGroup = z.infer<typeof TrendGroup>;
export const mostGroups = 40;
