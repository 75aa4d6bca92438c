import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { holdOf, type HistoryPlan } from '#app/history';
import type { PointId } from '#app/park';
import { alwaysWanted } from '#kernel/contract';
import { openHistorian } from '#storage';
import { load, percentile, row, type Row } from '../report.ts';
import { pointName, seriesOf } from './data-set.ts';
import { rounds, START_MS } from './generator.ts';

const [points, times, pageOf] = [100_000, 40, 1000];

/** The last samples of a hundred thousand points from a running historian: all in one question, and in the thousands that a window may ask for at a time. */
export async function latest(said: (line: string) => void): Promise<readonly Row[]> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'history-latest-'));
  const opened = await openHistorian({ dir, note: ({ name, params }) => { said(`${name} ${JSON.stringify(params)}`); }, now: () => START_MS + 10_000 });
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  const history = opened.value;
  try {
    const plan: HistoryPlan = {
      points: Array.from({ length: points }, (_, n) => { const { point, type, low, high, bits } = seriesOf(n); return { handle: n, id: point as PointId, type, range: { low, high }, bits, deviation: 0, retention: 'standard', holdMs: holdOf(1000) }; }),
      classes: [{ name: 'standard', rawDays: 90, minuteDays: 400, hourDays: 4000, dayDays: 4000 }], budgetBytes: null,
    };
    history.follow(plan);
    const next = rounds(points);
    for (let second = 0; second < 3; second++) for (const batch of next()) history.put(batch);
    await history.settled();
    const all = Array.from({ length: points }, (_, n) => pointName(n));
    const [whole, page]: readonly [number[], number[]] = [[], []];
    for (let n = 0; n < times; n++) {
      const from = performance.now();
      const answer = await history.ask('history.latest', { points: all }, alwaysWanted);
      whole.push(performance.now() - from);
      if (!answer.ok || answer.value.length !== points || answer.value.some((a) => a.from === null)) throw new Error('not all of them');
    }
    for (let n = 0; n < times; n++) {
      const from = performance.now();
      await history.ask('history.latest', { points: all.slice(n * pageOf, (n + 1) * pageOf) }, alwaysWanted);
      page.push(performance.now() - from);
    }
    said(`latest: ${load()}`);
    return [
      row('history', 'latest of 100,000 points, p50', percentile(whole.slice(1), 50), 'ms'), row('history', 'latest of 100,000 points, p95', percentile(whole.slice(1), 95), 'ms', '<= 50'), row('history', 'latest of 100,000 points, the first time (nothing is compiled yet)', whole[0]!, 'ms'),
      row('history', 'latest of 1,000 points, p95', percentile(page.slice(1), 95), 'ms'),
    ];
  } finally {
    await history.close();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}
