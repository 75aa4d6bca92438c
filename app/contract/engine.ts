import { accessContract } from '#app/access';
import { acquisitionContract } from '#app/acquisition';
import { alarmContract } from '#app/alarm';
import { auditContract } from '#app/audit';
import { dutyContract } from '#app/duty';
import { healthContract } from '#app/health';
import { historyContract } from '#app/history';
import { journalContract } from '#app/journal';
import { mimicContract } from '#app/mimic';
import { parkContract } from '#app/park';
import { selectionContract } from '#app/selection';
import type { VersionedContract } from '#kernel/contract';

/** What a window may ask of the engine and hear from it: all modules, one number. The number grows with every change that an older window would misread. */
export const engineContract = {
  version: 3,
  calls: { ...accessContract.calls, ...parkContract.calls, ...acquisitionContract.calls, ...historyContract.calls, ...alarmContract.calls, ...journalContract.calls, ...healthContract.calls, ...selectionContract.calls, ...mimicContract.calls, ...dutyContract.calls, ...auditContract.calls },
  streams: { ...accessContract.streams, ...parkContract.streams, ...acquisitionContract.streams, ...historyContract.streams, ...alarmContract.streams, ...journalContract.streams, ...healthContract.streams, ...selectionContract.streams, ...mimicContract.streams, ...dutyContract.streams, ...auditContract.streams },
} as const satisfies VersionedContract;
export type EngineContract = typeof engineContract;
