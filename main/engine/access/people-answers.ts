import { randomUUID } from 'node:crypto';
import {
  about, changePerson, choosePassword, closePerson, createPerson, foreseen, giveRole, maskedName, maskedPhone, personId, reopenPerson, sessionId, takeRole, unlockPerson,
  type Given, type OpenSession, type peopleContract, type People, type Person, type PersonId, type PersonView, type ProofPorts, type SessionView,
} from '#app/access';
import type { Handlers } from '#kernel/contract';
import { fail, ok, type Result } from '#kernel/result';
import type { Permission, Session } from '#kernel/session';
import { asking, changed, faultsOf, told, unsealable, wholePark, type Judged } from './changing.ts';
import type { AccessParts } from './parts.ts';
import { orTrouble } from './secrets/second.ts';

type Answers = Handlers<typeof peopleContract>;

/** What the rules of passwords need of the engine. */
export const proofPorts = ({ clock, hash, totp, keys, check }: AccessParts): ProofPorts => ({ clock, hash, totp, cipher: keys.cipher, check });

/** Name and telephone as others read them, opened once for each state of a person; a key that comes later opens what was shut. */
function maskedOnce(parts: Pick<AccessParts, 'open'>): (person: Person) => Pick<PersonView, 'name' | 'phone'> {
  const known = new WeakMap<Person, Pick<PersonView, 'name' | 'phone'>>();
  return (person) => {
    const kept = known.get(person);
    if (kept !== undefined) return kept;
    const { name, phone } = parts.open(person);
    const made = { name: maskedName(name), phone: phone === null ? null : maskedPhone(phone) };
    if (name !== '') known.set(person, made);
    return made;
  };
}

/** One person as she is listed: nothing of her name or telephone but what everybody may see. */
function viewOf({ door }: AccessParts, person: Person, policy: People['policy'], sessions: number, masked: Pick<PersonView, 'name' | 'phone'>): PersonView {
  const { password } = person;
  const ages = password === null || policy.password.oldestMs === 0 ? null : password.setAt + policy.password.oldestMs;
  return {
    id: person.id, login: person.login, ...masked, enterprise: person.enterprise, closed: person.closed, given: person.given.map((g) => ({ ...g })),
    totp: person.otp !== null, key: person.key !== null, passwordAt: password?.setAt ?? null, passwordUntil: password?.until ?? ages, temporary: password !== null && password.until !== null,
    waitsMs: door.waiting(person.login, person), sessions,
  };
}

/** So many people are opened and listed in one go. */
const atOnce = 200;
/** ACC-34: whether she who asks may do this to somebody, by the enterprise she belongs to. */
const mayTo = (session: Session, needs: Permission, enterprise: string | null): boolean => session.allows(needs, { enterprise, area: null });
/** ACC-122: nobody gives or takes a role where her own right does not reach. */
function mayGive(session: Session, { scope }: Pick<Given, 'scope'>): boolean {
  if (scope === 'everywhere') return session.allows('role.change', wholePark);
  return scope.enterprises.every((enterprise) => session.allows('role.change', { enterprise, area: null })) && scope.areas.every((area) => session.allows('role.change', { enterprise: null, area }));
}
const outside = (needs: Permission) => fail('outside-scope', { needs });

/** People, their roles and their sessions, for who administers them. Every change is judged and recorded one after another (ACC-33, ACC-36). */
export function peopleAnswers(parts: AccessParts): Answers {
  const masked = maskedOnce(parts);
  const found = (person: string): Person | null => parts.people().persons.get(personId(person)) ?? null;
  /** A change of one who is there, by one whose right reaches her. */
  const ofOne = async (session: Session, needs: Permission, person: string, judge: (people: People, id: PersonId) => Judged | Promise<Judged>): ReturnType<Answers['person.change']> => ok({
    faults: [...await changed(parts, session, (people) => {
      const id = personId(person);
      const there = people.persons.get(id);
      return there !== undefined && !mayTo(session, needs, there.enterprise) ? outside(needs) : judge(people, id);
    })],
  });
  /** A person who may be seen by whoever asks; of any other it is not told that she is. */
  function seen(session: Session, needs: Permission, person: string): Result<Person> {
    const one = found(person);
    return one !== null && mayTo(session, needs, one.enterprise) ? ok(one) : fail('person-unknown', { person });
  }
  const sessionView = (session: Session, s: OpenSession): SessionView => {
    const person = found(s.person);
    return {
      id: s.id, who: { person: s.person, login: person?.login ?? '', name: person === null ? '' : masked(person).name }, workstation: s.workstation, watches: s.watches,
      state: s.state === 'locked' ? 'locked' : 'active', openedAt: s.openedAt, idleMs: Math.max(0, parts.clock.mono() - s.touched), mine: s.id === session.id,
    };
  };

  return {
    async 'person.list'(_input, session) {
      const people = parts.people();
      const count = Map.groupBy(parts.sessions(), (s) => s.person);
      const visible = [...people.persons.values()].filter((p) => mayTo(session, 'person.view', p.enterprise));
      const views: PersonView[] = [];
      for (const [i, p] of visible.entries()) {
        if (i % atOnce === atOnce - 1) await new Promise((next) => { setImmediate(next); });   // an alarm is not kept waiting for a list
        views.push(viewOf(parts, p, people.policy, count.get(p.id)?.length ?? 0, masked(p)));
      }
      return ok(views.toSorted((a, b) => (a.login < b.login ? -1 : 1)));
    },
    async 'person.create'({ login: typed, name, phone, enterprise, password }, session) {
      if (!mayTo(session, 'person.change', enterprise)) return ok({ faults: [told(outside('person.change').fault)], person: null });
      const id = personId(randomUUID());
      const login = typed.trim().toLowerCase();
      const faults = await changed(parts, session, async (people) => {
        const shut = unsealable(parts);
        if (shut !== null) return { ok: false, fault: shut };
        const { cipher } = parts.keys;
        const body = { login, name: cipher.seal(name, about(id, 'name')), phone: phone === null ? null : cipher.seal(phone, about(id, 'phone')), enterprise };
        const created = createPerson(people, id, body);
        const now = parts.clock.now();
        const person = foreseen(people, [{ kind: 'person.created', subject: id, body }], now).persons.get(id);
        if (person === undefined) return created;
        const chosen = await orTrouble(() => choosePassword(proofPorts(parts), people.policy, person, password, 'given', now + people.policy.temporaryMs));
        if (created.ok && chosen.ok) return ok([...created.value, ...chosen.value]);
        const [fault, ...more] = [...faultsOf(created), ...faultsOf(chosen)];
        return fault === undefined ? created : { ok: false, fault, more };
      });
      return ok({ faults: [...faults], person: faults.length === 0 ? id : null });
    },
    async 'person.change'({ person, name, phone, enterprise }, session) {
      if (enterprise !== undefined && !mayTo(session, 'person.change', enterprise)) return ok({ faults: [told(outside('person.change').fault)] });
      return ofOne(session, 'person.change', person, (people, id) => {
        const shut = unsealable(parts);
        if (shut !== null) return { ok: false, fault: shut };
        const { cipher } = parts.keys;
        const known = people.persons.get(id);
        const [was, text] = [known === undefined ? null : parts.open(known), phone ?? null];
        return changePerson(people, id, {
          ...(name !== undefined && name !== was?.name && { name: cipher.seal(name, about(id, 'name')) }),
          ...(phone !== undefined && text !== was?.phone && { phone: text === null ? null : cipher.seal(text, about(id, 'phone')) }),
          ...(enterprise !== undefined && { enterprise }),
        });
      });
    },
    'person.close': ({ person, reason }, session) => ofOne(session, 'person.change', person, (people, id) => closePerson(people, id, reason, parts.clock.now())),
    'person.reopen': ({ person, reason }, session) => ofOne(session, 'person.change', person, (people, id) => reopenPerson(people, id, reason)),
    'person.unlock': ({ person, reason }, session) => ofOne(session, 'person.recover', person, (people, id) => unlockPerson(people, id, reason)),
    async 'person.reveal'({ person }, session) {
      const one = seen(session, 'personal.view', person);
      if (!one.ok) return one;
      const noted = await parts.record([{ kind: 'personal.read', subject: one.value.id, body: { fields: one.value.phone === null ? ['name'] : ['name', 'phone'], for: 'person.reveal' } }], session.actor);
      return noted.ok ? ok({ ...parts.open(found(person) ?? one.value) }) : noted;
    },
    async 'person.copied'({ person, field }, session) {
      const one = seen(session, 'personal.view', person);
      if (!one.ok) return one;
      const noted = await parts.record([{ kind: 'personal.copied', subject: one.value.id, body: { field } }], session.actor);
      return noted.ok ? ok({}) : noted;
    },
    async 'session.list'(_input, session) {
      return ok(parts.sessions().filter((s) => mayTo(session, 'session.view', found(s.person)?.enterprise ?? null)).map((s) => sessionView(session, s)));
    },
    async 'session.end'({ session: id }, session) {
      const one = parts.sessions().find((s) => s.id === id);
      if (one === undefined || !mayTo(session, 'session.end', found(one.person)?.enterprise ?? null)) return fail('session-unknown', { session: id });
      return parts.endSession(sessionId(id), 'end', session.actor) ? ok({}) : fail('session-unknown', { session: id });
    },
    async 'role.give'({ person, role, scope, until }, session) {
      const by = asking(session);
      if (!by.ok) return by;
      if (!mayGive(session, { scope })) return ok({ faults: [told(outside('role.change').fault)] });
      return ofOne(session, 'role.change', person, (people, id) => giveRole(people, id, { role, scope, until }, by.value, parts.clock.now()));
    },
    async 'role.take'({ person, role, scope }, session) {
      const by = asking(session);
      if (!by.ok) return by;
      if (!mayGive(session, { scope })) return ok({ faults: [told(outside('role.change').fault)] });
      return ofOne(session, 'role.change', person, (people, id) => takeRole(people, id, { role, scope }, by.value, parts.clock.now()));
    },
  };
}
