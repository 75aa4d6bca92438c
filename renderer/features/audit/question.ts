import type { AuditSearch } from '#app/audit';
import { SearchAsked, searchOf } from '#app/journal';
import { wallTime } from '#kit/wall-time';
import { kindsOf, type Family } from './families.ts';

/** What stands in the filters. `from`, `until`: wall time of the site as a field gives it, '' for none; `until` is the last minute that counts. */
export interface Question { readonly text: string; readonly family: Family | ''; readonly actor: string; readonly subject: string; readonly from: string; readonly until: string }
export const noQuestion: Question = { text: '', family: '', actor: '', subject: '', from: '', until: '' };

/** A question as the engine is asked it; null: there is text, and nothing in it that could be found. `sentences`: of the journal's catalogues, in every language. */
export function searchFor(q: Question, zone: string, sentences: ReadonlyMap<string, readonly string[]>): AuditSearch | null {
  const kinds = q.family === '' ? [] : kindsOf(q.family, sentences.keys());
  const until = wallTime(q.until, zone);
  const asked = SearchAsked.safeParse({ text: q.text, kinds: [...kinds].slice(0, 100), actors: q.actor === '' ? [] : [q.actor], subjects: q.subject.trim() === '' ? [] : [q.subject.trim()], from: wallTime(q.from, zone), until: until === null ? null : until + 60_000 });
  if (!asked.success) return null;
  const search = searchOf(asked.data, new Map([...sentences].filter(([kind]) => kind.includes('.'))));
  return search === null ? null : { ...search, words: search.words.map(({ text, kinds: said }) => ({ text, kinds: [...said] })), kinds: [...search.kinds], actors: [...search.actors], subjects: [...search.subjects] };
}
