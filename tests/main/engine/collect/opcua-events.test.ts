import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { DeviceEvent } from '#app/acquisition';
import { collectorWorkers } from '../../../../main/engine/collect/connect.ts';
import { sources } from '../../../../main/engine/collect/sources.ts';
import { opcuaDevice } from '../../../../simulator/devices/opcua.ts';
import { realClock } from '../../../clock.ts';
import { point, source } from '../../../small-site.ts';
import { scratch } from '../living.ts';

it('an alarm of an OPC UA device comes through its worker thread to the engine, under the point of the site', { timeout: 20_000 }, async () => {
  const { dir, remove } = scratch();
  const device = opcuaDevice({ pkiDir: path.join(dir, 'device') });
  await device.start(0);
  device.set('ns=2;s=t7', 5);
  device.condition('ns=2;s=t7', true, 700, '液位高');
  const told: (readonly [string, string | null, DeviceEvent])[] = [];
  const dcs = { ...source('dcs', 'opcua'), options: { endpoint: device.endpoint(), securityMode: 'None', publishingMs: 50, events: 'conditions' } };
  const all = sources([dcs], [{ handle: 1, definition: point('T-7.level', 'dcs', 'ns=2;s=t7') }], {
    clock: realClock, connect: collectorWorkers(path.join(dir, 'data'), realClock), take: async () => {}, changed: () => {}, counts: () => null, note: () => {},
    event: (...said) => { told.push(said); },
  });
  onTestFinished(async () => { await all.stop(); await device.stop(); remove(); });
  all.run();
  await vi.waitFor(() => expect(told.length).toBe(1), 10_000);
  device.condition('ns=2;s=t7', false, 700, '液位恢复');
  await vi.waitFor(() => expect(told.length).toBe(2), 5000);
  expect(told).toMatchObject([
    ['dcs', 'T-7.level', { text: '液位高', active: true, severity: 700, recall: 'standing' }],
    ['dcs', 'T-7.level', { text: '液位恢复', active: false, severity: 700, retain: false }],
  ]);
});
