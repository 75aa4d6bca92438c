export { checkSegment, logFindings } from './check-files.ts';
export type { FileFinding } from './check-files.ts';
export { heldPrefix } from './copy-files.ts';
export { BadCopy, copyHistory } from './copy-history.ts';
export type { HistoryCopy } from './copy-history.ts';
