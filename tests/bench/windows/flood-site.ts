import { modbusDevice } from '../../../simulator/devices/modbus.ts';
import { scratch, siteFolder } from '../../main/engine/living.ts';
import { point, smallSite, source } from '../../small-site.ts';

const perUnit = 1000;
const address = (i: number): string => `${Math.floor(i / perUnit) + 1}/hr:${(i % perUnit) + 1}`;

/** `count` points over Modbus, all beyond their limit (level B), and one of level A, `FIRST`, that stands at the top of every list. `half` is the flood's other state: condition gone, nobody acknowledged. */
export async function floodSite(count: number) {
  const { dir, remove } = scratch();
  const device = modbusDevice({ regions: [] });
  const port = await device.start(0);
  for (let i = 0; i < count; i++) device.set(address(i), 40);
  device.set(address(count), 10);
  const options = { host: '127.0.0.1', port, unit: 1, everyMs: 250, answerMs: 3000, retryMs: 500, maxRegisters: 125, maxGap: 8 };
  const first = point('FIRST', 'm', address(count), { limits: { HH: 25, H: null, L: null, LL: null } });
  const site = await siteFolder(dir, smallSite([source('m', 'modbus', options)], [...Array.from({ length: count }, (_, i) => point(`P-${i}`, 'm', address(i))), first]));
  return {
    site, data: `${dir}/data`,
    set: (i: number, over: boolean): void => device.set(address(i), over ? 40 : 10),
    first: (over: boolean): void => device.set(address(count), over ? 60 : 10),
    async end(): Promise<void> { await device.stop(); remove(); },
  };
}
