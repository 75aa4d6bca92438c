import { z } from 'zod';
import { categories, levels, type Category } from '#app/park';
import type { AlarmView } from '../contract.ts';

export const filterStates = ['waiting', 'acknowledged', 'returned', 'unconfirmed', 'suppressed'] as const;
export type FilterState = (typeof filterStates)[number];

/** What of the list is shown. An empty list, null and '' ask for nothing. `place`: an asset; what is in it passes. `text`: words that must all be in it. */
export const AlarmFilter = z.object({
  levels: z.array(z.enum(levels)).max(levels.length), states: z.array(z.enum(filterStates)).max(filterStates.length), categories: z.array(z.enum(categories)).max(categories.length),
  place: z.string().max(300).nullable(), text: z.string().max(60),
});
export type AlarmFilter = z.infer<typeof AlarmFilter>;
/** A filter with the name that its officer gave it. */
export const SavedFilter = z.object({ name: z.string().min(1).max(30), filter: AlarmFilter });
export type SavedFilter = z.infer<typeof SavedFilter>;
export const mostSavedFilters = 24;

export const noFilter: AlarmFilter = { levels: [], states: [], categories: [], place: null, text: '' };
export const filters = (f: AlarmFilter): boolean => f.levels.length + f.states.length + f.categories.length > 0 || f.place !== null || f.text.trim() !== '';

/** What a filter asks about an alarm that its view does not say. `places`: asset ids from the smallest outwards. `text`: everything it is called, asked for only when words are looked for. */
export interface ListFacts { readonly category: Category | null; readonly places: readonly string[]; readonly text: () => string }

function stands(a: AlarmView, state: FilterState): boolean {
  switch (state) {
    case 'waiting': return a.may.acknowledge;
    case 'acknowledged': return a.state === 'acknowledged';
    case 'returned': return a.state === 'returned';
    case 'unconfirmed': return !a.confirmed;
    case 'suppressed': return a.suppressed.shelved || a.suppressed.byDesign || a.suppressed.outOfService;
  }
}
const asks = <T>(asked: readonly T[], has: (one: T) => boolean): boolean => asked.length === 0 || asked.some(has);

/** FLT-01: every question must be answered; within one question any answer will do. */
export function passes(f: AlarmFilter, a: AlarmView, facts: ListFacts): boolean {
  if (!asks(f.levels, (l) => l === a.level) || !asks(f.states, (s) => stands(a, s)) || !asks(f.categories, (c) => c === facts.category)) return false;
  if (f.place !== null && !facts.places.includes(f.place)) return false;
  const words = f.text.toLowerCase().split(/\s+/).filter((w) => w !== '');
  if (words.length === 0) return true;
  const text = facts.text().toLowerCase();
  return words.every((w) => text.includes(w));
}

/** FLT-02: what no filter may hide without saying so: waiting for somebody, and of the most urgent levels. */
export const isUrgent = (a: Pick<AlarmView, 'level' | 'may'>): boolean => a.may.acknowledge && (a.level === 'U' || a.level === 'S' || a.level === 'A');
