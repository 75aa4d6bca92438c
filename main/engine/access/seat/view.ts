import { counting, powersHeld, type People, type Person, type SeatView } from '#app/access';
import type { Clock } from '#kernel/time';
import type { Seat } from './seat.ts';

/** What a seat's view is made of. `name`: as it is, of whoever is there. */
export interface ViewDeps { readonly clock: Clock; readonly people: () => People; readonly name: (person: Person) => string }

/** Who is at a seat, as its windows show it. */
export function seatView(seat: Seat, { clock, people, name }: ViewDeps): SeatView {
  const { setUp, roles, policy: { session: limits } } = people();
  const { state, since, reason, dueAt } = seat.watch();
  const person = seat.person();
  const open = seat.open();
  return {
    setUp, seat: seat.own ? 'own' : 'watch', workstation: seat.workstation, state, since, reason, endsAt: dueAt === null ? null : Math.round(clock.now() + (dueAt - clock.mono())),
    officer: person === null ? null : { person: person.id, login: person.login, name: name(person) },
    session: person === null || open === null ? null : {
      id: open.session.id, openedAt: open.session.openedAt, idleMs: limits.idleMs, longestUntil: Math.round(clock.now() + (open.session.opened + limits.longestMs - clock.mono())), ...open.login,
      totp: person.otp !== null, key: person.key !== null, powers: [...powersHeld(roles, counting(person.given, clock.now()))],
    },
    may: [...seat.session().may],
  };
}
