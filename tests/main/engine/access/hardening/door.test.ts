import { expect, it, vi } from 'vitest';
import { hashThread, type HashThread } from '#storage';
import { hashWorkerUrl } from '../../../../../main/engine/workers.ts';
import { cheapHashing, codeAt, controlRoom, enrol, logIn, passwords, setUp, value, type Window } from '../control-room.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });   // a park is set up for each, with real keys

const second = 1000;
/** A control room whose hashing counts what it was asked, with its administrators. */
async function counted(hashing: (note: (line: string) => void) => HashThread = cheapHashing) {
  const count = { hash: 0, verify: 0, sign: 0, newKey: 0, atOnce: 0, most: 0 };
  const counting = (note: (line: string) => void): HashThread => {
    const real = hashing(note);
    const of = async <T>(what: 'hash' | 'verify' | 'sign' | 'newKey', run: () => Promise<T>): Promise<T> => {
      count[what]++; count.atOnce++; count.most = Math.max(count.most, count.atOnce);
      try { return await run(); } finally { count.atOnce--; }
    };
    return { ...real, hash: (p) => of('hash', () => real.hash(p)), verify: (p, s) => of('verify', () => real.verify(p, s)), sign: (f, p, t) => of('sign', () => real.sign(f, p, t)), newKey: (p) => of('newKey', () => real.newKey(p)) };
  };
  const room = controlRoom({ hashing: counting });
  await room.start();
  await setUp(room, room.window());
  const zero = (): void => { Object.assign(count, { hash: 0, verify: 0, sign: 0, newKey: 0, most: 0 }); };
  zero();
  return { room, count, zero };
}
const guess = (window: Window, login: string, password: string) => window.ask('seat.login', { login, password, second: null });
const codes = (answers: readonly Awaited<ReturnType<typeof guess>>[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(answers, (a) => (a.ok ? 'in' : a.fault.code))].map(([code, all]) => [code, all.length]));

it('ACC-09 ACC-12 ACC-19 a thousand guesses at one name, at once, over ten windows of two workstations: four are looked at, and which window asks makes no difference', async () => {
  const { room, count } = await counted();
  const windows = Array.from({ length: 10 }, (_, i) => room.window({ workstation: i % 2 === 0 ? 'desk-1' : 'desk-2', own: i > 5 }));
  const answers = await Promise.all(Array.from({ length: 1000 }, (_, i) => guess(windows[i % 10]!, i % 3 === 0 ? ' WANG ' : 'wang', `Guess-number-${i}`)));
  expect([count.verify, count.hash]).toEqual([4, 0]);
  expect(codes(answers)).toEqual({ 'login-refused': 4, 'login-wait': 996 });
  expect(await room.events('login.failed')).toHaveLength(4);
  for (const window of windows) expect(await logIn(window, 'wang')).toMatchObject({ ok: false, fault: { code: 'login-wait' } });   // the right password is not looked at either
  room.time.pass(30 * second);
  expect(value(await logIn(windows[1]!, 'wang')).officer?.login).toBe('wang');
});

it('ACC-12 ACC-13 nobody is kept out by being tried at: each time her wait is over a right password comes in, if it comes first', async () => {
  const { room } = await counted();
  const [attacker, window] = [room.window({ workstation: 'desk-9' }), room.window()];
  for (let turn = 0; turn < 4; turn++) {
    for (let i = 0; i < 50; i++) await guess(attacker, 'wang', `Guess-${turn}-${i}`);
    const wait = await logIn(window, 'wang');
    room.time.pass(second * (wait.ok ? 0 : Number(wait.fault.params['seconds'])));
  }
  expect(value(await logIn(window, 'wang')).officer?.login).toBe('wang');
});

it('ACC-19 one password on many names makes that workstation wait, whichever of its windows tries; at another one an officer comes in', async () => {
  const { room, count } = await counted();
  const windows = Array.from({ length: 8 }, (_, i) => room.window({ own: i > 3 }));
  const answers: Awaited<ReturnType<typeof guess>>[] = [];
  for (let i = 0; i < 60; i++) answers.push(await guess(windows[i % 8]!, `name-${i}`, 'Summer-2026'));
  expect(codes(answers)).toEqual({ 'login-refused': 21, 'login-wait': 39 });
  expect(count.hash).toBe(21);
  expect(await logIn(windows[0]!, 'li')).toMatchObject({ ok: false, fault: { code: 'login-wait' } });
  expect(value(await logIn(room.window({ workstation: 'desk-2' }), 'li')).officer?.login).toBe('li');
});

it('ACC-15 a wait holds over a restart, and over one with the clock set back it is never longer than itself', async () => {
  const { room } = await counted();
  const asked = async (): Promise<string> => { const r = await logIn(room.window(), 'wang'); return r.ok ? 'in' : `${r.fault.code} ${r.fault.params['seconds'] ?? ''}`; };
  const again = async (step: number): Promise<void> => { await room.stop(); room.time.step(step); await room.start(); };
  const window = room.window();
  for (let i = 0; i < 4; i++) await guess(window, 'wang', `Guess-number-${i}`);
  await again(0);
  expect(await asked()).toBe('login-wait 30');
  room.time.pass(20 * second);
  await again(0);
  expect(await asked()).toBe('login-wait 10');
  await again(-3600 * second);                                     // an hour back: what went by cannot be proved, so the whole of it
  expect(await asked()).toBe('login-wait 30');
  room.time.pass(29 * second);
  expect(await asked()).toBe('login-wait 1');
  room.time.pass(second);
  expect(await asked()).toBe('in');
});

it('ACC-15 asking again and again after a restart does not begin the wait anew', async () => {
  const { room } = await counted();
  const window = room.window();
  for (let i = 0; i < 4; i++) await guess(window, 'wang', `Guess-number-${i}`);
  await room.stop();
  room.time.step(-24 * 3600 * second);
  await room.start();
  const after = room.window();
  const left: number[] = [];
  for (let i = 0; i < 6; i++) { const r = await logIn(after, 'wang'); left.push(r.ok ? 0 : Number(r.fault.params['seconds'])); room.time.pass(6 * second); }
  expect(left).toEqual([30, 24, 18, 12, 6, 0]);
});

it('ACC-16 a name that nobody has costs what a wrong password costs, in hashes and in what is written, and answers and waits alike', async () => {
  const { room, count, zero } = await counted();
  const of = async (login: string): Promise<unknown> => {
    const window = room.window({ workstation: `desk-${login}` });
    zero();
    const before = (await room.events('login.failed')).length;
    const answers: unknown[] = [];
    for (let i = 0; i < 6; i++) { const r = await guess(window, login, `Guess-number-${i}`); answers.push(r.ok ? 'in' : r.fault); }
    return { hashes: count.hash + count.verify, written: (await room.events('login.failed')).length - before, answers };
  };
  expect(await of('nobody')).toEqual(await of('wang'));
});

it('ACC-16 a second factor that is wrong, absent or for nobody tells nothing before the password was right', async () => {
  const { room } = await counted();
  const desk = room.window();
  value(await logIn(desk, 'wang'));
  const secret = await enrol(room, desk, 'wang');
  value(await desk.ask('seat.leave', {}));
  const tried = async (login: string, code: string | null): Promise<unknown> => {
    const r = await desk.ask('seat.login', { login, password: 'Not-this-one-5', second: code === null ? null : { factor: 'totp', code } });
    return r.ok ? 'in' : r.fault;
  };
  const right = codeAt(secret, room.clock.now());
  expect(await tried('wang', right)).toEqual(await tried('nobody', right));
  expect(await tried('wang', null)).toEqual(await tried('nobody', null));
});

it('key files that are forged cost no more than the door lets stand before it, and hold up nobody who comes with a password', async () => {
  const { room, count } = await counted((note) => hashThread(hashWorkerUrl(), note));
  const windows = [room.window({ workstation: 'desk-9' }), room.window({ workstation: 'desk-8', own: true })];
  const hex = (bytes: number): string => 'ab'.repeat(bytes);
  const file = JSON.stringify({ form: 'watchroom-sm2-1', publicKey: hex(65), salt: hex(16), nonce: hex(12), key: hex(32), tag: hex(16) });
  const flood = Promise.all(Array.from({ length: 400 }, (_, i) => windows[i % 2]!.ask('seat.login', { login: 'wang', password: 'x', second: { factor: 'key', file, pin: `pin-number-${i}` } })));
  const officer = await logIn(room.window(), 'li');
  const out = await flood;
  expect(value(officer).officer?.login).toBe('li');
  expect(out.every((r) => !r.ok && ['key-file-pin', 'key-file-form', 'login-refused', 'login-wait', 'seal-trouble'].includes(r.fault.code))).toBe(true);
  expect(count.sign).toBeLessThanOrEqual(32);
  expect(count.most).toBeLessThanOrEqual(8);
});

it('ACC-22 one code, tried at once at eight windows, lets one of them in', async () => {
  const { room } = await counted();
  const desk = room.window();
  value(await logIn(desk, 'wang'));
  const secret = await enrol(room, desk, 'wang');
  value(await desk.ask('seat.leave', {}));
  const code = codeAt(secret, room.clock.now());
  const windows = Array.from({ length: 8 }, () => room.window({ own: true }));
  const out = await Promise.all(windows.map((w) => w.ask('seat.login', { login: 'wang', password: passwords.wang, second: { factor: 'totp', code } })));
  expect(out.filter((r) => r.ok)).toHaveLength(1);
});
