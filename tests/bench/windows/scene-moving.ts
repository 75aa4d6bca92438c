import path from 'node:path';
import { _electron } from '@playwright/test';
import { ROOT } from '../../end-to-end/application.ts';
import { servedScene } from '../../renderer/scene/serve.ts';
import { load, percentile, row, type Row } from '../report.ts';

const bench = 'windows';
const things = 10_000;

/** 10,000 moving things over the whole park, put anew with every frame: in the scene's own page, with an engine double, because the application has nothing yet that moves. The call itself, and the page's processor time a frame with them less that without. */
export async function moved(seconds: number): Promise<readonly Row[]> {
  const served = await servedScene(path.join(ROOT, 'artefacts/bench-scene-page'), path.join(ROOT, 'resources/sites/whole'));
  const app = await _electron.launch({
    cwd: ROOT, args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu-compositing', '--force-device-scale-factor=1', path.join(ROOT, 'tests/renderer/scene/electron.cjs')],
    env: { ...process.env, SCENE_URL: served.url, SCENE_SIZE: '1280x720' } as Record<string, string>,
  });
  try {
    const page = await app.firstWindow();
    await page.waitForFunction(() => performance.getEntriesByName('scene-first-picture').length > 0, undefined, { timeout: 60_000 });
    await page.waitForTimeout(5000);
    const pageSeconds = (): Promise<number> => app.evaluate(({ app: it }) => it.getAppMetrics().filter((m) => m.type === 'Tab').reduce((sum, m) => sum + (m.cpu.cumulativeCPUUsage ?? 0), 0));
    const run = async (n: number): Promise<{ calls: number[]; perFrame: number }> => {
      const before = await pageSeconds();
      const calls = await page.evaluate(([count, length]) => new Promise<number[]>((done) => {
        const view = (globalThis as unknown as { scene: { view(): { moving(places: Float64Array | null): void } } }).scene.view();
        const places = new Float64Array(3 * count);
        const took: number[] = [];
        let step = 0;
        const began = performance.now();
        requestAnimationFrame(function next() {
          step++;
          for (let i = 0; i < count; i++) { const a = i * 2.399963 + step * 0.01; const r = 30 * Math.sqrt(i); places[3 * i] = r * Math.cos(a); places[3 * i + 1] = r * Math.sin(a); places[3 * i + 2] = 2; }
          const t = performance.now();
          view.moving(places);
          took.push(performance.now() - t);
          if (performance.now() - began < length) requestAnimationFrame(next);
          else { view.moving(null); done(took); }
        });
      }), [n, seconds * 1000] as const);
      await page.waitForTimeout(500);
      return { calls: calls.slice(5), perFrame: ((await pageSeconds()) - before) * 1000 / calls.length };
    };
    await run(things);
    const [none, all] = [await run(0), await run(things)];
    const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0) / v.length;
    return [
      row(bench, `scene: ${things} moving things, update in the page, mean (${load()})`, mean(all.calls), 'ms', '<= 3'),
      row(bench, `scene: ${things} moving things, update in the page, p95`, percentile(all.calls, 95), 'ms', '<= 3'),
      row(bench, 'scene: frames with them', all.calls.length, 'frames'),
      row(bench, `scene: ${things} moving things, page's processor time a frame, with less without (reckoning where to put them in it)`, all.perFrame - none.perFrame, 'ms', '<= 3'),
    ];
  } finally { await app.close(); await served.close(); }
}
