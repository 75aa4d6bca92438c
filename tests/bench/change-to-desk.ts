import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { launch } from '../end-to-end/application.ts';
import { display } from './display.ts';
import { percentiles, type Row } from './report.ts';
import { change, phase, twoPoints } from './two-points.ts';

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

/** How long one change took to its row; null when it was not seen within 5 s. */
async function took(page: Page, point: string, i: number, set: (v: number) => void): Promise<number | null> {
  const { value, state } = change(i);
  const at = Date.now();
  set(value);
  while (Date.now() - at < 5000) {
    const seen = await seenIn(page, point);
    if (seen !== null && seen.at >= at && seen.state === state) return seen.at - at;
    await wait(20);
  }
  return null;
}

/** From the moment the device's value changes to the row that shows it, in the real application; the protocol's own interval is in it. */
export async function changeToDesk(bench: string): Promise<Row[]> {
  execFileSync(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build'], { stdio: 'ignore' });
  const park = await twoPoints(intervalMs);
  const screen = await display();
  const application = await launch(['--site', park.site, '--data', park.data]);
  const rows: Row[] = [];
  try {
    await wait(6000);
    await watchRows(application.desk);
    for (const { name, point, set } of park.protocols) {
      const times: number[] = [];
      for (let i = 0; i < changes; i++) {
        const ms = await took(application.desk, point, i, set);
        if (ms !== null) times.push(ms);
        await phase(i, intervalMs);
      }
      rows.push(...percentiles(bench, `${name}: change to row on the desk (interval ${intervalMs} ms in it)`, times, 'ms', '<= 500'));
    }
  } finally {
    await application.close();
    screen.end();
    await park.end();
  }
  return rows;
}
