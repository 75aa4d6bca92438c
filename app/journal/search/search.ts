import { z } from 'zod';
import type { JournalEvent } from '../event.ts';
import { searchable, standsIn, tokensOf } from './words.ts';

/** What an auditor asks. `text`: words parted by blanks, each must be found; what is in quotes is one word. `kinds`, `actors`, `subjects`: any of them, exactly; empty: all. Times are epoch ms, `until` excluded. */
export const SearchAsked = z.strictObject({
  text: z.string().max(200),
  kinds: z.array(z.string().max(100)).max(100).default([]),
  actors: z.array(z.string().max(300)).max(100).default([]),
  subjects: z.array(z.string().max(300)).max(100).default([]),
  from: z.int().min(0).nullable().default(null), until: z.int().min(0).nullable().default(null),
});
export type SearchAsked = z.infer<typeof SearchAsked>;

/** One word and the kinds of event whose sentence says it: `登录失败` finds every `login.failed`, whose stored text has no Chinese. */
export interface SearchWord { readonly text: string; readonly kinds: readonly string[] }
/** A search ready to be asked. */
export interface EventSearch extends Omit<SearchAsked, 'text'> { readonly words: readonly SearchWord[] }

const mostWords = 8;

/** JRN-16: a question as words; null where there is text but nothing in it that could be found, which finds nothing. `sentences`: what the catalogues say for each kind, in every language. */
export function searchOf({ text, ...rest }: SearchAsked, sentences: ReadonlyMap<string, readonly string[]>): EventSearch | null {
  const words = [...text.normalize('NFKC').replaceAll(/[“”「」]/g, '"').matchAll(/"([^"]*)"?|[^\s"]+/g)].map(([all, quoted]) => (quoted ?? all).trim()).filter(searchable).slice(0, mostWords);
  if (words.length === 0 && text.trim() !== '') return null;
  const kindsOf = (word: string): readonly string[] => [...sentences].filter(([, says]) => says.some((s) => standsIn(word, s))).map(([kind]) => kind);
  return { ...rest, words: words.map((word) => ({ text: word, kinds: kindsOf(word) })) };
}

/** So many characters of an event are searched: a site that was imported is a megabyte. */
const mostText = 20_000;
/** So deep a body is looked into. */
const deepest = 12;

/** JRN-14: what of an event is searched: who, about what, of which kind, and every text and number of its body; not the names of its fields. */
export function textsOf({ kind, actor, subject, body }: Pick<JournalEvent, 'kind' | 'actor' | 'subject' | 'body'>): readonly string[] {
  const texts: string[] = [kind, actor, subject];
  let room = mostText;
  function take(value: unknown, depth: number): void {
    if (room <= 0) return;
    if (typeof value === 'string' || typeof value === 'number') {
      const text = String(value).slice(0, room);
      room -= text.length + 1;
      texts.push(text);
    } else if (typeof value === 'object' && value !== null && depth < deepest) for (const part of Object.values(value)) take(part, depth + 1);
  }
  take(body, 0);
  return texts;
}

const either = (of: readonly string[], one: string): boolean => of.length === 0 || of.includes(one);
/** JRN-15, JRN-17: whether an event is what was asked for. This is the rule; whatever an index finds is asked of this. */
export function isFound(event: JournalEvent, { words, kinds, actors, subjects, from, until }: EventSearch): boolean {
  if (!either(kinds, event.kind) || !either(actors, event.actor) || !either(subjects, event.subject)) return false;
  if ((from !== null && event.time < from) || (until !== null && event.time >= until)) return false;
  if (words.length === 0) return true;
  const texts = textsOf(event);
  return words.every((word) => word.kinds.includes(event.kind) || texts.some((text) => standsIn(word.text, text)));
}

/** 32-bit FNV-1a of the UTF-16 units, as hex: enough to narrow by; what it finds too much is asked again. */
function shortHash(text: string): string {
  let hash = 0x811c_9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x0100_0193);
  return (hash >>> 0).toString(16);
}
/** A token for a whole kind, actor or subject; the mark is in no text's token. */
export const exactToken = (field: 'k' | 'a' | 's', value: string): string => `§${field}${shortHash(value)}`;

/** The tokens by which an index finds an event, each once. */
export function indexTokens(event: Pick<JournalEvent, 'kind' | 'actor' | 'subject' | 'body'>): readonly string[] {
  const exact = [exactToken('k', event.kind), exactToken('a', event.actor), exactToken('s', event.subject)];
  return [...new Set([...exact, ...textsOf(event).flatMap(tokensOf)])];
}
