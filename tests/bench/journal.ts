import type { Draft } from '#app/journal';
import { engineActor } from '#kernel/session';
import { openData, openJournal, verifyJournal } from '#storage';
import { realClock } from '../clock.ts';
import { scratch } from '../main/engine/living.ts';
import { percentiles, row, type Row } from './report.ts';

const bench = 'journal';
const draft = (i: number): Draft => ({ time: realClock.now(), actor: engineActor, realm: 'live', kind: 'bench.event', v: 1, subject: `LEL-${i % 200}.HH`, body: { what: 'raised', value: 61.5, n: i, level: 'A', rules: ['ALM-02', 'ALM-15'] } });

/** What the journal takes, how long a commit keeps an alarm waiting, and how fast its chain is proved. */
export async function run(seconds: number | null): Promise<readonly Row[]> {
  const { dir, remove } = scratch();
  const data = openData(dir, { clock: realClock });
  if (!data.ok) throw new Error(data.fault.code);
  const opened = await openJournal(data.value, { clock: realClock, note: () => {} });
  if (!opened.ok) throw new Error(opened.fault.code);
  const journal = opened.value;
  const alone: number[] = [];
  for (let i = 0; i < 300; i++) { const at = performance.now(); await journal.append([draft(i)]); alone.push(performance.now() - at); }
  let n = 0;
  const from = performance.now();
  for (const until = from + (seconds ?? 5) * 1000; performance.now() < until;) {
    await Promise.all(Array.from({ length: 20 }, () => journal.append(Array.from({ length: 50 }, () => draft(n++)))));
  }
  const perSecond = n / ((performance.now() - from) / 1000);
  await journal.close();
  data.value.close();
  const report = verifyJournal(dir);
  remove();
  return [
    ...percentiles(bench, 'append to commit, one at a time', alone, 'ms', null),
    row(bench, 'events committed in groups of 50', perSecond, 'events/s'),
    row(bench, 'events verified', report.ok ? report.value.eventsPerSecond : NaN, 'events/s'),
  ];
}
