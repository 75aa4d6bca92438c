export { workbookBounds } from './bounds.ts';
export type { WorkbookBounds } from './bounds.ts';
export { readRosterFile } from './read.ts';
export { workbookThread } from './workbook-thread.ts';
export type { Workbooks } from './workbook-thread.ts';
export { rosterFile } from './write.ts';
