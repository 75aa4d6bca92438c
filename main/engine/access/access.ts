import { about, applyAccess, doorkeeper, personId, rightsOf, sessionDraft, type accessContract, type AccessDraft, type Person, type PersonId, type Rights } from '#app/access';
import type { Draft, Journal, JournalEvent, JournalFault } from '#app/journal';
import type { Handlers } from '#kernel/contract';
import { fail, ok, type Result } from '#kernel/result';
import { actor, type Actor, type Realm, type Session } from '#kernel/session';
import type { Clock, Stop } from '#kernel/time';
import { sm2Check, totp } from '#storage';
import { commit } from '../record/commit.ts';
import { consentAnswers } from './consent-answers.ts';
import { consentsLeft } from './consent/left.ts';
import { keyAnswers } from './keys-answers.ts';
import type { AccessNote, AccessParts, SealedElsewhere } from './parts.ts';
import { peopleAnswers } from './people-answers.ts';
import { movedOf, restorePeople, revokedBy } from './people.ts';
import { rolesAnswers } from './roles-answers.ts';
import { seatAnswers, type SeatParts } from './seat/answers.ts';
import { ownAnswers } from './seat/own.ts';
import { seats, type Taken } from './seat/seats.ts';
import { setUpAnswers } from './seat/set-up.ts';
import { seatView } from './seat/view.ts';
import type { Identity } from './secrets/identity.ts';
import { keyring } from './secrets/keyring.ts';
import { secondOf } from './secrets/second.ts';
import { sessionBook } from './sessions.ts';
import { turns } from './turns.ts';
import type { SeatTeller } from '../serve/windows.ts';

/** What who is acting asks of the engine. `write`: in line of the journal, held where it cannot be written. `published`: an event that was committed beside that line. */
export interface AccessDeps {
  readonly clock: Clock; readonly realm: Realm; readonly journal: Journal; readonly identity: Identity; readonly windows: () => SeatTeller;
  readonly write: (draft: Draft, then: (recorded: boolean) => void) => void;
  readonly published: (event: JournalEvent) => void;
  /** What of others is sealed in this journal: keys may not be made anew over it, and it is sealed anew with the rest. Asked after `begin` at the earliest, or when keys are wanted; absent: nothing. */
  readonly elsewhere?: () => SealedElsewhere;
  readonly note: (line: string) => void;
  /** What is at fault in the engine, for its journal; absent: the log alone says it. */
  readonly broken?: (where: string, error: unknown) => void;
}
export interface Access {
  readonly parts: AccessParts; readonly answers: Handlers<typeof accessContract>;
  /** Opens the keys of the personal fields where they are not open yet; why they are not. */
  readonly keysReady: () => Result<null>;
  /** A seat for a window: the desk's of its workstation, or its `own`, which ends with `stop`. */
  readonly seat: (where: { readonly workstation: string; readonly own: boolean }) => Taken;
  /** What a person's id is shown as in a line: her login. Anything else as it stands. */
  readonly loginOf: (id: string) => string;
  /** Somebody commanded something: her session stays open (ACC-40). */
  readonly acted: (session: Session) => void;
  /** Every event of the journal after its commit, in its order. */
  heard(event: JournalEvent): void;
  /** Windows can hear now: what a start has to record is recorded from here on. */
  begin(): void;
  stop(): Promise<void>;
}
const nothingElsewhere = (): SealedElsewhere => ({ sealed: () => [], reseal: async () => true });
/** How long moves are gathered before windows are told, in ms. */
const gatherMs = 50;

/** Who is acting: everybody out of the journal, the door, the sessions, the seats, and the answers to windows. */
export async function openAccess({ clock, realm, journal, identity, windows, write, published, note, broken, elsewhere = nothingElsewhere }: AccessDeps): Promise<Result<Access, JournalFault>> {
  const restored = await restorePeople(journal);
  if (!restored.ok) return restored;
  let people = restored.value;
  const begun = Promise.withResolvers<void>();
  const shut = (code: string): void => { note(`access keys: ${code}; nobody can log in, alarms go on`); void begun.promise.then(() => broken?.('access', code)); };
  const keys = keyring(identity, () => people.persons.size > 0 || elsewhere().sealed().length > 0, shut);
  const draft = (of: AccessNote, by: Actor): Draft => ({ time: clock.now(), actor: by, realm, kind: of.kind, v: 1, subject: of.subject, body: of.body });

  const record = async (notes: readonly AccessNote[], by: Actor): Promise<Result<null, ReturnType<typeof fail<'not-recorded'>>['fault']>> => {
    if (notes.length === 0) return ok(null);
    await begun.promise;
    const done = await commit(journal, clock, notes.map((n) => draft(n, by)), published);
    return done.ok ? ok(null) : done;
  };
  const tell = async (notes: readonly AccessNote[], by: Actor): Promise<boolean> => (await Promise.all(notes.map((n) => new Promise<boolean>((told) => write(draft(n, by), told))))).every(Boolean);
  /** Who tried, or who came in. A step of TOTP counts once it is committed and not before (ACC-22); anything else is held where it cannot be written. */
  async function noted(drafts: readonly AccessDraft[]): Promise<Result<unknown>> {
    const [first] = drafts;
    const by = first === undefined || first.kind === 'login.failed' ? actor(`unidentified@${first?.body.workstation ?? ''}`) : actor(first.subject);
    if (drafts.some((d) => d.kind === 'factor.used')) return record(drafts, by);
    return (await tell(drafts, by)) ? ok(null) : fail('not-recorded', { why: 'journal-held' });
  }
  const moving = new Set<Parameters<AccessParts['moved']>[0]>();
  let gathering: Stop | null = null;
  function moved(what: Parameters<AccessParts['moved']>[0]): void {
    moving.add(what);
    gathering ??= clock.after(gatherMs, () => { gathering = null; for (const one of moving) windows().moved(one); moving.clear(); });
  }
  const rightsKept = new WeakMap<Person, { readonly roles: unknown; readonly rights: Rights }>();
  function rights(id: PersonId): Rights {
    const person = people.persons.get(id);
    if (person === undefined || person.closed) return rightsOf(people.roles, [], clock.now());
    const kept = rightsKept.get(person);
    if (kept !== undefined && kept.roles === people.roles && (kept.rights.until === null || clock.now() < kept.rights.until)) return kept.rights;
    const made = rightsOf(people.roles, person.given, clock.now());
    rightsKept.set(person, { roles: people.roles, rights: made });
    return made;
  }
  const text = (of: Person['name'], person: Person, field: 'name' | 'phone'): string => { const plain = keys.store.cipher.open(of, about(person.id, field)); return plain.ok ? plain.value : ''; };

  const door = doorkeeper({ people: () => people, clock, hash: identity.slow, totp, cipher: keys.store.cipher, check: sm2Check, record: noted });
  const book = sessionBook(clock, {
    limits: () => people.policy.session,
    changed(change, by) {
      const said = sessionDraft(change);
      if (said !== null) void tell([said], by);
      places.followed(change, by);
      moved('sessions');
    },
  });
  const places = seats({ clock, realm, node: journal.node, people: () => people, rights, book, tell: (drafts, by) => void tell(drafts, by) }, (seat) => windows().seat(seat.id, view(seat)));
  const view: SeatParts['view'] = (seat) => seatView(seat, { clock, people: () => people, name: (person) => text(person.name, person, 'name') });

  const parts: AccessParts = {
    clock, realm, people: () => people, record, keys: keys.store, hash: identity.slow, totp, check: sm2Check, door, elsewhere, inTurn: turns(), sessions: book.list,
    endSession: (id, how, by) => book.advance(id, how, by),
    rights,
    open: (person) => ({ name: text(person.name, person, 'name'), phone: person.phone === null ? null : text(person.phone, person, 'phone') }),
    factor: (second, person, occasion) => secondOf(identity.slow, clock, second, person.login, occasion),
    moved, told: (consent) => windows().consent(consent),
  };
  const seated: SeatParts = { ...parts, book, seatOf: places.of, view, ready: keys.ready, tell, second: (second, login, occasion) => secondOf(identity.slow, clock, second, login, occasion) };

  if (people.setUp) identity.noToken(); else identity.token();
  if (people.persons.size > 0) keys.ready();
  const consents = consentAnswers(parts, { changed: (id) => windows().consent(id), left: await consentsLeft(journal) });
  return ok({
    parts, keysReady: keys.ready,
    answers: {
      ...seatAnswers(seated), ...ownAnswers(seated, identity.slow), ...setUpAnswers(seated, identity),
      ...peopleAnswers(parts), ...rolesAnswers(parts), ...consents.answers, ...keyAnswers(parts),
    },
    loginOf: (id) => people.persons.get(personId(id))?.login ?? id,
    seat: (where) => places.take(where),
    acted(session) { const open = places.of(session)?.open(); if (open) book.advance(open.session.id, 'act', session.actor); },
    heard(event) {
      const before = people;
      people = applyAccess(people, event);
      door.heard(event);
      const what = movedOf(event.kind);
      if (what !== null) moved(what);
      const whose = revokedBy(event);
      if (whose !== null) for (const one of book.list()) if (one.person === whose) book.advance(one.id, 'revoke', event.actor);
      if (before.policy !== people.policy) book.limitsChanged();
      if (before !== people) places.refresh();
    },
    begin() { begun.resolve(); consents.begin(); },
    async stop() { gathering?.(); places.stop(); book.stop(); await consents.stop(); await identity.stop(); },
  });
}
