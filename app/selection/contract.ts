import { z } from 'zod';
import type { Contract } from '#kernel/contract';

export const selectedKinds = ['alarm', 'point', 'asset', 'source', 'camera', 'place'] as const;
/** The one thing that a workstation looks at. `id`: of its kind; of a place, anything that names it. `at`: CGCS2000 degrees, where it is no asset. */
export const Selected = z.object({
  kind: z.enum(selectedKinds), id: z.string().min(1).max(300),
  at: z.object({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }).optional(),
});
export type Selected = z.infer<typeof Selected>;

/** What all windows of one workstation share. `by`: the window that chose it. `back`, `forward`: how many steps the history has either way. `cursor`: the moment that is looked at, epoch ms; null is now. `looked`: the turn at which somebody last asked to be taken there. */
export const Selection = z.object({ what: Selected.nullable(), by: z.string(), back: z.number(), forward: z.number(), cursor: z.number().nullable(), turn: z.number(), looked: z.number().optional() });
export type Selection = z.infer<typeof Selection>;

export const selectionContract = {
  calls: {
    'selection.get': { in: z.object({}), out: Selection, needs: 'site.view' },
    /** Chooses for all windows of the workstation; null: nothing. `by`: the kind of window, for the others to tell their own echo. `look`: whoever shows places goes there, even where it is chosen already. */
    'selection.choose': { in: z.object({ what: Selected.nullable(), by: z.string().max(60), look: z.boolean().optional() }), out: Selection, needs: 'site.view' },
    'selection.step': { in: z.object({ to: z.enum(['back', 'forward']), by: z.string().max(60) }), out: Selection, needs: 'site.view' },
    'selection.cursor': { in: z.object({ cursor: z.number().nullable(), by: z.string().max(60) }), out: Selection, needs: 'site.view' },
  },
  streams: { 'selection.changed': { kind: 'every', of: Selection, needs: 'site.view' } },
} as const satisfies Contract;
