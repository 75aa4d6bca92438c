import type { Cipher, People } from '#app/access';
import type { DutyDraft } from '#app/duty';
import type { Journal } from '#app/journal';
import type { Site } from '#app/park';
import type { Fault, Result } from '#kernel/result';
import type { Actor } from '#kernel/session';
import type { Clock } from '#kernel/time';
import type { Workbooks } from '#storage';

/** What may be written about duty: its own events, and what was read of anybody's personal fields. */
export type DutyNote = DutyDraft | { readonly kind: 'personal.read'; readonly subject: string; readonly body: { readonly fields: readonly ('name' | 'phone')[]; readonly for: string } };

/** What shifts and rosters need of the engine. One engine has one of these. */
export interface DutyParts {
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'read'>;
  readonly site: () => Site;
  /** In one append; resolves after the commit, when `hear` has heard of each. */
  readonly record: (notes: readonly DutyNote[], by: Actor) => Promise<Result<unknown, Fault>>;
  /** One change after another; nothing is sealed under a key that goes meanwhile. */
  readonly inTurn: <T>(run: () => Promise<T>) => Promise<T>;
  /** Seals and opens names and telephones; `ready`: why nothing can be sealed now. */
  readonly cipher: Cipher;
  readonly ready: () => Result<null, Fault>;
  /** Those who have an account. */
  readonly accounts: () => People;
  readonly workbooks: Workbooks;
  /** Writes a file into the exports of the data folder, and tells its path; never over one that is there. */
  readonly keep: (name: string, bytes: Uint8Array) => Promise<Result<string, Fault>>;
  /** Tells windows that what they show is another one now. */
  readonly moved: (what: 'now' | 'roster' | 'shifts') => void;
  readonly note: (line: string) => void;
  readonly limits: DutyLimits;
}

/** `aheadHours`: gaps are told so many hours before (DTY-21). `rosterDays`: a unit is late that is not rostered for so many days (DTY-22). `restHours`: DTY-25. `checkDays`: how far ahead a change is judged. */
export interface DutyLimits { readonly aheadHours: number; readonly rosterDays: number; readonly restHours: number; readonly checkDays: number }
export const dutyLimits: DutyLimits = { aheadHours: 24, rosterDays: 3, restHours: 8, checkDays: 31 };
