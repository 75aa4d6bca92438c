import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { kept, seconds, today, type Kept } from './kept.ts';

const minute = 60_000;
/** Runs a keeper on the folder in a process of its own, and kills it so long after it began; true: it was through before. */
async function keepFor(k: Kept, ms: number): Promise<boolean> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'keep-child.ts'), k.dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (said === '') setTimeout(() => { child.kill('SIGKILL'); }, ms);
    said += chunk.toString();
  });
  await once(child, 'exit');
  return said.includes('done');
}

it('STO-26 killed at any moment of merging, every sample is there once more, and what was done is done', async () => {
  const k = kept();
  for (let m = 0; m < 24; m++) await k.put(new Map([0, 1, 2].map((n) => [n, [seconds(today + m * 20 * minute, 600, n, 2000)]])), today + (m + 1) * 20 * minute);
  const before = [0, 1, 2].map((n) => k.rows(n));
  let kills = 0;
  for (const ms of [1, 8, 20, 40]) {
    if (await keepFor(k, ms)) break;
    kills++;
    expect([0, 1, 2].map((n) => k.rows(n)), `${ms} ms`).toEqual(before);
    for (const { file } of k.files()) expect(fs.existsSync(path.join(k.folder, file))).toBe(true);
  }
  expect(kills).toBeGreaterThan(1);
  expect(await keepFor(k, 60_000)).toBe(true);
  expect([0, 1, 2].map((n) => k.rows(n))).toEqual(before);
  expect(k.files().map((f) => f.level)).toEqual([2]);
}, 60_000);
