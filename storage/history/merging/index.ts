export { NotRead } from './cursor.ts';
export { mergeFiles, placing } from './merge-files.ts';
export type { Work } from './merge-files.ts';
export { nextMerge } from './next-merge.ts';
export type { KeptFile, Merge } from './next-merge.ts';
export { topLevel } from './periods.ts';
export { slices, Unwanted } from './slices.ts';
export type { Slices } from './slices.ts';
