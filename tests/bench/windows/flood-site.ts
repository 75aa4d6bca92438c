import { assetId } from '#app/park';
import { modbusDevice } from '../../../simulator/devices/modbus.ts';
import { scratch, siteFolder } from '../../main/engine/living.ts';
import { point, smallSite, source } from '../../small-site.ts';

const perUnit = 1000;
/** Units of the park; so many that their heads alone do not fit on the screen. */
const units = 50;
const unitOf = (i: number) => assetId(`unit-${i % units}`);
const address = (i: number): string => `${Math.floor(i / perUnit) + 1}/hr:${(i % perUnit) + 1}`;

/** `count` points over Modbus, in fifty units, all beyond their limit (level B), and one of level A, `FIRST`, that stands at the top of every list. `half` is the flood's other state: condition gone, nobody acknowledged. */
export async function floodSite(count: number) {
  const { dir, remove } = scratch();
  const device = modbusDevice({ regions: [] });
  const port = await device.start(0);
  for (let i = 0; i < count; i++) device.set(address(i), 40);
  device.set(address(count), 10);
  const options = { host: '127.0.0.1', port, unit: 1, everyMs: 250, answerMs: 3000, retryMs: 500, maxRegisters: 125, maxGap: 8 };
  const first = point('FIRST', 'm', address(count), { limits: { HH: 25, H: null, L: null, LL: null } });
  const small = smallSite([source('m', 'modbus', options)], [...Array.from({ length: count }, (_, i) => point(`P-${i}`, 'm', address(i), { asset: unitOf(i) })), first]);
  const assets = Array.from({ length: units }, (_, i) => ({ ...small.assets[0]!, id: unitOf(i), name: { zh: `${i + 1} 号装置`, en: `Unit ${i + 1}` } }));
  const site = await siteFolder(dir, { ...small, assets: [...small.assets, ...assets] });
  return {
    site, data: `${dir}/data`,
    set: (i: number, over: boolean): void => device.set(address(i), over ? 40 : 10),
    first: (over: boolean): void => device.set(address(count), over ? 60 : 10),
    async end(): Promise<void> { await device.stop(); remove(); },
  };
}
