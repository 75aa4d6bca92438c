export { searchIndex } from './search.ts';
export type { Entry, Found, SearchIndex } from './search.ts';
export { folded } from './text.ts';
export type { Readings } from './text.ts';
