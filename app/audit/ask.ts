import { z } from 'zod';
import { SearchAsked, type EventSearch } from '#app/journal';

/** The most events one page gives. */
export const mostPage = 200;
/** So many characters of a body stand in a list; the whole is asked for with `audit.event`. */
export const mostBody = 2000;

const Word = z.strictObject({ text: z.string().min(1).max(200), kinds: z.array(z.string().max(100)).max(500) });
/** A search of the audit trail as a window has worded it (`searchOf`): the kinds of each word come from the window's own catalogues. */
export const AuditSearch = z.strictObject({ words: z.array(Word).max(8), ...SearchAsked.omit({ text: true }).shape });
export type AuditSearch = z.infer<typeof AuditSearch>;

/** AUD-03: what the journal says of a search: its words as they were asked, and what else it was narrowed by; nothing that stands for "all". */
export function searchedBody({ words, kinds, actors, subjects, from, until }: EventSearch): Readonly<Record<string, unknown>> {
  return {
    words: words.map((word) => word.text).join(' '),
    ...(kinds.length > 0 && { kinds }), ...(actors.length > 0 && { actors }), ...(subjects.length > 0 && { subjects }), ...(from !== null && { from }), ...(until !== null && { until }),
  };
}
