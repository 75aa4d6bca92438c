import { execFile, execFileSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { launch, ROOT } from '../../end-to-end/application.ts';
import { staffPassword } from '../../end-to-end/staff.ts';
import { scratch, siteFolder } from '../../main/engine/living.ts';
import { modbusDevice } from '../../../simulator/devices/modbus.ts';
import { point, smallSite, source } from '../../small-site.ts';
import { display } from '../display.ts';
import { percentile, percentiles, row, type Row } from '../report.ts';
import { windowOf } from '../windows/processes.ts';

const bench = 'identity';
/** No more alarms than the desk shows at once: what is scrolled away has no row. */
const [registers, raiseEveryMs, lateMs] = [16, 400, 1000];
const wait = (ms: number): Promise<void> => new Promise((r) => setTimeout(r, ms));

/** Keeps when each point's row was first there, and when its head first named each officer after `mark`. */
const watch = (page: Page): Promise<void> => page.evaluate(() => {
  const seen: Record<string, number> = {};
  const officers: { text: string; at: number }[] = [];
  Object.assign(globalThis, { seen, officers });
  const look = (): void => {
    for (const r of document.querySelectorAll<HTMLElement>('.alarm-row, .screen-row')) { const id = /M-\d+x/.exec(r.textContent)?.[0]; if (id !== undefined) seen[id] ??= Date.now(); }
    const text = document.querySelector('.seat-chip')?.textContent ?? '';
    if (text !== officers.at(-1)?.text) officers.push({ text, at: Date.now() });
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  look();
});
const seenIn = (page: Page) => page.evaluate(() => (globalThis as unknown as { seen: Record<string, number> }).seen);
const officersIn = (page: Page) => page.evaluate(() => (globalThis as unknown as { officers: { text: string; at: number }[] }).officers);

/** From F9 to the head of every window that names the next officer, by the keyboard. */
async function relieve(desk: Page, others: readonly Page[], login: string, name: string): Promise<number> {
  const from = Date.now();
  await desk.keyboard.press('F9');
  await desk.keyboard.type(login);
  await desk.keyboard.press('Tab');
  await desk.keyboard.type(staffPassword);
  await desk.keyboard.press('Enter');
  for (const end = Date.now() + 20_000; Date.now() < end; await wait(20)) {
    const all = await Promise.all([desk, ...others].map(async (p) => (await officersIn(p)).findLast((o) => o.text.includes(name) && o.at >= from)?.at ?? null));
    if (all.every((at) => at !== null)) return Math.max(...all) - from;
  }
  throw new Error(`no window names ${name}`);
}

/** In the real application: a desk and a screen of alarms, one officer after the other, while a device raises alarms. */
export async function windows(long: boolean): Promise<readonly Row[]> {
  execFileSync(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build'], { stdio: 'ignore' });
  const { dir, remove } = scratch();
  const device = modbusDevice({ regions: [['hr:0', registers + 1]] });
  const port = await device.start(0);
  for (let i = 0; i < registers; i++) device.set(`hr:${i}`, 5);
  const site = await siteFolder(dir, smallSite([source('m', 'modbus', { host: '127.0.0.1', port, unit: 1, everyMs: 100, answerMs: 2000, retryMs: 500, maxRegisters: 125, maxGap: 8 })], Array.from({ length: registers }, (_, i) => point(`M-${i}x`, 'm', `hr:${i}`))));
  const data = `${dir}/data`;
  await promisify(execFile)(process.execPath, [path.join(ROOT, 'tests/end-to-end/staff.ts'), data], { cwd: ROOT });
  const screen = await display();
  const application = await launch(['--site', site, '--data', data, '--lang', 'en']);
  const raised: { readonly id: string; readonly at: number }[] = [];
  let raising: ReturnType<typeof setInterval> | null = null;
  try {
    const { app, desk } = application;
    await wait(6000);
    await watch(desk);
    await relieve(desk, [], 'li', '李建国');                            // an empty desk opens no window
    await desk.keyboard.press('Control+2');
    const alarms = await windowOf(app, 'alarms');
    await wait(3000);
    await watch(alarms);
    raising = setInterval(() => { const i = raised.length; if (i < registers) { device.set(`hr:${i}`, 40); raised.push({ id: `M-${i}x`, at: Date.now() }); } }, raiseEveryMs);
    const took: number[] = [];
    for (let i = 0; i < (long ? 20 : 6); i++) { took.push(await relieve(desk, [alarms], i % 2 === 0 ? 'wang' : 'li', i % 2 === 0 ? '王芳' : '李建国')); await wait(300); }
    clearInterval(raising);
    await wait(2000);
    const seen = await Promise.all([desk, alarms].map(seenIn));
    const shown = seen.map((of) => raised.map(({ id, at }) => (of[id] ?? Infinity) - at));
    const counted = Number(/On screen\s*(\d+)/.exec(await alarms.evaluate(() => document.body.innerText))?.[1] ?? Number.NaN);
    return [
      ...percentiles(bench, 'change of officer in the real windows, F9 to the head of both', took, 'ms', '<= 5000'), row(bench, 'alarms raised meanwhile', raised.length, 'alarms'),
      ...shown.flatMap((ms, i) => { const name = i === 0 ? 'desk' : 'alarms window'; return [
        i === 0 ? row(bench, 'of them without a row at the desk', ms.filter((x) => x === Infinity).length, 'alarms', '= 0') : row(bench, 'of them not counted at the alarms window, which has rows for the first', raised.length - counted, 'alarms', '= 0'),
        row(bench, `device to row at the ${name} p95`, percentile(ms.filter((x) => x !== Infinity), 95), 'ms', `<= ${lateMs}`), row(bench, `device to row at the ${name}, the latest`, Math.max(...ms.filter((x) => x !== Infinity)), 'ms')];
      }),
    ];
  } finally {
    if (raising !== null) clearInterval(raising);
    await application.close();
    screen.end();
    await device.stop();
    remove();
  }
}
