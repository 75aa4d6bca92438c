import fs from 'node:fs';
import path from 'node:path';
import { SearchAsked, searchOf, type Draft, type EventSearch } from '#app/journal';
import { actor } from '#kernel/session';
import { epochMs } from '#kernel/time';
import type { Result } from '#kernel/result';
import { fastSm3, openData, openJournal, openSearch, ownHead, verifyJournal, type JournalSearch } from '#storage';
import { realClock } from '../clock.ts';
import { scratch } from '../main/engine/living.ts';
import { percentile, row, type Asked, type Row } from './report.ts';

const bench = 'audit-search';
const places = ['一号罐区', '二号硝化装置', '三号氯碱装置', '重油加氢装置', '污水处理厂', '公共管廊东段', '危化品停车场', '长江路卡口', '循环水站', '行政中心'];
const things = ['甲醇储罐', '可燃气体探测器', '有毒气体探测器', '氯气缓冲罐', '反应釜', '冷却水泵', '重整压缩机', '调节阀', '液氨球罐', '硫酸计量槽'];
const acts = ['alarm.raised', 'alarm.changed', 'alarm.acknowledged', 'login', 'login.failed', 'settings.changed', 'personal-data.read', 'command.given'];
const start = 1_760_000_000_000;
const draft = (i: number): Draft => ({
  time: epochMs(start + i * 30_000), actor: actor(`person-${i % 97}@desk-${i % 4}`), realm: 'live', kind: acts[i % acts.length] ?? '', v: 1, subject: `LEL-${100 + (i % 5000)}.HH`,
  body: { name: `${places[i % 10] ?? ''}${things[(i * 7) % 10] ?? ''}`, value: (i % 1000) / 10, level: 'ABC'[i % 3], note: i % 100_000 === 7 ? '应急广播误播' : 'Plant instrument', session: (i * 2_654_435_761 % 2 ** 32).toString(16) },
});

/** What an auditor types: what is on nearly every line, on some, on ten, on none; a word of Latin, a number, a name of a kind, filters, half a year. */
const questions: readonly (readonly [string, Partial<SearchAsked>])[] = [
  ['甲醇储罐', {}], ['罐', {}], ['应急广播误播', {}], ['没有这样的事', {}], ['储罐 误播', {}], ['lel-4321', {}], ['plant', {}], ['p', {}], ['1', {}], ['登录失败', {}], ['登录失败 person-13', {}], ['"一号罐区 甲醇"', {}], ['罐甲 一号', {}], ['"plant 61"', {}],
  ['', { kinds: ['settings.changed'] }], ['', { actors: ['person-13@desk-1'] }], ['罐区', { subjects: ['LEL-777.HH'] }], ['', { from: start + 1e10, until: start + 1e10 + 3_600_000 }], ['氯气', { from: start, until: start + 864e5 }], ['', {}],
];
const sentences = new Map([['login.failed', ['登录失败', 'Login failed']]]);
const asked = (text: string, more: Partial<SearchAsked>): EventSearch => searchOf(SearchAsked.parse({ text, ...more }), sentences) ?? (() => { throw new Error(text); })();
/** `journal.db`, with what is not checkpointed yet, in MB. */
const megabytes = (dir: string, name: string): number => fs.readdirSync(dir).filter((f) => f.startsWith(name)).reduce((n, f) => n + fs.statSync(path.join(dir, f)).size, 0) / 1e6;

/** The value; a fault ends the bench. */
function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.fault.code);
  return result.value;
}

async function indexed(search: JournalSearch): Promise<number> {
  const from = performance.now();
  for (let left = 1; left > 0;) {
    left = must(await search.catchUp());
  }
  return performance.now() - from;
}

/** Each question five times. */
async function searches(search: JournalSearch): Promise<readonly Row[]> {
  const took: number[] = [];
  const rows: Row[] = [];
  for (const [text, more] of questions) {
    const times: number[] = [];
    let [found, whole] = [0, true];
    for (let turn = 0; turn < 5; turn++) {
      const at = performance.now();
      const { events, next } = must(await search.find(asked(text, more), { limit: 100 }));
      times.push(performance.now() - at);
      [found, whole] = [events.length, next === null || events.length === 100];
    }
    took.push(...times);
    rows.push(row(bench, `${text === '' ? Object.keys(more).join(' ') || 'all' : text}: longest of 5, ${found} found${whole ? '' : ' so far'}`, Math.max(...times), 'ms', '<= 1000'));
  }
  return [...rows, row(bench, 'all searches p95', percentile(took, 95), 'ms', '<= 1000')];
}

/** Searching an audit of a million events, making its index, what the index costs a commit, and proving the chain. `--parts small`: a hundred thousand. */
export async function run(_seconds: number | null, { parts }: Asked): Promise<readonly Row[]> {
  const events = parts.includes('small') ? 100_000 : 1_000_000;
  const { dir, remove } = scratch();
  const data = must(openData(dir, { clock: realClock }));
  const journal = must(await openJournal(data, { clock: realClock, note: () => {} }));
  for (let n = 0; n < events; n += 10_000) await Promise.all(Array.from({ length: 10 }, (_, k) => journal.append(Array.from({ length: 1000 }, (__, i) => draft(n + k * 1000 + i)))));
  const commits = async (): Promise<number[]> => { const ms: number[] = []; for (let i = 0; i < 200; i++) { const at = performance.now(); await journal.append([draft(events + i)]); ms.push(performance.now() - at); } return ms; };
  const alone = await commits();
  const search = openSearch(data, { note: () => {} });
  void search.catchUp();
  const beside = await commits();
  const made = await indexed(search);
  const rows = await searches(search);
  await search.close();
  await journal.close();
  data.close();
  const sizes = [megabytes(dir, 'journal.db'), megabytes(dir, 'search.db')];
  const before = process.cpuUsage();
  const report = must(verifyJournal(dir, { own: ownHead(dir), hash: await fastSm3() }));   // as the engine's verifying thread and `engine verify` do
  const { user, system } = process.cpuUsage(before);
  remove();
  return [
    row(bench, 'events', events, 'events'), ...rows,
    row(bench, 'index made in one go', events / made * 1000, 'events/s'), row(bench, 'journal', sizes[0]!, 'MB'), row(bench, 'index', sizes[1]!, 'MB'),
    row(bench, 'commit alone p95', percentile(alone, 95), 'ms'), row(bench, 'commit while the index is made p95', percentile(beside, 95), 'ms'),
    row(bench, 'events verified per second of processor', report.events / ((user + system) / 1e6), 'events/s'), row(bench, 'events verified', report.eventsPerSecond, 'events/s', '>= 100000'),
  ];
}
