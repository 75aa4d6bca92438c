import type { AccessDraft, ConsentDraft, Doorkeeper, LoginFault, Occasion, OpenSession, PasswordHash, People, Person, PersonId, Rights, Sealed, Second, SecondFactor, SessionId, Totp, WatchDraft } from '#app/access';
import type { CheckSignature } from '#app/journal';
import type { Fault, Result } from '#kernel/result';
import type { Actor, Realm } from '#kernel/session';
import type { Clock } from '#kernel/time';
import type { KeyFileFault, KeyStore } from '#storage';

/** What may be written about who is acting: the events of `app/access`, and what was read of anybody's personal fields. */
export type AccessNote = AccessDraft | ConsentDraft | WatchDraft
  | { readonly kind: 'personal.read'; readonly subject: string; readonly body: { readonly fields: readonly ('name' | 'phone')[]; readonly for: string } }
  | { readonly kind: 'personal.copied'; readonly subject: string; readonly body: { readonly field: 'name' | 'phone' } };

/** What others keep sealed under the same keys: the roster's names and telephones. `reseal`: seals under the active key whatever is under an older one; false: something is left for later. */
export interface SealedElsewhere { sealed(): readonly Sealed[]; reseal(): Promise<boolean> }

/** What every answer about who is acting is made of. One engine has one of these. */
export interface AccessParts {
  readonly clock: Clock; readonly realm: Realm;
  /** As the journal has it up to now: the fold of what was committed. */
  readonly people: () => People;
  /** In one append, as `by`; resolves after the commit, when `people()` has it in it. */
  record(notes: readonly AccessNote[], by: Actor): Promise<Result<null, Fault<'not-recorded'>>>;
  readonly keys: KeyStore; readonly hash: PasswordHash; readonly totp: Totp; readonly check: CheckSignature; readonly door: Doorkeeper;
  /** One change after another: what is judged by `people()` inside of `run` is recorded before the next one is judged, and nothing is sealed under a key that goes meanwhile. Not to be asked for inside of `run`. */
  readonly inTurn: <T>(run: () => Promise<T>) => Promise<T>;
  elsewhere(): SealedElsewhere;
  /** Every session that has not ended, the oldest first. */
  sessions(): readonly OpenSession[];
  /** Ends one, at whatever seat; false: there is none such. */
  endSession(id: SessionId, how: 'end' | 'revoke', by: Actor): boolean;
  /** What somebody may now; made anew when roles or people change and when a role ends. */
  rights(person: PersonId): Rights;
  /** Her name and telephone as they are; '' where they do not open (a key that is not there). Who shows them to another masks them or journals it. */
  open(person: Person): { readonly name: string; readonly phone: string | null };
  /** A second factor as it was typed, ready for the door: a key's file opened with its PIN and a challenge signed with it. */
  factor(second: Second, person: Person, occasion: Occasion): Promise<Result<SecondFactor, LoginFault | KeyFileFault>>;
  /** Tells windows that what they list is another one now. */
  moved(what: 'people' | 'roles' | 'policy' | 'sessions' | 'keys'): void;
  /** Tells windows that a proposal is another one now. */
  told(consent: string): void;
}
