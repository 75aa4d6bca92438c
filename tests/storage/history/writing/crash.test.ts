import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder, until } from '../../opened.ts';
import { openedWriter, samplesOf } from './in-process.ts';

/** One life of the child from sample `from` on, killed `afterMs` behind its first word of what is stored; gives how far it said so. */
async function live(dir: string, from: number, seed: number, afterMs: number): Promise<number> {
  const child = spawn(process.execPath, ['tests/storage/history/writing/crash-child.ts', dir, String(from), String(seed)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => { out += text; });
  await until('the child stores', () => out.includes('stored'), 20_000);
  const end = performance.now() + afterMs;
  await until('the moment has come', () => performance.now() >= end);
  expect(child.exitCode).toBe(null);
  child.kill('SIGKILL');
  await once(child, 'close');
  const lines = out.split('\n').slice(0, -1);
  expect(lines.filter((l) => !/^(started|stored \d+|note history-(orphan-removed|log-torn))$/.test(l))).toEqual([]);
  return Number(lines.findLast((l) => l.startsWith('stored'))?.slice(7) ?? from);
}
it('STO-19 kill -9 at any moment loses nothing that was told as stored, and invents nothing', async () => {
  const dir = tempFolder();
  let from = 0;
  let checkpoints = 0;
  for (const [i, afterMs] of [3, 40, 170, 90, 260, 15].entries()) {
    const stored = await live(dir, from, i + 1, afterMs);
    expect(stored).toBeGreaterThan(from);
    const { writer } = openedWriter(path.join(dir, 'history'));
    checkpoints = writer.reads.checkpoint();
    const there = new Set<number>();
    for (let p = 0; p < 5; p++) {
      const samples = samplesOf(path.join(dir, 'history'), writer, `P-${p}`, p)!;
      for (let k = 0; k < samples.length; k++) {
        const n = samples.value[k]!;
        expect([n % 5, samples.time[k], samples.received[k], samples.status[k]]).toEqual([p, 1_700_000_000_000 + n * 10, 1_700_000_000_000 + n * 10, 0]);
        there.add(n);
      }
    }
    const next = Math.max(...there) + 1;
    for (let n = 0; n < stored; n++) if (!there.has(n)) throw new Error(`sample ${n} of ${stored} that were stored is not there`);
    from = next;
    await writer.close();
  }
  expect(checkpoints).toBeGreaterThan(6);
}, 60_000);
