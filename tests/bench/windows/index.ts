import { execFileSync } from 'node:child_process';
import { display } from '../display.ts';
import { type Asked, row, type Row } from '../report.ts';
import { flood } from './flood.ts';
import { golden } from './golden.ts';
import { idle } from './idle.ts';
import { memory } from './memory.ts';
import { scene } from './scene.ts';

/** The flags that stand for the missing GPU; with one, nothing of it is said. */
export const software = 'SwiftShader: --use-angle=swiftshader --enable-unsafe-swiftshader, or --disable-gpu-compositing where no globe is';
const parts: Readonly<Record<string, (seconds: number | null, asked: Asked) => Promise<readonly Row[]>>> = {
  flood: (seconds) => flood(seconds ?? 10),
  golden: () => golden(),
  idle: (seconds) => idle(seconds ?? 60),
  memory: (seconds, { long }) => memory(seconds ?? (long ? 1800 : 180)),
  scene: (seconds, { long }) => scene(seconds ?? 10, long),
};

/** The numbers of the windows, in the real application on its real engine. `--parts flood,golden,idle,memory,scene`; `--long`: memory over thirty minutes, and the scene with everything drawn by SwiftShader as well. */
export async function run(seconds: number | null, asked: Asked): Promise<readonly Row[]> {
  execFileSync(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build'], { stdio: 'ignore' });
  process.stdout.write(`rendering: ${software}\n`);
  const screen = await display();
  const rows: Row[] = [];
  try {
    for (const [name, part] of Object.entries(parts)) {
      if (asked.parts.length > 0 && !asked.parts.includes(name)) continue;
      try { rows.push(...await part(seconds, asked)); } catch (error) { process.stderr.write(`${name}: ${String(error)}\n`); rows.push(row('windows', `${name}: could not be measured`, Number.NaN, '', '= 0')); }
    }
  } finally { screen.end(); }
  return rows;
}
