import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { firstPolicy, firstRoles, roleFaults, type RoleTable } from '#app/access';
import { value } from './control-room.ts';
import { hired, settled, staffed, type Staffed } from './staffed.ts';

vi.setConfig({ testTimeout: 60_000 });                                    // engines are started and stopped here

const table = async (s: Staffed) => value(await s.li.ask('role.table', {})).table;
const next = (now: RoleTable, change: (may: readonly string[], id: string) => readonly string[]): RoleTable => ({ version: now.version + 1, roles: now.roles.map((r) => ({ ...r, may: [...change(r.may, r.id)] })) });
const codes = (faults: readonly { readonly code: string }[]): string[] => faults.map((f) => f.code);

it('ACC-31 ACC-124 ACC-125 the table is changed whole, by one whom it gives nothing, and the journal has both', async () => {
  const s = await staffed();
  const now = await table(s);
  const wider = next(now, (may, id) => (id === 'engineer' ? [...may, 'source.view', 'site.import'] : may));
  const change = async (t: RoleTable) => codes(value(await s.li.ask('role.change', { table: t })).faults);
  expect(await change({ ...wider, version: now.version })).toEqual(['role-version']);
  expect(await change(next(now, (may, id) => (id === 'security-administrator' ? [...may, 'personal.view'] : may)))).toEqual(['own-roles']);
  expect(await change(next(now, (may, id) => (id === 'engineer' ? [...may, 'site.import', 'audit.view'] : may)))).toEqual(['role-powers']);
  expect(await change(wider)).toEqual([]);
  expect(await change(wider)).toEqual(['role-version']);                                          // another one was quicker
  expect((await s.room.events('roles.changed')).map((e) => [e.actor, e.body])).toEqual([[s.ids.li, { table: wider, before: firstRoles }]]);
  expect(await table(s)).toEqual(wider);
  expect(value(await s.li.ask('role.who', { permission: 'site.import', place: null })).map((w) => [w.login, w.person, w.through.map((t) => t.role)])).toEqual([['wang', s.ids.wang, ['system-administrator']]]);
});

it('ACC-37 what the table says counts at the next call, for whoever is there already', async () => {
  const s = await staffed();
  const eng = await settled(s, 'zhou', ['engineer']);
  expect(await eng.window.ask('source.list', {})).toMatchObject({ ok: true });
  expect(codes(value(await s.li.ask('role.change', { table: next(await table(s), (may, id) => (id === 'engineer' ? may.filter((p) => p !== 'source.view') : may)) })).faults)).toEqual([]);
  expect(await eng.window.ask('source.list', {})).toMatchObject({ fault: { code: 'forbidden', params: { needs: 'source.view' } } });
  expect(value(await s.li.ask('role.what', { person: eng.id })).map((m) => m.permission)).not.toContain('source.view');
  expect(await s.li.ask('role.what', { person: 'ghost' })).toMatchObject({ fault: { code: 'person-unknown' } });
});

it('ACC-06 ACC-125 the policy is changed whole and inside its bounds, counts at once, and the journal has both', async () => {
  const s = await staffed();
  const change = async (policy: unknown) => codes(value(await s.li.ask('policy.change', { policy })).faults);
  expect(await change({ ...firstPolicy, password: { ...firstPolicy.password, classes: 2 } })).toEqual(['policy-wrong']);
  expect(await change(null)).toEqual(['policy-wrong']);
  const longer = { ...firstPolicy, password: { ...firstPolicy.password, least: 20 } };
  expect(await change(longer)).toEqual([]);
  expect((await s.room.events('policy.changed')).map((e) => [e.actor, e.body])).toEqual([[s.ids.li, { policy: longer, before: firstPolicy }]]);
  expect(value(await s.wang.ask('person.create', { login: 'chen', name: '陈', phone: null, enterprise: null, password: 'Told-in-person-4x' })).faults).toEqual([{ code: 'password-short', params: { least: 20 } }]);
});

it('ACC-33 ACC-36 by no sequence of calls, however many at once, does anybody join two powers or a power fall empty', async () => {
  const s = await staffed();
  const people = [s.ids.zhao, ...await Promise.all(['ann', 'ben', 'cho', 'dan'].map((login) => hired(s, login)))];
  const roles = ['system-administrator', 'security-administrator', 'audit-administrator', 'engineer', 'duty-leader'] as const;
  const moves = ['site.import', 'role.change', 'audit.view', 'person.change', 'audit.export', 'key.change'] as const;
  const act = fc.oneof(
    { weight: 6, arbitrary: fc.record({ what: fc.constant('give' as const), whom: fc.constantFrom(...people), role: fc.constantFrom(...roles), scoped: fc.boolean(), until: fc.constantFrom(null, null, 60_000) }) },
    { weight: 5, arbitrary: fc.record({ what: fc.constant('take' as const), whom: fc.constantFrom(...people), role: fc.constantFrom(...roles), scoped: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('close' as const, 'reopen' as const), whom: fc.constantFrom(...people) }) },
    { weight: 2, arbitrary: fc.record({ what: fc.constant('move' as const), permission: fc.constantFrom(...moves), to: fc.constantFrom(...roles), gone: fc.boolean() }) },
  );
  type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
  async function run(a: Act): Promise<boolean> {
    const scope = (scoped: boolean) => (scoped ? { enterprises: ['E-1'], areas: [] } : 'everywhere' as const);
    switch (a.what) {
      case 'give': return value(await s.li.ask('role.give', { person: a.whom, role: a.role as never, scope: scope(a.scoped), until: a.until === null ? null : s.room.clock.now() + a.until })).faults.length === 0;
      case 'take': return value(await s.li.ask('role.take', { person: a.whom, role: a.role as never, scope: scope(a.scoped) })).faults.length === 0;
      case 'close': case 'reopen': return value(await s.wang.ask(`person.${a.what}`, { person: a.whom, reason: 'as it came' })).faults.length === 0;
      case 'move': return value(await s.li.ask('role.change', { table: next(await table(s), (may, id) => (id !== a.to ? may : a.gone ? may.filter((p) => p !== a.permission) : [...new Set([...may, a.permission])])) })).faults.length === 0;
    }
  }
  let [taken, refused] = [0, 0];
  await fc.assert(fc.asyncProperty(fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }), async (batches) => {
    for (const batch of batches) {
      for (const done of await Promise.all(batch.map(run))) if (done) taken++; else refused++;
      const listed = value(await s.wang.ask('person.list', {})).filter((p) => !p.closed).map(({ login, given }) => ({ login, given }));
      expect(roleFaults(await table(s), listed as never, s.room.clock.now())).toEqual([]);
      s.room.time.pass(1000);
    }
  }), { seed: 33, numRuns: 25 });
  expect([taken > 50, refused > 50], `${taken} taken, ${refused} refused`).toEqual([true, true]);
}, 60_000);
