import { z } from 'zod';

/** What the functions over time of one derived point remember, as it is kept over a restart (CAL-24). */
export const StoredCalculation = z.object({ point: z.string(), memories: z.array(z.tuple([z.string(), z.array(z.number())])) });
export type StoredCalculation = z.infer<typeof StoredCalculation>;
