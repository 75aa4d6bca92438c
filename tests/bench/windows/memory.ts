import type { CDPSession, Page } from '@playwright/test';
import { launch } from '../../end-to-end/application.ts';
import { leastSquares } from '../counting/slope.ts';
import { load, row, type Row } from '../report.ts';
import { countPrograms, gpuMemory, mapped, type GpuMemory } from './gpu-memory.ts';
import { windowOf } from './processes.ts';
import { wholePark } from './whole-park.ts';

const bench = 'windows';
const kinds = ['desk', 'alarms', 'scene'] as const;
type Kind = (typeof kinds)[number];
const pause = (ms: number): Promise<void> => new Promise((r) => setTimeout(r, ms));
async function press(page: Page, ...keys: string[]): Promise<void> { for (const key of keys) { await page.keyboard.press(key); await pause(120); } }

/** What an officer does in each window, ending where it began. */
const use: { readonly [K in Kind]: (page: Page) => Promise<void> } = {
  async desk(page) {
    await press(page, 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Control+k');
    await page.keyboard.type('T-0');
    await pause(300);
    await press(page, 'Escape', 'Escape', 'q', 'Escape', '?', 'Escape', 't', 't', 'g', 'g', 'g', 'Escape');
  },
  alarms: (page) => press(page, 't', 't'),
  scene: (page) => press(page, '+', '+', 'ArrowLeft', 'ArrowRight', '-', '-', 'n', 'p', 'p'),
};
/** The GPU's process holds what it drew last for some seconds: it is looked at in rest, once a minute. */
const [gpuEveryMs, restMs] = [60_000, 5000];
/** After a collection: the heap in MB, and how many DOM nodes there are. */
async function measured(session: CDPSession): Promise<{ readonly heapMB: number; readonly nodes: number }> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((m) => m.name === name)?.value ?? Number.NaN;
  return { heapMB: of('JSHeapUsedSize') / 2 ** 20, nodes: of('Nodes') };
}

/** Each window used again and again, for `seconds` in all, always back to the same state: heap, nodes and the memory of the GPU's process must not climb, and no shader program may be compiled again. The first quarter is warming up. */
export async function memory(seconds: number): Promise<readonly Row[]> {
  const park = await wholePark();
  const application = await launch(['--site', park.site, '--data', park.data, '--profile', 'desk-alarms-scene']);
  const seen: Record<Kind, { at: number[]; heap: number[]; nodes: number[] }> = { desk: { at: [], heap: [], nodes: [] }, alarms: { at: [], heap: [], nodes: [] }, scene: { at: [], heap: [], nodes: [] } };
  const gpu: { at: number[]; held: GpuMemory[] } = { at: [], held: [] };
  const programs: number[] = [];
  try {
    const pages = new Map<Kind, { readonly page: Page; readonly session: CDPSession }>();
    for (const kind of kinds) {
      const page = await windowOf(application.app, kind);
      const session = await page.context().newCDPSession(page);
      await session.send('Performance.enable');
      pages.set(kind, { page, session });
    }
    await pause(20_000);
    const compiled = await countPrograms(pages.get('scene')!.page);
    const began = Date.now();
    while (Date.now() - began < seconds * 1000) {
      for (const [kind, { page, session }] of pages) {
        await use[kind](page);
        await pause(500);
        const { heapMB, nodes } = await measured(session);
        seen[kind].at.push(Date.now());
        seen[kind].heap.push(heapMB);
        seen[kind].nodes.push(nodes);
      }
      if (Date.now() - (gpu.at.at(-1) ?? 0) < gpuEveryMs) continue;
      await pause(restMs);
      gpu.at.push(Date.now());
      gpu.held.push(await gpuMemory(application.app));
      programs.push(await compiled());
    }
  } catch (error) {
    process.stderr.write(`${application.said().split('\n').filter((l) => /window|heart|memory/.test(l)).slice(-8).join('\n')}\n`);
    throw error;
  } finally { await application.close(); await park.end(); }
  /** The slope a minute, and what of it is certain (its 95 % interval taken off): flat is a certain climb of nothing. */
  const climbs = (what: string, at: readonly number[], values: readonly number[], unit: string, limit: string | null = null): Row[] => {
    const from = Math.floor(at.length / 4);
    const { slope, half } = leastSquares(at.slice(from).map((t, i) => ({ x: t / 60_000, y: values[from + i] ?? Number.NaN })));
    return [row(bench, `${what}: slope`, slope, `${unit}/min`), row(bench, `${what}: climb that is certain (slope less its 95 % half-interval)`, Math.max(0, slope - half), `${unit}/min`, limit)];
  };
  const held = (of: keyof GpuMemory): readonly number[] => gpu.held.map((one) => one[of]);
  const half = Math.floor(gpu.at.length / 2);
  return [
    ...kinds.flatMap((kind) => [
      row(bench, `${kind}: cycles of use`, seen[kind].at.length, 'times'), row(bench, `${kind}: heap at the end`, seen[kind].heap.at(-1) ?? Number.NaN, 'MB'),
      ...climbs(`${kind}: heap`, seen[kind].at, seen[kind].heap, 'MB', '<= 0.05'), ...climbs(`${kind}: DOM nodes`, seen[kind].at, seen[kind].nodes, 'nodes', '<= 1'),
    ]),
    row(bench, 'scene: shader programs compiled after the warming up', (programs.at(-1) ?? Number.NaN) - (programs[Math.floor(programs.length / 4)] ?? Number.NaN), 'programs', '<= 0'),
    ...(['all', ...mapped] as const).flatMap((of) => {
      const what = of === 'all' ? 'GPU process' : `GPU process, ${of}`;
      return [row(bench, `${what}: at the beginning`, held(of)[0] ?? Number.NaN, 'MB'), row(bench, `${what}: at the end (${load()})`, held(of).at(-1) ?? Number.NaN, 'MB'), ...of === 'all' ? [] : climbs(what, gpu.at, held(of), 'MB').slice(0, 1)];
    }),
    ...climbs('GPU process', gpu.at, held('all'), 'MB', '<= 0.5'), ...climbs('GPU process, last half', gpu.at.slice(half), held('all').slice(half), 'MB', '<= 0.5'),
  ];
}
