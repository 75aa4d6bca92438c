import type { AlarmView } from '#app/alarm';
import type { PointValue } from '#app/acquisition';
import type { Rows } from '#kit/rows';
import { alarmLook, outranks, type Flaw, type Mark, type Park, type PointLook } from '../features.ts';

/** The worst alarm of each of some points. */
export function marksOf(rows: Rows<AlarmView>, points: ReadonlySet<string>): ReadonlyMap<string, Mark> {
  const worst = new Map<string, AlarmView>();
  for (let i = 0; i < rows.length; i++) {
    const a = rows.at(i);
    if (a === undefined || a.point === null || !points.has(a.point)) continue;
    const before = worst.get(a.point);
    if (before === undefined || outranks(a, before) || (!outranks(before, a) && a.may.acknowledge && !before.may.acknowledge)) worst.set(a.point, a);
  }
  return new Map([...worst].map(([point, a]) => [point, { level: a.level, look: alarmLook(a) }]));
}

const flawOf = (v: PointValue | null): Flaw | null => (v === null ? 'unheard' : v.quality === 'bad' ? 'bad' : v.stale ? 'stale' : v.quality === 'uncertain' ? 'uncertain' : null);

/** A point as a mimic shows it. While the engine is away (`current` false) every value is one that was. */
export const lookAt = (park: Park | null, values: (point: string) => PointValue | null, marks: ReadonlyMap<string, Mark>, current: boolean) => (id: string): PointLook => {
  const v = values(id);
  const flaw = flawOf(v);
  return { id, point: park?.points.get(id) ?? null, value: v?.value ?? null, text: v?.text, flaw: current || flaw === 'bad' || flaw === 'unheard' ? flaw : 'stale', mark: marks.get(id) ?? null };
};
