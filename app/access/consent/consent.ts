import { canonical } from '#app/journal';
import { step } from '#kernel/machine';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Permission, Realm } from '#kernel/session';
import type { Brand, EpochMs, MonoMs, Moment } from '#kernel/time';
import type { PersonId } from '../account/person.ts';
import type { Place } from '../roles/role.ts';
import { consentTable, type ConsentEvent, type ConsentGuard, type ConsentState } from './machine.ts';

export type ConsentId = Brand<string, 'ConsentId'>;
export const consentId = (s: string): ConsentId => s as ConsentId;

/** A sentence of a catalogue and what stands in its places. */
export interface Words { readonly code: string; readonly params: Readonly<Record<string, string | number>> }
/**
 * What will happen and to whom, as the command itself says it (ACC-79): a confirmation has no words of its own. `call` and `input`: what is done when two have agreed,
 * and nothing else. `whom`: everyone and everything it is done to, never empty.
 */
export interface Command { readonly call: string; readonly input: unknown; readonly needs: Permission; readonly place: Place; readonly what: Words; readonly whom: readonly string[] }

/** Somebody at a session. */
export interface Party { readonly person: PersonId; readonly session: string; readonly workstation: string }
export interface Consent {
  readonly id: ConsentId; readonly command: Command; readonly realm: Realm; readonly state: ConsentState; readonly first: Party; readonly second: Party | null; readonly factor: string | null;
  /** Everybody who had it before her. */
  readonly seenBy: readonly PersonId[]; readonly proposedAt: EpochMs; readonly dueAt: MonoMs;
}
/** One act with two names (ACC-80): what is done, by whom and by whom, and how the second proved herself. */
export interface Act { readonly consent: ConsentId; readonly call: string; readonly input: unknown; readonly by: readonly [PersonId, PersonId]; readonly factor: string }
/** One row gone through. `act`: only of the row that agrees, so once. */
export interface ConsentChange { readonly consent: Consent; readonly rule: string; readonly journal: boolean; readonly act: Act | null }
export type ConsentFault = Fault<'consent-over' | 'consent-same-person' | 'consent-no-right' | 'consent-unseen' | 'consent-unproven' | 'consent-first-lost' | 'consent-not-yours' | 'consent-realm' | 'consent-words' | 'consent-expired'>;

/** Whether somebody may do something somewhere, now. Asked anew at every step: a right that is taken counts at once. */
export type May = (person: PersonId, needs: Permission, place: Place) => boolean;
/** `proof`: of the second person, for this consent, just now (`Doorkeeper.prove`); null: there is none. */
export type ConsentInput =
  | { readonly type: 'see' | 'refuse'; readonly by: Party; readonly realm: Realm }
  | { readonly type: 'agree'; readonly by: Party; readonly realm: Realm; readonly proof: { readonly person: PersonId; readonly purpose: string; readonly factor: string } | null }
  | { readonly type: 'withdraw'; readonly by: Party }
  | { readonly type: 'expire' };

/** How long a proposal may be thought about, in milliseconds: bounded, so that nobody agrees to what was meant yesterday. */
export const consentMs = { least: 15_000, usual: 120_000, most: 900_000 } as const;

/** ACC-81: a proposal of somebody who may do it herself but for the second. What was proposed is kept as it was: canonical, so that nothing can change it afterwards. */
export function propose(id: ConsentId, command: Command, first: Party, realm: Realm, may: May, now: Moment, forMs: number = consentMs.usual): Result<Consent, ConsentFault> {
  if (!may(first.person, command.needs, command.place)) return fail('consent-no-right', { needs: command.needs });
  const input = canonical(command.input ?? null);
  if (command.whom.length === 0 || command.whom.some((w) => w.trim() === '') || !input.ok) return fail('consent-words', { call: command.call });
  const lasts = Math.min(Math.max(forMs, consentMs.least), consentMs.most);
  return ok({
    id, realm, state: 'proposed', first, second: null, factor: null, seenBy: [], proposedAt: now.now, dueAt: (now.mono + lasts) as MonoMs,
    command: { ...command, input: JSON.parse(input.value) as unknown, whom: [...command.whom], what: { code: command.what.code, params: { ...command.what.params } } },
  });
}

/** Why somebody cannot be the second; null: she can. */
function notSecond(consent: Consent, input: Extract<ConsentInput, { by: Party; realm: Realm }>, may: May): ConsentFault | null {
  if (input.realm !== consent.realm) return { code: 'consent-realm', params: { realm: consent.realm } };
  if (input.by.person === consent.first.person) return { code: 'consent-same-person', params: {} };
  return may(input.by.person, consent.command.needs, consent.command.place) ? null : { code: 'consent-no-right', params: { needs: consent.command.needs } };
}
/** Why what she says is no agreement; null: it is. */
function notWilling(consent: Consent, input: Extract<ConsentInput, { type: 'agree' }>, may: May): ConsentFault | null {
  if (!consent.seenBy.includes(input.by.person)) return { code: 'consent-unseen', params: {} };
  if (input.proof === null || input.proof.person !== input.by.person || input.proof.purpose !== consent.id) return { code: 'consent-unproven', params: {} };
  return may(consent.first.person, consent.command.needs, consent.command.place) ? null : { code: 'consent-first-lost', params: {} };
}
/** What the table's guards say, each as the reason why it does not hold; null: it holds. */
function guards(consent: Consent, input: ConsentInput, may: May): Readonly<Record<ConsentGuard, ConsentFault | null>> {
  const first: ConsentFault | null = input.type === 'withdraw' && input.by.person === consent.first.person ? null : { code: 'consent-not-yours', params: {} };
  const second = input.type === 'expire' || input.type === 'withdraw' ? first : notSecond(consent, input, may);
  return { first, second, willing: second ?? (input.type === 'agree' ? notWilling(consent, input, may) : first) };
}
const guardOf = { see: 'second', refuse: 'second', agree: 'willing', withdraw: 'first', expire: null } as const satisfies Record<ConsentEvent, ConsentGuard | null>;
const partyOf = (consent: Consent, input: ConsentInput): Party | null => (input.type === 'agree' || input.type === 'refuse' ? input.by : consent.second);
const isOpen = ({ state }: Consent): boolean => state === 'proposed' || state === 'seen';

/** What is over, or over its time, takes no answer (ACC-72, ACC-77, ACC-80); null: it may be answered. */
function closed(consent: Consent, input: ConsentInput, now: MonoMs): ConsentFault | null {
  if (!isOpen(consent)) return { code: 'consent-over', params: { state: consent.state } };
  if (now >= consent.dueAt) return { code: 'consent-expired', params: {} };
  return input.type === 'agree' && consent.state === 'proposed' ? { code: 'consent-unseen', params: {} } : null;
}

/** The act of a consent that was agreed to; null where the row asks for none. */
const actOf = (c: Consent, input: ConsentInput, asked: boolean): Act | null =>
  (asked && input.type === 'agree' && input.proof !== null ? { consent: c.id, call: c.command.call, input: c.command.input, by: [c.first.person, input.by.person], factor: input.proof.factor } : null);
const after = (consent: Consent, to: ConsentState, input: ConsentInput): Consent => ({
  ...consent, state: to, second: partyOf(consent, input), seenBy: input.type === 'see' ? [...consent.seenBy, input.by.person] : consent.seenBy,
  factor: input.type === 'agree' ? input.proof?.factor ?? null : consent.factor,
});
/** What comes to nothing: a timer before its time or of what is over, and who sees it twice. */
const idle = (consent: Consent, input: ConsentInput, now: MonoMs): boolean =>
  (input.type === 'expire' && now < consent.dueAt) || (input.type === 'see' && isOpen(consent) && now < consent.dueAt && consent.seenBy.includes(input.by.person));

/** ACC-70 to ACC-78: what one input makes of a consent. What comes after its time finds it expired, whatever it says. Null: nothing happened. */
export function answer(consent: Consent, input: ConsentInput, may: May, now: MonoMs): Result<ConsentChange | null, ConsentFault> {
  if (idle(consent, input, now)) return ok(null);
  const shut = input.type === 'expire' ? null : closed(consent, input, now);
  if (shut !== null) return { ok: false, fault: shut };
  const why = guards(consent, input, may);
  const out = step(consentTable, consent.state, input.type, (g) => why[g] === null);
  if (out.kind === 'illegal') throw new Error(out.why);
  if (out.kind === 'ignored') { const guard = guardOf[input.type]; const fault = guard === null ? null : why[guard]; return fault === null ? ok(null) : { ok: false, fault }; }
  return ok({ consent: after(consent, out.to, input), rule: out.rule, journal: out.actions.includes('journal'), act: actOf(consent, input, out.actions.includes('act')) });
}
