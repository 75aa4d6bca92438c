import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AlarmView } from '#app/alarm';
import { levels } from '#app/park';
import { groupIndex, groupKey, keyOfItem, type ListItem } from '../../../../../renderer/features/alarm/list/groups.ts';
import { begun, byLevelThenAge } from '../../../../../renderer/features/alarm/order.ts';
import { alarm } from '../../../engine-double.ts';

interface Step { readonly id: string; readonly group: number; readonly level: AlarmView['level']; readonly at: number; readonly state: AlarmView['state']; readonly gone: boolean }
const steps = fc.array(fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), group: fc.nat(3), level: fc.constantFrom(...levels), at: fc.nat(50), state: fc.constantFrom('unacknowledged' as const, 'acknowledged' as const, 'returned' as const), gone: fc.boolean(),
}), { maxLength: 40 });
const opened = fc.subarray(['g0', 'g1', 'g2', 'g3']);

/** What the list must be, made anew from all rows. */
function plainly(rows: ReadonlyMap<string, { readonly a: AlarmView; readonly group: number }>, open: ReadonlySet<string>): readonly string[] {
  const rank = (a: AlarmView): number => levels.indexOf(a.level);
  const of = Map.groupBy(rows.values(), (r) => r.group);
  const heads = [...of].map(([group, members]) => ({ group, members: members.map((m) => m.a).toSorted(byLevelThenAge) })).toSorted((x, y) => rank(x.members[0]!) - rank(y.members[0]!) || x.group - y.group);
  return heads.flatMap(({ group, members }) => [groupKey(`g${group}`), ...(open.has(`g${group}`) ? members.map((m) => m.id) : [])]);
}
const items = (view: ReturnType<ReturnType<typeof groupIndex>['view']>): readonly ListItem[] => Array.from({ length: view.length }, (_, i) => view.at(i)).filter((x) => x !== undefined);

it('GRP-04: after any changes the list is what it would be if it were made anew, and every key is found where it stands', () => {
  fc.assert(fc.property(steps, opened, (all, names) => {
    const index = groupIndex();
    const rows = new Map<string, { readonly a: AlarmView; readonly group: number }>();
    const open = new Set(names);
    for (const s of all as readonly Step[]) {
      if (s.gone) { index.remove(s.id); rows.delete(s.id); continue; }
      const a = alarm(s.id, { level: s.level, raisedAt: s.at, state: s.state });
      index.put(a, { id: `g${s.group}`, order: s.group });
      rows.set(s.id, { a, group: s.group });
    }
    const view = index.view(open);
    const shown = items(view);
    expect(shown.map(keyOfItem)).toEqual(plainly(rows, open));
    shown.forEach((item, i) => expect(view.indexOf(keyOfItem(item))).toBe(i));
    expect([view.at(-1), view.at(view.length), view.indexOf('nobody'), view.indexOf(groupKey('g9'))]).toEqual([undefined, undefined, -1, -1]);
    for (const item of shown) {
      if (item.kind === 'alarm') continue;
      const members = [...rows.values()].filter((r) => `g${r.group}` === item.group.id).map((r) => r.a);
      expect({ ...item.group.of, waiting: item.group.waiting, length: item.group.length, newest: item.group.newest, expanded: item.expanded }).toEqual({
        ...Object.fromEntries([...levels, ...Object.keys(item.group.of)].filter((l) => l in item.group.of).map((l) => [l, members.filter((m) => m.level === l).length])),
        waiting: members.filter((m) => m.may.acknowledge).length, length: members.length, newest: Math.max(...members.map(begun)), expanded: open.has(item.group.id),
      });
    }
    expect([index.count(), ...rows.keys()].slice(1).map((id) => index.groupOf(String(id)))).toEqual([...rows.values()].map((r) => `g${r.group}`));
  }), { seed: 51, numRuns: 300 });
});
