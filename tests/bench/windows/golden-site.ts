import { assetId, type Asset } from '#app/park';
import { modbusDevice } from '../../../simulator/devices/modbus.ts';
import { scratch, siteFolder } from '../../main/engine/living.ts';
import { point, smallSite, source } from '../../small-site.ts';

const name = (zh: string, en: string) => ({ zh, en });
const place = { lon: 119.001, lat: 33.001, height: 5 };
const assets: readonly Asset[] = [
  { id: assetId('park'), kind: 'park', name: name('园区', 'Park'), parent: null, position: null, contact: { role: name('园区值班', 'Park duty'), phone: '0000-8000' }, facts: {} },
  { id: assetId('works'), kind: 'enterprise', name: name('澜石化学', 'Lanshi'), parent: assetId('park'), position: place, contact: { role: name('企业值班', 'Works duty'), phone: '0000-8121' }, facts: {} },
  { id: assetId('unit'), kind: 'tank', name: name('七号罐', 'Tank 7'), parent: assetId('works'), position: place, contact: null, facts: {}, shape: { form: 'cylinder', length: 12, width: 12, height: 10, heading: 0 } },
];

/** One gas detector at a tank of an enterprise, over Modbus, polled every 100 ms; at rest. */
export async function goldenSite() {
  const { dir, remove } = scratch();
  const device = modbusDevice();
  const port = await device.start(0);
  device.set('hr:1', 5);
  const site = await siteFolder(dir, { ...smallSite([source('m', 'modbus', { host: '127.0.0.1', port, unit: 1, everyMs: 100, answerMs: 1000, retryMs: 500, maxRegisters: 125, maxGap: 8 })], [point('GD-7', 'm', 'hr:1', { limits: { HH: 50, H: null, L: null, LL: null } })]), assets });
  return { site, data: `${dir}/data`, set: (value: number): void => device.set('hr:1', value), async end(): Promise<void> { await device.stop(); remove(); } };
}
