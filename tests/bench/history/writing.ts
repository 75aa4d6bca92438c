import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import type { HistoryPlan } from '#app/history';
import { pointId } from '#app/park';
import { openHistorian } from '#storage';
import { machine } from '../report.ts';
import { SEED } from './generator.ts';
import { benchPoint } from './points.ts';
import { replay } from './replay.ts';

// What it costs to keep what comes: `node tests/bench/history/writing.ts [points] [rounds a second] [seconds] [deviation, % of range]`. The processor's time is that of all threads but the one that puts.
const [points = 100_000, rate = 1, seconds = 180, percent = 0.1] = process.argv.slice(2).map(Number);
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'watchroom-writing-'));
fs.mkdirSync(path.join(dir, 'history'));
const say = (line: string): void => { process.stdout.write(`${line}\n`); };
const opened = await openHistorian({ dir, note: (n) => { say(`note ${n.name} ${JSON.stringify(n.params)}`); } });
if (!opened.ok) throw new Error(opened.fault.code);
const history = opened.value;
const plan: HistoryPlan = {
  points: Array.from({ length: points }, (_, n) => {
    const { type, range } = benchPoint(n, SEED);
    return { handle: n, id: pointId(`P-${n}`), type, range, bits: null, deviation: type === 'digital' ? 0 : (percent / 100) * (range.high - range.low), retention: 'a', holdMs: 60_000 };
  }),
  classes: [], budgetBytes: null,
};
history.follow(plan);
const next = replay(points, { keep: 60, periodMs: 1000 / rate, startMs: Date.now() });
await history.settled();
say(`${machine()}; ${points} points, ${points * rate} samples a second, deviation ${percent} % of range`);

const [cpu, own, began] = [process.cpuUsage(), process.threadCpuUsage(), performance.now()];
const others = (): number => { const [all, mine] = [process.cpuUsage(cpu), process.threadCpuUsage(own)]; return (all.user + all.system - mine.user - mine.system) / 1000; };
let [putMs, rows, lag, most, told] = [0, 0, 0, 0, began];
function tell(): void {
  const { stored, kept, bytes, refused, state } = history.health();
  const elapsed = performance.now() - began;
  say(`${Math.round(elapsed / 1000)} s: ${rows} put, ${stored} on the disk, ${kept} kept; ${(others() / elapsed).toFixed(3)} cores, put ${((putMs * 1000) / rows).toFixed(4)} us a sample, lag at most ${lag} ms, rss ${Math.round(process.memoryUsage().rss / 1e6)} MB, files ${Math.round((bytes.raw + bytes.tiers) / 1e6)} MB, log ${Math.round(bytes.ahead / 1e6)} MB, ${state} ${JSON.stringify(refused)}`);
  [most, lag] = [Math.max(most, lag), 0];
}
for (let round = 0; round < seconds * rate; round++) {
  const due = began + (round / rate) * 1000;
  do { await rest(Math.max(1, Math.min(20, due - performance.now()))); lag = Math.max(lag, history.health().lagMs); } while (performance.now() < due);
  const batches = next();
  const from = performance.now();
  for (const batch of batches) { history.put(batch); rows += batch.length; }
  putMs += performance.now() - from;
  if (performance.now() - told > 10_000) { told = performance.now(); tell(); }
}
await history.settled();
tell();
say(`in all: ${(others() / (performance.now() - began)).toFixed(3)} cores beside the one that puts, lag at most ${most} ms, peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
const closing = performance.now();
await history.close();
const opening = performance.now();
const again = await openHistorian({ dir, note: (n) => { say(`note ${n.name}`); } });
say(`closed in ${Math.round(opening - closing)} ms, opened in ${Math.round(performance.now() - opening)} ms, with ${again.ok ? Math.round(again.value.health().bytes.ahead / 1e6) : 0} MB of log`);
if (again.ok) await again.value.close();
fs.rmSync(dir, { recursive: true, force: true });
