export { SourceList } from './SourceList.tsx';
export { sourceStore } from './source-store.ts';
export type { SourcesState, SourceStore } from './source-store.ts';
export { valueStore } from './value-store.ts';
export type { ValuesState, ValueStore } from './value-store.ts';
