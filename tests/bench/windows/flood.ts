import os from 'node:os';
import type { Page } from '@playwright/test';
import { launch, type Application } from '../../end-to-end/application.ts';
import { percentile, percentiles, row, type Row } from '../report.ts';
import { floodSite } from './flood-site.ts';
import { used } from './processes.ts';

const bench = 'windows';
const [alarms, changesPerSecond, tickMs] = [5000, 500, 50];
const wait = (ms: number): Promise<void> => new Promise((r) => setTimeout(r, ms));

/** Changes alarms at an even pace, each back and forth in turn, until it is ended; counts what it changed. */
function changing(set: (i: number, over: boolean) => void): { end(): { readonly perSecond: number } } {
  let [next, made] = [0, 0];
  const started = performance.now();
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - started) / 1000) * changesPerSecond);
    for (; made < due; made++) { set(next % alarms, Math.floor(next / alarms) % 2 === 1); next++; }
  }, tickMs);
  return { end: () => { clearInterval(timer); return { perSecond: (made * 1000) / (performance.now() - started) }; } };
}

/** Frames a second and the slowest frames while the list is scrolled by 40 px a frame for `ms`. */
const scrolled = (page: Page, ms: number): Promise<{ fps: number; times: number[] }> => page.evaluate((length) => new Promise((done) => {
  const box = document.querySelector<HTMLElement>('.virtual-box');
  const at: number[] = [];
  let way = 40;
  const begin = performance.now();
  requestAnimationFrame(function step(t) {
    at.push(t);
    if (box !== null) { box.scrollTop += way; if (box.scrollTop <= 0 || box.scrollTop + box.clientHeight >= box.scrollHeight - 1) way = -way; }
    if (t - begin < length) requestAnimationFrame(step);
    else { const times = at.slice(1).map((x, k) => x - (at[k] ?? x)); done({ fps: (1000 * times.length) / ((at.at(-1) ?? 1) - (at[0] ?? 0)), times }); }
  });
}), ms);

/** How long each change of FIRST takes from the device to its row. */
async function rowTimes(page: Page, first: (over: boolean) => void, times: number): Promise<number[]> {
  await page.evaluate(() => {
    const seen = { state: '', at: 0 };
    Object.assign(globalThis, { seen });
    new MutationObserver(() => {
      const found = [...document.querySelectorAll<HTMLElement>('.alarm-row')].find((r) => r.textContent.includes('FIRST'));
      const state = found?.dataset['state'] ?? '';
      if (state !== seen.state) { seen.state = state; seen.at = Date.now(); }
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  const out: number[] = [];
  for (let i = 0; i < times; i++) {
    const [wanted, at] = [i % 2 === 0 ? 'unacknowledged' : 'returned', Date.now()];
    first(i % 2 === 0);
    for (let seen = { state: '', at: 0 }; Date.now() - at < 5000; await wait(15)) {
      seen = await page.evaluate(() => (globalThis as unknown as { seen: { state: string; at: number } }).seen);
      if (seen.at >= at && seen.state === wanted) { out.push(seen.at - at); break; }
    }
    await wait(30 + ((i * 37) % 250));
  }
  return out;
}

/** How the list stands: by itself grouped, the same with all groups open, and one by one; the keys that make it so, and what it is then. */
const shapes = [
  { name: 'grouped, as a flood shows itself', keys: [], rows: (n: number): boolean => n < alarms },
  { name: 'grouped, all open', keys: ['e'], rows: (n: number): boolean => n > alarms },
  { name: 'one by one', keys: ['g'], rows: (n: number): boolean => n >= alarms },
] as const;
/** How many rows the list has, drawn or not. */
const listed = (page: Page): Promise<number> => page.evaluate(() => Number(document.querySelector('.virtual-row')?.getAttribute('aria-setsize') ?? 0));

/** Scrolling, and the processor time of each process, in one shape of the list. */
async function scrolling({ app, desk }: Application, name: string, seconds: number): Promise<readonly Row[]> {
  const before = await used(app);
  const { fps, times } = await scrolled(desk, seconds * 1000);
  const after = await used(app);
  const perFrame = (type: string): number => (((after.byType[type] ?? 0) - (before.byType[type] ?? 0)) * 1000) / times.length;
  return [
    row(bench, `desk ${name}: scrolling, frames a second at 1920x1080`, fps, 'fps', '>= 50'),
    row(bench, `desk ${name}: frame time p95`, percentile(times, 95), 'ms'),
    row(bench, `desk ${name}: longest frame`, Math.max(...times), 'ms'),
    row(bench, `desk ${name}: load of the machine`, os.loadavg()[0] ?? Number.NaN, ''),
    ...['Tab', 'Browser', 'GPU', 'engine'].map((type) => row(bench, `desk ${name}: processor time a frame, ${type}`, perFrame(type), 'ms')),
  ];
}

/** The desk with 5,000 alarms that stand and 500 changes a second, from the device to the pixels: scrolling, and change to row. The protocol's polling interval (250 ms) is in the times and printed beside them. */
export async function flood(seconds: number): Promise<readonly Row[]> {
  const park = await floodSite(alarms);
  const application = await launch(['--site', park.site, '--data', park.data]);
  const { desk } = application;
  try {
    await application.app.evaluate(({ BrowserWindow }) => { const w = BrowserWindow.getAllWindows()[0]; w?.setMenuBarVisibility(false); w?.setContentSize(1920, 1080); });
    await desk.waitForFunction((n) => document.querySelector('.virtual-box') !== null && Number(document.querySelector('[data-alarm-count]')?.getAttribute('data-alarm-count') ?? 0) >= n, alarms, { timeout: 60_000 });
    const change = changing(park.set);
    await wait(3000);
    const frames: Row[] = [];
    for (const { name, keys, rows } of shapes) {
      for (const key of keys) await desk.keyboard.press(key);
      for (const end = Date.now() + 10_000; !rows(await listed(desk));) { if (Date.now() > end) throw new Error(`the list never stood ${name}`); await wait(50); }
      frames.push(...await scrolling(application, name, seconds));
    }
    await desk.evaluate(() => { const box = document.querySelector('.virtual-box'); if (box !== null) box.scrollTop = 0; });
    await wait(500);
    const rows = await rowTimes(desk, park.first, 40);
    const { perSecond } = change.end();
    return [
      row(bench, `desk, ${alarms} alarms: changes a second made`, perSecond, 'changes/s'),
      ...frames,
      ...percentiles(bench, 'desk: change at the device to its row (polled every 250 ms, in it)', rows, 'ms', null),
      row(bench, 'desk: change to row p95, less the mean wait for the poll (125 ms)', percentile(rows, 95) - 125, 'ms', '<= 300'),
    ];
  } finally { await application.close(); await park.end(); }
}
