import type { ConsentCommand, consentWords, PersonId, Words } from '#app/access';
import type { Result } from '#kernel/result';
import type { Permission, Place } from '#kernel/session';
import type { AccessNote } from '../parts.ts';

/** What an act brought to light, once: a sheet for each keeper. */
export interface Shown { readonly keeper: string; readonly text: string }
/** What came of an act: what is to be written of it, and what it brought to light. */
export interface Done { readonly notes: readonly AccessNote[]; readonly shown: readonly Shown[] }
export const nothingMore: Done = { notes: [], shown: [] };

/**
 * A command that takes two persons (ACC-70 to ACC-81). `I`: as it is proposed; `K`: as it is kept until two have agreed, without what need not be kept (a password).
 * `needs` and `place`: what both of them may. `check`: everything that can be known before anybody is asked; a fault, and nothing is proposed. `words`: what will happen and to
 * whom, as codes of the catalogue `access-consent` and masked names. `notes`: written in one append with the act itself, so that both are there or neither. `run`: once, after that commit.
 */
export interface TwoPersonCommand<I, K = I> {
  readonly needs: Permission;
  place(input: I): Place;
  check(input: I, first: PersonId): Promise<Result<K>>;
  words(kept: K): { readonly what: Words & { readonly code: (typeof consentWords)[number] }; readonly whom: readonly string[] };
  notes(kept: K, by: readonly [PersonId, PersonId]): Promise<Result<readonly AccessNote[]>>;
  run(kept: K, by: readonly [PersonId, PersonId]): Promise<Result<Done>>;
}
/** A command whose two ends fit each other, with the types of what passes between them put away: whoever keeps consents looks at none of it. */
export interface AnyCommand extends TwoPersonCommand<never, never> {}
export const twoPerson = <I, K>(command: TwoPersonCommand<I, K>): AnyCommand => command as unknown as AnyCommand;

/** One for each command that can be proposed: one without does not compile. */
export type TwoPersonTable = { readonly [C in ConsentCommand['call']]: AnyCommand };
/** What a command is proposed with. */
export type InputOf<C extends ConsentCommand['call']> = Extract<ConsentCommand, { readonly call: C }>;
