import { randomUUID } from 'node:crypto';
import { allows, byLogin, consentId, maskedName, mustFirst, personId, type Consent, type consentContract, type ConsentView, type May, type Named, type Party, type Person, type PersonId, type Proof, type ProofGiven, type ProofText } from '#app/access';
import type { Handlers } from '#kernel/contract';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { engineActor, type Session } from '#kernel/session';
import { asking } from './changing.ts';
import { consents, type Kept } from './consent/consents.ts';
import { keyCommands } from './consent/key-commands.ts';
import type { AccessParts } from './parts.ts';
import { recoverCommand } from './consent/recover-command.ts';
import { resealing } from './consent/resealing.ts';
import { orTrouble } from './secrets/second.ts';
import type { TwoPersonTable } from './consent/two-persons.ts';

export interface ConsentSetup {
  /** To `consent.changed` of every window. */
  readonly changed: (id: string) => void;
  /** What was open when the engine last ended without saying so (`consentsLeft` of consent/left.ts). */
  readonly left: readonly string[];
  /** Commands of other modules; none takes the place of one that is here. */
  readonly more?: Omit<TwoPersonTable, 'person.recover' | 'key.backup' | 'key.rotate' | 'key.renew' | 'key.destroy'>;
}
export interface ConsentAnswers {
  readonly answers: Handlers<typeof consentContract>;
  /** Things can be recorded now: what an earlier start left open expires, and what it left under an older key is sealed anew in the background. */
  begin(): void;
  /** Ends what is open, and what is sealed anew in the background. */
  stop(): Promise<void>;
}

/** Two persons for one command, as windows ask for it. */
export function consentAnswers(parts: AccessParts, { changed, left, more }: ConsentSetup): ConsentAnswers {
  const resealer = resealing(parts);
  const kept = consents({ parts, changed, newId: randomUUID, commands: { ...more, 'person.recover': recoverCommand(parts), ...keyCommands(parts, resealer) } });
  const over = (): void => { if (left.length > 0) void parts.inTurn(() => parts.record(left.map((id) => ({ kind: 'consent.ended', subject: id, body: { how: 'expired', by: null } })), engineActor)); };

  const named = (id: PersonId): Named => { const p = parts.people().persons.get(id); return { person: id, login: p?.login ?? '', name: p === undefined ? '' : maskedName(parts.open(p).name) }; };
  const mayEver: May = (person, needs, place) => allows(parts.rights(person), needs, place);
  /** Of who is logged in at this seat also what the seat says: a locked desk commands nothing, and who has a password to change does so first. */
  const mayAt = (session: Session): May => (person, needs, place) => mayEver(person, needs, place) && (person !== session.person || (session.may.has(needs) && session.allows(needs, place)));
  const party = (session: Session, person: PersonId): Party => ({ person, session: session.person === person ? session.id ?? '' : '', workstation: session.workstation });
  const open = ({ state }: Consent): boolean => state === 'proposed' || state === 'seen';
  /** Whether somebody at this seat may be the second. */
  const second = (session: Session, { command, first, realm }: Consent): boolean =>
    session.person !== null && session.person !== first.person && session.realm === realm && mayAt(session)(personId(session.person), command.needs, command.place);
  /** Who proposed it and who may be the second have to do with it; to anybody else it is nothing that is there. */
  const concerns = (session: Session, consent: Consent): boolean => session.person !== null && (session.person === consent.first.person || second(session, consent));

  const viewOf = (session: Session, { consent: c, endsAt }: Kept): ConsentView => ({
    id: c.id, call: c.command.call, what: { code: c.command.what.code, params: { ...c.command.what.params } }, whom: [...c.command.whom], needs: c.command.needs, state: c.state, first: named(c.first.person),
    agreedBy: c.state === 'agreed' && c.second !== null ? named(c.second.person) : null, workstation: c.first.workstation, proposedAt: c.proposedAt, endsAt, mine: session.person === c.first.person, second: open(c) && second(session, c),
  });
  const found = (session: Session, id: string): Result<Kept, Fault> => { const one = kept.get(id); return one.ok && !concerns(session, one.value.consent) ? fail('consent-unknown', { id }) : one; };
  /** See, refuse and withdraw: by who is logged in here. */
  async function ownAnswer(type: 'see' | 'refuse' | 'withdraw', id: string, session: Session): Promise<Result<ConsentView>> {
    const by = asking(session);
    const one = found(session, id);
    if (!by.ok) return by;
    if (!one.ok) return one;
    const out = await kept.answer(id, { type, by: party(session, by.value), realm: session.realm }, mayAt(session));
    return out.ok ? ok(viewOf(session, out.value.kept)) : out;
  }

  /** Her proof, by the doorkeeper, for this consent and at this workstation; counted and recorded like one at the door. */
  async function proven(person: Person, proof: ProofText, consent: string, workstation: string): Promise<Result<ProofGiven>> {
    const occasion = { purpose: consent, workstation };
    if (proof.factor === 'password') return parts.door.prove(person, proof, occasion);
    const factor: Result<Proof> = await parts.factor(proof, person, occasion);
    return factor.ok ? parts.door.prove(person, factor.value, occasion) : factor;
  }
  /** Who would be the second: who is logged in here, or another by her login. A name nobody has is refused as a wrong proof is, and counted like one. */
  async function whoAgrees(session: Session, login: string | null, proof: ProofText): Promise<Result<Person, Fault>> {
    const people = parts.people();
    if (login === null) { const by = asking(session); const one = by.ok ? people.persons.get(by.value) : undefined; return one === undefined ? fail('login-wanted') : ok(one); }
    const one = byLogin(people, login.trim());
    if (one !== null) return ok(one);
    const refused = await parts.door.logIn({ login, password: proof.factor === 'password' ? proof.password : '', second: null, workstation: session.workstation });
    return refused.ok ? fail('login-refused') : refused;
  }
  /** ACC-123: while it was thought about the one who proposed it may have gone, or been sent away: her session ended, and her proposal with it. */
  const firstIsThere = ({ first }: Consent): boolean => parts.sessions().some((s) => s.id === first.session && s.person === first.person);

  return {
    begin() { over(); resealer.begin(); },
    async stop() { resealer.stop(); await kept.stop(); },
    answers: {
      async 'consent.list'(_input, session) { return ok(kept.list().filter(({ consent }) => concerns(session, consent)).map((k) => viewOf(session, k))); },
      async 'consent.propose'({ command }, session) {
        const by = asking(session);
        if (!by.ok) return by;
        const made = await kept.propose(command, party(session, by.value), session.actor, mayAt(session));
        return made.ok ? ok(viewOf(session, made.value)) : made;
      },
      'consent.see': ({ id }, session) => ownAnswer('see', id, session),
      'consent.refuse': ({ id }, session) => ownAnswer('refuse', id, session),
      'consent.withdraw': ({ id }, session) => ownAnswer('withdraw', id, session),
      async 'consent.agree'({ id, login, proof }, session) {
        const one = found(session, id);
        if (!one.ok) return one;
        const { consent } = one.value;
        const person = await orTrouble(() => whoAgrees(session, login, proof));
        if (!person.ok) return person;
        if (person.value.id === consent.first.person) return fail('consent-same-person');
        const given = await orTrouble(() => proven(person.value, proof, consentId(id), session.workstation));
        if (!given.ok) return given;
        const must = mustFirst(parts.people(), parts.people().persons.get(person.value.id) ?? person.value, parts.clock.now());
        if (must !== null) return fail('login-must', { must });
        if (!firstIsThere(consent)) return fail('consent-first-lost');
        const out = await kept.answer(id, { type: 'agree', by: party(session, person.value.id), realm: session.realm, proof: given.value, sees: person.value.id !== session.person }, mayAt(session));
        return out.ok ? ok({ consent: viewOf(session, out.value.kept), shown: [...out.value.shown] }) : out;
      },
    },
  };
}
