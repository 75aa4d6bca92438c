import { expect, it, onTestFinished, vi } from 'vitest';
import { memory, memoryPeer } from '#adapters/memory';
import { batchOf, type Batch } from '#app/acquisition';
import { engineContract } from '#app/contract';
import { nowhere } from '#app/output';
import type { PointDefinition, Site } from '#app/park';
import { connect } from '#kernel/client';
import { fail } from '#kernel/result';
import { epochMs } from '#kernel/time';
import { nodeId, permissions, unidentified } from '#kernel/session';
import { startEngine } from '../../../../main/engine/engine.ts';
import { readCheckedSite } from '../../../../main/engine/site-folder.ts';
import { realClock } from '../../../clock.ts';
import { inProcess } from '../../../in-process-collector.ts';
import { memoryJournal } from '../../../journal-double.ts';
import { point, smallSite, source } from '../../../small-site.ts';
import { channel } from '../../../wire.ts';
import { scratch, siteFolder } from '../living.ts';

/** Addresses of points A and B. */
const at = { A: '65', B: '66' } as const;
const sources = [source('a', 'memory'), source('calc', 'derived')];
const measured = (id: string, more: Partial<PointDefinition> = {}): PointDefinition => point(id, 'a', String(id.charCodeAt(0)), { limits: { HH: null, H: null, L: null, LL: null }, ...more });
const reckoned = (id: string, address: string, more: Partial<PointDefinition> = {}): PointDefinition => point(id, 'calc', address, { limits: { HH: null, H: null, L: null, LL: null }, ...more });

async function live(peer: ReturnType<typeof memoryPeer>, double: ReturnType<typeof memoryJournal>, site: Site) {
  const started = await startEngine({ realm: 'live', clock: realClock, journal: double.journal, outputs: nowhere, history: null, dataDir: '', note: () => {} }, site, {
    connect: inProcess((_, deps) => memory(peer, deps)), restart: null, workstation: 'desk-1', importFrom: 'small', keptSite: null, event: null, checkOutputs: true, reload: async () => fail('no-site-folder'),
  });
  if (!started.ok) throw new Error(started.fault.code);
  const wire = channel();
  const close = started.value.open(wire.engine, () => unidentified('desk-1', nodeId('n1'), 'live', [...permissions]));
  const window = connect(engineContract, wire.window, (run) => setTimeout(run, 0));
  let stopped = false;
  const stop = async (): Promise<void> => { if (stopped) return; stopped = true; close(); wire.close(); await started.value.stop(); };
  onTestFinished(stop);
  return { window, stop };
}

it('a derived point raises and clears its alarm, is shown with its source up, and says why it is grey', async () => {
  const peer = memoryPeer();
  for (const address of Object.values(at)) peer.values.set(address, 5);
  const site = smallSite(sources, [measured('A'), measured('B'), reckoned('SUM', "'A' + 'B'", { range: { low: 0, high: 200 }, limits: { HH: null, H: 60, L: null, LL: null } })]);
  const { window } = await live(peer, memoryJournal(), site);
  const alarms = async (): Promise<readonly string[]> => { const r = await window.call('alarm.list', {}); return r.ok ? r.value.map((v) => `${v.id} ${v.state}`) : []; };
  peer.values.set(at.A, 40); peer.changed();
  peer.values.set(at.B, 30); peer.changed();
  await vi.waitFor(async () => expect(await alarms()).toEqual(['SUM.H unacknowledged']));
  expect(await window.call('source.list', {})).toMatchObject({ ok: true, value: [{ id: 'a' }, { id: 'calc', kind: 'derived', link: 'up', points: 1, good: 1 }] });
  peer.faults.set(at.B, 0x808c_0000); peer.changed(at.B);
  await vi.waitFor(async () => expect(await window.call('point.why', { point: 'SUM' })).toMatchObject({ ok: true, value: { quality: 'bad', why: [{ code: 'word', params: { word: '808C' } }] } }));
  peer.faults.clear(); peer.values.set(at.A, 5); peer.changed();
  await vi.waitFor(async () => expect(await alarms()).toContain('SUM.H returned'));
});

it('a lost source is one alarm: what is reckoned from it raises none of its own (CAL-25)', async () => {
  const peer = memoryPeer();
  peer.values.set(at.A, 5);
  const site = smallSite(sources, [measured('A'), ...Array.from({ length: 5 }, (_, i) => reckoned(`D${i}`, `'A' * ${i}`, { periodMs: 100 }))]);
  const { window } = await live(peer, memoryJournal(), site);
  await vi.waitFor(async () => expect(await window.call('source.list', {})).toMatchObject({ ok: true, value: [{ good: 1 }, { good: 5 }] }));
  peer.up = false; peer.changed();
  await vi.waitFor(async () => expect(await window.call('source.list', {})).toMatchObject({ ok: true, value: [{ bad: 1 }, { bad: 5, link: 'up' }] }));
  await new Promise((r) => setTimeout(r, 2600));                   // longer than a point's own `no value` waits, and than three periods
  const list = await window.call('alarm.list', {});
  expect(list.ok ? list.value.map((v) => v.id) : []).toEqual(['a.source']);
});

it('CAL-24: starts and run-hours go on after a restart of the engine', async () => {
  const double = memoryJournal();
  const peer = memoryPeer();
  const site = smallSite(sources, [measured('A'), reckoned('N', "count('A' > 10)")]);
  const first = await live(peer, double, site);
  for (const v of [5, 20, 5, 20, 5]) { peer.values.set(at.A, v); peer.changed(); await new Promise((r) => setTimeout(r, 20)); }
  await new Promise((r) => setTimeout(r, 1200));                   // a snapshot
  await first.stop();
  const second = await live(peer, { ...double, journal: { ...double.journal, term: double.journal.term + 1 } }, site);
  for (const v of [5, 20]) { peer.values.set(at.A, v); peer.changed(); await new Promise((r) => setTimeout(r, 20)); }
  await second.stop();
  const snapshot = await double.journal.lastSnapshot();
  expect(snapshot).toMatchObject({ ok: true, value: { state: { calculations: [{ point: 'N', memories: [[expect.stringContaining('count('), [3, 1]]] }] } } });
});

it('CAL-26: what came late is no input: it rewrites no total', async () => {
  const double = memoryJournal();
  const peer = memoryPeer();
  peer.values.set(at.A, 5);
  const site = smallSite(sources, [measured('A'), reckoned('N', "count('A' > 10)")]);
  const { stop, window } = await live(peer, double, site);
  await vi.waitFor(async () => expect(await window.call('source.list', {})).toMatchObject({ ok: true, value: [{ good: 1 }, { good: 1 }] }));
  const now = realClock.now();
  const late = (value: number, ago: number): Batch => ({ ...batchOf([{ handle: 1, value, status: 0, sourceTime: epochMs(now - ago), receivedTime: now }]), late: 'past' });
  for (const [value, ago] of [[50, 9000], [1, 8000], [50, 7000]] as const) await peer.push(late(value, ago));
  for (const v of [20, 5]) { peer.values.set(at.A, v); peer.changed(); await new Promise((r) => setTimeout(r, 20)); }
  await stop();
  expect(await double.journal.lastSnapshot()).toMatchObject({ ok: true, value: { state: { calculations: [{ memories: [[expect.any(String), [1, 0]]] }] } } });
});

it('CAL-01: a site with mistakes in its expressions is refused; each has its line, its column and its letter', async () => {
  const { dir, remove } = scratch();
  onTestFinished(remove);
  const folder = await siteFolder(dir, smallSite([source('a', 'modbus'), source('calc', 'derived')].map((s) => (s.id === 'a' ? { ...s, options: { host: '127.0.0.1' } } : s)), [
    point('A', 'a', 'hr:1'), reckoned('X', "'A' + 'AA'"), reckoned('Y', "'Z' * 2"), reckoned('Z', "'Y' - avg('A', '10y')"), reckoned('V', "'V2' + 1"), reckoned('V2', "'V' + 1"), reckoned('OK', "runHours('A' > 3)"),
  ]));
  const read = await readCheckedSite(folder);
  expect(read.ok ? [] : read.details.map((d) => [d.where, d.fault.code, d.fault.params['at'] ?? d.fault.params['circle']])).toEqual([
    ['points.csv:3 address', 'unknown-input', 7], ['points.csv:5 address', 'bad-span-of-time', 16], ['points.csv:6 address', 'points-in-circle', 'V → V2 → V'],
  ]);
});
