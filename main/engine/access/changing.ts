import { personId, type AccessDraft, type People, type PersonId } from '#app/access';
import type { FaultView } from '#app/access';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Place, Session } from '#kernel/session';
import type { AccessParts } from './parts.ts';

/** What is asked of the whole park, and not of one enterprise or area. */
export const wholePark: Place = { enterprise: null, area: null };

/** What came of judging a change: what is to be written, or every reason against it. */
export type Judged = Result<readonly AccessDraft[]> | { readonly ok: false; readonly fault: Fault; readonly more?: readonly Fault[] };
export const faultsOf = (judged: Judged): readonly Fault[] => (judged.ok ? [] : [judged.fault, ...('more' in judged ? judged.more ?? [] : [])]);
/** A fault as a window is told of it. */
export const told = ({ code, params }: Fault): FaultView => ({ code, params: { ...params } });

/** Who asks; fault `login-wanted` where nobody is logged in at her seat. */
export const asking = ({ person }: Session): Result<PersonId, Fault<'login-wanted'>> => (person === null ? fail('login-wanted') : ok(personId(person)));

/** Whether anything can be sealed: without keys nothing personal is written (docs/administration.md); null: it can. */
export const unsealable = ({ keys }: Pick<AccessParts, 'keys'>): Fault<'keys-locked'> | null => (keys.ring().lines.length === 0 ? { code: 'keys-locked', params: {} } : null);

/** Judges and records one change, after the one before. What was judged wrong, and what could not be recorded, is answered with its reasons. */
export async function changed(parts: AccessParts, { actor }: Session, judge: (people: People) => Judged | Promise<Judged>): Promise<readonly FaultView[]> {
  return parts.inTurn(async () => {
    const judged = await judge(parts.people());
    if (!judged.ok) return faultsOf(judged).map(told);
    if (judged.value.length === 0) return [];
    const done = await parts.record(judged.value, actor);
    return done.ok ? [] : [told(done.fault)];
  });
}
