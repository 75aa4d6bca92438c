import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { engineContract } from '#app/contract';
import { connect } from '#kernel/client';
import type { Client, VersionedContract } from '#kernel/contract';
import type { Result } from '#kernel/result';
import type { Session } from '#kernel/session';
import { hostWeb } from '../../../../../main/engine/web/host.ts';
import { subprotocol, type Door } from '../../../../../main/engine/web/door.ts';
import { webToken } from '../../../../../main/engine/web/token.ts';
import { channel } from '../../../../wire.ts';
import { cheapHashing, controlRoom, logIn, passwords, setUp, value, type Window } from '../control-room.ts';
import { sample } from '../sample.ts';
import { hired, settled, staffed, type Staffed } from '../staffed.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });   // a park is set up for each, with real keys

let s: Staffed;
beforeEach(async () => { s = await staffed(); });

type AskAny = (name: string, input: unknown) => Promise<Result<unknown>>;
const anyOf = (window: Window): AskAny => window.ask as unknown as AskAny;
const code = (r: Result<unknown>): string => (r.ok ? 'done' : r.fault.code);
const mine = async (window: Window) => value(await window.ask('seat.get', {}));
/** An alarm that stands; its occurrence. */
async function raised(window: Window): Promise<string> {
  s.room.set('1', 99);
  let found = '';
  await vi.waitFor(async () => { s.room.time.pass(1000); found = value(await window.ask('alarm.list', {}))[0]?.occurrence ?? ''; expect(found).not.toBe(''); });
  return found;
}

describe('what is another\'s', () => {
  it('a session, a person and a seat that are known by name open nothing: every call is tried with them by who is not logged in', async () => {
    const known = value(await s.li.ask('session.list', {})).find((x) => x.who.login === 'wang');
    const stranger = [s.room.window({ workstation: 'desk-7' }), s.room.window({ own: true })];
    const before = (await s.room.events()).length;
    const got: string[] = [];
    const words = [known?.id ?? '', known?.who.person ?? '', s.wang.session().seat, 'wang'];
    const tells = (r: Result<unknown>): boolean => r.ok && (JSON.stringify(r.value).includes(words[0] ?? '') || JSON.stringify(r.value).includes('"login":"wang"'));
    for (const window of stranger) {
      for (const [name, call] of Object.entries(engineContract.calls)) {
        const base = sample(call.in)?.input as object;
        for (const text of words) if (tells(await anyOf(window)(name, { ...base, session: text, id: text, person: text, seat: text, actor: text, token: text, who: text }))) got.push(`${name} tells`);
        if (window.session().person !== null) got.push(`${name} let somebody in`);
      }
      expect((await mine(window)).officer).toBeNull();
    }
    expect(words[0]).not.toBe('');
    expect(got).toEqual([]);
    expect((await s.room.events()).slice(before).filter((e) => e.actor === s.ids.wang)).toEqual([]);
    expect((await mine(s.wang)).state).toBe('watched');
  }, 60_000);

  it('ends, and what it was for ends with it: of a session that is over every call of its window is refused', async () => {
    const known = value(await s.li.ask('session.list', {})).find((x) => x.who.login === 'wang');
    expect((await s.wang.ask('person.list', {})).ok).toBe(true);
    value(await s.li.ask('session.end', { session: known?.id ?? '' }));
    const through: string[] = [];
    for (const [name, call] of Object.entries(engineContract.calls)) if (call.needs !== 'session.begin' && (await anyOf(s.wang)(name, sample(call.in)?.input ?? {})).ok) through.push(name);
    expect(through).toEqual([]);
    expect(await s.wang.ask('own.password', { current: passwords.wang, next: 'Another-one-77' })).toMatchObject({ fault: { code: 'not-logged-in' } });
  });

  it('ACC-47 who found what she lost is put out when two give it back to her, at every seat and also behind a lock', async () => {
    const chen = await settled(s, 'chen', ['duty-officer']);
    const desk = s.room.window({ workstation: 'desk-6' });
    value(await desk.ask('seat.login', { login: 'chen', password: 'Her-own-choice-3', second: { factor: 'totp', code: chen.code() } }));
    value(await desk.ask('seat.lock', {}));
    const asked = value(await s.wang.ask('consent.propose', { command: { call: 'person.recover', person: chen.id, lost: 'password', password: 'Given-by-two-8', reason: 'stolen' } }));
    value(await s.li.ask('consent.see', { id: asked.id }));
    value(await s.li.ask('consent.agree', { id: asked.id, login: null, proof: { factor: 'totp', code: s.code('li') } }));
    expect([(await mine(chen.window)).officer, (await mine(desk)).state]).toEqual([null, 'empty']);
    expect(value(await s.li.ask('session.list', {})).filter((x) => x.who.login === 'chen')).toEqual([]);
  });

  it('nobody is logged in at a window that closed while her password was looked at', async () => {
    const [looking, go] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
    const slow = (): ReturnType<typeof cheapHashing> => { const real = cheapHashing(); return { ...real, async verify(p, stored) { looking.resolve(null); await go.promise; return real.verify(p, stored); } }; };
    const room = controlRoom({ hashing: slow });
    await room.start();
    await setUp(room, room.window());
    const window = room.window({ own: true });
    void logIn(window, 'wang');
    await looking.promise;
    window.close();
    go.resolve(null);
    await vi.waitFor(async () => expect(await room.events('login.succeeded')).toHaveLength(1));
    value(await logIn(room.window({ own: true }), 'li'));
    expect((await room.events('session.opened')).map((e) => e.actor)).toEqual((await room.events('login.succeeded')).slice(1).map((e) => e.subject));
  });

  it('two who log in at one desk at once: one is there, the other\'s session is not left over', async () => {
    const [one, two] = [s.room.window({ workstation: 'desk-2' }), s.room.window({ workstation: 'desk-2' })];
    const codeOfLi = s.code('li');
    await Promise.all([one.ask('seat.login', { login: 'li', password: passwords.li, second: { factor: 'totp', code: codeOfLi } }), two.ask('seat.login', { login: 'zhao', password: passwords.zhao, second: { factor: 'totp', code: s.code('zhao') } })]);
    const here = value(await s.li.ask('session.list', {})).filter((x) => x.workstation === 'desk-2');
    expect(here).toHaveLength(1);
    expect((await mine(one)).session?.id).toBe(here[0]?.id);
    expect((await mine(two)).session?.id).toBe(here[0]?.id);
  });

  it('ACC-43 what comes behind a lock, in the same breath and from every window of the desk, commands nothing', async () => {
    const desk = s.room.window();
    const chen = await settled(s, 'chen', ['duty-officer']);
    expect(value(await desk.ask('seat.login', { login: 'chen', password: 'Her-own-choice-3', second: { factor: 'totp', code: chen.code() } }))).toMatchObject({ state: 'watched', session: { must: null } });
    expect(desk.session().may).toContain('alarm.acknowledge');
    const occurrence = await raised(desk);
    const others = [s.room.window(), s.room.window()];
    const lock = desk.ask('seat.lock', {});
    const after = desk.ask('alarm.acknowledge', { occurrence });
    await lock;
    const tried = [await after, ...await Promise.all(others.map((w) => w.ask('alarm.acknowledge', { occurrence }))), await others[0]!.ask('alarm.acknowledge-batch', { occurrences: [occurrence] })];
    expect(tried.map(code)).toEqual(tried.map(() => 'forbidden'));
    expect(value(await desk.ask('alarm.list', {})).map((a) => a.occurrence)).toContain(occurrence);   // and it is still shown
    expect((await s.room.events('alarm.changed')).map((e) => (e.body as { what: string }).what)).toEqual(['raised']);
  });
});

describe('another realm', () => {
  /** A window of li's own seat, as a port of another realm would say it. */
  function from(realm: Session['realm'], of: Window): { readonly ask: Client<typeof engineContract>['call']; readonly close: () => void } {
    const wire = channel();
    const close = s.room.engine().engine.open(wire.engine, () => ({ ...of.session(), realm }));
    const client = connect(engineContract as VersionedContract, wire.window, (run) => setTimeout(run, 0)) as unknown as Client<typeof engineContract>;
    return { ask: client.call.bind(client), close: () => { client.close(); close(); wire.close(); } };
  }
  it('ACC-81 a proposal is not seen, refused or agreed to from a drill, though it be by a person who may', async () => {
    const chen = await hired(s, 'chen');
    const asked = value(await s.wang.ask('consent.propose', { command: { call: 'person.recover', person: chen, lost: 'password', password: 'Given-by-two-8', reason: 'forgotten' } }));
    const drill = from('drill', s.li);
    const proof = { factor: 'totp' as const, code: s.code('li') };
    expect(value(await drill.ask('consent.list', {}))).toEqual([]);
    const tried = [await drill.ask('consent.see', { id: asked.id }), await drill.ask('consent.refuse', { id: asked.id }), await drill.ask('consent.agree', { id: asked.id, login: null, proof }), await drill.ask('consent.agree', { id: asked.id, login: 'zhao', proof })];
    expect(tried.map(code)).toEqual(tried.map(() => 'consent-unknown'));
    drill.close();
    expect(value(await s.li.ask('consent.see', { id: asked.id })).state).toBe('seen');
  });
});

describe('a browser with the token', () => {
  let door: Door;
  const sockets: WebSocket[] = [];
  beforeEach(async () => { door = value(await hostWeb(s.room.engine().engine, { port: 0, dataDir: s.room.dir, site: null, workstation: 'desk-1', clock: s.room.clock, note: () => {} })); });
  afterEach(async () => { for (const socket of sockets.splice(0)) socket.terminate(); await door.close(); });

  /** A socket of somebody who has the token, and what it is answered. */
  async function browser(): Promise<{ readonly ask: AskAny; readonly say: (message: unknown) => void; readonly hello: unknown }> {
    const token = value(webToken(s.room.dir));
    const socket = new WebSocket(`ws://127.0.0.1:${door.port}/engine`, [subprotocol, `token.${token}`], { origin: `http://127.0.0.1:${door.port}` });
    sockets.push(socket);
    const waiting = new Map<number, (r: Result<unknown>) => void>();
    const hello = Promise.withResolvers<unknown>();
    socket.on('message', (data: Buffer) => {
      const m = JSON.parse(data.toString('utf8')) as { t: string; id: number; result: Result<unknown> };
      if (m.t === 'hello') hello.resolve(m);
      if (m.t === 'reply') waiting.get(m.id)?.(m.result);
    });
    let last = 0;
    const said = await hello.promise;
    return {
      hello: said, say: (message) => socket.send(JSON.stringify(message)),
      ask: (name, input) => new Promise((done) => { waiting.set(++last, done); socket.send(JSON.stringify({ t: 'call', id: last, name, input })); }),
    };
  }
  const seatOf = async (ask: AskAny) => value(await ask('seat.get', {})) as { seat: string; workstation: string; state: string; officer: { login: string } | null; may: string[] };

  it('sits at the desk of this workstation and at no other seat, whatever it says of itself', async () => {
    const { ask, say } = await browser();
    for (const message of [{ t: 'window', id: 1, kind: 'admin', workstation: 'desk-2' }, { t: 'note', kind: 'engine.crashed', subject: 'x', params: {}, window: null }, { t: 'hello', version: 2, realm: 'drill', node: 'x', actor: 'wang' }]) say(message);
    expect(await seatOf(ask)).toMatchObject({ seat: 'watch', workstation: 'desk-1', state: 'empty', officer: null });
    for (const name of ['person.list', 'session.list', 'role.table', 'audit.state', 'key.view', 'consent.list']) expect([name, code(await ask(name, { seat: 'own:1', session: s.wang.session().id }))]).toEqual([name, name === 'consent.list' ? 'done' : 'forbidden']);
    expect(value(await ask('consent.list', {}))).toEqual([]);
    expect((await s.room.events('engine.crashed'))).toEqual([]);
  });

  it('acts for who is at the desk, imports no site, and is locked, taken over and left with the desk', async () => {
    const desk = s.room.window();
    const { ask } = await browser();
    value(await logIn(desk, 'wang', s.code('wang')));
    expect((await seatOf(ask)).officer?.login).toBe('wang');
    expect((await seatOf(ask)).may).not.toContain('site.import');
    expect(code(await ask('site.reload', {}))).toBe('forbidden');
    expect(code(await ask('person.list', {}))).toBe('done');
    value(await desk.ask('seat.lock', {}));
    expect(code(await ask('person.list', {}))).toBe('forbidden');
    value(await logIn(desk, 'zhao', s.code('zhao')));
    expect([code(await ask('person.change', { person: s.ids.li, name: 'x' })), (await seatOf(ask)).officer?.login]).toEqual(['forbidden', 'zhao']);
    value(await desk.ask('seat.leave', {}));
    expect([code(await ask('person.list', {})), (await seatOf(ask)).state]).toEqual(['forbidden', 'empty']);
  });

  it('guesses no faster than a window: the door counts both together', async () => {
    const browsers = await Promise.all([browser(), browser(), browser()]);
    const out = await Promise.all(Array.from({ length: 90 }, (_, i) => browsers[i % 3]!.ask('seat.login', { login: 'wang', password: `Guess-number-${i}`, second: null })));
    expect(out.map(code).filter((c) => c === 'login-refused')).toHaveLength(4);
    expect(out.map(code).filter((c) => c === 'login-wait')).toHaveLength(86);
    expect(code(await logIn(s.room.window(), 'wang'))).toBe('login-wait');
  });

  it('is hung up on when it says more than a message may be, and the desk goes on', async () => {
    const { say } = await browser();
    const gone = new Promise((done) => sockets.at(-1)?.on('close', done));
    say({ t: 'call', id: 1, name: 'seat.login', input: { login: 'x'.repeat(2_000_000), password: '', second: null } });
    expect(await gone).toBe(1009);
    expect((await mine(s.room.window())).state).toBe('empty');
  });
});
