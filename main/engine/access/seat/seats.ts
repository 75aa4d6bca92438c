import type { SessionChange } from '#app/access';
import type { Actor, Session } from '#kernel/session';
import type { Stop } from '#kernel/time';
import { seat, type Place, type Seat, type SeatDeps } from './seat.ts';

/** What a window takes of a seat. `hear`: whoever wants to know that its session is another one. */
export interface Taken { readonly session: () => Session; readonly hear: (ear: () => void) => Stop; readonly stop: Stop }

/** Every seat of this engine: one for each workstation, made as it is first asked for, and one for each window of its own. `changed`: who is at one, or what she may. */
export function seats(deps: SeatDeps, changed: (seat: Seat) => void) {
  const all = new Map<string, Seat>();
  let taken = 0;

  function put(place: Place): Seat {
    const one = seat(place, deps);
    one.hear(() => changed(one));
    all.set(place.id, one);
    return one;
  }
  const desk = (workstation: string): Seat => { const id = `desk:${workstation}`; return all.get(id) ?? put({ id, workstation, own: false }); };
  return {
    take({ workstation, own }: { readonly workstation: string; readonly own: boolean }): Taken {
      const one = own ? put({ id: `own:${++taken}`, workstation, own }) : desk(workstation);
      const ears: Stop[] = [];
      return {
        session: one.session,
        hear(ear) { const stop = one.hear(ear); ears.push(stop); return stop; },
        stop() {
          for (const stop of ears.splice(0)) stop();
          if (!own || !all.delete(one.id)) return;
          const open = one.open();
          if (open !== null) deps.book.advance(open.session.id, 'leave', one.place);   // her window is gone, and nobody may sit down at what she left
          one.stop();
        },
      };
    },
    /** The seat a session was made at; null: its window is gone. */
    of: ({ seat: id, workstation }: Session): Seat | null => all.get(id) ?? (id === `desk:${workstation}` ? desk(workstation) : null),
    followed(change: SessionChange, by: Actor): void { for (const one of all.values()) if (one.holds(change.session.id)) one.followed(change, by); },
    refresh(): void { for (const one of all.values()) one.refresh(); },
    stop(): void { for (const one of all.values()) one.stop(); all.clear(); },
  };
}
