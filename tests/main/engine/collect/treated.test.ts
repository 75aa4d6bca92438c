import { expect, it, onTestFinished, vi } from 'vitest';
import { conversionOf, type TreatmentCounts } from '#app/acquisition';
import { pointId } from '#app/park';
import { collector } from '../../../../main/engine/collect/collector.ts';
import { collectorUrl } from '../../../../main/engine/workers.ts';
import { modbusDevice } from '../../../../simulator/devices/modbus.ts';
import { realClock } from '../../../clock.ts';

it('the real worker treats what its adapter read, before the engine sees it: raw counts of a device are the unit of the point', async () => {
  const device = modbusDevice();
  const port = await device.start(0);
  const seen = new Map<number, { value: number; status: number }>();
  const counted: TreatmentCounts[] = [];
  const c = collector({ source: 'plc', kind: 'modbus', options: { host: '127.0.0.1', port, unit: 1, everyMs: 50 }, bound: 100, dataDir: '' }, collectorUrl(), realClock, {
    sink: { take: async (b) => { for (let i = 0; i < b.length; i++) seen.set(b.handle[i]!, { value: b.value[i]!, status: b.status[i]! }); } },
    link: () => {}, lost: () => {}, note: () => {}, ended: () => {}, treated: (n) => counted.push(n),
  });
  onTestFinished(async () => { await c.close(); await device.stop(); });
  device.set('hr:1', 2000); device.set('hr:2', 2000); device.set('hr:3', 0);
  const conversion = conversionOf({ range: { low: 0, high: 100 }, treatment: { raw: { low: 800, high: 4000 } } })!;
  c.run([{ handle: 1, id: pointId('A'), address: 'hr:1', conversion }, { handle: 2, id: pointId('B'), address: 'hr:2' }, { handle: 3, id: pointId('C'), address: 'hr:3', conversion }]);
  await vi.waitFor(() => expect(Object.fromEntries(seen)).toEqual({ 1: { value: 37.5, status: 0 }, 2: { value: 2000, status: 0 }, 3: { value: -25, status: 0x808c_0500 } }), 10_000);
  await vi.waitFor(() => expect(counted.at(-1)!.beyond).toBeGreaterThan(0), 3000);
}, 20_000);
