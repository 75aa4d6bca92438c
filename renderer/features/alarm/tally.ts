import type { AlarmView } from '#app/alarm';
import { levels } from '#app/park';
import { isSuppressed } from './order.ts';

type Level = AlarmView['level'];
/** Of one level: all on the list, those that wait for an acknowledgement, and those that sound. */
export interface Count { readonly all: number; readonly waiting: number; readonly sounding: number }
export type Counts = Readonly<Record<Level, Count>>;

/** A silenced occurrence: of which alarm, and until when (epoch ms) if it is to sound again. */
interface Silenced { readonly id: string; readonly until: number | null }

/** Counts by level, kept as rows come and go: a change costs nothing but itself. A silenced occurrence does not sound again; a new one does. */
export function tally() {
  const none: Count = { all: 0, waiting: 0, sounding: 0 };
  let counts: Counts = { U: none, S: none, A: none, B: none, C: none, D: none };
  const silenced = new Map<string, Silenced>();
  const sounds = (a: AlarmView): boolean => a.state === 'unacknowledged' && !isSuppressed(a) && !silenced.has(a.occurrence ?? a.id);
  function add(a: AlarmView, by: 1 | -1): void {
    const { all, waiting, sounding } = counts[a.level];
    counts = { ...counts, [a.level]: { all: all + by, waiting: waiting + (a.may.acknowledge ? by : 0), sounding: sounding + (sounds(a) ? by : 0) } };
  }
  return {
    counts: (): Counts => counts,
    came: (a: AlarmView): void => add(a, 1),
    went(a: AlarmView): void { add(a, -1); silenced.delete(a.occurrence ?? a.id); },
    /** The row of one alarm changed while it stays on the list: what was silenced stays so for the same occurrence. */
    changed(before: AlarmView, after: AlarmView): void {
      add(before, -1);
      if ((before.occurrence ?? before.id) !== (after.occurrence ?? after.id)) silenced.delete(before.occurrence ?? before.id);
      add(after, 1);
    },
    /** SND-03: silent until its time for handling is over; silenced after that, for good. `now`: epoch ms. */
    silence(a: AlarmView, now: number): void { add(a, -1); silenced.set(a.occurrence ?? a.id, { id: a.id, until: a.handleBy !== null && a.handleBy > now ? a.handleBy : null }); add(a, 1); },
    /** The alarms whose silence is over. */
    due: (now: number): readonly string[] => [...silenced.values()].filter(({ until }) => until !== null && until <= now).map(({ id }) => id),
    resound(a: AlarmView): void { add(a, -1); silenced.delete(a.occurrence ?? a.id); add(a, 1); },
    /** The most urgent level that sounds now, and how many alarms sound. */
    horn(): { readonly level: Level; readonly count: number } | null {
      const level = levels.find((l) => counts[l].sounding > 0);
      return level === undefined ? null : { level, count: levels.reduce((sum, l) => sum + counts[l].sounding, 0) };
    },
  };
}
