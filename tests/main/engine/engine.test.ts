import { expect, it, onTestFinished, vi } from 'vitest';
import { memory, memoryPeer, type MemoryPeer } from '#adapters/memory';
import { eventLine, type AlarmView } from '#app/alarm';
import { engineContract } from '#app/contract';
import { nowhere, type Outputs } from '#app/output';
import type { PointDefinition, Site } from '#app/park';
import { connect } from '#kernel/client';
import { fail } from '#kernel/result';
import { nodeId, permissions, unidentified } from '#kernel/session';
import { startEngine, type EngineSetup } from '../../../main/engine/engine.ts';
import { realClock } from '../../clock.ts';
import { inProcess } from '../../in-process-collector.ts';
import { memoryJournal } from '../../journal-double.ts';
import { point, smallSite, source } from '../../small-site.ts';
import { channel } from '../../wire.ts';

type Peers = Record<string, MemoryPeer>;
const siteOf = (...points: PointDefinition[]): Site => smallSite([source('a', 'memory'), source('b', 'memory')], points);
const gas = (id: string, on: string, address: string, more: Partial<PointDefinition> = {}) => point(id, on, address, more);

/** One life of an engine over peers and a journal that outlive it. */
async function live(peers: Peers, double: ReturnType<typeof memoryJournal>, site: Site, { outputs = nowhere, kept = null as Site | null, may = [...permissions], event = null as EngineSetup['event'] } = {}) {
  const started = await startEngine({ realm: 'live', clock: realClock, journal: double.journal, outputs, history: null, dataDir: '', note: () => {} }, site, {
    connect: inProcess((s, deps) => memory(peers[s.id]!, deps)), restart: null, workstation: 'desk-1', importFrom: 'small', keptSite: kept, event, checkOutputs: true, reload: async () => fail('no-site-folder'),
  });
  if (!started.ok) throw new Error(started.fault.code);
  const wire = channel();
  const close = started.value.open(wire.engine, () => unidentified('desk-1', nodeId('n1'), 'live', may));
  const window = connect(engineContract, wire.window, (run) => setTimeout(run, 0));
  let stopped = false;
  const stop = async (): Promise<void> => { if (stopped) return; stopped = true; close(); wire.close(); await started.value.stop(); };
  onTestFinished(stop);
  const list = async (): Promise<AlarmView[]> => { const r = await window.call('alarm.list', {}); if (!r.ok) throw new Error(r.fault.code); return r.value; };
  return { window, list, stop, engine: started.value };
}
const set = (peer: MemoryPeer, address: string, value: number): void => { peer.values.set(address, value); peer.changed(address); };
const calm = (): MemoryPeer => { const peer = memoryPeer(); for (const address of ['1', '2', '3']) peer.values.set(address, 5); return peer; };
const world = (): { peers: Peers; double: ReturnType<typeof memoryJournal> } => ({ peers: { a: calm(), b: calm() }, double: memoryJournal() });
const states = (views: readonly AlarmView[]): string[] => views.map((v) => `${v.id} ${v.state}`).toSorted();

it('a lost source is one alarm; its process alarms stand as they were; the other source goes on', async () => {
  const { peers, double } = world();
  const { list, window } = await live(peers, double, siteOf(gas('A-1', 'a', '1'), gas('A-2', 'a', '2'), gas('B-1', 'b', '1')));
  set(peers['a']!, '1', 40); set(peers['a']!, '2', 5); set(peers['b']!, '1', 5);
  await vi.waitFor(async () => expect(states(await list())).toEqual(['A-1.H unacknowledged']));
  peers['a']!.up = false; peers['a']!.changed();
  await vi.waitFor(async () => expect(states(await list())).toEqual(['A-1.H unacknowledged', 'a.source unacknowledged']));
  set(peers['b']!, '1', 60);
  await vi.waitFor(async () => expect(states(await list())).toEqual(['A-1.H unacknowledged', 'B-1.H unacknowledged', 'a.source unacknowledged']));
  expect(await window.call('source.list', {})).toMatchObject({ ok: true, value: [{ id: 'a', link: 'down', reason: { code: 'unreachable' }, bad: 2 }, { id: 'b', link: 'up', good: 1 }] });
  await new Promise((r) => setTimeout(r, 2300));                   // longer than a point's own `no value` waits for word of the link
  expect(states(await list())).toEqual(['A-1.H unacknowledged', 'B-1.H unacknowledged', 'a.source unacknowledged']);
});

it('a restart finds everything as it was: states, acknowledgements, and what was left of a delay', async () => {
  const { peers, double } = world();
  const site = siteOf(gas('A-1', 'a', '1'), gas('A-2', 'a', '2'), gas('A-3', 'a', '3', { onDelayMs: 2500 }), gas('B-1', 'b', '1'));
  const first = await live(peers, double, site);
  set(peers['a']!, '1', 40); set(peers['a']!, '2', 41);
  await vi.waitFor(async () => expect((await first.list()).length).toBe(2));
  const [one] = await first.list();
  expect(await first.window.call('alarm.acknowledge', { occurrence: one!.occurrence! })).toMatchObject({ ok: true });
  set(peers['a']!, '3', 90);
  const began = performance.now();
  await new Promise((r) => setTimeout(r, 1200));                   // a snapshot with the running delay in it
  const before = states(await first.list());
  await first.stop();
  const second = await live(peers, memoryAgain(double), site, { kept: site });
  expect(states(await second.list())).toEqual(before);
  set(peers['a']!, '3', 90);
  await vi.waitFor(async () => expect(states(await second.list())).toContain('A-3.H unacknowledged'), 4000);
  expect(performance.now() - began).toBeGreaterThan(2400);
  expect((await second.list()).find((v) => v.id === 'A-3.H')!.occurrence).toBe('A-3.H/2/0');
});
/** The same events and snapshot, opened again: the term has grown. */
const memoryAgain = (double: ReturnType<typeof memoryJournal>) => { const next = { ...double, journal: { ...double.journal, term: double.journal.term + 1 } }; return next; };

it('an alarm whose point the site no longer has is closed by an event', async () => {
  const { peers, double } = world();
  const before = siteOf(gas('A-1', 'a', '1'), gas('A-2', 'a', '2'), gas('B-1', 'b', '1'));
  const first = await live(peers, double, before);
  set(peers['a']!, '1', 40);
  await vi.waitFor(async () => expect((await first.list()).length).toBe(1));
  await first.stop();
  const second = await live(peers, memoryAgain(double), siteOf(gas('A-2', 'a', '2'), gas('B-1', 'b', '1')), { kept: before });
  await vi.waitFor(() => expect(double.events.at(-1)).toBeDefined());
  expect(await second.list()).toEqual([]);
  expect(double.events.filter((e) => e.subject === 'A-1.H').map((e) => (e.body as { what: string }).what)).toEqual(['raised', 'closed']);
  expect(double.events.filter((e) => e.kind === 'site.imported').length).toBe(2);
});

it('REC-01 with a full disk alarms are shown, marked as not recorded, the horn sounds, and all is written when there is room', async () => {
  const { peers, double } = world();
  const orders: string[] = [];
  const outputs: Outputs = { ...nowhere, command: async (c) => { orders.push(c.order); return nowhere.command(c); } };
  const { list, window } = await live(peers, double, siteOf(gas('A-1', 'a', '1'), gas('B-1', 'b', '1')), { outputs });
  await vi.waitFor(() => expect(double.events.some((e) => e.kind === 'engine.started')).toBe(true));
  double.breakDisk({ code: 'disk-full', params: { dir: 'data' } });
  set(peers['a']!, '1', 40);
  await vi.waitFor(async () => expect(await list()).toMatchObject([{ id: 'A-1.H', recorded: false }]));
  await vi.waitFor(() => expect(orders).toEqual(['sound']));
  await vi.waitFor(async () => expect(await window.call('health.get', {})).toMatchObject({ ok: true, value: { journal: { state: 'not-recording', fault: 'disk-full' } } }));
  double.breakDisk(null);
  await vi.waitFor(async () => expect(await list()).toMatchObject([{ id: 'A-1.H', recorded: true }]), 3000);
  expect(double.events.map((e) => e.kind)).toContain('journal.resumed');
  expect(double.events.filter((e) => e.subject === 'A-1.H').length).toBe(1);
});

it('without the right nothing is acknowledged, and the journal says nothing of it', async () => {
  const { peers, double } = world();
  const { window, list } = await live(peers, double, siteOf(gas('A-1', 'a', '1'), gas('B-1', 'b', '1')), { may: ['alarm.view'] });
  set(peers['a']!, '1', 40);
  await vi.waitFor(async () => expect((await list()).length).toBe(1));
  expect(await window.call('alarm.acknowledge', { occurrence: (await list())[0]!.occurrence! })).toMatchObject({ ok: false, fault: { code: 'forbidden' } });
  expect(await window.call('alarm.acknowledge', { occurrence: 'nonsense' })).toMatchObject({ ok: false, fault: { code: 'forbidden' } });
  expect(states(await list())).toEqual(['A-1.H unacknowledged']);
});

it('a window hears the points that it watches, and no others; a rule that is not there is named', async () => {
  const { peers, double } = world();
  const { window } = await live(peers, double, siteOf(gas('A-1', 'a', '1'), gas('A-2', 'a', '2'), gas('B-1', 'b', '1')));
  const heard: string[] = [];
  window.listen('point.latest', { value: (v) => heard.push(`${v.point} ${v.value}`) });
  set(peers['a']!, '1', 7);
  await vi.waitFor(async () => expect(await window.call('point.watch', { points: ['A-1', 'nobody'] })).toMatchObject({ ok: true, value: [{ point: 'A-1', value: 7, quality: 'good' }] }));
  set(peers['a']!, '2', 3); set(peers['a']!, '1', 8);
  await vi.waitFor(() => expect(heard).toContain('A-1 8'));
  expect(heard.filter((h) => h.startsWith('A-2'))).toEqual([]);
  expect(await window.call('alarm.acknowledge', { occurrence: 'nobody.H/1/0' })).toMatchObject({ ok: false, fault: { code: 'no-such-occurrence' } });
});

it('another site without a restart: what stays goes on as it was, what is gone is closed, what is new is judged, and it is one event', async () => {
  const { peers, double } = world();
  const before = siteOf(gas('A-1', 'a', '1'), gas('A-2', 'a', '2'), gas('B-1', 'b', '1'));
  const { list, window, engine } = await live(peers, double, before);
  set(peers['a']!, '1', 40); set(peers['a']!, '2', 41);
  await vi.waitFor(async () => expect(states(await list())).toEqual(['A-1.H unacknowledged', 'A-2.H unacknowledged']));
  const [kept] = (await list()).filter((v) => v.id === 'A-2.H');
  const heard: string[] = [];
  window.listen('site.changed', { value: (v) => heard.push(v.id) });
  const next = smallSite([source('a', 'memory')], [gas('A-3', 'a', '3'), gas('A-2', 'a', '2')]);
  expect(await engine.replaceSite(next, 'next', unidentified('desk-1', nodeId('n1'), 'live').actor)).toBe(4);
  set(peers['a']!, '3', 90);
  await vi.waitFor(async () => expect(states(await list())).toEqual(['A-2.H unacknowledged', 'A-3.H unacknowledged']));
  expect((await list()).find((v) => v.id === 'A-2.H')!.occurrence).toBe(kept!.occurrence);
  await vi.waitFor(() => expect(heard).toEqual(['small']));
  expect(await window.call('source.list', {})).toMatchObject({ ok: true, value: [{ id: 'a', link: 'up', points: 2, reconnects: 0 }] });
  expect(double.events.filter((e) => e.kind === 'site.imported').length).toBe(2);
  expect(double.events.filter((e) => e.subject === 'A-1.H').map((e) => (e.body as { what: string }).what)).toEqual(['raised', 'closed']);
});

it('REC-06 nobody is shown what is not committed: neither by the stream nor by the list, and an alarm that was committed stays recorded when the disk fills up', async () => {
  const { peers, double } = world();
  const { list } = await live(peers, double, siteOf(gas('A-1', 'a', '1'), gas('A-2', 'a', '2'), gas('B-1', 'b', '1')));
  await vi.waitFor(() => expect(double.events.filter((e) => e.kind === 'source.changed').length).toBe(2));
  const release = double.hold();
  set(peers['a']!, '1', 40);
  await new Promise((r) => setTimeout(r, 100));
  expect(await list()).toEqual([]);
  release();
  await vi.waitFor(async () => expect(states(await list())).toEqual(['A-1.H unacknowledged']));
  double.breakDisk({ code: 'disk-full', params: { dir: 'data' } });
  set(peers['a']!, '2', 40);
  await vi.waitFor(async () => expect((await list()).map((v) => `${v.id} ${v.recorded}`).toSorted()).toEqual(['A-1.H true', 'A-2.H false']));
});

it('REC-05 what no journal can take (here: a word of the shell without a name) neither stops the recording nor is passed over in silence', async () => {
  const { peers, double } = world();
  const { engine, window } = await live(peers, double, siteOf(gas('A-1', 'a', '1'), gas('B-1', 'b', '1')));
  engine.note('', 'window', { reason: 'x' });
  await vi.waitFor(() => expect(double.events.some((e) => e.kind === 'engine.fault' && JSON.stringify(e.body).includes('empty kind'))).toBe(true));
  expect(await window.call('health.get', {})).toMatchObject({ ok: true, value: { journal: { state: 'recording' } } });
});

it('REC-02 what is held when the engine stops is written before the last snapshot, or there is no snapshot of it', async () => {
  const { peers, double } = world();
  const { list, stop } = await live(peers, double, siteOf(gas('A-1', 'a', '1'), gas('B-1', 'b', '1')));
  await vi.waitFor(() => expect(double.events.filter((e) => e.kind === 'source.changed').length).toBe(2));
  double.breakDisk({ code: 'disk-full', params: { dir: 'data' } });
  set(peers['a']!, '1', 40);
  await vi.waitFor(async () => expect(states(await list())).toEqual(['A-1.H unacknowledged']));
  double.breakDisk(null);
  await stop();
  expect(double.events.filter((e) => e.subject === 'A-1.H').length).toBe(1);
  expect(await double.journal.lastSnapshot()).toMatchObject({ ok: true, value: { state: { alarms: [{ id: 'A-1.H' }] } } });
});

it('OUT-02 a channel that throws has failed to send, and ends nothing', async () => {
  const { peers, double } = world();
  const outputs: Outputs = { ...nowhere, command: async () => { throw new Error('the serial port is gone'); } };
  const { list } = await live(peers, double, siteOf(gas('A-1', 'a', '1'), gas('B-1', 'b', '1')), { outputs });
  set(peers['a']!, '1', 40);
  await vi.waitFor(async () => expect(states(await list())).toEqual(['A-1.H unacknowledged']));
  await vi.waitFor(() => expect(double.events.some((e) => e.kind === 'output.command.failed' && JSON.stringify(e.body).includes('serial port'))).toBe(true));
});

it('ALM-38 an alarm whose point went while the engine was off is closed for those who read the event lines too', async () => {
  const { peers, double } = world();
  const before = siteOf(gas('A-1', 'a', '1'), gas('A-2', 'a', '2'), gas('B-1', 'b', '1'));
  const first = await live(peers, double, before);
  set(peers['a']!, '1', 40);
  await vi.waitFor(async () => expect((await first.list()).length).toBe(1));
  const [raised] = await first.list();
  await first.stop();
  const lines: unknown[] = [];
  const orders: string[] = [];
  const outputs: Outputs = { ...nowhere, command: async (c) => { orders.push(`${c.order} ${c.cause}`); return nowhere.command(c); } };
  await live(peers, memoryAgain(double), siteOf(gas('A-2', 'a', '2'), gas('B-1', 'b', '1')), { kept: before, outputs, event: (change, rule) => lines.push(eventLine(change, rule)) });
  await vi.waitFor(() => expect(lines).toMatchObject([{ kind: 'closed', alarm: 'A-1.H', occurrence: raised!.occurrence, point: 'A-1', state: 'normal', rule: 'ALM-38' }]));
  await vi.waitFor(() => expect(orders).toEqual([`hush ${raised!.occurrence}`]));
});

it('OUT-05 after a restart the horn sounds for what nobody has acknowledged, and for nothing else: a kill between the record and the horn silences none', async () => {
  const { peers, double } = world();
  const site = siteOf(gas('A-1', 'a', '1'), gas('A-2', 'a', '2'), gas('B-1', 'b', '1'));
  const first = await live(peers, double, site);
  set(peers['a']!, '1', 40); set(peers['a']!, '2', 41);
  await vi.waitFor(async () => expect((await first.list()).length).toBe(2));
  const acked = (await first.list()).find((v) => v.id === 'A-1.H')!;
  const other = (await first.list()).find((v) => v.id === 'A-2.H')!;
  expect(await first.window.call('alarm.acknowledge', { occurrence: acked.occurrence! })).toMatchObject({ ok: true });
  await first.stop();
  const orders: string[] = [];
  const outputs: Outputs = { ...nowhere, command: async (c) => { orders.push(`${c.order} ${c.cause}`); return nowhere.command(c); } };
  await live(peers, memoryAgain(double), site, { kept: site, outputs });
  await vi.waitFor(() => expect(orders).toEqual([`sound ${other.occurrence}`]));
});

it('ALM-37 a link that flaps is one alarm: it clears when the link has stood for 5 s', { timeout: 15_000 }, async () => {
  const { peers, double } = world();
  const { list } = await live(peers, double, siteOf(gas('A-1', 'a', '1'), gas('B-1', 'b', '1')));
  const link = (up: boolean): void => { peers['a']!.up = up; peers['a']!.changed(); };
  link(false);
  await vi.waitFor(async () => expect(states(await list())).toEqual(['a.source unacknowledged']));
  for (let i = 0; i < 6; i++) { link(true); await new Promise((r) => setTimeout(r, 60)); link(false); await new Promise((r) => setTimeout(r, 60)); }
  link(true);
  await vi.waitFor(async () => expect(states(await list())).toEqual(['a.source returned']), 8000);
  expect(double.events.filter((e) => e.subject === 'a.source').map((e) => (e.body as { what: string }).what)).toEqual(['raised', 'returned']);
});
