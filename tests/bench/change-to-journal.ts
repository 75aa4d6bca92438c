import { modbusDevice } from '../../simulator/devices/modbus.ts';
import { opcuaDevice } from '../../simulator/devices/opcua.ts';
import { livingEngine, scratch, siteFolder } from '../main/engine/living.ts';
import { point, smallSite, source } from '../small-site.ts';
import { percentiles, type Row } from './report.ts';

const [intervalMs, changes] = [100, 150];
const wait = (ms: number) => new Promise((r) => setTimeout(r, ms));

/** From the moment the device's value changes to the line that the engine writes after the commit, less one whole publishing or polling interval of the protocol. */
export async function changeToJournal(bench: string): Promise<Row[]> {
  const { dir, remove } = scratch();
  const opc = opcuaDevice({ pkiDir: `${dir}/park-pki` });
  const mod = modbusDevice({});
  const [o, m] = [await opc.start(0), await mod.start(0)];
  mod.set('hr:1', 5);
  opc.set('ns=2;s=A', 5);
  const site = await siteFolder(dir, smallSite([
    source('o', 'opcua', { endpoint: `opc.tcp://127.0.0.1:${o}/park`, securityMode: 'None', securityPolicy: 'None', user: null, publishingMs: intervalMs, samplingMs: 50, queueSize: 20, retryMs: 500, answerMs: 3000 }),
    source('m', 'modbus', { host: '127.0.0.1', port: m, unit: 1, everyMs: intervalMs, answerMs: 1000, retryMs: 500, maxRegisters: 125, maxGap: 8 }),
  ], [point('O-1', 'o', 'ns=2;s=A'), point('M-1', 'm', 'hr:1')]));
  const engine = livingEngine(['--site', site, '--data', `${dir}/data`, '--events']);
  await engine.running();
  await wait(4000);
  const rows: Row[] = [];
  for (const [name, alarm, set] of [['OPC UA', 'O-1.H', (v: number) => opc.set('ns=2;s=A', v)], ['Modbus', 'M-1.H', (v: number) => mod.set('hr:1', v)]] as const) {
    const beyond: number[] = [];
    for (let i = 0; i < changes; i++) {
      const seen = engine.shown.length;
      const [up, at] = [i % 2 === 0, performance.now()];
      set(up ? 40 + i % 7 : 5);
      const heard = () => engine.shown.slice(seen).find((l) => l.alarm === alarm);
      while (heard() === undefined && performance.now() - at < 5000) await wait(1);
      if (heard() !== undefined) beyond.push(performance.now() - at - intervalMs);
      await wait(20 + (i * 37) % intervalMs);                     // at every phase of the interval
    }
    rows.push(...percentiles(bench, `${name}: change to journal beyond ${intervalMs} ms`, beyond, 'ms', '<= 150'));
  }
  engine.child.kill('SIGTERM');
  await engine.exit();
  await Promise.all([opc.stop(), mod.stop()]);
  remove();
  return rows;
}
