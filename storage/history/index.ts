export { openHistorian } from './historian.ts';
export type { OpenedHistorian, OpenHistorianOptions } from './historian.ts';
export type { WriterFault, WritingLimits } from './protocol.ts';
