import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { modbusDevice } from '../../simulator/devices/modbus.ts';
import { opcuaDevice } from '../../simulator/devices/opcua.ts';
import { launch } from '../end-to-end/application.ts';
import { scratch, siteFolder } from '../main/engine/living.ts';
import { point, smallSite, source } from '../small-site.ts';
import { display } from './display.ts';
import { percentiles, type Row } from './report.ts';

const [intervalMs, changes] = [100, 60];
const wait = (ms: number) => new Promise((r) => setTimeout(r, ms));

/** Keeps, for each point, the state its row shows and when the page first had it so. */
const watchRows = (page: Page): Promise<void> => page.evaluate(() => {
  const seen: Record<string, { state: string; at: number }> = {};
  Object.assign(globalThis, { seen });
  new MutationObserver(() => {
    for (const row of document.querySelectorAll<HTMLElement>('.alarm-row')) for (const id of ['O-1', 'M-1']) {
      const state = row.dataset['state'] ?? '';
      if (row.textContent.includes(id) && seen[id]?.state !== state) seen[id] = { state, at: Date.now() };
    }
  }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
});
const seenIn = (page: Page, id: string) => page.evaluate((name) => (globalThis as unknown as { seen: Record<string, { state: string; at: number }> }).seen[name] ?? null, id);

/** From the moment the device's value changes to the row that shows it, in the real application; the protocol's own interval is in it. */
export async function changeToDesk(bench: string): Promise<Row[]> {
  execFileSync(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build'], { stdio: 'ignore' });
  const { dir, remove } = scratch();
  const screen = await display();
  const opc = opcuaDevice({ pkiDir: `${dir}/park-pki` });
  const mod = modbusDevice();
  const [o, m] = [await opc.start(0), await mod.start(0)];
  mod.set('hr:1', 5);
  opc.set('ns=2;s=A', 5);
  const site = await siteFolder(dir, smallSite([
    source('o', 'opcua', { endpoint: `opc.tcp://127.0.0.1:${o}/park`, securityMode: 'None', securityPolicy: 'None', user: null, publishingMs: intervalMs, samplingMs: 50, queueSize: 20, retryMs: 500, answerMs: 3000 }),
    source('m', 'modbus', { host: '127.0.0.1', port: m, unit: 1, everyMs: intervalMs, answerMs: 1000, retryMs: 500, maxRegisters: 125, maxGap: 8 }),
  ], [point('O-1', 'o', 'ns=2;s=A'), point('M-1', 'm', 'hr:1')]));
  const application = await launch(['--site', site, '--data', `${dir}/data`]);
  const rows: Row[] = [];
  try {
    await wait(6000);
    await watchRows(application.desk);
    for (const [name, id, set] of [['OPC UA', 'O-1', (v: number) => opc.set('ns=2;s=A', v)], ['Modbus', 'M-1', (v: number) => mod.set('hr:1', v)]] as const) {
      const took: number[] = [];
      for (let i = 0; i < changes; i++) {
        const [up, at] = [i % 2 === 0, Date.now()];
        set(up ? 40 + i % 7 : 5);
        for (let seen = await seenIn(application.desk, id); Date.now() - at < 5000; seen = await seenIn(application.desk, id)) {
          if (seen !== null && seen.at >= at && seen.state === (up ? 'unacknowledged' : 'returned')) { took.push(seen.at - at); break; }
          await wait(20);
        }
        await wait(20 + (i * 37) % intervalMs);
      }
      rows.push(...percentiles(bench, `${name}: change to row on the desk (interval ${intervalMs} ms in it)`, took, 'ms', '<= 500'));
    }
  } finally {
    await application.close();
    await Promise.all([opc.stop(), mod.stop()]);
    screen.end();
    remove();
  }
  return rows;
}
