import { z } from 'zod';
import type { Contract } from '#kernel/contract';
import { bounds, Drawing, Label, MimicId } from './drawing.ts';

/** One mimic on the list. `fault`: why its files could not be read; what was known before is shown, and `revision` 0 says that nothing was. */
export const MimicHead = z.object({
  id: z.string(), name: Label, revision: z.number(), origin: z.enum(['folder', 'hand']), at: z.number(), by: z.string(), points: z.number(),
  fault: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
});
export type MimicHead = z.infer<typeof MimicHead>;
/** One mimic whole. `svg`: as the integrator drew it, not to be trusted: it is cleaned where it is drawn. */
export const Mimic = z.object({ head: MimicHead, svg: z.string().nullable(), drawing: Drawing.nullable() });
export type Mimic = z.infer<typeof Mimic>;

export const mimicContract = {
  calls: {
    'mimic.list': { in: z.object({}), out: z.array(MimicHead).max(2 * bounds.mimics), needs: 'mimic.view' },
    'mimic.get': { in: z.object({ id: MimicId }), out: Mimic, needs: 'mimic.view' },
    /** `revision`: the one that the drawing was made from, 0 for a new mimic; another one now is `mimic-changed`, and nothing is kept. Resolves when it is journalled. */
    'mimic.save': { in: z.object({ id: MimicId, revision: z.number().int().min(0), drawing: Drawing }), out: MimicHead, needs: 'mimic.change' },
  },
  streams: { 'mimic.changed': { kind: 'every', of: z.object({ id: z.string(), revision: z.number() }), needs: 'mimic.view' } },
} as const satisfies Contract;
