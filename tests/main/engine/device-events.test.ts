import { expect, it, onTestFinished, vi } from 'vitest';
import { memory, memoryPeer } from '#adapters/memory';
import type { DeviceEvent } from '#app/acquisition';
import { nowhere } from '#app/output';
import { fail } from '#kernel/result';
import { epochMs } from '#kernel/time';
import { startEngine } from '../../../main/engine/engine.ts';
import { realClock } from '../../clock.ts';
import { inProcess } from '../../in-process-collector.ts';
import { memoryJournal } from '../../journal-double.ts';
import { point, smallSite, source } from '../../small-site.ts';

const said = (address: string, text: string, active = true): DeviceEvent => ({ kind: 'OffNormalAlarm', address, conditionId: address, retain: active, active, severity: 800, text, sourceTime: epochMs(1000), receivedTime: epochMs(Date.now()) });

/** An engine over one device that speaks for itself. */
async function engine() {
  const peer = memoryPeer();
  const double = memoryJournal();
  peer.values.set('1', 5);
  const started = await startEngine({ realm: 'live', clock: realClock, journal: double.journal, outputs: nowhere, history: null, dataDir: '', note: () => {} }, smallSite([source('a', 'memory')], [point('A-1', 'a', '1')]), {
    connect: inProcess((_, deps) => memory(peer, deps)), restart: null, workstation: 'desk-1', importFrom: null, keptSite: null, event: null, checkOutputs: true, reload: async () => fail('no-site-folder'),
  });
  if (!started.ok) throw new Error(started.fault.code);
  let stopped = false;
  const stop = async (): Promise<void> => { if (!stopped) { stopped = true; await started.value.stop(); } };
  onTestFinished(stop);
  const events = () => double.events.filter((e) => e.kind.startsWith('device.'));
  return { peer, double, events, stop };
}

it('journals what a device says about a point of the site, and about what is none; no alarm of ours comes of it', async () => {
  const { peer, double, events } = await engine();
  peer.say(said('1', '跳闸'));
  peer.say({ ...said('9', 'cabinet hot'), sourceName: 'Cabinet' });
  await vi.waitFor(() => expect(events().length).toBe(2));
  expect(events()).toMatchObject([
    { kind: 'device.event', v: 1, actor: 'engine', subject: 'A-1', body: { source: 'a', point: 'A-1', address: '1', kind: 'OffNormalAlarm', severity: 800, active: true, text: '跳闸', sourceTime: 1000 } },
    { kind: 'device.event', subject: 'a', body: { source: 'a', address: '9', sourceName: 'Cabinet' } },
  ]);
  expect(events()[1]!.body).not.toHaveProperty('point');
  expect(double.events.some((e) => e.kind === 'alarm.changed')).toBe(false);
});

it('a link that comes and goes does not journal again what stands; what has gone meanwhile is journalled', async () => {
  const { peer, events } = await engine();
  peer.say(said('1', '跳闸')); peer.say(said('9', 'cabinet hot'));
  await vi.waitFor(() => expect(events().length).toBe(2));
  for (let i = 0; i < 5; i++) { peer.up = false; peer.changed(); peer.up = true; peer.changed(); }
  peer.up = false; peer.changed(); peer.say(said('9', 'cabinet cool', false)); peer.up = true; peer.changed();
  await vi.waitFor(() => expect(events().length).toBe(3));
  expect(events()[2]).toMatchObject({ body: { address: '9', active: false, recall: 'gone', sourceTime: null } });
});

it('a device that does not stop talking cannot flood the journal: 10,000 events are some 500 lines, the rest are counted, and the last word is there', async () => {
  const { peer, events, stop } = await engine();
  for (let i = 1; i <= 5000; i++) { peer.say(said('1', `word ${i}`)); peer.say(said('9', `other ${i}`)); }
  await stop();
  const flood = events().find((e) => e.kind === 'device.flood')!;
  const lines = events().filter((e) => e.kind === 'device.event');
  expect(flood).toMatchObject({ subject: 'a', body: { conditions: 2 } });
  expect(lines.length + (flood.body as { left: number }).left).toBe(10_000);
  expect(lines.length).toBeLessThan(700);
  expect(lines.slice(-2).map((e) => (e.body as { text: string }).text)).toEqual(['word 5000', 'other 5000']);
});
