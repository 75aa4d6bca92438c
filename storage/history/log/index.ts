export { logFiles, logOf, newLog, records } from './log-file.ts';
export type { LogFile } from './log-file.ts';
export { replayLog } from './replay.ts';
export type { Replayed, ReplayEars } from './replay.ts';
