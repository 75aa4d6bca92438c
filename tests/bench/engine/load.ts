import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { nowhere } from '#app/output';
import { fail } from '#kernel/result';
import { openData, openHistorian, openJournal } from '#storage';
import { startEngine } from '../../../main/engine/engine.ts';
import { systemClock } from '../../../main/engine/clock.ts';
import { historyUrls, journalWriterUrl } from '../../../main/engine/workers.ts';
import { leastSquares } from '../counting/slope.ts';
import { feed } from './columns.ts';
import { benchSite } from './site.ts';

/** What an engine did under one load. `startSeconds`: until it ran and every series had its place. `cpu`: of a core, all its threads and the source in the same process. `lagMs`: the longest that a sample waited for the disk; `behindMs`: that the engine took a batch in after its beat. `mbPerMin`: climb of its memory after the first third, with the half of its 95 % interval. */
export interface Loaded {
  readonly startSeconds: number; readonly seconds: number; readonly sent: number; readonly stored: number; readonly refused: readonly string[]; readonly overflow: number; readonly changes: number; readonly cpu: number; readonly lagMs: number; readonly behindMs: number; readonly slowestMs: number;
  readonly rssMB: number; readonly mbPerMin: number; readonly half: number; readonly diskMBPerMin: number;
}

/** The real engine with its journal and its history on the disk, fed with all points each `periodMs` for `seconds`. */
export async function loaded(points: number, periodMs: number, seconds: number): Promise<Loaded> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'watchroom-bench-'));
  const data = openData(dir, { clock: systemClock });
  if (!data.ok) throw new Error(data.fault.code);
  const note = (line: string): void => { process.stderr.write(`${line}\n`); };
  const journal = await openJournal(data.value, { clock: systemClock, realm: 'live', note: (n) => note(JSON.stringify(n)), workerUrl: journalWriterUrl() });
  if (!journal.ok) throw new Error(journal.fault.code);
  const history = await openHistorian({ dir, note: (n) => note(JSON.stringify(n)), urls: historyUrls() });
  if (!history.ok) throw new Error(history.fault.code);
  const source = feed(points, periodMs, Date.now());
  const heard = { changes: 0 };
  const opening = performance.now();
  const engine = await startEngine({ realm: 'live', clock: systemClock, journal: journal.value, history: history.value, outputs: nowhere, dataDir: dir, note }, benchSite(points), {
    connect: (of, ears) => source.connect(of, ears), restart: null, workstation: 'bench', importFrom: null, keptSite: null, event: () => { heard.changes++; }, checkOutputs: false, reload: async () => fail('no-site-folder'),
  });
  if (!engine.ok) throw new Error(engine.fault.code);
  await history.value.settled();                            // every series has its number: a start, not what is measured
  const startSeconds = (performance.now() - opening) / 1000;
  const rss: { x: number; y: number }[] = [];
  const seen = { lag: 0 };
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  const look = setInterval(() => {
    seen.lag = Math.max(seen.lag, history.value.health().lagMs);
    rss.push({ x: (performance.now() - from) / 60_000, y: process.memoryUsage.rss() / 1e6 });
  }, 1000);
  await source.begin(Math.round((seconds * 1000) / periodMs));
  const { user, system } = process.cpuUsage(cpu);
  const took = (performance.now() - from) / 1000;
  clearInterval(look);
  await history.value.settled();
  const health = history.value.health();
  const { slope, half } = leastSquares(rss.slice(Math.floor(rss.length / 3)));
  await engine.value.stop();
  await history.value.close();
  await journal.value.close();
  data.value.close();
  fs.rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  return {
    startSeconds, seconds: took, sent: source.sent(), stored: health.stored, refused: health.refused.map((r) => `${r.count} ${r.why}`), overflow: health.refused.find((r) => r.why === 'overflow')?.count ?? 0, changes: heard.changes,
    cpu: (user + system) / 1e6 / took, lagMs: seen.lag, behindMs: source.late(), slowestMs: source.slowestMs(), rssMB: rss.at(-1)?.y ?? Number.NaN, mbPerMin: slope, half, diskMBPerMin: (health.bytes.raw + health.bytes.tiers) / 1e6 / (took / 60),
  };
}
