export { historyStatus, verifyHistory } from './folder-status.ts';
export type { FolderStatus, HistoryReport, KindStatus, TendFault } from './folder-status.ts';
export { mergeHistory } from './merge-now.ts';
export type { Merged } from './merge-now.ts';
