import { expect, it, vi } from 'vitest';
import { firstRoles } from '#app/access';
import type { Result } from '#kernel/result';
import { codeAt, value } from './control-room.ts';
import { hired, staffed } from './staffed.ts';

vi.setConfig({ testTimeout: 60_000 });                                    // engines are started and stopped here

it('a person from her first day to her last: made with a password for a day, listed masked, changed, closed, come back with nothing', async () => {
  const s = await staffed();
  const chen = await hired(s, 'chen', ['duty-officer'], { name: '陈小红', phone: '13912345678' });
  const row = async (id = chen) => value(await s.wang.ask('person.list', {})).find((p) => p.id === id);
  expect(await row()).toMatchObject({ login: 'chen', name: '陈*', phone: '139****5678', enterprise: null, closed: false, temporary: true, totp: false, key: false, waitsMs: 0, sessions: 0, given: [{ role: 'duty-officer', scope: 'everywhere', until: null }] });
  expect(((await row())?.passwordUntil ?? 0) - s.room.clock.now()).toBeLessThanOrEqual(86_400_000);
  expect(await row(s.ids.wang)).toMatchObject({ totp: true, temporary: false, sessions: 1 });

  const desk = s.room.window({ workstation: 'desk-9' });
  expect(value(await desk.ask('seat.login', { login: 'chen', password: 'Told-in-person-4x', second: null }))).toMatchObject({ session: { must: 'change-password' } });
  expect(value(await s.li.ask('session.list', {})).map((x) => [x.who.login, x.who.name, x.workstation, x.mine])).toContainEqual(['chen', '陈*', 'desk-9', false]);

  expect(value(await s.wang.ask('person.change', { person: chen, phone: null, enterprise: 'E-1' }))).toEqual({ faults: [] });
  expect(await row()).toMatchObject({ name: '陈*', phone: null, enterprise: 'E-1' });
  const before = await s.room.events('person.changed');
  expect(value(await s.wang.ask('person.change', { person: chen, name: '陈小红', phone: null, enterprise: 'E-1' }))).toEqual({ faults: [] });
  expect(await s.room.events('person.changed')).toEqual(before);                                  // nothing is another: nothing is written

  expect(value(await s.wang.ask('person.close', { person: chen, reason: 'moved away' })).faults).toEqual([]);
  expect([(await row())?.closed, (await row())?.given, (await row())?.sessions]).toEqual([true, [], 0]);
  expect(value(await s.li.ask('role.give', { person: chen, role: 'duty-officer' as never, scope: 'everywhere', until: null })).faults.map((f) => f.code)).toEqual(['person-is-closed']);
  expect(value(await s.wang.ask('person.reopen', { person: chen, reason: 'came back' })).faults).toEqual([]);
  expect([(await row())?.closed, (await row())?.given]).toEqual([false, []]);
  expect((await s.room.events('person.created', 'person.closed', 'person.reopened')).filter((e) => e.subject === chen).map((e) => [e.kind, e.actor])).toEqual([['person.created', s.ids.wang], ['person.closed', s.ids.wang], ['person.reopened', s.ids.wang]]);
});

it('every reason against a new person is told at once, and nothing of her is written', async () => {
  const s = await staffed();
  const faults = value(await s.wang.ask('person.create', { login: 'Wang', name: '王五', phone: null, enterprise: null, password: 'wang' }));
  expect(faults.person).toBeNull();
  expect(faults.faults.map((f) => f.code)).toEqual(['login-taken', 'password-short', 'password-classes', 'password-name', 'password-guessable']);
  expect(value(await s.wang.ask('person.create', { login: '9 lives', name: '王五', phone: null, enterprise: null, password: 'Told-in-person-9x' })).faults.map((f) => f.code)).toEqual(['login-form']);
  expect(await s.room.events('person.created')).toHaveLength(3);
});

it('ACC-127 a name and a telephone are told once that is in the journal; where it cannot be recorded they are not told', async () => {
  const s = await staffed();
  const leader = await hired(s, 'zhou', ['duty-leader']);
  const desk = s.room.window({ workstation: 'desk-9' });
  expect(value(await desk.ask('seat.login', { login: 'zhou', password: 'Told-in-person-4x', second: null })).session?.must).toBe('change-password');
  s.room.time.pass(1000);
  expect(value(await desk.ask('own.password', { current: 'Told-in-person-4x', next: 'Her-own-choice-3' })).faults).toEqual([]);
  const told = await desk.ask('person.reveal', { person: s.ids.wang });
  expect(told).toEqual({ ok: true, value: { name: 'wang 王建国', phone: '13800000000' } });
  expect((await s.room.events('personal.read')).map((e) => [e.actor, e.subject, e.body])).toEqual([[leader, s.ids.wang, { fields: ['name', 'phone'], for: 'person.reveal' }]]);
  expect(value(await desk.ask('person.copied', { person: s.ids.wang, field: 'phone' }))).toEqual({});
  expect((await s.room.events('personal.copied')).map((e) => [e.actor, e.subject, e.body])).toEqual([[leader, s.ids.wang, { field: 'phone' }]]);
  expect(await desk.ask('person.reveal', { person: 'nobody' })).toMatchObject({ fault: { code: 'person-unknown' } });

  await s.room.engine().journal.close();                                                          // the disk is gone under it
  const refused = await desk.ask('person.reveal', { person: s.ids.wang });
  expect(refused).toMatchObject({ ok: false, fault: { code: 'not-recorded' } });
  expect(JSON.stringify(refused)).not.toContain('建国');
  expect(value(await s.wang.ask('person.close', { person: leader, reason: 'x' })).faults.map((f) => f.code)).toEqual(['not-recorded']);
  expect(value(await s.wang.ask('person.list', {})).find((p) => p.id === leader)?.closed).toBe(false);
});

it('ACC-11 ACC-14 who waits at the door is let look again by a word of an administrator, which is journalled', async () => {
  const s = await staffed();
  const chen = await hired(s, 'chen');
  const desk = s.room.window({ workstation: 'desk-9' });
  for (let i = 0; i < 4; i++) await desk.ask('seat.login', { login: 'chen', password: 'Wrong-one-77', second: null });
  const waits = async () => value(await s.wang.ask('person.list', {})).find((p) => p.id === chen)?.waitsMs ?? -1;
  expect(await waits()).toBeGreaterThan(0);
  expect(value(await s.zhao.ask('person.unlock', { person: chen, reason: 'she called' })).faults).toEqual([]);
  expect(await waits()).toBe(0);
  expect((await s.room.events('login.unlocked')).map((e) => [e.actor, e.subject, e.body])).toEqual([[s.ids.zhao, chen, { reason: 'she called' }]]);
});

it('ACC-46 a session is ended by who may: her window is told, and what she may is gone at once', async () => {
  const s = await staffed();
  const [mine] = value(await s.li.ask('session.list', {})).filter((x) => x.who.login === 'wang');
  expect(mine).toMatchObject({ watches: false, state: 'active', mine: false });
  expect(value(await s.li.ask('session.end', { session: mine?.id ?? '' }))).toEqual({});
  expect(await s.wang.ask('person.list', {})).toMatchObject({ fault: { code: 'forbidden' } });
  expect(await s.li.ask('session.end', { session: mine?.id ?? '' })).toMatchObject({ fault: { code: 'session-unknown' } });
  await vi.waitFor(async () => expect((await s.room.events('session.ended')).map((e) => [e.actor, e.subject]).at(-1)).toEqual([s.ids.li, s.ids.wang]));
});

it('ACC-33 ACC-36 ACC-38 roles are given and taken by another, join no two powers and leave none empty, also when asked for at the same time', async () => {
  const s = await staffed();
  const ask = async (what: 'role.give' | 'role.take', person: string, role: string, scope: 'everywhere' | { enterprises: string[]; areas: string[] } = 'everywhere', by = s.li) =>
    value(what === 'role.give' ? await by.ask(what, { person, role: role as never, scope, until: null }) : await by.ask(what, { person, role: role as never, scope })).faults.map((f) => f.code);
  expect(await ask('role.give', s.ids.wang, 'audit-administrator')).toEqual(['powers-joined']);
  expect(await ask('role.give', s.ids.li, 'duty-officer')).toEqual(['own-roles']);
  expect(await ask('role.take', s.ids.zhao, 'audit-administrator')).toEqual(['power-left-empty']);
  expect(await ask('role.give', s.ids.zhao, 'no-such')).toEqual(['role-unknown']);

  // two second administrators of audit, and both asked to go at once: one stays
  const [a, b] = [await hired(s, 'aud2', ['audit-administrator']), await hired(s, 'aud3', ['audit-administrator'])];
  const out = await Promise.all([ask('role.take', s.ids.zhao, 'audit-administrator'), ask('role.take', a, 'audit-administrator'), ask('role.take', b, 'audit-administrator')]);
  expect(out.toSorted()).toEqual([[], [], ['power-left-empty']]);
  // and two powers that come together from two sides at once do not
  const chen = await hired(s, 'chen');
  const joined = await Promise.all([ask('role.give', chen, 'system-administrator'), ask('role.give', chen, 'audit-administrator')]);
  expect(joined.toSorted()).toEqual([[], ['powers-joined']]);
});

it('ACC-122 a right in a scope reaches its own people and roles, and nothing beyond', async () => {
  const s = await staffed();
  const scope = { enterprises: ['E-1'], areas: [] };
  const [inside, outside, clerk] = [await hired(s, 'inside', [], { enterprise: 'E-1' }), await hired(s, 'outside', [], { enterprise: 'E-2' }), await hired(s, 'clerk')];
  const second = await hired(s, 'sec2');
  for (const [person, role] of [[clerk, 'system-administrator'], [second, 'security-administrator']] as const) expect(value(await s.li.ask('role.give', { person, role: role as never, scope, until: null })).faults).toEqual([]);
  const enter = async (login: string) => {
    const window = s.room.window({ own: true, workstation: `admin-${login}` });
    value(await window.ask('seat.login', { login, password: `Told-in-person-${login.length}x`, second: null }));
    expect(value(await window.ask('own.password', { current: `Told-in-person-${login.length}x`, next: 'Her-own-choice-3' })).faults).toEqual([]);
    const { secret } = value(await window.ask('own.totp', {}));
    expect(value(await window.ask('own.totp-confirm', { password: 'Her-own-choice-3', code: codeAt(secret, s.room.clock.now()) })).faults).toEqual([]);
    return window;
  };
  const [hers, his] = [await enter('clerk'), await enter('sec2')];
  expect(value(await hers.ask('person.list', {})).map((p) => p.login)).toEqual(['inside']);
  const codes = (r: Result<{ readonly faults: readonly { readonly code: string }[] }>): unknown => (r.ok ? r.value.faults.map((f) => f.code) : r.fault.code);
  expect(codes(await hers.ask('person.change', { person: inside, phone: '120 120' }))).toEqual([]);
  expect(codes(await hers.ask('person.change', { person: outside, phone: '120 120' }))).toEqual(['outside-scope']);
  expect(codes(await hers.ask('person.change', { person: inside, enterprise: 'E-2' }))).toEqual(['outside-scope']);
  expect(codes(await hers.ask('person.close', { person: s.ids.li, reason: 'x' }))).toEqual(['outside-scope']);
  expect(codes(await hers.ask('person.create', { login: 'newer', name: '王', phone: null, enterprise: null, password: 'Told-in-person-9x' }))).toEqual(['outside-scope']);
  expect(codes(await his.ask('role.give', { person: inside, role: 'duty-officer' as never, scope, until: null }))).toEqual([]);
  expect(codes(await his.ask('role.give', { person: inside, role: 'duty-officer' as never, scope: 'everywhere', until: null }))).toEqual(['outside-scope']);
  expect(codes(await his.ask('role.give', { person: inside, role: 'duty-officer' as never, scope: { enterprises: ['E-1', 'E-2'], areas: [] }, until: null }))).toEqual(['outside-scope']);
  expect(codes(await his.ask('role.give', { person: outside, role: 'duty-officer' as never, scope, until: null }))).toEqual(['outside-scope']);
  expect(codes(await his.ask('role.change', { table: { ...firstRoles, version: 2 } }))).toEqual(['outside-scope']);
  expect(codes(await his.ask('policy.change', { policy: {} }))).toEqual(['outside-scope']);
  expect(value(await his.ask('session.list', {})).map((x) => x.who.login)).toEqual([]);
});
