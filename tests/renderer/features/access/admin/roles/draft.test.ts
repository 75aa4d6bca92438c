import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeRoles, firstRoles, powerOf, type RoleTable } from '#app/access';
import { permissions } from '#kernel/session';
import { added, effectsOf, faultsOf, removed, renamed, toggled } from '../../../../../../renderer/features/access/admin/roles/draft.ts';
import { room } from '../room.ts';

it('what is said of a draft before it is sent is what the engine says of it', async () => {
  const { client, access, person } = await room('security');
  const me = person('wang.qiang').id;
  const listed = await client.call('person.list', {});
  if (!listed.ok) throw new Error(listed.fault.code);
  const people = access.access.parts.people();
  const roles = firstRoles.roles.map((r) => r.id);
  fc.assert(fc.property(fc.array(fc.oneof(
    fc.record({ role: fc.constantFrom(...roles), may: fc.constantFrom(...permissions.filter((p) => powerOf[p] !== undefined), 'alarm.view' as const, 'duty.change' as const) }).map(({ role, may }) => (t: RoleTable) => toggled(t, role, may)),
    fc.constantFrom(...roles).map((role) => (t: RoleTable) => (t.roles.length > 1 ? removed(t, role) : t)),
  ), { maxLength: 4 }), (changes) => {
    const draft = changes.reduce((t, change) => change(t), people.roles);
    const now = Date.now();
    const engine = changeRoles(people, { ...draft, version: people.roles.version + 1 }, me, now);
    const judged = engine.ok ? [] : [engine.fault, ...('more' in engine ? engine.more : [])];
    const sorted = (faults: readonly unknown[]): string[] => faults.map((f) => JSON.stringify(f)).toSorted();
    expect(sorted(faultsOf(people.roles, draft, listed.value, me, now))).toEqual(sorted(judged));
  }), { seed: 9, numRuns: 200 });
});

it('says role by role what is gained, lost, renamed, new and gone, and whom it concerns', async () => {
  const { client } = await room('security');
  const listed = await client.call('person.list', {});
  if (!listed.ok) throw new Error(listed.fault.code);
  const draft = [
    (t: RoleTable) => toggled(t, 'duty-officer', 'duty.change'), (t: RoleTable) => toggled(t, 'engineer', 'alarm.view'), (t: RoleTable) => renamed(t, 'park-leader', '总值班'), (t: RoleTable) => removed(t, 'duty-leader'), (t: RoleTable) => added(t, 'guest', '访客') ?? t,
  ].reduce((t, change) => change(t), firstRoles);
  expect(effectsOf(firstRoles, draft, listed.value).map((e) => ({ id: e.id, kind: e.kind, gains: e.kind === 'changed' ? e.gains : e.gains.length, loses: e.kind === 'changed' ? e.loses : e.loses.length > 0, from: e.renamedFrom?.name, who: e.holders }))).toEqual([
    { id: 'duty-officer', kind: 'changed', gains: ['duty.change'], loses: [], from: undefined, who: ['ouyang.xue', 'qian.lei', 'sun.yue', 'zhao.min'] },
    { id: 'duty-leader', kind: 'gone', gains: 0, loses: true, from: undefined, who: ['zhou.hang'] },
    { id: 'park-leader', kind: 'changed', gains: [], loses: [], from: null, who: ['wei.bo'] },
    { id: 'engineer', kind: 'changed', gains: [], loses: ['alarm.view'], from: undefined, who: ['chen.tao'] },
    { id: 'guest', kind: 'new', gains: 0, loses: false, from: undefined, who: [] },
  ]);
  expect(effectsOf(firstRoles, firstRoles, listed.value)).toEqual([]);
  expect([added(firstRoles, 'Guest', ''), added(firstRoles, 'engineer', '')]).toEqual([null, null]);
});
