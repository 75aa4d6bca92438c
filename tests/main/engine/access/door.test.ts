import fs from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { applyAccess, nobody } from '#app/access';
import { epochMs } from '#kernel/time';
import { HashLost } from '#storage';
import { restorePeople } from '../../../../main/engine/access/people.ts';
import { cheapHashing, codeAt, controlRoom, enrol, logIn, passwords, setUp, value } from './control-room.ts';
import { hired, staffed } from './staffed.ts';

const minute = 60_000;
const refused = (code: string) => ({ ok: false, fault: { code } });

it('ACC-08 ACC-09 ACC-12 three wrong passwords cost nothing, the fourth begins a wait that no trying lengthens; a name that does not exist waits as well, and what was typed there is not kept', async () => {
  const s = await staffed();
  await hired(s, 'chen', ['duty-officer']);
  const desk = s.room.window();
  const tries = async (login: string, n: number) => { const codes: string[] = []; for (let i = 0; i < n; i++) { const r = await desk.ask('seat.login', { login, password: 'Hunter-secret-2', second: null }); codes.push(r.ok ? 'in' : r.fault.code); } return codes; };
  for (const login of ['chen', 'nobody-at-all']) expect(await tries(login, 6)).toEqual(['login-refused', 'login-refused', 'login-refused', 'login-refused', 'login-wait', 'login-wait']);
  expect(await desk.ask('seat.login', { login: 'chen', password: 'Told-in-person-4x', second: null })).toMatchObject({ ok: false, fault: { code: 'login-wait', params: { seconds: 30 } } });
  s.room.time.pass(30_000);
  expect(value(await desk.ask('seat.login', { login: 'chen', password: 'Told-in-person-4x', second: null })).session?.must).toBe('change-password');
  const failed = await s.room.events('login.failed');
  expect(failed).toHaveLength(8);
  expect(failed.every((e) => e.actor === 'unidentified@desk-1')).toBe(true);
  expect(JSON.stringify(await s.room.events())).not.toMatch(/nobody-at-all|Hunter-secret/);
});

it('ACC-21 ACC-22 ACC-23 a code counts once; one of another time lets nobody in and says how far the clocks are apart; the password comes first', async () => {
  const room = controlRoom();
  await room.start();
  const desk = room.window();
  await setUp(room, desk);
  value(await logIn(desk, 'wang'));
  const secret = await enrol(room, desk, 'wang');
  value(await desk.ask('seat.leave', {}));
  expect(await logIn(desk, 'wang')).toMatchObject(refused('factor-wanted'));
  expect(await desk.ask('seat.login', { login: 'wang', password: 'Not-this-one-5', second: { factor: 'totp', code: codeAt(secret, room.clock.now()) } })).toMatchObject(refused('login-refused'));
  const code = codeAt(secret, room.clock.now());
  expect(value(await logIn(desk, 'wang', code))).toMatchObject({ state: 'watched', session: { must: null } });
  value(await desk.ask('seat.leave', {}));
  expect(await logIn(desk, 'wang', code)).toMatchObject(refused('factor-replayed'));
  room.time.step(-5 * minute);                                     // somebody set the workstation's clock back
  expect(await logIn(desk, 'wang', codeAt(secret, room.clock.now() + 5 * minute + 30_000))).toMatchObject({ ok: false, fault: { code: 'factor-clock', params: { seconds: 330 } } });
  room.time.step(5 * minute);
  room.time.pass(2 * minute);
  expect(value(await logIn(desk, 'wang', codeAt(secret, room.clock.now()))).state).toBe('watched');
});

it('ACC-24 an SM2 key of her own lets her in where no clock is right, and a wrong PIN does not', async () => {
  const room = controlRoom();
  await room.start();
  const desk = room.window();
  await setUp(room, desk);
  value(await logIn(desk, 'wang'));
  expect(value(await desk.ask('own.key', { password: passwords.wang, pin: 'short' })).faults).toEqual([{ code: 'key-pin-short', params: {} }]);
  const { file, faults } = value(await desk.ask('own.key', { password: passwords.wang, pin: 'long-enough-pin' }));
  expect([faults, value(await desk.ask('seat.get', {})).session]).toMatchObject([[], { must: null, key: true }]);
  value(await desk.ask('seat.leave', {}));
  room.time.step(-400 * 86_400_000);
  const enter = (pin: string, login = 'wang' as const) => desk.ask('seat.login', { login, password: passwords[login], second: { factor: 'key', file, pin } });
  expect(await enter('another-pin-99')).toMatchObject(refused('key-file-pin'));
  expect(value(await enter('long-enough-pin'))).toMatchObject({ state: 'watched' });
  expect(JSON.stringify(await room.events())).not.toContain('long-enough-pin');
  // the key of one is not the key of another
  value(await desk.ask('seat.leave', {}));
  value(await logIn(desk, 'li'));
  value(await desk.ask('own.key', { password: passwords.li, pin: 'long-enough-pin' }));
  expect(await desk.ask('seat.login', { login: 'li', password: passwords.li, second: { factor: 'key', file, pin: 'long-enough-pin' } })).toMatchObject(refused('login-refused'));
});

it('ACC-05 ACC-54 ACC-64 one\'s own password: proved by the one before, judged by every rule at once, used from then on, and the end of her other sessions', async () => {
  const s = await staffed();
  await hired(s, 'chen', ['duty-officer']);
  const [window, told, mine] = [s.room.window({ own: true }), 'Told-in-person-4x', 'Harbour-crane-58'];
  const enter = (password: string) => window.ask('seat.login', { login: 'chen', password, second: null });
  value(await enter(told));
  for (const call of ['alarm.list', 'person.list', 'duty.now'] as const) expect((await window.ask(call as 'alarm.list', {})).ok).toBe(false);
  expect(await window.ask('own.password', { current: mine, next: mine })).toMatchObject(refused('login-refused'));
  expect(value(await window.ask('own.password', { current: told, next: 'chen' })).faults.map((f) => f.code).toSorted()).toEqual(['password-classes', 'password-guessable', 'password-name', 'password-short']);
  expect(value(await window.ask('own.password', { current: told, next: told })).faults.map((f) => f.code)).toEqual(['password-used']);
  const elsewhere = s.room.window();
  value(await elsewhere.ask('seat.login', { login: 'chen', password: told, second: null }));
  expect(value(await window.ask('own.password', { current: told, next: mine })).faults).toEqual([]);
  expect(value(await window.ask('alarm.list', {}))).toEqual([]);
  expect(value(await elsewhere.ask('seat.get', {}))).toMatchObject({ state: 'empty', officer: null, session: null });   // ACC-54
  await vi.waitFor(async () => expect((await s.room.events('session.ended')).at(-1)).toMatchObject({ body: { how: 'revoke' } }));
  value(await window.ask('seat.leave', {}));
  expect(await window.ask('own.password', { current: mine, next: 'Other-crane-581' })).toMatchObject(refused('not-logged-in'));
  expect([(await enter(told)).ok, (await enter(mine)).ok]).toEqual([false, true]);
});

it('ACC-22 a journal that cannot be written lets nobody in by a code, and whoever has a password only comes in under the banner; nothing of what was refused happens later', async () => {
  const s = await staffed();
  await hired(s, 'chen', ['duty-officer']);
  const desk = s.room.window();
  const before = value(await desk.ask('health.get', {}));
  expect(before).toBeDefined();
  s.room.breakDisk(true);
  const code = s.code('wang');
  expect(await logIn(desk, 'wang', code)).toMatchObject(refused('not-recorded'));
  const change = await s.wang.ask('person.change', { person: s.ids.zhao, enterprise: 'E-9' });
  expect(change.ok ? change.value.faults[0]?.code : change.fault.code).toBe('not-recorded');
  expect(value(await desk.ask('seat.login', { login: 'chen', password: 'Told-in-person-4x', second: null })).state).toBe('watched');
  s.room.breakDisk(false);
  await vi.waitFor(async () => { s.room.time.pass(1000); expect((await s.room.events('session.opened')).at(-1)?.subject).not.toBe(s.ids.wang); expect((await s.room.events('journal.resumed')).length).toBe(1); });
  expect((await s.room.events('person.changed'))).toEqual([]);
  expect(value(await logIn(desk, 'wang', code)).officer?.login).toBe('wang');       // it was not used
});

it('ACC-29 keys that are gone stop no watch: nobody can log in, by name; with the key of keys back they can, without a restart', async () => {
  const s = await staffed();
  await s.room.stop();
  const file = path.join(s.room.dir, 'secrets', 'key-of-keys');
  const kept = fs.readFileSync(file, 'utf8');
  fs.rmSync(file);
  await s.room.start();
  const desk = s.room.window();
  expect(value(await desk.ask('alarm.list', {}))).toEqual([]);
  expect(await logIn(desk, 'wang', s.code('wang'))).toMatchObject(refused('keys-locked'));
  expect(s.room.notes.some((n) => n.includes('keys-locked'))).toBe(true);
  await vi.waitFor(async () => expect((await s.room.events('engine.fault')).map((e) => [e.subject, e.body])).toEqual([['access', { message: 'keys-locked' }]]));
  expect(fs.existsSync(file)).toBe(false);
  fs.writeFileSync(file, kept, { mode: 0o600 });
  expect(value(await logIn(desk, 'wang', s.code('wang')))).toMatchObject({ state: 'watched', officer: { name: 'wang 王建国' } });
});

it('ACC-62 a rescue wants a token that is written when it is asked for, and two sheets', async () => {
  const s = await staffed();
  const desk = s.room.window();
  const people = [{ login: 'rescue-a', name: 'A', phone: null, password: 'Rope-ladder-77', role: 'system-administrator' as never }, { login: 'rescue-b', name: 'B', phone: null, password: 'Rope-ladder-78', role: 'security-administrator' as never }];
  const sheets = s.room.sheets();
  const ask = (token: string, shares: [string, string] | null) => desk.ask('seat.set-up', { token, how: 'rescue', shares, people });
  expect(fs.existsSync(path.join(s.room.dir, 'secrets', 'setup-token'))).toBe(false);
  expect(value(await ask('x', [sheets[0]!, sheets[1]!])).faults).toEqual([{ code: 'set-up-token', params: {} }]);
  const token = s.room.token();
  expect(value(await ask(token, null)).faults).toEqual([{ code: 'set-up-shares', params: {} }]);
  expect(value(await ask(token, [sheets[0]!, sheets[0]!])).faults.map((f) => f.code)).toEqual(['share-same']);
  expect(value(await ask(token, [sheets[0]!, sheets[2]!])).faults).toEqual([]);
  expect(value(await ask(token, [sheets[0]!, sheets[2]!])).faults).toEqual([{ code: 'set-up-token', params: {} }]);
  expect(value(await desk.ask('seat.login', { login: 'rescue-a', password: 'Rope-ladder-77', second: null })).session?.must).toBe('enrol-factor');
});

it('a thread that dies with a hash under way lets nobody in, says so, and counts as nothing', async () => {
  let dies = false;
  const room = controlRoom({ hashing: () => { const slow = cheapHashing(); return { ...slow, verify: (password, stored) => (dies ? Promise.reject(new HashLost('exit 3')) : slow.verify(password, stored)) }; } });
  await room.start();
  const desk = room.window();
  await setUp(room, desk);
  dies = true;
  for (let i = 0; i < 6; i++) expect(await logIn(desk, 'wang')).toMatchObject({ ok: false, fault: { code: 'seal-trouble', params: { why: 'hash-lost' } } });
  dies = false;
  expect(value(await logIn(desk, 'wang')).state).toBe('watched');
  expect(await room.events('login.failed', 'engine.fault')).toEqual([]);
});

it('ACC-18 people are restored from a journal of any length, page by page', async () => {
  const s = await staffed();
  await hired(s, 'chen', ['duty-officer']);
  expect(value(await s.wang.ask('person.close', { person: s.ids.zhao, reason: 'tries it' })).faults.map((f) => f.code)).toEqual(['power-left-empty']);
  const { journal } = s.room.engine();
  expect(value(await restorePeople(journal))).toEqual((await s.room.events()).reduce(applyAccess, nobody));
  const failed = { time: epochMs(1), actor: 'engine' as never, realm: 'live' as const, kind: 'login.failed', v: 1, subject: s.ids.wang, body: { workstation: 'desk-1', why: 'password' } };
  for (let i = 0; i < 6; i++) value(await journal.append(Array.from({ length: 2000 }, () => failed)));
  const people = value(await restorePeople(journal));
  expect([...people.persons.values()].map((p) => [p.login, p.failures.count])).toEqual([['wang', 12_000], ['li', 0], ['zhao', 0], ['chen', 0]]);
  expect(people.setUp).toBe(true);
});
