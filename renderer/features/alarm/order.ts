import type { AlarmView } from '#app/alarm';
import { levels } from '#app/park';

const rank = Object.fromEntries(levels.map((level, i) => [level, i])) as Readonly<Record<AlarmView['level'], number>>;
/** When this occurrence began; what its age is counted from (epoch ms). */
export const begun = (a: AlarmView): number => a.raisedAt ?? a.since;
/** True when `a` is of a more urgent level than `b`. */
export const outranks = (a: Pick<AlarmView, 'level'>, b: Pick<AlarmView, 'level'>): boolean => rank[a.level] < rank[b.level];

/** UI.md: by level, then age, the newest first. Acknowledging never moves a row: the eye finds it where it was. */
export const byLevelThenAge = (a: AlarmView, b: AlarmView): number =>
  rank[a.level] - rank[b.level] || begun(b) - begun(a) || (a.id < b.id ? -1 : Number(a.id > b.id));

export const isSuppressed = ({ suppressed }: AlarmView): boolean => suppressed.shelved || suppressed.byDesign || suppressed.outOfService;
