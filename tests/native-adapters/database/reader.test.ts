import { copyFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { Status } from '#app/acquisition';
import { databaseDevice } from '../../../simulator/devices/database.ts';
import { never, until, wait } from '../../conformance/subject.ts';
import { optionsOf, reading } from './subject.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-reader-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const numbers = (n: number, from = 1): readonly number[] => Array.from({ length: n }, (_, i) => i + from);

async function device(periodMs = 0) {
  const made = databaseDevice({ file: path.join(folder, `${++files}.db`), periodMs });
  await made.start(0);
  onTestFinished(() => made.stop());
  return made;
}
const opened = (file: string, more: Record<string, unknown> = {}) => reading(optionsOf({ dialect: 'sqlite', file, by: 'key', everyMs: 10, retryMs: 20, queryMs: 500, ...more }));
const absent = (Status.deviceFailure | 2) >>> 0;

describe('DBR-01 what is told of a table', () => {
  it.each(['key', 'time'] as const)('by %s: at first the newest row of each point and nothing of the history, then everything, in order', async (by) => {
    const d = await device();
    const now = Date.now();
    d.insertAll(numbers(5000).map((n) => [`TAG-${n % 3}`, n, now - 20_000 + n] as const));
    const r = opened(d.file, { by });
    await r.adapter.open(never); r.watch('TAG-0', 'TAG-1', 'TAG-2');
    await until(() => r.taken.length >= 3);
    await wait(60);
    expect([r.values(0), r.values(1), r.values(2)]).toEqual([[4998], [4999], [5000]]);
    expect(r.of(0)[0]?.sourceTime).toBe(now - 20_000 + 4998);
    r.forget();
    d.insertAll(numbers(50, 6000).map((n) => ['TAG-1', n, now + n] as const));
    await until(() => r.of(1).length >= 50);
    await wait(50);
    expect(r.values(1)).toEqual(numbers(50, 6000));
  });
  it.each(['key', 'time'] as const)('by %s: the history is not even read', async (by) => {
    const d = await device();
    d.insertAll(numbers(5000).map((n) => ['A', n, Date.now() - 6_000_000 + 1000 * n] as const));
    const r = opened(d.file, { by, batch: 1, reads: 2, overlapKeys: 0, overlapMs: 0 });     // two rows a beat: 5000 would take 25 s
    await r.adapter.open(never); r.watch('A');
    await until(() => r.of(0).length === 1);
    d.set('A', 7777);
    await until(() => r.values(0).includes(7777));
    expect(r.values(0)).toEqual([5000, 7777]);
  });
  it('of points that are watched later only the newest too; those that stay lose nothing and hear nothing twice', async () => {
    const d = await device();
    d.set('A', 1); d.set('B', 1); d.set('B', 2);
    const r = opened(d.file);
    await r.adapter.open(never); r.watch('A');
    await until(() => r.of(0).length === 1);
    d.set('A', 2); d.set('A', 3); d.set('B', 3);
    r.watch('A', 'B');
    await until(() => r.of(0).length >= 3 && r.of(1).length > 0);
    await wait(50);
    expect([r.values(0), r.values(1)]).toEqual([[1, 2, 3], [3]]);
  });
  it('an empty table: points are absent, and every row after is told', async () => {
    const d = await device();
    for (const by of ['key', 'time']) {
      d.sql('DELETE FROM readings');
      const r = opened(d.file, { by });
      await r.adapter.open(never); r.watch('A', 'A');
      await until(() => r.of(1).length > 0);
      expect(r.of(0)).toMatchObject([{ value: null, status: absent }]);
      d.set('A', 5); d.set('A', 6);
      await until(() => r.values(1).at(-1) === 6);
      expect(r.values(0)).toEqual([null, 5, 6]);
      expect(r.notes.join()).toContain('1 of 1 points have no row');
      await r.adapter.close();
    }
  });
  it('DBR-03 a wide table: a column is a point, NULL is no value, a missing column is absent', async () => {
    const d = await device();
    d.sql(`CREATE TABLE hourly (n INTEGER PRIMARY KEY, at TEXT, "压力" REAL, pump INTEGER, note TEXT, q TEXT); INSERT INTO hourly VALUES (1, '2026-01-01 00:00:00', 9, 9, 'old', 'N'), (2, '2026-01-01 08:00:00', 0.5, NULL, 'ok', 'N')`);
    const r = opened(d.file, { table: 'hourly', style: 'wide', columns: { key: 'n', time: 'at', quality: 'q' }, states: { N: 'good' } });
    await r.adapter.open(never);
    expect(r.watch('压力', 'a b')).toMatchObject({ ok: false, fault: { code: 'bad-address', params: { address: 'a b' } } });
    r.watch('压力', 'pump', 'note', 'gone');
    await until(() => r.of(3).length > 0);
    expect([r.of(0), r.of(1), r.of(2), r.of(3)].map((s) => s.map((x) => [x.value, x.text, x.status]))).toEqual([[[0.5, undefined, 0]], [[null, undefined, Status.deviceFailure + 3]], [[null, 'ok', 0]], [[null, undefined, absent]]]);
    expect(r.of(0)[0]?.sourceTime).toBe(Date.UTC(2026, 0, 1));
    d.sql("INSERT INTO hourly VALUES (3, '2026-01-01 08:00:01', 0.75, 1, NULL, 'N')");
    await until(() => r.of(0).length === 2);
    expect([r.values(0), r.values(1)]).toEqual([[0.5, 0.75], [null, 1]]);
  });
  it('columns called k, t, p, q and v are what they are', async () => {
    const d = await device();
    d.sql(`CREATE TABLE awkward (k INTEGER PRIMARY KEY, t TEXT, p TEXT, q INTEGER, v REAL); ${numbers(12).map((n) => `INSERT INTO awkward VALUES (${n}, '2026-01-01 08:00:${String(n).padStart(2, '0')}', 'A', 0, ${n});`).join('')}`);
    const r = opened(d.file, { table: 'awkward', columns: { key: 'k', time: 't', point: 'p', quality: 'q', value: 'v' }, batch: 3 });
    await r.adapter.open(never); r.watch('A');
    await until(() => r.of(0).length === 1);
    d.sql(numbers(98, 13).map((n) => `INSERT INTO awkward VALUES (${n}, '2026-01-01 08:00:00', 'A', 0, ${n});`).join(''));
    await until(() => r.of(0).length === 99);
    expect(r.values(0)).toEqual(numbers(99, 12));
  });
});

describe('DBR-06 rows that come late, clocks that step', () => {
  it('by time: within the overlap each is found once, with its own time', async () => {
    const d = await device();
    const now = Date.now();
    const row = (v: number, agoS: number): void => d.insert('A', v, d.local(now - 1000 * agoS));
    row(1, 500);
    const r = opened(d.file, { by: 'time', overlapMs: 300_000 });
    await r.adapter.open(never); r.watch('A');
    await until(() => r.of(0).length === 1);
    row(2, 100); await until(() => r.values(0).includes(2));
    row(3, 350); await until(() => r.values(0).includes(3));
    row(3, 350); row(4, 350); await until(() => r.values(0).includes(4));       // said twice, word for word, is said once
    row(5, 450); row(6, 50); await until(() => r.values(0).includes(6));        // 5 came too late
    expect(r.values(0)).toEqual([1, 2, 3, 4, 6]);
    expect(r.of(0)[2]?.sourceTime).toBe(now - 350_000);
  });
  it('by time: a clock an hour ahead that is put right hides nothing', async () => {
    const d = await device();
    d.set('A', 1);
    const r = opened(d.file, { by: 'time', overlapMs: 5000 });
    await r.adapter.open(never); r.watch('A');
    await until(() => r.of(0).length === 1);
    await d.inject('wrong-clock');
    d.set('A', 2); await until(() => r.values(0).includes(2));
    expect(r.of(0).at(-1)!.sourceTime! - Date.now()).toBeGreaterThan(3_500_000);
    await d.inject(null);
    d.set('A', 3); await until(() => r.values(0).includes(3));
    expect(r.values(0)).toEqual([1, 2, 3]);
  });
  it('by key: times may say what they like', async () => {
    const d = await device();
    d.set('A', 1);
    const r = opened(d.file);
    await r.adapter.open(never); r.watch('A');
    await until(() => r.of(0).length === 1);
    for (const [v, time] of [[2, '1999-01-01 00:00:00'], [3, null], [4, 'yesterday'], [5, '2030-01-01 00:00:00']] as const) d.insert('A', v, time);
    await until(() => r.values(0).includes(5));
    expect(r.of(0).slice(1).map((s) => [s.value, s.status, s.sourceTime === null])).toEqual([[2, 0, false], [3, 0x4000_0000, true], [4, 0x4000_0000, true], [5, 0, false]]);
  });
  it('by key: a row whose key is lower but that came later, as two writers make it', async () => {
    const d = await device();
    d.sql("INSERT INTO readings (id, tag, value, quality) VALUES (100, 'A', 1, 0)");
    const r = opened(d.file, { overlapKeys: 10 });
    await r.adapter.open(never); r.watch('A');
    await until(() => r.of(0).length === 1);
    d.sql("INSERT INTO readings (id, tag, value, quality) VALUES (103, 'A', 3, 0)");
    await until(() => r.values(0).includes(3));
    d.sql("INSERT INTO readings (id, tag, value, quality) VALUES (102, 'A', 2, 0), (80, 'A', 9, 0)");
    await until(() => r.values(0).includes(2));
    d.sql("INSERT INTO readings (id, tag, value, quality) VALUES (104, 'A', 4, 0)");
    await until(() => r.values(0).includes(4));
    expect(r.values(0)).toEqual([1, 3, 2, 4]);
  });
  it('a table that was emptied and counts from one again is read on', async () => {
    const d = await device();
    for (const n of numbers(5)) d.set('A', n);
    const r = opened(d.file, { overlapKeys: 0 });
    await r.adapter.open(never); r.watch('A');
    await until(() => r.of(0).length === 1);
    d.sql("DELETE FROM readings; DELETE FROM sqlite_sequence");
    d.set('A', 77);
    await until(() => r.values(0).includes(77));
    expect(r.notes.join()).toContain('the keys began anew');
  });
});

describe('DBR-11 lost and found', () => {
  it.each(['key', 'time'] as const)('by %s: a backlog of 100,000 rows comes in bounded batches, after the newest, each once, with its own time', { timeout: 60_000 }, async (by) => {
    const d = await device();
    d.insert('A', 0, d.local(Date.now() - 200_000));
    const r = opened(d.file, { by, batch: 1000, reads: 5, overlapMs: 600_000 });
    await r.adapter.open(never); r.watch('A');
    await until(() => r.of(0).length === 1);
    await d.inject('drop');
    await until(() => r.of(0).at(-1)?.status === Status.noCommunication);
    const begun = Date.now() - 100_000;
    const elsewhere = new DatabaseSync(`${d.file}.away`);             // while the link is lost, rows go on being written
    const insert = elsewhere.prepare("INSERT INTO readings (tag, ts, value, quality) VALUES ('A', ?, ?, 0)");
    elsewhere.exec('BEGIN');
    for (const n of numbers(100_000)) insert.run(d.local(begun + n), n);
    elsewhere.exec('COMMIT');
    elsewhere.close();
    r.forget();
    const started = performance.now();
    await d.inject(null);
    await until(() => r.of(0).length >= 100_000, 50_000);
    process.stdout.write(`database by ${by}: 100,000 missed rows in ${Math.round(performance.now() - started)} ms\n`);
    await wait(50);
    const values = r.values(0);
    expect(Math.max(...r.sizes())).toBeLessThanOrEqual(1000);
    expect(values[0]).toBe(100_000);
    expect(values.slice(1).every((v, i) => v === i + 1)).toBe(true);
    expect(values.length).toBe(100_000);
    expect(r.of(0)[5000]?.sourceTime).toBe(begun + 5000);
    expect(r.adapter.lost()).toBe(0);
  });
  it('another file in its place is another database, and is opened anew', async () => {
    const d = await device();
    d.set('A', 1);
    copyFileSync(d.file, `${d.file}.copy`);
    const r = opened(d.file);
    await r.adapter.open(never); r.watch('A');
    await until(() => r.values(0).at(-1) === 1);
    const copy = new DatabaseSync(`${d.file}.copy`);
    copy.exec("INSERT INTO readings (tag, value, quality) VALUES ('A', 5, 0)");
    copy.close();
    renameSync(`${d.file}.copy`, d.file);
    await until(() => r.values(0).at(-1) === 5);
    expect(r.links.map((l) => l.up)).toEqual([true, false, true]);
  });
  it('what is no database, no file, no table, no column is said by name', async () => {
    const d = await device();
    const odd = path.join(folder, 'odd.db');
    writeFileSync(odd, 'this is no database at all, not even nearly, whatever its name may say about it');
    const reason = async (file: string, more: Record<string, unknown> = {}) => {
      const r = opened(file, more);
      await r.adapter.open(never); r.watch('A');
      await until(() => r.links.length > 0);
      await r.adapter.close();
      return [r.links[0]?.reason?.code, r.links[0]?.reason?.params['reason'] ?? r.links[0]?.reason?.params['what']];
    };
    expect([await reason(odd), await reason(`${d.file}.none`), await reason(d.file, { table: 'other' }), await reason(d.file, { columns: { point: 'tag', key: 'id', time: 'ts', value: 'val' } })]).toEqual([
      ['protocol', 'SQLITE_NOTADB'], ['unreachable', 'no-file'], ['refused', 'no-table: other'], ['refused', 'no-column: val']]);
  });
  it('a file that is held by a writer: waited for, then said to be locked, then read again', { timeout: 20_000 }, async () => {
    const d = await device();
    d.set('A', 1);
    const r = opened(d.file, { queryMs: 300 });
    await r.adapter.open(never); r.watch('A');
    await until(() => r.of(0).length === 1);
    const script = "const { DatabaseSync } = require('node:sqlite'); const d = new DatabaseSync(process.argv[1]); for (const ms of [100, 1000]) { d.exec('BEGIN EXCLUSIVE'); process.stdout.write('x'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms); d.exec('COMMIT'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300); }";
    const holder = spawn(process.execPath, ['-e', script, d.file], { stdio: ['ignore', 'pipe', 'inherit'] });   // another process: locks of one process are shared
    const ended = new Promise((resolve) => { holder.on('exit', resolve); });
    let held = 0;
    holder.stdout.on('data', () => { held++; });
    await until(() => held === 2, 8000);
    expect(r.links.map((l) => l.up)).toEqual([true]);
    await until(() => r.links.at(-1)?.up === false);
    expect(r.links.at(-1)?.reason).toMatchObject({ code: 'unreachable', params: { reason: 'locked' } });
    await until(() => r.links.at(-1)?.up === true);
    await ended;
    expect(r.values(0).at(-1)).toBe(1);
  });
});

describe('DBR-09 time', () => {
  it('a statement over too many rows ends when its time is over, though SQLite knows no interruption', { timeout: 20_000 }, async () => {
    const d = await device();
    d.insertAll(numbers(3000).map((n) => [`T${n}`, n, Date.now()] as const));
    const r = opened(d.file, { queryMs: 200, select: 'SELECT a.id * b.id AS id, a.tag AS tag, a.ts AS ts, b.value AS value FROM readings a, readings b', columns: { point: 'tag', key: 'id', time: 'ts', value: 'value' }, batch: 10_000 });
    await r.adapter.open(never);
    const began = performance.now();
    r.watch('T1');
    await until(() => r.links.some((l) => !l.up));
    expect(performance.now() - began).toBeLessThan(1500);
    expect(r.links[0]?.reason).toMatchObject({ code: 'unreachable', params: { reason: 'slow' } });
    const closing = performance.now();
    await r.adapter.close();
    expect(performance.now() - closing).toBeLessThan(1000);
  });
  it('the beat does not drift', async () => {
    const d = await device(5);
    d.set('A', 1);
    const r = opened(d.file, { everyMs: 50 });
    await r.adapter.open(never); r.watch('A');
    await until(() => r.of(0).length > 0);
    const first = r.sizes().length;
    await wait(1000);
    const beats = r.sizes().length - first;
    expect(beats).toBeGreaterThanOrEqual(17);
    expect(beats).toBeLessThanOrEqual(22);
  });
});

describe('DBR-12 the device of the simulator, with its faults', () => {
  it('frozen, late, garbage, over range, bad status, drop', { timeout: 20_000 }, async () => {
    const d = await device(20);
    d.set('A', 5); d.set('B', 7);
    const r = opened(d.file);
    await r.adapter.open(never); r.watch('A', 'B');
    await until(() => r.of(0).length > 3 && r.of(1).length > 3);
    await d.inject('garbage', { address: 'A' });
    await until(() => r.of(0).at(-1)?.text !== undefined || r.of(0).at(-1)?.value === null);
    await d.inject(null); await d.inject('over-range', { address: 'A', value: 1e9 });
    await until(() => r.values(0).at(-1) === 1e9);
    await d.inject(null); await d.inject('bad-status', { code: 4 });
    await until(() => r.of(1).at(-1)?.status === Status.deviceFailure + 4);
    await d.inject(null);
    await until(() => r.values(1).at(-1) === 7);
    await d.inject('frozen'); await wait(60); r.forget(); await wait(120);
    expect(r.taken).toEqual([]);
    await d.inject(null); await d.inject('late', { ms: 100 });
    await until(() => r.of(0).length > 3);
    expect(r.of(0).every((s) => s.receivedTime - s.sourceTime! >= 80)).toBe(true);
    await d.inject('drop');
    await until(() => r.of(0).at(-1)?.status === Status.noCommunication);
    await d.inject(null);
    await until(() => r.values(0).at(-1) === 5);
  });
});
