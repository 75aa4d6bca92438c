import type { DutyStore, SeatStore } from '../features.ts';

/** Who is on duty is asked again when somebody else sits here, or nobody does: what may be seen is another thing then, and no number stays that another asked for. */
export function followDuty(seat: SeatStore, duty: DutyStore): void {
  const who = (): string => `${seat.state.getState().seat?.officer?.person ?? ''} ${seat.may('duty.view')}`;
  let before = who();
  seat.state.subscribe(() => { const now = who(); if (now !== before) { before = now; duty.again(); } });
}
