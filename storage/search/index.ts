export { openSearch } from './search.ts';
export type { FoundEvents, JournalSearch, OpenSearchOptions } from './search.ts';
