import { beforeEach, describe, expect, it, vi } from 'vitest';
import { watching } from '#app/access';
import { cheapHashing, controlRoom, setUp, value, type Window } from './control-room.ts';
import { hired, staffed, type Staffed } from './staffed.ts';

const own = { chen: 'Harbour-crane-58', sun: 'Yellow-valve-64' } as const;
type Officer = keyof typeof own;
let s: Staffed;
let desk: Window;
let ids: Record<Officer, string>;
const minute = 60_000;
const enter = (window: Window, login: Officer) => window.ask('seat.login', { login, password: own[login], second: null });
const view = async (window: Window) => value(await window.ask('seat.get', {}));
const passed = async (ms: number, every = 5 * minute, touch: readonly Window[] = []): Promise<void> => {
  for (let left = ms; left > 0; left -= every) { for (const w of touch) await w.ask('seat.touch', {}); s.room.time.pass(Math.min(every, left)); await Promise.resolve(); }
};
/** An alarm on the air; its occurrence. */
async function raised(address: '1' | '2'): Promise<string> {
  s.room.set(address, 40);
  const id = `A-${address}.H`;
  await vi.waitFor(async () => { s.room.time.pass(20); expect(value(await desk.ask('alarm.list', {})).find((a) => a.id === id)?.occurrence).toBeTruthy(); });
  return value(await desk.ask('alarm.list', {})).find((a) => a.id === id)!.occurrence!;
}
const acknowledge = (occurrence: string, window = desk) => window.ask('alarm.acknowledge', { occurrence });
const forbidden = { ok: false, fault: { code: 'forbidden' } };

beforeEach(async () => {
  s = await staffed();
  ids = { chen: '', sun: '' };
  for (const login of ['chen', 'sun'] as const) {
    ids[login] = await hired(s, login, ['duty-officer']);
    const window = s.room.window({ own: true, workstation: 'elsewhere' });
    const told = `Told-in-person-${login.length}x`;
    const first = value(await window.ask('seat.login', { login, password: told, second: null }));
    expect([first.session?.must, first.may]).toEqual(['change-password', ['session.begin']]);
    expect(value(await window.ask('own.password', { current: told, next: own[login] })).faults).toEqual([]);
    expect((await view(window)).session?.must).toBe(null);
    window.close();
  }
  desk = s.room.window();
});

describe('the watch', () => {
  it('ACC-90 an empty desk watches and commands nothing; who logs in commands, and everybody at the desk sees it', async () => {
    const second = s.room.window();
    expect((await view(desk)).may.toSorted()).toEqual([...watching].toSorted());
    const occurrence = await raised('1');
    expect(await acknowledge(occurrence)).toMatchObject(forbidden);
    value(await enter(second, 'chen'));
    expect(value(await acknowledge(occurrence))).toMatchObject({ id: 'A-1.H', state: 'acknowledged' });
    expect(await vi.waitUntil(() => desk.seats.at(-1))).toMatchObject({ state: 'watched', officer: { login: 'chen' } });
    const [change] = await s.room.events('watch.changed');
    expect([change?.subject, change?.actor, change?.body]).toEqual(['desk-1', ids.chen, { rule: 'ACC-90', state: 'watched', person: ids.chen, before: null }]);
    expect((await s.room.events('alarm.changed')).find((e) => (e.body as { what: string }).what === 'acknowledged')?.actor).toBe(ids.chen);
  });

  it('ACC-94 ACC-107 a locked desk commands nothing; an alarm is still raised, seen, and its journal goes on; her own proof unlocks it and another proof does not', async () => {
    value(await enter(desk, 'chen'));
    value(await desk.ask('seat.lock', {}));
    expect(await view(desk)).toMatchObject({ state: 'locked', officer: { login: 'chen' } });
    const before = desk.alarms.length;
    const occurrence = await raised('1');
    await vi.waitFor(() => { s.room.time.pass(20); expect(desk.alarms.slice(before).map((a) => [a.id, a.state])).toContainEqual(['A-1.H', 'unacknowledged']); });
    expect(await acknowledge(occurrence)).toMatchObject(forbidden);
    expect(value(await desk.ask('alarm.list', {}))).toHaveLength(1);
    expect(await desk.ask('seat.unlock', { proof: { factor: 'password', password: own.sun } })).toMatchObject({ ok: false, fault: { code: 'login-refused' } });
    expect(await acknowledge(occurrence)).toMatchObject(forbidden);
    value(await desk.ask('seat.unlock', { proof: { factor: 'password', password: own.chen } }));
    expect(value(await acknowledge(occurrence))).toMatchObject({ state: 'acknowledged' });
    await vi.waitFor(async () => expect((await s.room.events('session.locked', 'session.unlocked')).map((e) => (e.body as { rule: string }).rule)).toEqual(['ACC-43', 'ACC-48']));
  });

  it('ACC-93 another officer takes over: one event with both names, the session before ends, no port closes, and an alarm raised during it is seen', async () => {
    value(await enter(desk, 'chen'));
    const [hers] = value(await s.li.ask('session.list', {})).filter((x) => x.who.login === 'chen');
    s.room.set('1', 40);
    const login = enter(desk, 'sun');
    s.room.set('2', 40);
    value(await login);
    await vi.waitFor(() => { s.room.time.pass(20); expect(new Set(desk.alarms.map((a) => a.id))).toEqual(new Set(['A-1.H', 'A-2.H'])); });
    expect(await view(desk)).toMatchObject({ state: 'watched', officer: { login: 'sun' } });
    expect((await s.room.events('watch.changed')).map((e) => e.body)).toEqual([
      { rule: 'ACC-90', state: 'watched', person: ids.chen, before: null }, { rule: 'ACC-93', state: 'watched', person: ids.sun, before: ids.chen },
    ]);
    await vi.waitFor(async () => expect((await s.room.events('session.ended')).map((e) => (e.body as { session: string }).session)).toContain(hers?.id));
    expect(value(await s.li.ask('session.list', {})).filter((x) => x.workstation === 'desk-1').map((x) => x.who.login)).toEqual(['sun']);
    const occurrence = value(await desk.ask('alarm.list', {}))[0]!.occurrence!;
    value(await acknowledge(occurrence));
    expect((await s.room.events('alarm.changed')).at(-1)?.actor).toBe(ids.sun);
  });

  it('ACC-91 ACC-106 ACC-108 the override answers alarms and nothing else, is seen by all with its reason, is journalled, and ends after 15 minutes by itself; asking again lengthens nothing', async () => {
    expect(await desk.ask('seat.override', { reason: 'ah' })).toMatchObject({ ok: false, fault: { code: 'override-reason' } });
    const began = value(await desk.ask('seat.override', { reason: '氨气泄漏，值班员未到' }));
    expect(began).toMatchObject({ state: 'overridden', officer: null, reason: '氨气泄漏，值班员未到', endsAt: s.room.clock.now() + 15 * minute });
    value(await acknowledge(await raised('1')));
    for (const ask of [desk.ask('settings.get' as never, {} as never), desk.ask('journal.recent', { limit: 1 }), desk.ask('person.list', {}), desk.ask('site.reload', {}), desk.ask('role.table', {})]) expect((await ask).ok).toBe(false);
    s.room.time.pass(10 * minute);
    expect(value(await desk.ask('seat.override', { reason: 'once more please' })).endsAt).toBe(began.endsAt);
    s.room.time.pass(5 * minute - 100);
    expect((await view(desk)).state).toBe('overridden');
    s.room.time.pass(200);
    expect(await view(desk)).toMatchObject({ state: 'empty', reason: null, endsAt: null });
    expect(await acknowledge(await raised('2'))).toMatchObject(forbidden);
    await vi.waitFor(async () => expect((await s.room.events('watch.overridden', 'watch.changed')).map((e) => [e.kind, e.actor, (e.body as { rule?: string }).rule])).toEqual([['watch.overridden', 'unidentified@desk-1', undefined], ['watch.changed', 'engine', 'ACC-106']]));
  });

  it('ACC-102 ACC-103 an override of a locked desk ends the session behind it; a login ends the override; a window of one\'s own has none', async () => {
    value(await enter(desk, 'chen'));
    value(await desk.ask('seat.lock', {}));
    expect(value(await desk.ask('seat.override', { reason: 'nobody can unlock' }))).toMatchObject({ state: 'overridden', officer: null });
    expect(value(await s.li.ask('session.list', {})).some((x) => x.who.login === 'chen')).toBe(false);
    expect(value(await enter(desk, 'sun'))).toMatchObject({ state: 'watched', reason: null, endsAt: null });
    expect(await s.wang.ask('seat.override', { reason: 'why ever not' })).toMatchObject({ ok: false, fault: { code: 'override-own' } });
  });
});

describe('sessions', () => {
  it('ACC-41 ACC-42 ACC-44 rest locks a desk and ends any other; commands and touches keep it open; twelve hours end it whatever was done', async () => {
    value(await enter(desk, 'chen'));
    const admin = s.room.window({ own: true });
    value(await enter(admin, 'sun'));
    s.room.time.pass(9 * minute);
    value(await desk.ask('seat.touch', {}));
    s.room.time.pass(2 * minute);
    expect([(await view(desk)).state, (await view(admin)).state]).toEqual(['watched', 'empty']);
    s.room.time.pass(8 * minute - 1000);
    expect((await view(desk)).state).toBe('watched');
    value(await desk.ask('alarm.list', {}));                                   // looking is not moving
    s.room.time.pass(2000);
    expect((await view(desk)).state).toBe('locked');
    value(await desk.ask('seat.unlock', { proof: { factor: 'password', password: own.chen } }));
    await passed(12 * 60 * minute, 5 * minute, [desk]);
    expect((await view(desk)).state).toBe('empty');
    await vi.waitFor(async () => expect((await s.room.events('session.ended')).filter((e) => e.subject === ids.chen).at(-1)).toMatchObject({ actor: 'engine', body: { rule: 'ACC-44', how: 'old' } }));
  });

  it('ACC-40 a command keeps a session open, without a touch', async () => {
    value(await enter(desk, 'chen'));
    const occurrence = await raised('1');
    s.room.time.pass(9 * minute);
    value(await acknowledge(occurrence));
    s.room.time.pass(9 * minute);
    expect((await view(desk)).state).toBe('watched');
  });

  it('ACC-47 ACC-46 a role that is given ends what she has open, and so does closing her and an administrator\'s word; at the desk that is an empty desk', async () => {
    value(await enter(desk, 'chen'));
    expect(value(await s.li.ask('role.give', { person: ids.chen, role: 'engineer' as never, scope: 'everywhere', until: null })).faults).toEqual([]);
    expect(await view(desk)).toMatchObject({ state: 'empty', officer: null });
    await vi.waitFor(async () => expect((await s.room.events('session.ended')).at(-1)).toMatchObject({ actor: s.ids.li, body: { how: 'revoke' } }));
    expect(value(await enter(desk, 'chen')).may).toContain('mimic.change');
    expect(value(await s.wang.ask('person.close', { person: ids.chen, reason: 'left the park' })).faults).toEqual([]);
    expect(await view(desk)).toMatchObject({ state: 'empty' });
    expect(await enter(desk, 'chen')).toMatchObject({ ok: false, fault: { code: 'login-refused' } });
    value(await enter(desk, 'sun'));
    const open = value(await s.li.ask('session.list', {})).find((x) => x.who.login === 'sun');
    value(await s.li.ask('session.end', { session: open!.id }));
    expect(await view(desk)).toMatchObject({ state: 'empty' });
    await vi.waitFor(async () => expect((await s.room.events('watch.changed')).at(-1)).toMatchObject({ actor: s.ids.li, body: { rule: 'ACC-96', state: 'empty', before: ids.sun } }));
  });

  it('ACC-35 ACC-37 a role that ends takes its rights with it at that moment, and the windows hear of it', async () => {
    expect(value(await s.li.ask('role.give', { person: ids.chen, role: 'engineer' as never, scope: 'everywhere', until: s.room.clock.now() + 3 * minute })).faults).toEqual([]);
    expect(value(await enter(desk, 'chen')).may).toContain('mimic.change');
    s.room.time.pass(3 * minute + 100);
    await vi.waitFor(() => { s.room.time.pass(20); expect(desk.seats.at(-1)?.may).not.toContain('mimic.change'); });
    expect((await view(desk)).state).toBe('watched');
  });

  it('a session is of its seat alone: another desk, and a window of one\'s own have nothing of it', async () => {
    const [elsewhere, mine] = [s.room.window({ workstation: 'desk-2' }), s.room.window({ own: true })];
    value(await enter(desk, 'chen'));
    expect([(await view(elsewhere)).officer, (await view(mine)).officer]).toEqual([null, null]);
    expect(await acknowledge(await raised('1'), elsewhere)).toMatchObject(forbidden);
    expect(mine.session().may).toEqual(new Set(['session.begin']));
    expect((await mine.ask('alarm.list', {})).ok).toBe(false);
    await vi.waitFor(() => { s.room.time.pass(20); expect(desk.seats.at(-1)?.officer?.login).toBe('chen'); });
    expect([(await view(elsewhere)).state, elsewhere.seats, mine.seats]).toEqual(['empty', [], []]);
    for (const way of ['seat.lock', 'seat.leave'] as const) value(await elsewhere.ask(way, {}));
    expect((await view(desk)).state).toBe('watched');
    value(await enter(mine, 'sun'));
    mine.close();
    await vi.waitFor(async () => expect(value(await s.li.ask('session.list', {})).map((x) => x.who.login).toSorted()).toEqual(['chen', 'li', 'wang', 'zhao']));
  });
});

it('ACC-34 a right of one enterprise or area counts for what is its own: of a batch, for each by itself; of a drawing, for all its points', async () => {
  const officer = 'duty-officer' as never;
  const scoped = async (login: Officer, scope: { enterprises: string[]; areas: string[] }): Promise<void> => {
    expect(value(await s.li.ask('role.give', { person: ids[login], role: officer, scope, until: null })).faults).toEqual([]);
    expect(value(await s.li.ask('role.take', { person: ids[login], role: officer, scope: 'everywhere' })).faults).toEqual([]);
  };
  await scoped('chen', { enterprises: ['E-1'], areas: [] });
  await scoped('sun', { enterprises: [], areas: ['Z-2'] });
  expect(value(await s.li.ask('role.give', { person: ids.chen, role: 'engineer' as never, scope: { enterprises: ['E-1'], areas: [] }, until: null })).faults).toEqual([]);
  const [one, two] = [await raised('1'), await raised('2')];
  value(await enter(desk, 'chen'));
  expect(await acknowledge(two)).toMatchObject({ ok: false, fault: { code: 'forbidden', params: { needs: 'alarm.acknowledge', enterprise: '', area: 'Z-2' } } });
  const outcomes = value(await desk.ask('alarm.acknowledge-batch', { occurrences: [one, two] }));
  expect(outcomes.map((o) => [o.occurrence, o.fault?.code])).toEqual([[one, undefined], [two, 'forbidden']]);
  const drawing = (points: readonly string[]) => ({
    formatVersion: 1 as const, name: { zh: '罐', en: 'Tank' }, size: { width: 800, height: 600 }, symbols: points.map((_p, i) => ({ id: `v${i}`, kind: 'value' as const, x: 10 + 100 * i, y: 10, width: 80, height: 30, turn: 0 })),
    bindings: points.map((p, i) => ({ element: `v${i}`, show: 'text' as const, point: p })),
  });
  const save = (points: readonly string[], revision = 0) => desk.ask('mimic.save', { id: 'tanks', revision, drawing: drawing(points) });
  expect(await save(['A-1', 'A-2'])).toMatchObject({ ok: false, fault: { code: 'forbidden', params: { needs: 'mimic.change' } } });
  expect(await save([])).toMatchObject({ ok: false, fault: { code: 'forbidden' } });
  expect(value(await save(['A-1'])).revision).toBe(1);
  expect(await save(['A-2'], 1)).toMatchObject({ ok: false, fault: { code: 'forbidden' } });
  expect(value(await s.li.ask('role.give', { person: ids.sun, role: 'engineer' as never, scope: { enterprises: [], areas: ['Z-2'] }, until: null })).faults).toEqual([]);
  value(await enter(desk, 'sun'));
  expect(await save(['A-2'], 1)).toMatchObject({ ok: false, fault: { code: 'forbidden', params: { enterprise: 'E-1' } } });   // hers to put, and not hers to take
  expect(value(await acknowledge(two))).toMatchObject({ id: 'A-2.H', state: 'acknowledged' });
});

it('a restart keeps people and roles, and nobody is logged in', async () => {
  value(await enter(desk, 'chen'));
  await s.room.stop();
  await s.room.start();
  desk = s.room.window();
  expect(await view(desk)).toMatchObject({ setUp: true, state: 'empty', officer: null });
  expect(value(await enter(desk, 'chen'))).toMatchObject({ state: 'watched', officer: { login: 'chen', name: 'chen 王建国' } });
});

it('a drill is another world: its sessions say so, and its people and journal are its own', async () => {
  const drill = controlRoom({ realm: 'drill', hashing: cheapHashing });
  await drill.start();
  const window = drill.window();
  expect([window.session().realm, desk.session().realm]).toEqual(['drill', 'live']);
  expect(value(await window.ask('seat.get', {})).setUp).toBe(false);
  expect(await window.ask('seat.login', { login: 'chen', password: own.chen, second: null })).toMatchObject({ ok: false, fault: { code: 'not-set-up' } });
  await setUp(drill, window);
  expect(new Set((await drill.events()).map((e) => e.realm))).toEqual(new Set(['drill']));
  expect((await s.room.events('access.set-up')).map((e) => e.realm)).toEqual(['live']);
});
