import { byLogin, type accessContract, type LoggedIn, type LoginFault, type PersonId, type ProofText, type SeatView, type Second } from '#app/access';
import type { Handlers } from '#kernel/contract';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { actor, type Session } from '#kernel/session';
import type { AccessNote, AccessParts } from '../parts.ts';
import { orTrouble } from '../secrets/second.ts';
import type { SessionBook } from '../sessions.ts';
import type { Seat } from './seat.ts';

/** What answers at a seat are made of, beside what every answer is. `tell`: what happened, held where it cannot be recorded; resolves when it is, or is known not to be. */
export interface SeatParts extends AccessParts {
  readonly book: SessionBook;
  /** The seat of whoever asks; null: its window is gone. */
  seatOf(session: Session): Seat | null;
  view(seat: Seat): SeatView;
  /** Whether the keys open, else why not: without them nobody can be told from anybody (docs/administration.md). */
  ready(): Result<null, Fault>;
  tell(notes: readonly AccessNote[], by: Session['actor']): Promise<unknown>;
  second(second: Second, login: string, occasion: { readonly purpose: string; readonly workstation: string }): ReturnType<AccessParts['factor']>;
}
type Calls = Handlers<typeof accessContract>;
export type SeatCalls = Pick<Calls, 'seat.get' | 'seat.login' | 'seat.lock' | 'seat.unlock' | 'seat.leave' | 'seat.override' | 'seat.touch'>;

/** Who stands at a seat, or why nobody can be asked about it. */
export const atSeat = (parts: Pick<SeatParts, 'seatOf'>, session: Session): Result<Seat, Fault<'seat-gone'>> => {
  const seat = parts.seatOf(session);
  return seat === null ? fail('seat-gone') : ok(seat);
};

/** A proof as it was typed, looked at by the doorkeeper: of the person who is known to be at the seat. */
export async function proven(parts: SeatParts, person: PersonId, proof: ProofText, occasion: { readonly purpose: string; readonly workstation: string }): Promise<Result<unknown, Fault>> {
  const known = parts.people().persons.get(person);
  if (known === undefined) return fail('login-refused');
  const ready = parts.ready();
  if (!ready.ok) return ready;
  if (proof.factor === 'password') return orTrouble(() => parts.door.prove(known, proof, occasion));
  const second = await parts.factor(proof, known, occasion);
  return second.ok ? orTrouble(() => parts.door.prove(known, second.value, occasion)) : second;
}

export function seatAnswers(parts: SeatParts): SeatCalls {
  const shown = async (seat: Seat): Promise<Result<SeatView>> => ok(parts.view(seat));
  const at = (run: (seat: Seat, session: Session) => Promise<Result<SeatView>>) => async (_input: unknown, session: Session): Promise<Result<SeatView>> => {
    const seat = atSeat(parts, session);
    return seat.ok ? run(seat.value, session) : seat;
  };

  /** Lets in who has just proved herself. Her place at the seat is hers at once; what is written of it is not waited for longer than the journal needs. */
  async function enter(seat: Seat, { person, must, ageing }: LoggedIn): Promise<Result<SeatView>> {
    const now = parts.people().persons.get(person.id);
    if (now === undefined || now.closed) return fail('login-refused');
    const before = seat.watch();
    const opened = parts.book.open(person.id, seat.workstation, !seat.own, { must, ageing }, before.person === person.id ? before.session : null);
    if (!opened.ok) return opened;
    const told = parts.tell([{ kind: 'session.opened', subject: person.id, body: { session: opened.value.id, workstation: seat.workstation, watches: !seat.own } }], actor(person.id));
    seat.enter(opened.value);
    parts.moved('sessions');
    await told;
    return shown(seat);
  }
  async function logIn(seat: Seat, login: string, password: string, second: Second | null): Promise<Result<LoggedIn, Fault>> {
    const ready = parts.ready();
    if (!ready.ok) return ready;
    const { workstation } = seat;
    const known = byLogin(parts.people(), login.trim());
    const factor = second === null ? ok(null) : await parts.second(second, known?.login ?? login.trim().toLowerCase(), { purpose: 'login', workstation });
    return factor.ok ? orTrouble<Result<LoggedIn, LoginFault>>(() => parts.door.logIn({ login, password, second: factor.value, workstation })) : factor;
  }
  return {
    'seat.get': at(shown),
    'seat.login': async ({ login, password, second }, session) => {
      const seat = atSeat(parts, session);
      if (!seat.ok) return seat;
      if (!parts.people().setUp) return fail('not-set-up');
      const done = await logIn(seat.value, login, password, second);
      if (!done.ok) return done;
      const still = atSeat(parts, session);                     // her window may have closed while the password was looked at
      return still.ok ? enter(still.value, done.value) : still;
    },
    'seat.lock': at(async (seat) => {
      const { session, state } = seat.watch();
      if (state === 'overridden') seat.giveBack('lock');
      else if (session !== null) parts.book.advance(session, 'lock', actor(seat.watch().person ?? seat.place));
      return shown(seat);
    }),
    'seat.unlock': async ({ proof }, session) => {
      const seat = atSeat(parts, session);
      if (!seat.ok) return seat;
      const { state, person, session: hers } = seat.value.watch();
      if (state !== 'locked' || person === null || hers === null) return fail('seat-not-locked');
      const done = await proven(parts, person, proof, { purpose: 'unlock', workstation: seat.value.workstation });
      if (!done.ok) return done;
      if (seat.value.holds(hers)) parts.book.advance(hers, 'unlock', actor(person));   // another may have taken it over meanwhile
      return shown(seat.value);
    },
    'seat.leave': at(async (seat) => {
      const { session, state, person } = seat.watch();
      if (state === 'overridden') seat.giveBack('leave');
      else if (session !== null) parts.book.advance(session, 'leave', actor(person ?? seat.place));
      return shown(seat);
    }),
    'seat.override': async ({ reason }, session) => {
      const seat = atSeat(parts, session);
      if (!seat.ok) return seat;
      if (!parts.people().setUp) return fail('not-set-up');
      if (seat.value.own) return fail('override-own');
      const done = seat.value.override(reason);
      return done.ok ? shown(seat.value) : done;
    },
    'seat.touch': async (_input, session) => {
      const open = parts.seatOf(session)?.open();
      if (open) parts.book.advance(open.session.id, 'act', actor(open.session.person));
      return ok({});
    },
  };
}
