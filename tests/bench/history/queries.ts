import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { QuestionOf } from '#app/history';
import { load, percentile, row, type Row } from '../report.ts';
import { beginsAt, dataSet, dayMs, makeDataSet, pointName, type DataSet } from './data-set.ts';
import { readerThread, type Taken, type Wanted } from './reader-process.ts';

const bench = 'history';
const child = fileURLToPath(new URL('reader-process.ts', import.meta.url));

/** `dir`: where the data set is, or is made and kept. `rounds`: how many new processes ask. */
export interface QueriesOptions { readonly dir: string; readonly of?: DataSet; readonly rounds: number; readonly said: (line: string) => void }

const filesOf = (dir: string): readonly string[] => [...fs.readdirSync(path.join(dir, 'segments')).map((f) => path.join(dir, 'segments', f)), ...fs.readdirSync(dir).filter((f) => f.startsWith('catalogue.db')).map((f) => path.join(dir, f))];
/** Takes the files out of the page cache (Linux), and says how many of their bytes are still there; NaN: nobody can tell. */
function evict(dir: string): number {
  const files = filesOf(dir);
  for (const file of files) execFileSync('dd', [`of=${file}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0', 'status=none']);
  try { return execFileSync('fincore', ['-b', '-n', '-o', 'RES', ...files], { encoding: 'utf8' }).split('\n').reduce((n, line) => n + Number(line), 0); } catch { return Number.NaN; }
}
function inNewProcess(dir: string, wanted: readonly Wanted[]): Taken {
  return JSON.parse(execFileSync(process.execPath, [...process.execArgv, child, 'take', dir, JSON.stringify(wanted)], { encoding: 'utf8', maxBuffer: 1 << 28 })) as Taken;
}

/** A month of one point of the year; another one each round. */
function month(of: DataSet, round: number): Wanted {
  const { from } = beginsAt(of);
  const begin = from + ((round * 37) % Math.max(1, of.days - 31)) * dayMs + ((round * 7_919_000) % dayMs);
  return { name: 'history.columns', question: { points: [pointName((round * 7) % of.year)], from: begin, to: begin + 30 * dayMs, columns: 1000 }, times: 6 };
}
/** Twenty points over 24 hours for a screen of a thousand pixels. */
function twenty(of: DataSet, round: number): Wanted {
  const { from } = beginsAt(of);
  const begin = from + ((round * 53) % Math.max(1, of.days - 2)) * dayMs + ((round * 3_571_000) % dayMs);
  return { name: 'history.columns', question: { points: Array.from({ length: 20 }, (_, n) => pointName(n % of.year)), from: begin, to: begin + dayMs, columns: 1000 }, times: 3 };
}
const spread = (metric: string, taken: readonly number[], limit: string | null): Row[] => [row(bench, `${metric} p50`, percentile(taken, 50), 'ms'), row(bench, `${metric} p95`, percentile(taken, 95), 'ms', limit), row(bench, `${metric} max`, Math.max(...taken), 'ms')];

/** A short question, again and again, beside one that goes through a year of twelve points. */
async function beside(dir: string, of: DataSet): Promise<readonly Row[]> {
  const { from, to } = beginsAt(of);
  const short: QuestionOf<'history.columns'> = { points: [pointName(3 % of.year)], from, to: Math.min(to, from + 30 * dayMs), columns: 1000 };
  const reader = readerThread(dir);
  await reader.opened;
  for (let n = 0; n < 5; n++) await reader.ask('history.columns', short);
  let over = false;
  const points = Array.from({ length: Math.min(12, of.year) }, (_, n) => pointName(n));
  const begun = performance.now();
  const long = reader.ask('history.correlate', { points, from, to, stepMs: 600_000, lagMs: 0 }).then((answer) => { over = true; return answer; });
  const taken: number[] = [];
  while (!over) {
    const asked = performance.now();
    await reader.ask('history.columns', short);
    if (!over) taken.push(performance.now() - asked);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  const answer = await long;
  const longMs = performance.now() - begun;
  await reader.close();
  if (!answer.ok) throw new Error(JSON.stringify(answer.fault));
  return [row(bench, 'correlate 12 points over the year', longMs, 'ms'), ...spread('a month beside it, warm', taken, '<= 60')];
}

/**
 * How long questions take: each asked in a process of its own, of the thread that reads as the engine starts it, right after its files were taken out of the page cache (cold), and then again (warm). Beside what the clock says stands what
 * the process reckoned: on a machine that does something else, the first is not the store's.
 */
export async function queries({ dir, of = dataSet, rounds, said }: QueriesOptions): Promise<readonly Row[]> {
  await makeDataSet(dir, of, said);
  const files = filesOf(dir);
  const rows: Row[] = [row(bench, 'files of the data set', files.length, 'files'), row(bench, 'bytes of the data set', files.reduce((n, f) => n + fs.statSync(f).size, 0), 'B')];
  let left = 0;
  const openMs: number[] = [];
  for (const [name, wantedOf, cold, warm] of [['a month of a 1 s point, 1,000 columns', month, '<= 50', '<= 10'], ['20 points x 24 h, 1,000 columns', twenty, '<= 100', '<= 100']] as const) {
    const [coldMs, coldCpu, warmMs]: readonly [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      left += evict(dir);
      const taken = inNewProcess(dir, [wantedOf(of, round)]);
      openMs.push(taken.openMs);
      coldMs.push(taken.ms[0]![0]!);
      coldCpu.push(taken.cpuMs[0]![0]!);
      warmMs.push(...taken.ms[0]!.slice(1));
    }
    rows.push(...spread(`${name}, cold`, coldMs, cold), row(bench, `${name}, cold, reckoned p95`, percentile(coldCpu, 95), 'ms of CPU'), ...spread(`${name}, warm`, warmMs, warm));
    said(`${name}: ${rounds} processes, ${load()}`);
  }
  rows.push(...await beside(dir, of));
  rows.push(row(bench, 'bytes left in the page cache', left, 'B', '= 0'), ...spread('opening the thread that reads', openMs, '<= 2000'));
  return rows;
}
