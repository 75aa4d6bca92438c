import type { Historian } from '#app/history';
import type { RecordingJournal } from '#app/journal';
import type { Outputs } from '#app/output';
import type { Realm } from '#kernel/session';
import type { Clock } from '#kernel/time';

/** All that differs between life, a drill and a replay (HOUSE 2.5). The same engine runs in each; only `live.ts` gives it outputs that act. */
export interface World {
  readonly realm: Realm;
  readonly clock: Clock;
  readonly journal: RecordingJournal;
  /** Where samples are kept; null: nowhere, and every question is answered `no-history`. */
  readonly history: Historian | null;
  /** Real channels, or `nowhere`. The engine journals what goes through them. */
  readonly outputs: Outputs;
  /** The data folder, for secrets and certificates of the sources. */
  readonly dataDir: string;
  /** One line for the log file and the console; never personal data, never a secret. */
  readonly note: (line: string) => void;
}
