import { z } from 'zod';
import type { Contract } from '#kernel/contract';

/** One line of the journal as a window shows it; `params` fill the catalogue's sentence of its `kind`. `shift`: the id of the shift in which it was written, `2026-11-20/late`; '' where none is known (DTY-43). */
export const JournalLine = z.object({
  seq: z.number(), time: z.number(), shift: z.string(), actor: z.string(), kind: z.string(), subject: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type JournalLine = z.infer<typeof JournalLine>;

export const journalContract = {
  calls: {
    /** The newest first. */
    'journal.recent': { in: z.object({ limit: z.number().int().min(1).max(500), subject: z.string().max(300).optional() }), out: z.array(JournalLine), needs: 'journal.view' },
  },
  streams: { 'journal.appended': { kind: 'every', of: JournalLine, needs: 'journal.view' } },
} as const satisfies Contract;
