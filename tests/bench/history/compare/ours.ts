import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Batch } from '#app/acquisition';
import { holdOf, type HistoryPlan } from '#app/history';
import { pointId } from '#app/park';
import { historyStatus, mergeHistory, openHistorian } from '#storage';
import { historyUrls } from '../../../../main/engine/workers.ts';
import { SEED } from '../generator.ts';
import { benchPoint } from '../points.ts';
import type { Stored } from './stored.ts';

/** So many rows are handed over before it is waited until they are on the disk. */
const atOnce = 500_000;
/** Bytes of a log with nothing but its head. */
const almostNothing = 100_000;

/** The generator's points as history is told of them: every sample kept, or a door of `share` of the range. */
export function planOf(points: number, share: number): HistoryPlan {
  return {
    classes: [{ name: 'all', rawDays: 3650, minuteDays: 3650, hourDays: 3650, dayDays: 3650 }], budgetBytes: null,
    points: Array.from({ length: points }, (_, n) => {
      const { type, range, bits } = benchPoint(n, SEED);
      return { handle: n, id: pointId(`P${n}`), type, range, bits: type === 'digital' ? null : bits, deviation: type === 'digital' ? 0 : share * (range.high - range.low), retention: 'all', holdMs: holdOf(1000) };
    }),
  };
}

/** Bytes that are in the log and in no file. */
function aheadOf(dir: string): number { const status = historyStatus(dir); return status.ok ? status.value.ahead : Infinity; }
/** What our history makes of them: its log is synced, quality and both times are kept, tiers are made as they come. `share` 0: lossless. `seconds`: until its log is synced; `filedSeconds`: until all of it is in compressed files too, `cpuSeconds` for all that. `tierBytes`: of `bytes`, that of the tiers. */
export async function intoOurs(batches: readonly Batch[], points: number, share: number): Promise<Stored & { readonly tierBytes: number; readonly filedSeconds: number }> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'watchroom-history-'));
  const opened = await openHistorian({ dir, note: ({ name, params }) => { process.stderr.write(`${name} ${JSON.stringify(params)}\n`); }, urls: historyUrls(), limits: { windowMs: 250, fewRows: 1 } });
  if (!opened.ok) throw new Error(opened.fault.code);
  const history = opened.value;
  try {
    history.follow(planOf(points, share));
    await history.settled();
    const samples = batches.reduce((n, b) => n + b.length, 0);
    const [cpu, from] = [process.cpuUsage(), performance.now()];
    let waiting = 0;
    for (const batch of batches) {
      history.put(batch);
      waiting += batch.length;
      if (waiting >= atOnce) { await history.settled(); waiting = 0; }
    }
    await history.settled();
    const seconds = (performance.now() - from) / 1000;                                  // synced: a power cut takes nothing of it
    const { refused } = history.health();
    if (refused.length > 0) throw new Error(`refused ${JSON.stringify(refused)}`);
    while (aheadOf(dir) > almostNothing) await new Promise((r) => { setTimeout(r, 20); });
    const filedSeconds = (performance.now() - from) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    await history.close();
    const merged = await mergeHistory(dir, () => {});
    const status = historyStatus(dir);
    if (!merged.ok || !status.ok) throw new Error('not merged');
    const bytesOf = (raw: boolean): number => status.value.kinds.reduce((n, k) => n + ((k.kind === 'raw') === raw ? k.bytes : 0), 0);
    const bytes = { raw: bytesOf(true), tiers: bytesOf(false) };
    return { name: share === 0 ? 'Watchroom, lossless' : `Watchroom, door of ${share * 100} % of range`, samples, seconds, filedSeconds, cpuSeconds: (user + system) / 1e6, bytes: bytes.raw + bytes.tiers, tierBytes: bytes.tiers };
  } finally { await history.close(); fs.rmSync(dir, { recursive: true, force: true, maxRetries: 3 }); }
}
