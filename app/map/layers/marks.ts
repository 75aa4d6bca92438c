import type { AlarmView } from '#app/alarm';
import { levels, type Level, type Place3, type PointPlace } from '#app/park';

/** How the mark of an alarm is drawn: `waiting`: nobody acknowledged it; `steady`: acknowledged; `over`: its condition is gone, nobody acknowledged. */
export type Look = 'waiting' | 'steady' | 'over';
export type MarkQuality = 'good' | 'uncertain' | 'bad' | 'unheard';
/** The state of one place where points hang: its most urgent alarm, how many of its points are in alarm, and the worst quality among them. Its values are none of its state. */
export interface Mark {
  readonly id: string; readonly at: Place3; readonly points: readonly string[];
  readonly level: Level | null; readonly look: Look; readonly alarm: string | null; readonly alarms: number; readonly quality: MarkQuality;
}

const urgency = new Map(levels.map((l, i) => [l, i]));
const looks: Readonly<Record<AlarmView['state'], Look | null>> = { normal: null, unacknowledged: 'waiting', acknowledged: 'steady', returned: 'over' };
const lookOrder: readonly Look[] = ['waiting', 'steady', 'over'];
const worse = ['good', 'unheard', 'uncertain', 'bad'] as const satisfies readonly MarkQuality[];

/** True if `a` is more urgent than `b`: by level, then by what waits (MAP-05). */
export function moreUrgent(a: Pick<Mark, 'level' | 'look'>, b: Pick<Mark, 'level' | 'look'>): boolean {
  const [i, j] = [a.level, b.level].map((l) => (l === null ? levels.length : urgency.get(l) ?? levels.length)) as [number, number];
  return i !== j ? i < j : lookOrder.indexOf(a.look) < lookOrder.indexOf(b.look);
}

/** Points that hang at one place share one mark, named by the first of them (MAP-04). Points that are nowhere have none. */
export function markPlaces(points: readonly PointPlace[]): readonly { readonly id: string; readonly at: Place3; readonly points: readonly string[] }[] {
  const places = new Map<string, { id: string; at: Place3; points: string[] }>();
  for (const { id, position } of points) {
    if (position === null) continue;
    const key = `${position.lon} ${position.lat} ${position.height}`;
    const there = places.get(key);
    if (there === undefined) places.set(key, { id, at: position, points: [id] });
    else there.points.push(id);
  }
  return [...places.values()];
}

/** What a mark shows, and how it is while nothing is wrong. */
const shown = ['level', 'look', 'alarm', 'alarms', 'quality'] as const satisfies readonly (keyof Mark)[];
const calm = { level: null, look: 'steady', alarm: null, alarms: 0, quality: 'good' } as const satisfies Partial<Mark>;
function withAlarm(mark: Mark, a: AlarmView): Mark {
  const look = a.state === 'unacknowledged' && !a.may.acknowledge ? 'steady' : looks[a.state] ?? 'steady';   // its level asks nobody to see it
  const alarms = mark.alarms + 1;
  return mark.level === null || moreUrgent({ level: a.level, look }, mark) ? { ...mark, level: a.level, look, alarm: a.id, alarms } : { ...mark, alarms };
}

/** The marks of a park, kept as alarms and qualities change. `put` and `quality` give the mark that is another now, or null: a change of a value alone never is (MAP-06). */
export function markBook(points: readonly PointPlace[]) {
  const alarmsOf = new Map<string, Map<string, AlarmView>>();
  const qualities = new Map<string, MarkQuality>();
  const marks = new Map<string, Mark>();
  const markOf = new Map<string, string>();
  for (const place of markPlaces(points)) {
    marks.set(place.id, { ...place, ...calm });
    for (const p of place.points) markOf.set(p, place.id);
  }
  function again(point: string): Mark | null {
    const before = marks.get(markOf.get(point) ?? '');
    if (before === undefined) return null;
    let next: Mark = { ...before, ...calm };
    for (const p of before.points) {
      const quality = qualities.get(p) ?? 'good';
      if (worse.indexOf(quality) > worse.indexOf(next.quality)) next = { ...next, quality };
      for (const a of alarmsOf.get(p)?.values() ?? []) next = withAlarm(next, a);
    }
    if (shown.every((k) => next[k] === before[k])) return null;
    marks.set(next.id, next);
    return next;
  }
  return {
    all: (): readonly Mark[] => [...marks.values()],
    /** The mark where a point hangs. */
    of: (point: string): Mark | null => marks.get(markOf.get(point) ?? '') ?? null,
    put(a: AlarmView): Mark | null {
      if (a.point === null) return null;
      const of = alarmsOf.get(a.point) ?? new Map<string, AlarmView>();
      if (looks[a.state] === null) of.delete(a.id); else of.set(a.id, a);
      alarmsOf.set(a.point, of);
      return again(a.point);
    },
    quality(point: string, quality: MarkQuality): Mark | null {
      if ((qualities.get(point) ?? 'good') === quality) return null;
      qualities.set(point, quality);
      return again(point);
    },
  };
}
export type MarkBook = ReturnType<typeof markBook>;
