import type { Page } from '@playwright/test';
import { launch, type Application } from '../../end-to-end/application.ts';
import { row, type Row } from '../report.ts';
import { goldenSite } from './golden-site.ts';
import { windowOf } from './processes.ts';

const bench = 'windows';
/** Resolves when every word stands in what is seen of `page`, with the epoch ms at which it first did, by the page's own clock; NaN after ten seconds. */
const seen = (page: Page, where: string, words: readonly string[]): Promise<number> => page.evaluate(([box, wanted]) => new Promise<number>((done) => {
  const end = Date.now() + 10_000;
  (function look() {
    const text = [...document.querySelectorAll<HTMLElement>(box)].map((e) => e.innerText).join('\n');
    if (wanted.every((w) => text.includes(w))) done(Date.now());
    else if (Date.now() > end) done(Number.NaN);
    else requestAnimationFrame(look);
  })();
}), [where, words] as const);

/** The golden tasks that this version can do, driven as an officer would, each from what happens to what is seen (UI.md): actions counted, seconds measured. */
export async function golden(): Promise<readonly Row[]> {
  const park = await goldenSite();
  let application: Application | null = null;
  const rows: Row[] = [];
  const task = (id: string, what: string, ms: number, limit: string | null, actions: number, most: number): void => {
    rows.push(row(bench, `${id} ${what}: time`, ms / 1000, 's', limit), row(bench, `${id}: actions`, actions, 'actions', `<= ${most}`));
  };
  try {
    application = await launch(['--site', park.site, '--data', park.data, '--lang', 'en']);
    const { desk, app } = application;
    await seen(desk, 'body', ['GD-7'].slice(1));
    await desk.waitForTimeout(5000);

    let at = Date.now();
    park.set(60);
    task('G1', 'what, where, how bad, since when, whom to call', await seen(desk, 'main', ['GD-7', 'Tank 7', 'Lanshi', '50 %LEL', 'ago', '0000-8121']) - at, '<= 1', 0, 0);
    task('G9', 'who is on duty, there and here', await seen(desk, 'body', ['0000-8121', '0000-8000']) - at, '<= 1', 0, 0);
    task('G3', 'its last hour with limits', (await desk.locator('.uplot canvas').first().waitFor({ state: 'visible' }).then(() => Date.now())) - at, null, 0, 0);
    at = Date.now();
    await desk.keyboard.press('a');
    task('G2', 'acknowledge the top alarm', await seen(desk, '.alarm-row', ['Ack']).then(async (t) => ((await desk.locator('.alarm-row').first().getAttribute('data-state')) === 'acknowledged' ? t : Number.NaN)) - at, null, 1, 1);
    at = Date.now();
    await desk.keyboard.press('z');
    const scene = await windowOf(app, 'scene');
    task('G5', 'the place in 3D, the window opened for it', await seen(scene, 'body', ['Tank 7']) - at, null, 1, 1);
    at = Date.now();
    await desk.bringToFront();
    await desk.keyboard.press('Control+k');
    await desk.keyboard.type('Tank 7');
    task('G12', 'find by words', await seen(desk, '[role=dialog] [role=option]', ['Tank 7']) - at, '<= 3', 2, 2);
    return rows;
  } finally { await application?.close(); await park.end(); }
}
