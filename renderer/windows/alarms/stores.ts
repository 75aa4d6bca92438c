import { createStore } from 'zustand/vanilla';
import { zones, type AlarmView, type Zone } from '#app/alarm';
import { alarmStore, dutyStore, shiftsStore, sourceStore } from '../features.ts';
import { followDuty } from '../open/follow-duty.ts';
import type { Surroundings } from '../open/surroundings.ts';
import { workstation } from '../open/workstation.ts';

/** Everything the alarm screen knows, made once for the life of the window. */
export function alarmsStores(surroundings: Surroundings) {
  const base = workstation('alarms', surroundings);
  const { ask, draw, now } = base;
  const alarms = alarmStore(ask, draw);
  const shifts = shiftsStore(ask);
  const duty = dutyStore(ask);
  followDuty(base.seat, duty);
  /** When the shift of now began; looked at once a second, told only when it changes. */
  const shift = createStore<{ readonly since: number }>(() => ({ since: -Infinity }));
  const look = (): void => {
    const since = shifts.state.getState().shifts.at(now.getState()).from;
    if (since !== shift.getState().since) shift.setState({ since });
  };
  now.subscribe(look);
  shifts.state.subscribe(look);
  look();
  /** The rows that are shown, zone after zone: what the keys go through. */
  const shown = new Map<Zone, readonly AlarmView[]>();
  return {
    ...base, alarms, sources: sourceStore(ask, draw), shift, shifts, duty,
    show: (zone: Zone, rows: readonly AlarmView[]): void => void shown.set(zone, rows),
    rows: (): readonly AlarmView[] => zones.flatMap((z) => shown.get(z) ?? []).filter((a) => alarms.get(a.id) !== undefined),
  };
}
export type AlarmsStores = ReturnType<typeof alarmsStores>;
