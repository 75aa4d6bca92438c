import type { AlarmView } from '#app/alarm';
import { levels, type Level } from '#app/park';
import { sortedRows, type Rows } from '#kit/rows';
import { begun, byLevelThenAge } from '../order.ts';

/** Under what an alarm is grouped: `id` names it, `order` is its place in the site. */
export interface GroupPlace { readonly id: string; readonly order: number }
/** One group as it stands: how many of each level, how many wait, when the newest began (epoch ms), how many rows. */
export interface GroupView { readonly id: string; readonly order: number; readonly worst: Level; readonly of: Readonly<Partial<Record<Level, number>>>; readonly waiting: number; readonly length: number; readonly newest: number }
/** A row of the list: an alarm, or the head of a group. */
export type ListItem =
  | { readonly kind: 'alarm'; readonly alarm: AlarmView; readonly inGroup: boolean }
  | { readonly kind: 'group'; readonly group: GroupView; readonly expanded: boolean };

/** The key of a group's head among the keys of alarms. */
export const groupKey = (id: string): string => `group ${id}`;
export const groupOfKey = (key: string): string | null => (key.startsWith('group ') ? key.slice(6) : null);
export const keyOfItem = (item: ListItem): string => (item.kind === 'alarm' ? item.alarm.id : groupKey(item.group.id));

const rank = Object.fromEntries(levels.map((l, i) => [l, i])) as Readonly<Record<Level, number>>;
/** GRP-04. */
const byWorst = (a: GroupView, b: GroupView): number => rank[a.worst] - rank[b.worst] || a.order - b.order || (a.id < b.id ? -1 : Number(a.id > b.id));
const byAge = (a: AlarmView, b: AlarmView): number => begun(b) - begun(a) || (a.id < b.id ? -1 : Number(a.id > b.id));

interface Group { readonly place: GroupPlace; readonly rows: ReturnType<typeof sortedRows<AlarmView>>; readonly ages: ReturnType<typeof sortedRows<AlarmView>>; of: Partial<Record<Level, number>>; waiting: number }

function headOf({ place, rows, ages, of, waiting }: Group): GroupView | null {
  const first = rows.view().at(0);
  const newest = ages.view().at(0);
  return first === undefined || newest === undefined ? null : { ...place, worst: first.level, of, waiting, length: rows.view().length, newest: begun(newest) };
}

/** Alarms under their groups, kept as they come and go: a change costs its own group two searches, and nothing of the others. */
export function groupIndex() {
  const groups = new Map<string, Group>();
  const order = sortedRows<GroupView>((g) => g.id, byWorst);
  const at = new Map<string, string>();                           // alarm -> its group
  function changed(group: Group): void {
    const head = headOf(group);
    if (head === null) { order.remove(group.place.id); groups.delete(group.place.id); } else order.put(head);
  }
  function count(group: Group, a: AlarmView, by: 1 | -1): void {
    group.of = { ...group.of, [a.level]: (group.of[a.level] ?? 0) + by };
    if (a.may.acknowledge) group.waiting += by;
  }
  function remove(id: string): void {
    const group = groups.get(at.get(id) ?? '');
    const before = group?.rows.get(id);
    at.delete(id);
    if (group === undefined || before === undefined) return;
    count(group, before, -1);
    group.rows.remove(id);
    group.ages.remove(id);
    changed(group);
  }
  function put(a: AlarmView, place: GroupPlace): void {
    if (at.get(a.id) !== place.id) remove(a.id);
    const group = groups.get(place.id) ?? { place, rows: sortedRows<AlarmView>((x) => x.id, byLevelThenAge), ages: sortedRows<AlarmView>((x) => x.id, byAge), of: {}, waiting: 0 };
    groups.set(place.id, group);
    at.set(a.id, place.id);
    const before = group.rows.get(a.id);
    if (before !== undefined) count(group, before, -1);
    count(group, a, 1);
    group.rows.put(a);
    group.ages.put(a);
    changed(group);
  }
  /** All groups and the rows of those that are open, as one list; costs a step for each group, none for each alarm. */
  function view(open: ReadonlySet<string>): Rows<ListItem> {
    const heads = order.view();
    const starts: number[] = [];
    let length = 0;
    for (let i = 0; i < heads.length; i++) {
      starts.push(length);
      const head = heads.at(i);
      length += 1 + (head !== undefined && open.has(head.id) ? head.length : 0);
    }
    const holding = (i: number): number => {
      let low = 0;
      for (let high = starts.length; low + 1 < high;) { const middle = (low + high) >> 1; if ((starts[middle] ?? 0) <= i) low = middle; else high = middle; }
      return low;
    };
    return {
      length,
      at(i) {
        if (i < 0 || i >= length) return undefined;
        const place = holding(i);
        const head = heads.at(place);
        const within = i - (starts[place] ?? 0);
        if (head === undefined) return undefined;
        if (within === 0) return { kind: 'group', group: head, expanded: open.has(head.id) };
        const alarm = groups.get(head.id)?.rows.view().at(within - 1);
        return alarm === undefined ? undefined : { kind: 'alarm', alarm, inGroup: true };
      },
      indexOf(key) {
        const id = groupOfKey(key) ?? at.get(key) ?? '';
        const place = heads.indexOf(id);
        if (place < 0) return -1;
        if (groupOfKey(key) !== null) return starts[place] ?? -1;
        const within = open.has(id) ? groups.get(id)?.rows.view().indexOf(key) ?? -1 : -1;
        return within < 0 ? -1 : (starts[place] ?? 0) + 1 + within;
      },
    };
  }
  return { put, remove, view, groupOf: (alarm: string): string | null => at.get(alarm) ?? null, count: (): number => groups.size, ids: (): readonly string[] => [...groups.keys()] };
}
export type GroupIndex = ReturnType<typeof groupIndex>;
