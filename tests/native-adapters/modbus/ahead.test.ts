import { expect, it, onTestFinished } from 'vitest';
import { modbus, modbusOptions } from '#adapters/modbus';
import type { Batch } from '#app/acquisition';
import { pointId } from '#app/park';
import { modbusDevice } from '../../../simulator/devices/modbus.ts';
import { realClock } from '../../clock.ts';
import { until } from '../../conformance/subject.ts';

it('ACQ-BEAT-02 what registers show while the engine is busy for a second is not missed', async () => {
  const device = modbusDevice({ regions: [['hr:0', 2]] });
  device.set('hr:0', 1);
  const port = await device.start(0);
  const o = modbusOptions({ host: '127.0.0.1', port, everyMs: 20 });
  if (!o.ok) throw new Error(o.fault.code);
  const adapter = modbus(o.value, { clock: realClock, bound: 1000, pki: '', note: () => {}, link: () => {}, secret: () => null });
  onTestFinished(async () => { await adapter.close(); await device.stop(); });
  const seen = new Set<number>();
  let busy: Promise<void> = Promise.resolve();
  await adapter.open(new AbortController().signal);
  adapter.watch([{ handle: 1, id: pointId('p'), address: 'hr:0' }], { take: async (batch: Batch) => { for (const v of batch.value.subarray(0, batch.length)) seen.add(v); await busy; } });
  await until(() => seen.has(1));
  const held = Promise.withResolvers<void>();
  busy = held.promise;
  for (let n = 2; n <= 9; n++) { device.set('hr:0', n); await new Promise((r) => setTimeout(r, 120)); }
  held.resolve();
  await until(() => seen.has(9));
  expect([...seen].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(adapter.lost()).toBe(0);
});
