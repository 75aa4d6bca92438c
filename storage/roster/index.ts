export { workbookBounds } from './bounds.ts';
export type { WorkbookBounds } from './bounds.ts';
export { readRosterFile } from './read.ts';
export { rosterFile } from './write.ts';
