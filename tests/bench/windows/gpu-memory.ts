import fs from 'node:fs';
import type { ElectronApplication, Page } from '@playwright/test';

/** What the memory of a process is mapped from: its own (heaps of all kinds), what it shares with the pages and the display (the compositor's bitmaps), programs that SwiftShader compiled, and files (code, fonts). */
export const mapped = ['own', 'shared', 'compiled by SwiftShader', 'files'] as const;
export type Mapped = (typeof mapped)[number];
/** MB resident, all in all and by what they are mapped from; zeros where the system does not say. */
export type GpuMemory = Readonly<Record<'all' | Mapped, number>>;

const kindOf = (name: string): Mapped => (name.startsWith('/memfd:swiftshader') ? 'compiled by SwiftShader' : /org\.chromium|^\/(?:dev\/shm|memfd:|SYSV)/.test(name) ? 'shared' : name.startsWith('/') ? 'files' : 'own');

/** The memory of the GPU's process, as Electron counts it, and on Linux by its mappings. */
export async function gpuMemory(app: ElectronApplication): Promise<GpuMemory> {
  const { pid, all } = await app.evaluate(({ app: it }) => { const gpu = it.getAppMetrics().find((m) => m.type === 'GPU'); return { pid: gpu?.pid ?? 0, all: (gpu?.memory.workingSetSize ?? Number.NaN) / 1024 }; });
  const sums = { all, 'own': 0, 'shared': 0, 'compiled by SwiftShader': 0, 'files': 0 };
  if (process.platform !== 'linux') return sums;
  let kind: Mapped = 'own';
  for (const line of fs.readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
    const name = /^[\da-f]+-[\da-f]+ \S+ \S+ \S+ \d+\s*(.*)$/.exec(line)?.[1];
    if (name !== undefined) kind = kindOf(name);
    else if (line.startsWith('Rss:')) sums[kind] += Number(/\d+/.exec(line)?.[0] ?? 0) / 1024;
  }
  return sums;
}

/** Counts the shader programs that a page has compiled from now on: each is kept by a software renderer, though the page lets it go. */
export async function countPrograms(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = globalThis as unknown as { programs: number };
    counted.programs = 0;
    const link = Reflect.get(WebGL2RenderingContext.prototype, 'linkProgram');
    WebGL2RenderingContext.prototype.linkProgram = function linkProgram(program) { counted.programs++; link.call(this, program); };
  });
  return () => page.evaluate(() => (globalThis as unknown as { programs: number }).programs);
}
