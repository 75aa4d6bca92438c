import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Batch } from '#app/acquisition';
import type { HistoryPlan } from '#app/history';
import { pointId } from '#app/park';
import { alwaysWanted } from '#kernel/contract';
import { restoreData, verifyHistory } from '#storage';
import { openHistorian, type OpenedHistorian } from '../../../../storage/history/index.ts';
import { realClock } from '../../../clock.ts';
import { filledFolder, must, tempFolder } from '../../opened.ts';

const points = 20;
const start = Date.UTC(2026, 10, 20);
const plan: HistoryPlan = {
  classes: [{ name: 'standard', rawDays: 3650, minuteDays: 3650, hourDays: 3650, dayDays: 3650 }], budgetBytes: null,
  points: Array.from({ length: points }, (_, n) => ({ handle: n, id: pointId(`P-${n}`), type: 'analog', range: { low: 0, high: 1000 }, bits: null, deviation: 0, holdMs: 60_000, retention: 'standard' })),
};
/** Round n: each point says n, a second after the one before. */
const round = (n: number): Batch => ({
  handle: Uint32Array.from({ length: points }, (_, i) => i), value: new Float64Array(points).fill(n % 1000), status: new Uint32Array(points), sourceTime: new Float64Array(points).fill(start + n * 1000), receivedTime: new Float64Array(points).fill(start + n * 1000 + 50), length: points,
});
async function opened(dir: string): Promise<OpenedHistorian> {
  const historian = must(await openHistorian({ dir, note: () => {}, cacheBytes: 16e6, limits: { windowRows: 10_000, leaveBytes: 0 } }));
  onTestFinished(() => historian.close());
  historian.follow(plan);
  return historian;
}
async function valuesOf(historian: OpenedHistorian, point: number, count: number): Promise<readonly number[]> {
  const rows = must(await historian.ask('history.rows', { point: `P-${point}`, from: start, to: start + 1e8, limit: 10_000 }, alwaysWanted));
  return rows.value.slice(0, count).map(Number);
}

it('STO-28 a back-up that is taken while samples come and files are merged gives every sample back that was stored when it began', async () => {
  const dir = await filledFolder(3);
  const historian = await opened(dir);
  let n = 0;
  while (n < 2000) historian.put(round(n++));
  await historian.settled();
  const stored = n;
  const to = path.join(tempFolder(), 'copy');
  const backup = spawn(process.execPath, ['main/engine/cli.ts', 'backup', '--data', dir, '--to', to], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  backup.stderr.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  const over = once(backup, 'exit');
  let busy = true;
  const code = over.then(([c]) => { busy = false; return c as number; });
  while (busy) {
    for (let i = 0; i < 50; i++) historian.put(round(n++));
    if (n % 500 === 0) void historian.keepNow();
    await historian.settled();
  }
  expect([await code, said]).toEqual([0, expect.stringMatching(/history: \d+ samples in \d+ files/) as string]);
  expect(n).toBeGreaterThan(stored);

  const again = path.join(tempFolder(), 'restored');
  const restored = must(restoreData(to, again, { clock: realClock }));
  expect(restored.history?.damaged).toEqual([]);
  expect(must(verifyHistory(again)).findings).toEqual([]);
  const second = await opened(again);
  const wanted = Array.from({ length: stored }, (_, i) => i % 1000);
  for (const point of [0, 7, points - 1]) expect(await valuesOf(second, point, stored)).toEqual(wanted);
  expect(fs.readdirSync(path.join(dir, 'history')).filter((name) => name.startsWith('.'))).toEqual([]);
}, 60_000);
