import { expect, it, onTestFinished, vi } from 'vitest';
import { memory, memoryPeer, type MemoryPeer } from '#adapters/memory';
import { mostInBatch, type AlarmView } from '#app/alarm';
import { engineContract } from '#app/contract';
import { nowhere } from '#app/output';
import { connect } from '#kernel/client';
import { fail } from '#kernel/result';
import { nodeId, permissions, unidentified, type Permission } from '#kernel/session';
import { startEngine } from '../../../../main/engine/engine.ts';
import { realClock } from '../../../clock.ts';
import { inProcess } from '../../../in-process-collector.ts';
import { memoryJournal } from '../../../journal-double.ts';
import { levelTable, point, smallSite, source } from '../../../small-site.ts';
import { channel } from '../../../wire.ts';

const addresses = ['1', '2', '3', '4'];
/** H of the fourth is of level D: it needs no acknowledgement. */
const site = {
  ...smallSite([source('a', 'memory')], addresses.map((n) => point(`A-${n}`, 'a', n, n === '4' ? { category: 'utility' } : {}))),
  levels: { ...levelTable, rows: [...levelTable.rows, { category: 'utility' as const, limit: 'H' as const, level: 'D' as const }] },
};
const set = (peer: MemoryPeer, address: string, value: number): void => { peer.values.set(address, value); peer.changed(address); };

/** An engine over one device of four points, and a window of it; all four are in alarm. */
async function alarmed(may: readonly Permission[] = permissions) {
  const peer = memoryPeer();
  for (const n of addresses) peer.values.set(n, 5);
  const double = memoryJournal();
  const started = await startEngine({ realm: 'live', clock: realClock, journal: double.journal, outputs: nowhere, history: null, dataDir: '', note: () => {} }, site, {
    connect: inProcess((_s, deps) => memory(peer, deps)), restart: null, workstation: 'desk-1', importFrom: 'small', keptSite: null, event: null, checkOutputs: true, reload: async () => fail('no-site-folder'),
  });
  if (!started.ok) throw new Error(started.fault.code);
  const wire = channel();
  const close = started.value.open(wire.engine, () => unidentified('desk-1', nodeId('n1'), 'live', may));
  onTestFinished(async () => { close(); wire.close(); await started.value.stop(); });
  const window = connect(engineContract, wire.window, (run) => setTimeout(run, 0));
  const list = async (): Promise<readonly AlarmView[]> => { const r = await window.call('alarm.list', {}); if (!r.ok) throw new Error(r.fault.code); return r.value; };
  for (const n of addresses) set(peer, n, 40);
  await vi.waitFor(async () => expect((await list()).length).toBe(4));
  const of = async (id: string): Promise<AlarmView> => { const a = (await list()).find((v) => v.point === id); if (a === undefined) throw new Error(id); return a; };
  const acknowledged = async () => { const r = await double.journal.read({ kinds: ['alarm.changed'], everyNode: true, limit: 100 }); return r.ok ? r.value.filter((e) => (e.body as { what?: string }).what === 'acknowledged') : []; };
  return { peer, window, list, of, acknowledged };
}

it('BAT-02: each of a batch is acknowledged, is an event of its own in the order asked, and is told its own outcome', async () => {
  const { peer, window, of, acknowledged } = await alarmed();
  const [one, two, three] = [await of('A-1'), await of('A-2'), await of('A-3')];
  expect(await window.call('alarm.acknowledge', { occurrence: two.occurrence! })).toMatchObject({ ok: true });
  set(peer, '3', 5);
  await vi.waitFor(async () => expect((await of('A-3')).state).toBe('returned'));
  set(peer, '3', 60);                                             // raised anew: the occurrence that was picked is over
  await vi.waitFor(async () => expect((await of('A-3')).occurrence).not.toBe(three.occurrence));
  const dot = await of('A-4');
  expect([dot.level, dot.state, dot.may.acknowledge]).toEqual(['D', 'unacknowledged', false]);
  const asked = [three.occurrence!, 'nobody.H/1/0', two.occurrence!, one.occurrence!, dot.occurrence!, one.occurrence!];
  expect(await window.call('alarm.acknowledge-batch', { occurrences: asked })).toEqual({
    ok: true, value: [
      { occurrence: three.occurrence, fault: { code: 'occurrence-over', params: { id: 'A-3.H' } } }, { occurrence: 'nobody.H/1/0', fault: { code: 'no-such-occurrence', params: { occurrence: 'nobody.H/1/0' } } },
      { occurrence: two.occurrence, fault: { code: 'acknowledged-already', params: { id: 'A-2.H' } } }, { occurrence: one.occurrence, fault: null }, { occurrence: dot.occurrence, fault: { code: 'acknowledged-already', params: { id: 'A-4.H' } } },
    ],
  });
  expect([(await of('A-1')).state, (await of('A-3')).state]).toEqual(['acknowledged', 'unacknowledged']);
  expect((await acknowledged()).map((e) => [e.subject, e.actor])).toEqual([['A-2.H', 'unidentified@desk-1'], ['A-1.H', 'unidentified@desk-1']]);
});

it('BAT-02: more than one batch takes is refused as a whole, and so is who may not', async () => {
  const { window, of } = await alarmed();
  const { occurrence } = await of('A-1');
  for (const occurrences of [[], Array.from({ length: mostInBatch + 1 }, () => occurrence!), [occurrence!, 'x'.repeat(301)]]) expect((await window.call('alarm.acknowledge-batch', { occurrences })).ok).toBe(false);
  expect((await of('A-1')).state).toBe('unacknowledged');
  const watcher = await alarmed(['alarm.view']);
  expect(await watcher.window.call('alarm.acknowledge-batch', { occurrences: [occurrence!] })).toMatchObject({ ok: false, fault: { code: 'forbidden' } });
});
