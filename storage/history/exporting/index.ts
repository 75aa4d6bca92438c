export { exportHistory } from './export-history.ts';
export type { ExportProgress } from './export-history.ts';
