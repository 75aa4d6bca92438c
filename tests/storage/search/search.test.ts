import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { isFound, SearchAsked, searchOf, type Draft, type EventSearch, type JournalEvent } from '#app/journal';
import { actor } from '#kernel/session';
import { epochMs } from '#kernel/time';
import { openSearch, verifyJournal, type FoundEvents, type JournalSearch, type StorageNote } from '#storage';
import { draft, must, openedJournal, tempFolder, type OpenedJournal } from '../opened.ts';

const search = (text: string, more: Partial<SearchAsked> = {}): EventSearch => searchOf(SearchAsked.parse({ text, ...more }), new Map([['login.failed', ['登录失败']]])) ?? expect.fail(`nothing in ${text}`);
interface Searching extends OpenedJournal { readonly dir: string; readonly found: JournalSearch; readonly told: StorageNote[]; readonly again: () => JournalSearch }
const opened: JournalSearch[] = [];
async function searching(drafts: readonly Draft[]): Promise<Searching> {
  const dir = tempFolder();
  const journal = await openedJournal(dir);
  if (drafts.length > 0) must(await journal.journal.append(drafts));
  const told: StorageNote[] = [];
  const again = (): JournalSearch => { const one = openSearch(journal.data, { note: (n) => told.push(n) }); opened.push(one); return one; };
  return { ...journal, dir, told, found: again(), again };
}
/** Every page of a search. */
async function all(found: JournalSearch, asked: EventSearch, limit = 500): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  for (let before: number | null | undefined = undefined; before !== null;) {
    const page: FoundEvents = must(await found.find(asked, { limit, ...(before !== undefined && { before }) }));
    events.push(...page.events);
    before = page.next;
  }
  return events;
}
const seqs = (events: readonly JournalEvent[]): number[] => events.map((e) => e.seq);
afterEach(async () => { for (const one of opened.splice(0)) await one.close(); });

const drafts: readonly Draft[] = [
  draft('LEL-201.HH', { kind: 'alarm.raised', body: { name: '一号罐区可燃气体', value: 61.5 } }), draft('zhang', { kind: 'login.failed', actor: actor('zhang@desk-1'), time: epochMs(1_700_000_100_000) }),
  draft('LI-101', { kind: 'alarm.raised', body: { name: '甲醇储罐液位' }, time: epochMs(1_700_009_000_000) }), draft('T-7', { body: '罐' }),
];

it('STO-16: words, in Chinese and Latin, with filters, the newest first', async () => {
  const { found } = await searching(drafts);
  const of = async (text: string, more: Partial<SearchAsked> = {}): Promise<number[]> => seqs(await all(found, search(text, more)));
  expect([await of('罐'), await of('罐区'), await of('甲醇 液位'), await of('lel-2'), await of('登录失败'), await of('61.5'), await of('没有')]).toEqual([[4, 3, 1], [1], [3], [1], [2], [1], []]);
  expect([await of(''), await of('', { kinds: ['alarm.raised'] }), await of('罐', { kinds: ['alarm.raised'], until: 1_700_009_000_000 }), await of('', { actors: ['zhang@desk-1'] }), await of('', { subjects: ['T-7'] })]).toEqual([[4, 3, 2, 1], [3, 1], [1], [2], [4]]);
  expect([await of('', { from: 1_700_000_100_000 }), await of('', { from: 1_800_000_000_000 })]).toEqual([[3, 2], []]);
});
it('STO-15: what was committed a moment ago is found, and the index is only the rest', async () => {
  const { found, journal } = await searching(drafts);
  expect(seqs(await all(found, search('fresh')))).toEqual([]);
  must(await journal.append([draft('fresh', { body: 'one' }), draft('fresh', { body: 'two' })]));
  expect(seqs(await all(found, search('fresh')))).toEqual([6, 5]);
  expect(must(await found.catchUp())).toBe(0);
});
it('STO-16: pages follow each other without a gap or a repetition, also while events come', async () => {
  const { found, journal } = await searching(Array.from({ length: 47 }, (_, i) => draft(`P-${i}`, { body: i % 2 === 0 ? '偶数' : '奇数' })));
  const first = must(await found.find(search('偶数'), { limit: 10 }));
  must(await journal.append([draft('P-99', { body: '偶数' })]));
  const second = must(await found.find(search('偶数'), { limit: 10, before: first.next! }));
  const third = must(await found.find(search('偶数'), { limit: 10, before: second.next! }));
  expect([...seqs(first.events), ...seqs(second.events), ...seqs(third.events)]).toEqual(Array.from({ length: 24 }, (_, i) => 47 - 2 * i));
  expect([first.events.length, third.next]).toEqual([10, null]);
  expect(must(await found.find(search(''), { limit: 100_000 })).events).toHaveLength(48);
});
it('STO-16: a search that nobody wants any more ends with `cancelled`, and the next is answered', async () => {
  const { found } = await searching(Array.from({ length: 3000 }, (_, i) => draft(`P-${i}`)));
  const stop = new AbortController();
  const asked = found.find(search('p'), { limit: 500 }, stop.signal);
  stop.abort();
  expect(await asked).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
  expect(await found.find(search('p'), { limit: 500 }, stop.signal)).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
  expect(must(await found.find(search('p'), { limit: 5 })).events).toHaveLength(5);
});
it('STO-15, STO-16: an index that is far behind says so, answers with what it has, and comes up by itself', async () => {
  const { found } = await searching(Array.from({ length: 9000 }, (_, i) => draft(`P-${i}`)));
  const first = must(await found.find(search('p'), { limit: 1 }));
  expect(first.behind).toBeGreaterThan(0);
  expect(seqs(first.events)).toEqual([9000 - first.behind]);
  await expect.poll(async () => must(await found.find(search('p'), { limit: 1 })).behind, { timeout: 50_000, interval: 20 }).toBe(0);
  expect(seqs(must(await found.find(search('p'), { limit: 1 })).events)).toEqual([9000]);
}, 60_000);
it.each<[string, (file: string) => void]>([
  ['missing', (file) => { for (const end of ['', '-wal', '-shm']) fs.rmSync(file + end, { force: true }); }],
  ['no database', (file) => fs.writeFileSync(file, 'rubbish '.repeat(1000))],
  ['of another format', (file) => { const db = new Database(file); db.exec("UPDATE state SET format = 99; INSERT INTO words (words) VALUES ('delete-all')"); db.close(); }],
  ['of another journal', (file) => { const db = new Database(file); db.exec("UPDATE state SET hash = 'else'; INSERT INTO words (words) VALUES ('delete-all')"); db.close(); }],
  ['ahead of the journal', (file) => { const db = new Database(file); db.exec("UPDATE state SET pos = 400; INSERT INTO words (words) VALUES ('delete-all')"); db.close(); }],
  ['damaged inside', (file) => { const bytes = fs.readFileSync(file); bytes.fill(0xa5, 4096, bytes.length); fs.writeFileSync(file, bytes); }],
  ['damaged in its words', (file) => { const bytes = fs.readFileSync(file); bytes.fill(0xa5, 3 * 4096, bytes.length); fs.writeFileSync(file, bytes); }],
  ['without its words', (file) => { const db = new Database(file); db.exec('DROP TABLE words'); db.close(); }],
])('STO-15: an index that is %s is made anew and finds the same', async (_, harm) => {
  const { dir, found, again } = await searching(drafts);
  const before = await all(found, search('罐'));
  await found.close();
  const file = path.join(dir, 'search.db');
  const tidy = new Database(file);
  tidy.pragma('wal_checkpoint(TRUNCATE)');
  tidy.close();
  harm(file);
  expect(seqs(await all(again(), search('罐')))).toEqual(seqs(before));
});
it('STO-15: damage that only a search meets is told of, and the index made anew', async () => {
  const { dir, found, again, told } = await searching(Array.from({ length: 2500 }, (_, i) => draft(`P-${i}`, { body: { name: `${i % 9}号储罐`, session: (i * 2_654_435_761 % 2 ** 32).toString(36) } })));
  const before = await all(found, search('7号储罐'));
  expect(before.length).toBeGreaterThan(200);
  await found.close();
  const file = path.join(dir, 'search.db');
  const bytes = fs.readFileSync(file);
  expect(bytes.length).toBeGreaterThan(40 * 4096);
  bytes.fill(0xa5, 12 * 4096, bytes.length - 4 * 4096);
  fs.writeFileSync(file, bytes);
  expect(seqs(await all(again(), search('7号储罐')))).toEqual(seqs(before));
  expect(told.map((n) => n.name)).toContain('search-index-damaged');
}, 60_000);
it('JRN-18, STO-15: the index never is what is told: an entry that lies finds nothing, and the journal is untouched', async () => {
  const { dir, found, again, close } = await searching(drafts);
  await all(found, search('罐'));
  await found.close();
  const db = new Database(path.join(dir, 'search.db'));
  db.prepare('INSERT INTO words (rowid, tokens) VALUES (2, ?)').run('甲醇 醇液');
  db.close();
  const next = again();
  expect(seqs(await all(next, search('甲醇')))).toEqual([3]);
  await next.close();
  await close();
  expect(must(verifyJournal(dir)).holds).toBe(true);
});
it('JRN-18: whatever is asked, the index finds exactly what the rule finds', async () => {
  const words = ['储罐', '罐区', '甲醇', '液位', 'lel', '201', 'GD-201', 'tank', '一号', '罐', '登录失败', 'x-9.5'];
  const made = fc.sample(fc.tuple(fc.array(fc.constantFrom(...words), { maxLength: 5 }), fc.constantFrom('alarm.raised', 'login.failed'), fc.constantFrom('', ' ', '-'), fc.integer({ min: 0, max: 20_000_000 })), { seed: 20_261_120, numRuns: 300 });
  const { found, journal } = await searching(made.map(([body, kind, between, time], i) => draft(`S-${i % 7}`, { kind, body: { a: body.join(between), b: body[0] ?? 0 }, time: epochMs(1_700_000_000_000 + time) })));
  const events = must(await journal.read({ limit: 1000, newestFirst: true }));
  const text = fc.array(fc.oneof(fc.constantFrom(...words), fc.constantFrom('罐储', 'le', '"lel 201"', '0', '储罐罐区', 'an', '区甲')), { maxLength: 3 }).map((w) => w.join(' '));
  const bound = fc.option(fc.integer({ min: 0, max: 20_000_000 }).map((t) => 1_700_000_000_000 + t));
  await fc.assert(fc.asyncProperty(text, fc.subarray(['alarm.raised', 'login.failed', 'no.such']), fc.subarray(['S-1', 'S-2']), bound, bound, fc.constantFrom(7, 500), async (t, kinds, subjects, from, until, limit) => {
    const asked = search(t, { kinds, subjects, from, until });
    expect(seqs(await all(found, asked, limit))).toEqual(seqs(events.filter((e) => isFound(e, asked))));
  }), { seed: 20_261_120, numRuns: 150 });
}, 60_000);
