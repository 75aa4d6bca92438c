import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hlcParts, upcaster, verify, chainStart, type JournalEvent, type RecordingJournal, type Snapshot } from '#app/journal';
import { epochMs } from '#kernel/time';
import { openData, openJournal, sm3Digest } from '#storage';
import { handClock, realClock } from '../../clock.ts';
import { draft, filledFolder, must, openedJournal, tempFolder } from '../opened.ts';

async function replayed(journal: RecordingJournal, behind: Snapshot | null): Promise<readonly JournalEvent[]> {
  const all: JournalEvent[] = [];
  for await (const page of journal.replay(behind)) all.push(...must(page));
  return all;
}
const seqs = (events: readonly JournalEvent[]): readonly number[] => events.map((e) => e.seq);

it('STO-02 what is asked for is committed in that order, in groups, and answered with what is stored', async () => {
  const { journal, data } = await openedJournal(tempFolder());
  const asked = await Promise.all(Array.from({ length: 300 }, (_, i) => journal.append(Array.from({ length: i % 4 }, (__, j) => draft(`P-${i}-${j}`)))));
  const events = asked.flatMap((r) => must(r));
  expect(seqs(events)).toEqual(events.map((_, i) => i + 1));
  expect(events.map((e) => e.subject)).toEqual(Array.from({ length: 300 }, (_, i) => Array.from({ length: i % 4 }, (__, j) => `P-${i}-${j}`)).flat());
  expect(await replayed(journal, null)).toEqual(events);
  expect(verify(events, chainStart(data.node), sm3Digest)).toMatchObject({ checked: events.length, broken: null });
  expect(journal.head()).toMatchObject({ node: data.node, seq: events.length, hash: events.at(-1)?.hash });
  expect([journal.state(), journal.waiting(), journal.fault()]).toEqual(['recording', 0, null]);
});

it('STO-02 an answer means: another connection sees it', async () => {
  const dir = tempFolder();
  const { journal } = await openedJournal(dir);
  const db = new Database(path.join(dir, 'journal.db'), { readonly: true });
  const there = db.prepare<[number], string>('SELECT hash FROM events WHERE seq = ?').pluck();
  for (let i = 0; i < 50; i++) {
    const [event] = must(await journal.append([draft()]));
    expect(there.get(event?.seq ?? 0)).toBe(event?.hash);
  }
  db.close();
});

it('STO-02 JRN-03 a bad draft fails its own append and no other, and leaves no gap', async () => {
  const { journal } = await openedJournal(tempFolder(), { realm: 'live' });
  const bad = [draft('P', { body: { value: Number.NaN } }), draft('P', { v: 0 }), draft('P', { realm: 'drill' }), draft('P', { body: () => 1 })];
  const results = await Promise.all([[draft('a')], ...bad.map((b) => [draft('x'), b]), [draft('b')]].map((drafts) => journal.append(drafts)));
  expect(results.map((r) => (r.ok ? seqs(r.value) : r.fault.code))).toEqual([[1], 'bad-event', 'bad-event', 'bad-event', 'bad-event', [2]]);
  expect(journal.state()).toBe('recording');
});

it('JRN-13 STO-03 the term grows with every opening, and is on the disk when it is told', async () => {
  const dir = tempFolder();
  for (const term of [1, 2, 3]) {
    const { journal, close } = await openedJournal(dir);
    expect(journal.term).toBe(term);
    const db = new Database(path.join(dir, 'journal.db'), { readonly: true });
    expect(db.prepare('SELECT term FROM nodes').pluck().get()).toBe(term);
    db.close();
    await close();
  }
});

it('JRN-05 hybrid time goes on when the wall clock was set back between two openings', async () => {
  const dir = tempFolder();
  const hand = handClock();
  const open = async () => { const data = must(openData(dir, { clock: hand.clock })); return { data, journal: must(await openJournal(data, { clock: hand.clock, note: () => undefined, reserveBytes: 0 })) }; };
  const first = await open();
  const [a] = must(await first.journal.append([draft()]));
  await first.journal.close();
  first.data.close();
  hand.step(-3_600_000);
  const second = await open();
  const [b] = must(await second.journal.append([draft('P', { time: hand.clock.now() })]));
  await second.journal.close();
  second.data.close();
  expect((b?.hlc ?? '') > (a?.hlc ?? '')).toBe(true);
  expect(hlcParts(b?.hlc ?? a?.hlc ?? '' as never).ms - (b?.time ?? epochMs(0))).toBe(3_600_000);
});

it('reads by seq, subject and kind, both ways, and at most a page', async () => {
  const { journal } = await openedJournal(tempFolder());
  must(await journal.append(Array.from({ length: 30 }, (_, i) => draft(`P-${i % 3}`, { kind: i % 2 === 0 ? 'even' : 'odd' }))));
  const read = async (query: Parameters<typeof journal.read>[0]) => seqs(must(await journal.read(query)));
  expect(await read({ limit: 3 })).toEqual([1, 2, 3]);
  expect(await read({ limit: 3, newestFirst: true })).toEqual([30, 29, 28]);
  expect(await read({ limit: 3, afterSeq: 10 })).toEqual([11, 12, 13]);
  expect(await read({ limit: 3, afterSeq: 5, beforeSeq: 8 })).toEqual([6, 7]);
  expect(await read({ limit: 2, subject: 'P-1', newestFirst: true })).toEqual([29, 26]);
  expect(await read({ limit: 3, subject: 'P-1', kinds: ['even'] })).toEqual([5, 11, 17]);
  expect(await read({ limit: 3, kinds: ['odd', 'none'], newestFirst: true, beforeSeq: 30 })).toEqual([28, 26, 24]);
  expect(await read({ limit: 3, everyNode: true, newestFirst: true })).toEqual([30, 29, 28]);
  expect(await read({ limit: -1 })).toEqual([]);
  expect(await read({ limit: 10, kinds: [] })).toEqual([]);
});

it('JRN-08 reading brings events to today’s version, and marks what it cannot read', async () => {
  const dir = tempFolder();
  const told: string[] = [];
  const { journal } = await openedJournal(dir, { read: upcaster([{ kind: 'a', now: 2, from: { 1: (b) => ({ was: b }) } }], (e, why) => told.push(`${e.seq} ${why}`)) });
  must(await journal.append([draft('P', { kind: 'a', body: 5 }), draft('P', { kind: 'a', v: 3 })]));
  expect(must(await journal.read({ limit: 9 })).map(({ v, body, unread }) => ({ v, body, unread }))).toEqual([{ v: 2, body: { was: 5 }, unread: undefined }, { v: 3, body: { level: 'critical', value: 31.5 }, unread: 'newer-version' }]);
  expect(told).toEqual(['2 newer-version']);
});

it('STO-07 a snapshot stands in line behind the appends before it, and the tail is what came after', async () => {
  const dir = tempFolder();
  const { journal, close } = await openedJournal(dir);
  expect(must(await journal.lastSnapshot())).toBe(null);
  const [, taken] = await Promise.all([journal.append([draft('a'), draft('b')]), journal.snapshot({ alarms: ['储罐'] }), journal.append([draft('c')])]);
  expect(must(taken)).toMatchObject({ seq: 2, state: { alarms: ['储罐'] }, after: { seq: 2 } });
  await close();
  const again = await openedJournal(dir);
  const last = must(await again.journal.lastSnapshot());
  expect(last).toEqual(must(taken));
  expect((await replayed(again.journal, last)).map((e) => e.subject)).toEqual(['c']);
});

it('STO-07 the last three are kept; a damaged one is told of, and the one before it taken', async () => {
  const dir = tempFolder();
  const { journal, close } = await openedJournal(dir);
  for (let i = 1; i <= 5; i++) { must(await journal.append([draft()])); must(await journal.snapshot({ i })); }
  must(await journal.snapshot({ i: 5 }));   // the same again is not written again
  await close();
  const db = new Database(path.join(dir, 'journal.db'));
  expect(db.prepare('SELECT seq FROM snapshots ORDER BY pos').pluck().all()).toEqual([3, 4, 5]);
  const newest = db.prepare<[], { pos: number; state: Buffer }>('SELECT pos, state FROM snapshots ORDER BY pos DESC').get();
  const state = Buffer.from(newest?.state ?? []);
  state[state.length >> 1] = (state[state.length >> 1] ?? 0) ^ 1;
  db.prepare('UPDATE snapshots SET state = ? WHERE pos = ?').run(state, newest?.pos);
  db.close();
  const again = await openedJournal(dir);
  expect(must(await again.journal.lastSnapshot())).toMatchObject({ seq: 4, state: { i: 4 } });
  expect(again.notes).toMatchObject([{ name: 'snapshot-damaged', params: { seq: 5 } }]);
});

it('STO-13 an event changed near the end is found at opening, and named', async () => {
  const dir = await filledFolder(50);
  const db = new Database(path.join(dir, 'journal.db'));
  db.exec("UPDATE events SET subject = 'other' WHERE seq = 41");
  db.close();
  const data = must(openData(dir, { clock: realClock }));
  expect(await openJournal(data, { clock: realClock, note: () => undefined, reserveBytes: 0 })).toMatchObject({ ok: false, fault: { code: 'corrupt', params: { seq: 41, reason: 'column-mismatch' } } });
  data.close();
});

it('STO-13 rows cut off behind the end are missed at opening', async () => {
  const dir = await filledFolder(50);
  const db = new Database(path.join(dir, 'journal.db'));
  db.exec('DELETE FROM events WHERE seq > 45');
  db.close();
  const data = must(openData(dir, { clock: realClock }));
  expect(await openJournal(data, { clock: realClock, note: () => undefined, reserveBytes: 0 })).toMatchObject({ ok: false, fault: { code: 'corrupt', params: { seq: 46, reason: 'tail-cut' } } });
  data.close();
});

it('STO-13 a page of noise in the database is corrupt, not a crash', async () => {
  const dir = await filledFolder(300);
  const file = path.join(dir, 'journal.db');
  const handle = fs.openSync(file, 'r+');
  for (let page = 2; page < fs.statSync(file).size / 4096; page++) fs.writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, page * 4096);
  fs.closeSync(handle);
  const data = must(openData(dir, { clock: realClock }));
  expect(await openJournal(data, { clock: realClock, note: () => undefined, reserveBytes: 0 })).toMatchObject({ ok: false, fault: { code: 'corrupt' } });
  data.close();
});

it('a closed journal says so, and closes twice as once', async () => {
  const { journal } = await openedJournal(tempFolder());
  const under = journal.append([draft()]);
  await journal.close();
  expect(must(await under)).toHaveLength(1);
  for (const asked of [journal.append([draft()]), journal.snapshot(1), journal.read({ limit: 1 }), journal.lastSnapshot()]) expect(await asked).toMatchObject({ ok: false, fault: { code: 'journal-closed' } });
  await journal.close();
});

it('STO-02 any mix of appends and snapshots, in any portions, reads back as it was answered', async () => {
  const { journal, data } = await openedJournal(tempFolder());
  let tip = chainStart(data.node);
  await fc.assert(fc.asyncProperty(fc.array(fc.oneof(fc.array(fc.jsonValue(), { maxLength: 4 }), fc.constant(null)), { maxLength: 25 }), async (asks) => {
    const answers = await Promise.all(asks.map((a) => (a === null ? journal.snapshot(1) : journal.append(a.map((body) => draft('P', { body }))))));
    let seq = tip.seq;
    const events = answers.flatMap((r, i) => {
      const value = must<readonly JournalEvent[] | Snapshot>(r);
      if ('takenAt' in value) { expect(value.seq).toBe(seq); return []; }
      seq += asks[i]?.length ?? 0;
      return value;
    });
    const stored = must(await journal.read({ afterSeq: tip.seq, limit: 10_000 }));
    expect(stored).toEqual(events);
    const held = verify(stored, tip, sm3Digest);
    expect(held).toMatchObject({ checked: events.length, broken: null });
    ({ tip } = held);
  }), { seed: 2, numRuns: 60 });
}, 30_000);
