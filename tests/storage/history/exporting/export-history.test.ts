import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { QuestionOf } from '#app/history';
import type { Result } from '#kernel/result';
import { exportHistory, type ExportProgress } from '../../../../storage/history/exporting/index.ts';
import { exportFile } from '../../../../storage/history/exporting/export-file.ts';
import { sm3, sm3Of } from '../../../../storage/sm3.ts';
import { memory, seriesOf, type Sample } from '../../../app/history/query/memory.ts';
import { scratch } from '../../../main/engine/living.ts';

type Question = QuestionOf<'history.export'>;
type Exported = { readonly file: string; readonly rows: number; readonly bytes: number; readonly sm3: string };
const t0 = Date.UTC(2026, 10, 20, 0, 0, 0);
let folder = scratch();
beforeEach(() => { folder = scratch(); });
afterEach(() => { folder.remove(); });
const files = (): readonly string[] => (fs.existsSync(folder.dir) ? fs.readdirSync(folder.dir).toSorted() : []);

const kept = (point: string, samples: readonly Sample[]) => ({ series: seriesOf(point), samples });
const asked = (more: Partial<Question>): Question => ({ points: ['A'], from: t0, to: t0 + 3_600_000, what: 'raw', form: 'csv', ...more });
/** Runs an export to its end, a turn at a time. */
async function run(question: Question, source: ReturnType<typeof memory>, told: ExportProgress[] = []): Promise<{ readonly result: Result<Exported>; readonly turns: number }> {
  const work = exportHistory(folder.dir, question, source, (p) => told.push(p));
  for (let turns = 1; ; turns++) {
    const { done, value } = work.next();
    if (done === true) return { result: value, turns };
    await new Promise((r) => { setImmediate(r); });
  }
}
async function whole(question: Question, source: ReturnType<typeof memory>): Promise<Exported> {
  const { result } = await run(question, source);
  if (!result.ok) throw new Error(result.fault.code);
  return result.value;
}
const read = (file: string): string => fs.readFileSync(path.join(folder.dir, file), 'utf8');
const rowsIn = (file: string): Record<string, string>[] => parse(read(file), { columns: true, bom: true });
const parquetIn = async (file: string): Promise<Record<string, unknown>[]> => parquetReadObjects({ file: await asyncBufferFromFile(path.join(folder.dir, file)) });

describe('an export of what is kept', () => {
  it('HIS-80: CSV that a spreadsheet in Chinese opens: byte order mark, CRLF, ISO 8601 with the offset of the site', async () => {
    const source = memory([kept('LT-7 液位', [{ time: t0 + 250, value: 0.1 + 0.2, status: 0 }, { time: t0 + 1000, value: NaN, status: 0x8031_0000 }, { time: t0 + 2000, value: -1e-9, status: 0x4095_0000, text: '手动, "A"' }])], t0 + 9e6);
    const { file } = await whole(asked({ points: ['LT-7 液位'], zone: 'Asia/Shanghai' }), source);
    expect(file).toBe('history-20261120T080000-20261120T090000-raw.csv');
    expect(read(file)).toBe('\uFEFFpoint,time,received,value,text,quality,status\r\n'
      + '"LT-7 液位",2026-11-20T08:00:00.250+08:00,2026-11-20T08:00:00.255+08:00,0.30000000000000004,,good,0x00000000\r\n'
      + '"LT-7 液位",2026-11-20T08:00:01.000+08:00,2026-11-20T08:00:01.005+08:00,,,bad,0x80310000\r\n'
      + '"LT-7 液位",2026-11-20T08:00:02.000+08:00,2026-11-20T08:00:02.005+08:00,-1e-9,"手动, ""A""",uncertain,0x40950000\r\n');
  });

  it('HIS-80: times follow their zone through its changes, to the millisecond', async () => {
    const change = Date.UTC(2026, 9, 25, 1, 0, 0);
    const source = memory([kept('A', [-1, 0, 59_999, 3_600_000].map((ms) => ({ time: change + ms, value: 1, status: 0 })))], t0);
    const { file } = await whole(asked({ from: change - 10, to: change + 4e6, zone: 'Europe/Berlin' }), source);
    expect(rowsIn(file).map((r) => r['time'])).toEqual(['2026-10-25T02:59:59.999+02:00', '2026-10-25T02:00:00.000+01:00', '2026-10-25T02:00:59.999+01:00', '2026-10-25T03:00:00.000+01:00']);
    const plain = await whole(asked({ from: change - 10, to: change + 4e6 }), source);
    expect(rowsIn(plain.file)[0]!['time']).toBe('2026-10-25T00:59:59.999Z');
  });

  it('HIS-86: what would be a formula is text to a spreadsheet', async () => {
    const source = memory([kept('=HYPERLINK("x")', [{ time: t0, value: -5, status: 0, text: '@SUM(A1)' }, { time: t0 + 1, value: -5, status: 0, text: '-12.5' }])], t0 + 9e6);
    const { file } = await whole(asked({ points: ['=HYPERLINK("x")'] }), source);
    expect(rowsIn(file).map((r) => [r['point'], r['text'], r['value']])).toEqual([['\'=HYPERLINK("x")', "'@SUM(A1)", '-5'], ['\'=HYPERLINK("x")', '-12.5', '-5']]);
  });

  it('HIS-81 HIS-82: CSV and Parquet give back every sample bit by bit, of every point in the order asked', async () => {
    const sample = fc.record({
      gap: fc.integer({ min: 1, max: 100_000 }), value: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(NaN), fc.integer({ min: -100, max: 100 })),
      status: fc.constantFrom(0, 0x4095_0000, 0x8031_0000, 0x803c_0000, 0x0600), text: fc.option(fc.string({ maxLength: 12 }).map((s) => s.replaceAll(/[\r'\uD800-\uDFFF]/g, '')), { nil: undefined, freq: 5 }),
    });
    await fc.assert(fc.asyncProperty(fc.array(fc.array(sample, { maxLength: 40 }), { minLength: 1, maxLength: 3 }), async (all) => {
      const points = all.map((list, n) => { let time = t0; return kept(`P${n}`, list.map(({ gap, value, status, text }): Sample => ({ time: time += gap, value: Object.is(value, -0) ? 0 : value, status, ...(text !== undefined && text !== '' && { text }) }))); });
      const source = memory(points, t0 + 1e9);
      const of = asked({ points: points.map((p) => p.series.point).toReversed(), to: t0 + 1e8 });
      const is = points.toReversed().flatMap((p) => p.samples.map((s) => [p.series.point, s.time, Number.isNaN(s.value) ? null : s.value, s.status, s.text ?? null]));
      const csv = await whole(of, source);
      const parquet = await whole({ ...of, form: 'parquet' }, source);
      const plain = (text: string): string | null => (text === '' ? null : text.replace(/^'(?=[\s\0]*[=+\-@|%\t\r])/, ''));
      expect(rowsIn(csv.file).map((r) => [r['point'], Date.parse(r['time']!), r['value'] === '' ? null : Number(r['value']), Number(r['status']), plain(r['text']!)])).toEqual(is);
      expect((await parquetIn(parquet.file)).map((r) => [r['point'], (r['time'] as Date).getTime(), r['value'], Number(r['status']), r['text'] ?? null])).toEqual(is);
      expect([csv.rows, parquet.rows]).toEqual([is.length, is.length]);
    }), { seed: 6, numRuns: 20 });
  });

  it('HIS-81: a tier, with what its rows tell, the same in both forms', async () => {
    const samples = Array.from({ length: 300 }, (_, i): Sample => ({ time: t0 + i * 1000, value: i % 50 === 7 ? NaN : Math.sin(i) * 50, status: i % 50 === 7 ? 0x8000_0000 : 0 }));
    const source = memory([kept('A', samples)], t0 + 9e6);
    const csv = rowsIn((await whole(asked({ what: 'minute' }), source)).file);
    const parquet = await parquetIn((await whole(asked({ what: 'minute', form: 'parquet' }), source)).file);
    expect(csv.length).toBe(parquet.length);
    expect(csv[0]).toMatchObject({ point: 'A', time: '2026-11-20T00:00:00.000Z', samples: '60', readings: '58', quality: 'bad' });
    const values = samples.slice(0, 60).map((s) => s.value).filter((v) => !Number.isNaN(v));
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    expect([Number(csv[0]!['min']), Number(csv[0]!['max'])]).toEqual([Math.min(...values), Math.max(...values)]);
    expect(Number(csv[0]!['mean'])).toBeCloseTo(mean, 9);
    expect(Number(csv[0]!['std'])).toBeCloseTo(Math.sqrt(values.reduce((a, v) => a + (v - mean) ** 2, 0) / (values.length - 1)), 9);
    for (const [i, row] of csv.entries()) for (const name of ['min', 'max', 'mean', 'std', 'first', 'last', 'weighted', 'known_ms'] as const) expect(row[name] === '' ? null : Number(row[name])).toEqual(parquet[i]![name] ?? null);
  });

  it('HIS-85: a page at a time, with how far it is, its SM3 and its size', async () => {
    const many = Array.from({ length: 100_000 }, (_, i): Sample => ({ time: t0 + i, value: i, status: 0 }));
    const source = memory([kept('A', many), kept('B', many.slice(0, 10))], t0 + 9e6, 16_384);
    for (const form of ['csv', 'parquet'] as const) {
      const told: ExportProgress[] = [];
      const { result, turns } = await run(asked({ points: ['A', 'B'], form, to: t0 + 100_000 }), source, told);
      if (!result.ok) throw new Error(result.fault.code);
      const bytes = fs.readFileSync(path.join(folder.dir, result.value.file));
      expect(result.value).toMatchObject({ rows: 100_010, bytes: bytes.length, sm3: sm3(bytes) });
      expect(turns).toBeGreaterThan(24);
      expect(told.map((t) => t.share)).toEqual(told.map((t) => t.share).toSorted((a, b) => a - b));
      expect([told[0]!.state, told.at(-1)]).toEqual(['running', { file: result.value.file, rows: 100_010, share: 1, state: 'done', fault: null }]);
      if (form === 'parquet') expect((await parquetIn(result.value.file)).map((r) => r['value'])).toEqual([...many, ...many.slice(0, 10)].map((s) => s.value));
    }
  });

  it('HIS-83 HIS-84: what is taken back, or breaks off, leaves nothing; what is there is never written over', async () => {
    const many = Array.from({ length: 50_000 }, (_, i): Sample => ({ time: t0 + i, value: i, status: 0 }));
    const source = memory([kept('A', many)], t0 + 9e6, 16_384);
    for (const steps of [1, 2, 6]) {
      const work = exportHistory(folder.dir, asked({}), source, () => {});
      for (let i = 0; i < steps; i++) { work.next(); await new Promise((r) => { setTimeout(r, 5); }); }
      work.return({ ok: false, fault: { code: 'taken-back', params: {} } });
      await new Promise((r) => { setTimeout(r, 20); });
      expect(files()).toEqual([]);
    }
    const broken = { ...source, *raw(...of: Parameters<typeof source.raw>) { let n = 0; for (const piece of source.raw(...of)) { if (n++ > 0) throw new Error('block'); yield piece; } } };
    await expect(run(asked({}), broken)).rejects.toThrow('block');
    expect(files()).toEqual([]);
    const names = [await whole(asked({ to: t0 + 10 }), source), await whole(asked({ to: t0 + 10 }), source)].map((e) => e.file);
    expect(names).toEqual(['history-20261120T000000-20261120T000000-raw.csv', 'history-20261120T000000-20261120T000000-raw-2.csv']);
    expect(files()).toEqual(names.toSorted());
  });

  it('HIS-83: two exports of one span at the same time are two whole files, each with its own SM3; drafts of an engine that broke off go', async () => {
    const many = Array.from({ length: 40_000 }, (_, i): Sample => ({ time: t0 + i, value: i, status: 0 }));
    const source = memory([kept('A', many), kept('B', many.map((s) => ({ ...s, value: -s.value })))], t0 + 9e6, 4096);
    fs.writeFileSync(path.join(folder.dir, '.history-x.csv.part'), 'half');
    const both = await Promise.all([whole(asked({ points: ['A'] }), source), whole(asked({ points: ['B'] }), source)]);
    expect(files()).toEqual(both.map((e) => e.file).toSorted());
    for (const { file, bytes, sm3: hash } of both) { const there = fs.readFileSync(path.join(folder.dir, file)); expect([there.length, sm3(there)]).toEqual([bytes, hash]); }
    expect(both.map((e) => rowsIn(e.file)[7]!['point'])).toEqual(['A', 'B']);
  });

  it('HIS-83: a great export leaves room to whoever writes history and journal, and then leaves nothing', async () => {
    const file = exportFile(folder.dir, 'history-great', 'csv', await sm3Of());
    const spy = vi.spyOn(fs, 'statfsSync').mockReturnValue({ bavail: 100_000, bsize: 4096 } as fs.StatsFs);
    try {
      file.put(new Uint8Array(8e6));
      expect(() => { file.put(new Uint8Array(9e6)); }).toThrow(expect.objectContaining({ code: 'ENOSPC' }) as Error);
    } finally { spy.mockRestore(); }
    file.drop();
    expect(files()).toEqual([]);
  });

  it('what cannot be asked, and a folder that refuses, are faults', async () => {
    const source = memory([kept('A', [])], t0);
    const code = async (question: Question): Promise<string> => { const { result } = await run(question, source); return result.ok ? 'ok' : result.fault.code; };
    expect([await code(asked({ points: ['A', 'X'] })), await code(asked({ to: t0 })), await code(asked({}))]).toEqual(['no-such-point', 'bad-span', 'ok']);
    const file = path.join(folder.dir, 'taken');
    fs.writeFileSync(file, '');
    const work = exportHistory(file, asked({}), source, () => {});
    for (;;) { const { done, value } = work.next(); if (done === true) { expect(value).toMatchObject({ ok: false, fault: { code: 'not-a-folder' } }); break; } await new Promise((r) => { setImmediate(r); }); }
  });
});
