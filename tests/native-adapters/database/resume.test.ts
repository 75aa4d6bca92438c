import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { sourceFaults } from '#adapters';
import { pointId } from '#app/park';
import { databaseDevice } from '../../../simulator/devices/database.ts';
import { never, until, wait } from '../../conformance/subject.ts';
import { optionsOf, reading } from './subject.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-resume-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;
const numbers = (n: number, from = 1): readonly number[] => Array.from({ length: n }, (_, i) => i + from);
const minute = 60_000;

async function device() {
  const d = databaseDevice({ file: path.join(folder, `${++made}.db`), periodMs: 0 });
  await d.start(0);
  onTestFinished(() => d.stop());
  return d;
}
const opened = (file: string, more: Record<string, unknown> = {}, files: Record<string, string> = {}) => reading(optionsOf({ dialect: 'sqlite', file, by: 'key', everyMs: 10, retryMs: 20, queryMs: 500, ...more }), { files });

describe('DBR-01 what fills while we look', () => {
  it.each(['key', 'time'] as const)('by %s: an empty table that is filled with more tags than the overlap in one commit: each has its first value', async (by) => {
    const d = await device();
    const tags = numbers(350).map((n) => `TAG-${n}`);
    const r = opened(d.file, { by, overlapKeys: 100 });
    await r.adapter.open(never); r.watch(...tags);
    await until(() => r.taken.length >= 350);
    r.forget();
    const now = Date.now();
    d.insertAll(tags.map((tag, i) => [tag, i, now - 350 + i] as const));
    await until(() => r.taken.length >= 350);
    await wait(40);
    expect(tags.map((_, h) => r.values(h))).toEqual(tags.map((_, i) => [i]));
  });
  it('a table that was emptied and counts from one again: what came since is told, not its newest rows alone', async () => {
    const d = await device();
    const now = Date.now();
    d.insertAll(numbers(50).map((n) => ['A', n, now - 10 * minute + n] as const));
    const r = opened(d.file, { overlapKeys: 0 });
    await r.adapter.open(never); r.watch('A');
    await until(() => r.of(0).length === 1);
    r.forget();
    d.sql(`BEGIN; DELETE FROM readings; DELETE FROM sqlite_sequence; ${numbers(9).map((n) => `INSERT INTO readings (tag, ts, value, quality) VALUES ('A', '${d.local(now + n * 1000)}', ${100 + n}, 0);`).join('')} COMMIT`);
    await until(() => r.values(0).length >= 9);
    await wait(40);
    expect(r.values(0).toSorted((a, b) => a! - b!)).toEqual(numbers(9, 101));
  });
});

describe('DBR-14 after a restart of ours', () => {
  const left = (files: Record<string, string>, change: (kept: Record<string, unknown>) => Record<string, unknown>): Record<string, string> => ({ 'read.json': JSON.stringify(change(JSON.parse(files['read.json']!) as Record<string, unknown>)) });
  /** One run that reads `rows` and is closed; gives what it kept. */
  async function run(file: string, more: Record<string, unknown>): Promise<Record<string, string>> {
    const files: Record<string, string> = {};
    const r = opened(file, more, files);
    await r.adapter.open(never); r.watch('A');
    await until(() => r.of(0).length > 0);
    await r.adapter.close();
    return files;
  }
  it.each(['key', 'time'] as const)('by %s: rows written while nobody read come after the newest, with their own times, as late ones; what was before does not', async (by) => {
    const d = await device();
    const now = Date.now();
    const row = (n: number) => ['A', n, now - 60 * minute + n * minute] as const;
    d.insertAll(numbers(40).map(row));
    const files = await run(d.file, { by, overlapKeys: 0, overlapMs: 0 });
    d.insertAll(numbers(20, 41).map(row));
    const r = opened(d.file, { by, overlapKeys: 0, overlapMs: 0 }, files);
    await r.adapter.open(never); r.watch('A');
    await until(() => r.of(0).length >= 20);
    await wait(40);
    expect(r.values(0).filter((v) => v !== 40)).toEqual([60, ...numbers(19, 41)]);   // by time, what stands in the same second is told again
    expect([r.late[0], r.late.slice(1).every((late) => late)]).toEqual([false, true]);
    expect(r.of(0).at(-1)?.sourceTime).toBe(now - minute);
    d.insert('A', 61, d.local(now + 2000));
    await until(() => r.values(0).at(-1) === 61);
    expect(r.late.at(-1)).toBe(false);
  });
  it('is bounded by missingHours, off with 0, and another table begins at its end', async () => {
    const d = await device();
    const now = Date.now();
    d.insertAll([['A', 0, now - 49 * 60 * minute]]);
    const files = left(await run(d.file, { overlapKeys: 0 }), (kept) => ({ ...kept, at: now - 48 * 60 * minute }));
    d.insertAll(numbers(48).map((n) => ['A', n, now - (48 - n) * 60 * minute - minute] as const));
    const values = async (more: Record<string, unknown>, least: number): Promise<readonly (number | null)[]> => {
      const r = opened(d.file, { overlapKeys: 0, ...more }, { ...files });
      await r.adapter.open(never); r.watch('A');
      await until(() => r.of(0).length >= least);
      await wait(40);
      return r.values(0);
    };
    expect([await values({ missingHours: 3 }, 3), await values({ missingHours: 0 }, 1), await values({ columns: { point: 'tag', key: 'id', time: 'ts', value: 'value' } }, 1)]).toEqual([[48, 46, 47], [48], [48]]);
  });
  it('a table that was emptied meanwhile, and counts from one again: what came since', async () => {
    const d = await device();
    const now = Date.now();
    d.insertAll(numbers(50).map((n) => ['A', n, now - 10 * minute + n] as const));
    const files = await run(d.file, { overlapKeys: 0 });
    d.sql('DELETE FROM readings; DELETE FROM sqlite_sequence');
    d.insertAll(numbers(9).map((n) => ['A', 100 + n, now - minute + n] as const));
    const r = opened(d.file, { overlapKeys: 0 }, files);
    await r.adapter.open(never); r.watch('A');
    await until(() => r.values(0).length >= 9);
    expect(r.values(0)).toEqual([109, ...numbers(8, 101)]);
  });
  it('a table whose times cannot be searched in time is read from now on', { timeout: 20_000 }, async () => {
    const d = await device();
    d.insertAll(numbers(6000).map((n) => [`T${n}`, n, Date.now() - 30 * minute] as const));
    const more = { queryMs: 150, select: "SELECT id, tag, value, quality, (SELECT min(b.ts || '') FROM readings b WHERE b.id * readings.id > 0) AS ts FROM readings" };
    const files = left(await run(d.file, { ...more, queryMs: 5000 }), (kept) => ({ ...kept, key: null, ms: Date.now() - 10 * minute }));
    const r = opened(d.file, more, files);
    await r.adapter.open(never); r.watch('T6000');
    await until(() => r.links.some((l) => !l.up), 10_000);
    expect(r.links[0]?.reason).toMatchObject({ code: 'unreachable', params: { reason: 'slow' } });
    await until(() => r.values(0).at(-1) === 6000);
  });
  it('what was kept cannot be read: it begins at the end, and says so', async () => {
    const d = await device();
    d.insertAll(numbers(5).map((n) => ['A', n, Date.now()] as const));
    const r = opened(d.file, {}, { 'read.json': '{' });
    await r.adapter.open(never); r.watch('A');
    await until(() => r.values(0).length === 1);
    expect(r.notes.join()).toContain('cannot be read');
  });
});

describe('ADP-04 addresses of a wide table', () => {
  it('a column that cannot be one is refused with the site, before anything is asked', () => {
    const points = [{ id: pointId('a'), address: '压力' }, { id: pointId('b'), address: 'a b' }];
    const common = { dialect: 'sqlite', file: 'x.db', table: 'hourly', by: 'time' };
    expect(sourceFaults('database', { ...common, style: 'wide', columns: { time: 'at' } }, points)).toMatchObject([{ point: 'b', fault: { code: 'bad-address', params: { address: 'a b' } } }]);
    expect(sourceFaults('database', { ...common, style: 'tall', columns: { time: 'at', point: 'tag', value: 'v' } }, points)).toEqual([]);
  });
});
