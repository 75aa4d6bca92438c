import { createStore } from 'zustand/vanilla';
import type { alarmContract, AlarmStep } from '#app/alarm';
import type { PointView, RuleView } from '#app/park';
import type { Client } from '#kernel/contract';
import type { Fault } from '#kernel/result';
import { alarmsOf, bandsOf, type Band } from '../model/bands.ts';

/** `bands`: of all points that are shown, the oldest first. */
export interface AlarmsState { readonly bands: readonly Band[]; readonly fault: Fault | null }
/** How many steps of an alarm are asked for. */
const mostSteps = 200;

/** The alarms of the points that are shown, as they rose and ended. Each is asked for once, and again when it changes. */
export function bandStore(engine: Client<typeof alarmContract>) {
  const state = createStore<AlarmsState>(() => ({ bands: [], fault: null }));
  /** Alarm -> its point, and its steps once they came. */
  const held = new Map<string, { readonly point: string; steps: readonly AlarmStep[]; turn: number }>();
  const tell = (): void => state.setState({ bands: [...held].flatMap(([alarm, { point, steps }]) => bandsOf(alarm, point, steps)).toSorted((a, b) => a.from - b.from) });
  async function read(alarm: string): Promise<void> {
    const of = held.get(alarm);
    if (of === undefined) return;
    const mine = ++of.turn;
    const r = await engine.call('alarm.history', { alarm, limit: mostSteps });
    if (held.get(alarm) !== of || of.turn !== mine) return;
    if (!r.ok) { state.setState({ fault: r.fault }); return; }
    of.steps = r.value;
    if (state.getState().fault !== null) state.setState({ fault: null });
    tell();
  }
  const again = (): void => { for (const alarm of held.keys()) void read(alarm); };
  const dispose = engine.listen('alarm.changed', { value: (a) => { if (held.has(a.id)) void read(a.id); }, gap: again });
  return {
    state, dispose, again,
    /** Whose alarms are wanted; those of others are forgotten. */
    look: (points: readonly PointView[], rules: readonly RuleView[]): void => {
      const wanted = new Map(points.flatMap((p) => alarmsOf(p, rules).map((alarm) => [alarm, p.id] as const)));
      let gone = false;
      for (const alarm of held.keys()) if (!wanted.has(alarm)) { held.delete(alarm); gone = true; }
      for (const [alarm, point] of wanted) if (!held.has(alarm)) { held.set(alarm, { point, steps: [], turn: 0 }); void read(alarm); }
      if (gone) tell();
    },
  };
}
export type BandStore = ReturnType<typeof bandStore>;
