import type { EventSearch, Hash } from '#app/journal';

/** What the searching worker is asked. `cancel`: one byte that is not 0 once nobody wants to know. */
export type SearchAsk =
  | { readonly t: 'search'; readonly id: number; readonly search: EventSearch; readonly before: number | null; readonly limit: number; readonly cancel: SharedArrayBuffer }
  | { readonly t: 'catchUp'; readonly id: number };
/** An event that was found, as it is kept, and its place in the order in which the journal was written. */
export interface Hit { readonly pos: number; readonly text: string; readonly hash: Hash }
/** `next`: what `before` the next page is asked with, null: that was all. `behind`: how many events the index does not know yet, which were not searched. */
export interface SearchPage { readonly hits: readonly Hit[]; readonly next: number | null; readonly behind: number }
export type SearchAnswer = { readonly page: SearchPage } | { readonly behind: number };
