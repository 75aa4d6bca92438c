import { createStore } from 'zustand/vanilla';
import type { SeatView } from '#app/access';
import { accessAdmin, auditStore, rosterStore } from '../features.ts';
import type { Surroundings } from '../open/surroundings.ts';
import { workstation } from '../open/workstation.ts';

/** Whether somebody is logged in at this seat who may do more than change a password. */
export const isIn = (seat: SeatView | null): boolean => seat !== null && seat.state === 'watched' && seat.session !== null && seat.session.must === null;

/** Everything administration knows, made once for the life of the window. What it lists is asked for when somebody comes in, and forgotten when she is gone. */
export function adminStores(surroundings: Surroundings) {
  const base = workstation('admin', surroundings);
  const { ask, engine, seat, windows, consents } = base;
  const access = accessAdmin(ask, surroundings.now);
  const audit = auditStore(ask);
  const roster = rosterStore(ask, surroundings.now);
  /** The page that is open, by its id; '': the first that she may see. */
  const page = createStore<{ readonly page: string }>(() => ({ page: '' }));
  /** Everything that lists something of people: what is there only for who is logged in. */
  const listing: readonly { begin(): void; end(): void }[] = [access, audit, roster, { begin() { void base.park.again(); void base.health.again(); }, end() {} }];   // before, not even the site's name could be asked for
  const who = (s: SeatView | null): string => (s !== null && isIn(s) ? `${s.session?.id} ${s.may.join(' ')}` : '');
  seat.state.subscribe(({ seat: now }, { seat: before }) => {
    if (who(now) === who(before)) return;
    for (const one of listing) if (isIn(now)) one.begin(); else one.end();
    if (!isIn(now)) page.setState({ page: '' });
  });
  engine.state.subscribe((s, before) => { if (s.openings > before.openings && before.openings > 0 && isIn(seat.state.getState().seat)) for (const one of listing) one.begin(); });
  windows.busyWhile(() => consents.state.getState().sheets.length > 0);   // a sheet is shown once
  windows.state.subscribe(({ self }, before) => { const show = self?.show ?? null; if (show !== null && show !== before.self?.show) page.setState({ page: show }); });
  return { ...base, access, audit, roster, page, go: (to: string): void => page.setState({ page: to }) };
}
export type AdminStores = ReturnType<typeof adminStores>;
