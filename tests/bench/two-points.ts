import { modbusDevice } from '../../simulator/devices/modbus.ts';
import { opcuaDevice } from '../../simulator/devices/opcua.ts';
import { scratch, siteFolder } from '../main/engine/living.ts';
import { point, smallSite, source } from '../small-site.ts';

/** One point over each protocol, at rest at 5 with its limit at 25; `intervalMs`: publishing and polling interval of both. */
export async function twoPoints(intervalMs: number) {
  const { dir, remove } = scratch();
  const opc = opcuaDevice({ pkiDir: `${dir}/park-pki` });
  const mod = modbusDevice();
  const [o, m] = [await opc.start(0), await mod.start(0)];
  mod.set('hr:1', 5);
  opc.set('ns=2;s=A', 5);
  const site = await siteFolder(dir, smallSite([
    source('o', 'opcua', { endpoint: `opc.tcp://127.0.0.1:${o}/park`, securityMode: 'None', securityPolicy: 'None', user: null, publishingMs: intervalMs, samplingMs: 50, queueSize: 20, retryMs: 500, answerMs: 3000 }),
    source('m', 'modbus', { host: '127.0.0.1', port: m, unit: 1, everyMs: intervalMs, answerMs: 1000, retryMs: 500, maxRegisters: 125, maxGap: 8 }),
  ], [point('O-1', 'o', 'ns=2;s=A'), point('M-1', 'm', 'hr:1')]));
  return {
    site, data: `${dir}/data`,
    protocols: [
      { name: 'OPC UA', point: 'O-1', set: (v: number) => opc.set('ns=2;s=A', v) },
      { name: 'Modbus', point: 'M-1', set: (v: number) => mod.set('hr:1', v) },
    ] as const,
    async end(): Promise<void> { await Promise.all([opc.stop(), mod.stop()]); remove(); },
  };
}

/** The value that the i-th change of a bench sets, and the state it leads to. */
export const change = (i: number): { readonly value: number; readonly state: 'unacknowledged' | 'returned' } =>
  (i % 2 === 0 ? { value: 40 + i % 7, state: 'unacknowledged' } : { value: 5, state: 'returned' });
/** A pause that puts the next change at another phase of the interval. */
export const phase = (i: number, intervalMs: number): Promise<void> => new Promise((r) => setTimeout(r, 20 + (i * 37) % intervalMs));
