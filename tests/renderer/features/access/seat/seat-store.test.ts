import { afterEach, describe, expect, it } from 'vitest';
import { overrideMs } from '#app/access';
import { engineContract } from '#app/contract';
import { link } from '#kit/link';
import { shippedWords } from '#kit/words';
import { seatStore, settleMs, touchMs, type SeatStore } from '../../../../../renderer/features/access/seat/seat-store.ts';
import { whyNot } from '../../../../../renderer/features/access/seat/why-not.ts';
import { anyPassword } from '../../../access-double.ts';
import { until } from '../../../engine-double.ts';
import { desk } from './desk.ts';

const ends: (() => void)[] = [];
afterEach(() => { for (const end of ends.splice(0)) end(); });
const opened = async (...given: Parameters<typeof desk>): ReturnType<typeof desk> => { const d = await desk(...given); ends.push(d.end); return d; };
const of = (s: SeatStore) => { const { seat, open } = s.state.getState(); return { state: seat?.state, who: seat?.officer?.login ?? null, open }; };
const enter = (s: SeatStore, login: string) => s.login({ login, password: anyPassword, second: null });

describe('the seat of a desk, in all its windows', () => {
  it('is one: who logs in here is seen there at once, who comes next takes over, and what was done before goes on bearing its name', async () => {
    const d = await opened();
    const [a, b] = [d.window(), d.window()];
    await Promise.all([a.read, b.read]);
    expect([of(a), of(b)]).toEqual([{ state: 'empty', who: null, open: null }, { state: 'empty', who: null, open: null }]);
    a.open('login');
    b.open('login');
    await enter(a, ' WANG ');
    await until(() => of(b).who === 'wang');
    expect([of(a).open, of(b).open]).toEqual([null, null]);               // the form has no sense any more, wherever it stood
    b.open('login');
    await enter(b, 'li');
    await until(() => of(a).who === 'li');
    expect(of(a).state).toBe('watched');
    expect([...a.state.getState().known.values()].map((n) => n.name)).toEqual(['王芳', '李建国']);
  });

  it('lock: seen everywhere, nothing may be commanded, everything may be seen, and only she opens it by proof', async () => {
    const d = await opened();
    const [a, b] = [d.window(), d.window()];
    await enter(a, 'wang');
    a.open('own');
    await b.lock();
    await until(() => of(a).state === 'locked');
    expect(of(a)).toEqual({ state: 'locked', who: 'wang', open: null });
    expect([a.may('alarm.view'), a.may('point.view'), a.may('alarm.acknowledge'), a.may('settings.change'), a.may('window.open'), a.may('journal.view')]).toEqual([true, true, false, false, false, false]);
    expect((await a.unlock({ factor: 'password', password: 'not hers' })).ok).toBe(false);
    expect(of(a).state).toBe('locked');
    expect((await a.unlock({ factor: 'password', password: anyPassword })).ok).toBe(true);
    await until(() => of(b).state === 'watched');
    expect(b.may('alarm.acknowledge')).toBe(true);
  });

  it('the key of coming and going: to the lock, then to another\'s login, and away again', async () => {
    const d = await opened();
    const a = d.window();
    await enter(a, 'wang');
    const pressed = (): string | null => { a.enter(); return of(a).open; };
    expect([pressed(), pressed()]).toEqual(['login', null]);
    await a.lock();
    expect([pressed(), pressed(), pressed(), pressed()]).toEqual(['unlock', 'login', 'unlock', 'login']);
  });

  it('an override wants a reason, is told in every window with its end, ends by itself, and does no more than it says', async () => {
    const d = await opened();
    const [a, b] = [d.window(), d.window()];
    await a.read;
    expect(await a.override('no')).toMatchObject({ ok: false, fault: { code: 'override-reason' } });
    a.open('override');
    await a.override('leak, nobody here');
    await until(() => of(b).state === 'overridden');
    expect(of(a).open).toBeNull();
    expect(b.state.getState().seat).toMatchObject({ reason: 'leak, nobody here', endsAt: d.clock.now() + overrideMs, officer: null });
    expect([b.may('alarm.acknowledge'), b.may('window.open'), b.may('settings.change'), b.may('mimic.change')]).toEqual([true, true, false, false]);
    d.pass(overrideMs);
    await until(() => of(b).state === 'empty');
  });

  it('rest locks it; somebody who moves says so at most every ten seconds, and only while that keeps something open', async () => {
    const d = await opened();
    const a = d.window();
    await a.read;
    a.touch();
    await enter(a, 'li');
    const idle = a.state.getState().seat?.session?.idleMs ?? 0;
    for (let at = 0; at < idle; at += 1000) { a.touch(); d.pass(1000); await new Promise((next) => setImmediate(next)); }
    await until(() => d.touched.length === idle / touchMs);
    expect(of(a).state).toBe('watched');
    d.pass(idle);
    await until(() => of(a).state === 'locked');
    a.touch();
    expect(d.touched).toHaveLength(idle / touchMs);
  });

  it('the second Enter of whoever came in counts for nothing, in the window where she came in', async () => {
    const d = await opened();
    const [a, b] = [d.window(), d.window()];
    expect(a.settling()).toBe(false);
    await enter(a, 'wang');
    await until(() => of(b).who === 'wang');
    expect([a.settling(), b.settling()]).toEqual([true, false]);
    d.pass(settleMs);
    expect(a.settling()).toBe(false);
  });

  it('outlives its engine: what it knew stays while there is none, and of the next one it asks anew', async () => {
    const [before, after] = [await opened(), await opened()];
    const to = link(engineContract, (run) => run(), before.clock.now);
    const s = seatStore(to.client, before.clock.now);
    const fall = before.lasting(to);
    await enter(s, 'wang');
    fall();
    expect(of(s)).toMatchObject({ state: 'watched', who: 'wang' });
    expect(await s.lock()).toMatchObject({ ok: false, fault: { code: 'not-connected' } });
    after.lasting(to);
    await until(() => of(s).state === 'empty');
    expect([s.may('alarm.acknowledge'), s.state.getState().known.get('p-wang')?.name]).toEqual([false, '王芳']);
  });

  it('what was missed is asked for again', async () => {
    const d = await opened();
    const [a, b] = [d.window(), d.window()];
    await Promise.all([a.read, b.read]);
    b.state.setState({ seat: null });
    b.miss();
    await until(() => of(b).state === 'empty');
    expect(of(a).state).toBe('empty');
  });

  it('whoever must change the password first may only see; every reason against the next one is told, and then she may', async () => {
    const d = await opened();
    const a = d.window();
    await enter(a, 'zhou');
    expect([a.state.getState().seat?.session?.must, a.may('alarm.acknowledge'), a.may('alarm.view')]).toEqual(['change-password', false, true]);
    const weak = await a.password(anyPassword, 'zhou');
    expect(weak.ok || [weak.fault.code, ...('more' in weak ? weak.more.map((f) => f.code) : [])]).toEqual(['password-short', 'password-classes', 'password-name', 'password-guessable']);
    expect((await a.password(anyPassword, 'Another-horse-8')).ok).toBe(true);
    await until(() => a.may('alarm.acknowledge'));
  });

  it('a power wants a second factor: a secret that is confirmed by its code, or a key whose file is shown once', async () => {
    const d = await opened();
    const a = d.window();
    await enter(a, 'sun');
    expect(a.state.getState().seat?.session?.must).toBe('enrol-factor');
    expect((await a.confirmTotp(anyPassword, '000000')).ok).toBe(false);   // none was made yet
    const key = await a.key(anyPassword, '12345678');
    expect(key).toMatchObject({ ok: true, value: expect.stringContaining('publicKey') });
    await until(() => a.state.getState().seat?.session?.must === null);
    expect(a.state.getState().seat?.session).toMatchObject({ key: true, totp: false, powers: ['system'] });
    await a.leave();
    expect(await enter(a, 'sun')).toMatchObject({ ok: false, fault: { code: 'factor-wanted' } });
    expect((await a.login({ login: 'sun', password: anyPassword, second: { factor: 'key', file: key.ok ? key.value : '', pin: '12345678' } })).ok).toBe(true);
  });
});

describe('why something may not be done', () => {
  it('is said in words by the state of the seat, and is nothing before the engine spoke', async () => {
    const d = await opened();
    const a = d.window();
    const words = shippedWords('en');
    const why = () => whyNot(a.state.getState().seat, 'mimic.change', words);
    expect(why()).toBeNull();
    await a.read;
    expect(why()).toBe('Nobody is logged in: log in (F9) to edit mimics');
    await enter(a, 'li');
    expect(why()).toBe('You have no right to edit mimics');
    expect(whyNot(a.state.getState().seat, 'alarm.acknowledge', words)).toBeNull();
    await a.lock();
    expect(why()).toBe('It is locked: unlock it (F9) to edit mimics');
    await enter(a, 'zhou');
    expect(why()).toBe('Change your password first, then you may edit mimics');
  });

  it('before there are accounts the place may what it always might', async () => {
    const d = await opened([]);
    const a = d.window();
    await a.read;
    expect([a.state.getState().seat?.setUp, a.may('alarm.acknowledge'), a.may('person.change')]).toEqual([false, true, false]);
  });
});
