import type { EpochMs } from '#kernel/time';

/** One reading. `value`: null when there is none. `status`: the device's own word. `sourceTime` is the device's, `receivedTime` is ours; neither replaces the other. `late`: whoever sent it says that it tells of the past. */
export interface Sample {
  readonly handle: number;
  readonly value: number | null;
  readonly status: number;
  readonly sourceTime: EpochMs | null;
  readonly receivedTime: EpochMs;
  readonly text?: string;
  readonly late?: true;
}
