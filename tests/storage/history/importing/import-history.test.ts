import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { row, type Batch } from '#app/acquisition';
import { importHistory, mappingIn, ownMapping, type ImportMapping, type Target } from '../../../../storage/history/importing/index.ts';
import { sm3 } from '../../../../storage/sm3.ts';
import { scratch } from '../../../main/engine/living.ts';

const now = Date.UTC(2026, 10, 20, 12);
const targets = new Map<string, Target>([['LT-7', { handle: 1, type: 'analog' }], ['XS-7', { handle: 2, type: 'digital' }], ['MD-7', { handle: 3, type: 'text' }]]);
let folder = scratch();
beforeEach(() => { folder = scratch(); });
afterEach(() => { folder.remove(); });
const put = (text: string | Uint8Array, name = 'in.csv'): string => { const file = path.join(folder.dir, name); fs.writeFileSync(file, text); return file; };
const map = (written: object): ImportMapping => { const read = mappingIn(Buffer.from(JSON.stringify(written))); if (!read.ok) throw new Error(JSON.stringify(read.fault)); return read.value; };
const tall = (more: object = {}): ImportMapping => map({ time: { column: 't', format: 'iso' }, point: 'p', value: 'v', ...more });

/** An import that writes: what came of it, and its samples as [handle, time, value, status, words]. */
async function run(text: string | Uint8Array, mapping: ImportMapping, write = true) {
  const batches: Batch[] = [];
  const done = await importHistory({ file: put(text), mapping, targets, now, ...(write && { take: (batch: Batch) => { batches.push(batch); return Promise.resolve(); } }) });
  const samples = batches.flatMap((b) => Array.from({ length: b.length }, (_, i) => { const s = row(b, i); return [s.handle, Number(s.sourceTime), s.value, s.status, s.text ?? null] as const; }));
  return { done, samples, batches };
}
const summary = async (text: string | Uint8Array, mapping: ImportMapping) => { const { done } = await run(text, mapping, false); if (!done.ok) throw new Error(JSON.stringify(done.fault)); return done.value; };
const t = (s: number): string => new Date(now - 3_600_000 + s * 1000).toISOString();
const at = (s: number): number => now - 3_600_000 + s * 1000;

describe('an import of samples', () => {
  it('HIS-88: a row a sample, with names of its own, quality and words', async () => {
    const mapping = tall({ names: { '罐7液位': 'LT-7' }, quality: { column: 'q' } });
    const { done, samples, batches } = await run(`t,p,v,q\n${t(0)},罐7液位,1.5,good\n${t(1)},XS-7,true,\n${t(2)},MD-7,"手动, 检修",uncertain\n${t(3)},LT-7,,bad\n${t(4)},LT-7,2,0x80310000\n`, mapping);
    expect(samples).toEqual([[1, at(0), 1.5, 0, null], [2, at(1), 1, 0, null], [3, at(2), null, 0x4000_0000, '手动, 检修'], [1, at(3), null, 0x808b_0000, null], [1, at(4), 2, 0x8031_0000, null]]);
    expect(batches.map((b) => b.late)).toEqual(['past']);
    expect(done).toMatchObject({ ok: true, value: { lines: 5, samples: 5, points: 3, refused: {}, from: at(0), to: at(4), refusedFile: null } });
    expect(done.ok && done.value.sm3).toBe(sm3(fs.readFileSync(path.join(folder.dir, 'in.csv'))));
  });

  it('HIS-88: a column a point, times as they are written there, in the zone of the park, GB 18030 too', async () => {
    const mapping = map({ encoding: 'gb18030', delimiter: ';', time: { column: '时间', format: 'YYYY/M/D H:mm:ss', zone: 'Asia/Shanghai' }, columns: { 液位: 'LT-7', 运行: 'XS-7' } });
    const gbk = Buffer.concat([Buffer.from([0xca, 0xb1, 0xbc, 0xe4, 0x3b, 0xd2, 0xba, 0xce, 0xbb, 0x3b, 0xd4, 0xcb, 0xd0, 0xd0]), Buffer.from('\r\n2026/11/20 8:00:05;12.5;1\r\n2026/11/20 8:00:06;;0\r\n')]);
    expect((await run(gbk, mapping)).samples).toEqual([[1, Date.UTC(2026, 10, 20, 0, 0, 5), 12.5, 0, null], [2, Date.UTC(2026, 10, 20, 0, 0, 5), 1, 0, null], [2, Date.UTC(2026, 10, 20, 0, 0, 6), 0, 0, null]]);
  });

  it('HIS-88: times of every form', async () => {
    for (const [format, zone, text, is] of [
      ['iso', null, '2026-11-20T08:00:00.250+08:00', 250], ['iso', 'Asia/Shanghai', '2026-11-20 08:00:00', 0], ['iso', 'Asia/Shanghai', '2026-11-20 08:00:00.5', 500], ['iso', 'Asia/Shanghai', '2026-11-20T08:00', 0], ['iso', null, '2026-11-20 08:00:00', null],
      ['epoch-ms', null, '1795132800250', 250], ['epoch-s', null, '1795132800.25', 250], ['YYYY-MM-DD HH:mm:ss.SSS', 'Asia/Shanghai', '2026-11-20 08:00:00.250', 250], ['DD.MM.YYYY HH:mm', 'Europe/Berlin', '20.11.2026 01:00', 0],
      ['YYYYMMDDHHmmss', 'UTC', '20261120000001', 1000], ['YYYY-MM-DD HH:mm:ss', 'UTC', '2026-02-29 00:00:00', null], ['YYYY-MM-DD HH:mm:ss', 'UTC', '2026-11-20 24:00:00', null], ['YYYY-MM-DD', 'UTC', '2026-11-20 ', 0], ['YYYY/M/D', 'UTC', '2026-11-20', null],
    ] as const) {
      const { samples } = await run(`t,p,v\n${text},LT-7,1\n`, tall({ time: { column: 't', format, zone } }));
      expect([text, format, samples.map((s) => s[1] - Date.UTC(2026, 10, 20))]).toEqual([text, format, is === null ? [] : [is]]);
    }
    const change = await run(['t,p,v', ...['01:59:59', '02:30:00', '03:00:00'].map((w) => `2026-10-25 ${w},LT-7,1`), '2026-03-29 02:30:00,LT-7,1', ''].join('\n'), tall({ time: { column: 't', format: 'iso', zone: 'Europe/Berlin' } }));
    expect(change.samples.map((s) => new Date(s[1]).toISOString().slice(5, 19))).toEqual(['10-24T23:59:59', '10-25T00:30:00', '10-25T02:00:00', '03-29T01:00:00']);
  });

  it('HIS-89: every bad line is named with its line and reason and kept beside, and can be mended and imported again', async () => {
    const text = `t,p,v,q\n${t(0)},LT-7,1,good\n${t(1)},LT-9,1,good\nyesterday,LT-7,1,good\n${t(2)},LT-7\n${t(3)},LT-7,"1,5",good\n${t(4)},XS-7,2,good\n${t(5)},LT-7,Infinity,good\n${t(6)},LT-7,,good\n${t(7)},LT-7,1,dubious\n1999-12-31T00:00:00Z,LT-7,1,good\n2026-11-22T00:00:00Z,LT-7,1,good\n${t(8)},LT-7,=1+1,good\n${t(9)},MD-7,"a\nb",good\n${t(10)},LT-7,2,good\n`;
    const mapping = tall({ quality: { column: 'q' } });
    const dry = await summary(text, mapping);
    expect(fs.readdirSync(folder.dir)).toEqual(['in.csv']);
    expect(dry.first).toEqual([
      { line: 3, reason: 'point' }, { line: 4, reason: 'time' }, { line: 5, reason: 'cells' }, { line: 6, reason: 'value' }, { line: 7, reason: 'value' }, { line: 8, reason: 'value' }, { line: 9, reason: 'value' }, { line: 10, reason: 'quality' },
      { line: 11, reason: 'absurd-time' }, { line: 12, reason: 'absurd-time' }, { line: 13, reason: 'value' },
    ]);
    const { done, samples } = await run(text, mapping);
    expect(samples.map((s) => [s[0], s[1], s[2], s[4]])).toEqual([[1, at(0), 1, null], [3, at(9), null, 'a\nb'], [1, at(10), 2, null]]);
    expect(done).toMatchObject({ ok: true, value: { lines: 14, samples: 3, refused: dry.refused, first: dry.first, refusedFile: path.join(folder.dir, 'in.refused.csv') } });
    const beside = fs.readFileSync(path.join(folder.dir, 'in.refused.csv'), 'utf8');
    expect(beside.split('\r\n').slice(0, 3)).toEqual(['\uFEFFt,p,v,q,watchroom_line,watchroom_reason', `${t(1)},LT-9,1,good,3,point`, 'yesterday,LT-7,1,good,4,time']);
    const mended = await run(beside.replaceAll('LT-9', 'LT-7').replaceAll('"1,5"', '1.5'), mapping);
    expect(mended.samples.map((s) => [s[1], s[2]])).toEqual([[at(1), 1], [at(3), 1.5]]);
    expect(fs.readdirSync(folder.dir).toSorted()).toEqual(['in.csv', 'in.refused-2.csv', 'in.refused.csv']);
  });

  it('HIS-89: a quote that is not closed costs its own record, and the lines behind it are read', async () => {
    const lines = [`${t(0)},LT-7,1`, `${t(1)},"LT-7"x,1`, `${t(2)},LT-7,2`, `${t(3)},LT"-7,3`, `${t(4)},LT-7,4`];
    const { done, samples } = await run(`t,p,v\n${lines.join('\n')}\n`, tall());
    expect(samples.map((s) => s[2])).toEqual([1, 2, 4]);
    expect(done.ok && Object.values(done.value.refused).reduce((a, b) => a + b, 0)).toBe(2);
    const beside = fs.readFileSync(path.join(folder.dir, 'in.refused.csv'), 'utf8');
    for (const lost of [lines[1]!, lines[3]!]) expect(beside).toContain(lost);
  });

  it('HIS-88: a mapping that does not fit, an encoding that is another, an empty file: faults by name', async () => {
    const code = async (text: string | Uint8Array, mapping: ImportMapping) => { const { done } = await run(text, mapping); return done.ok ? 'ok' : [done.fault.code, done.fault.params['column'] ?? done.fault.params['point'] ?? null]; };
    expect(await code('t,x,v\n', tall())).toEqual(['no-such-column', 'p']);
    expect(await code('t,a\n', map({ time: { column: 't' }, columns: { a: 'LT-8' } }))).toEqual(['no-such-point', 'LT-8']);
    expect(await code(Buffer.from([0x74, 0x2c, 0xca, 0xb1, 0xbc, 0xe4]), tall())).toEqual(['not-in-encoding', null]);
    expect(await code('', tall())).toEqual(['empty-file', null]);
    const bad = (written: string) => { const read = mappingIn(Buffer.from(written)); return read.ok ? 'ok' : read.fault.params['field']; };
    expect([bad('{'), bad('{"time":{"column":"t","zone":"Mars/Base"},"point":"p","value":"v"}'), bad('{"time":{"column":"t"},"columns":{}}'), bad('{"time":{"column":"t"},"point":"p","value":"v","x":1}'), bad('[]'), bad('{"time":{"column":"t","format":"never"},"point":"p","value":"v"}')])
      .toEqual(['', 'time.zone', 'columns', '', '', 'time.format']);
  });

  it('any text: every line is taken or named, none twice, and what is taken is what was written', async () => {
    const cell = fc.constantFrom('LT-7', 'XS-7', '1', '0', '2.5', '', '"a""b"', '"x,y"', 'bad', '"', 'a"b', t(1), t(2), '罐', '"\n"');
    await fc.assert(fc.asyncProperty(fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }).map((c) => c.join(',')), { maxLength: 12 }), async (lines) => {
      const text = `t,p,v\n${lines.join('\n')}\n`;
      const { done, samples } = await run(text, tall());
      if (!done.ok) throw new Error(done.fault.code);
      const refused = Object.values(done.value.refused).reduce((a, b) => a + b, 0);
      expect(done.value.samples + refused).toBe(done.value.lines);
      expect(samples.length).toBe(done.value.samples);
      for (const name of fs.readdirSync(folder.dir)) fs.rmSync(path.join(folder.dir, name));
    }), { seed: 6, numRuns: 150 });
  });

  it('our own exports are read by themselves, in batches', async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => `LT-7,${t(i / 20)},${t(i / 20)},${i},,good,0x00000000`).join('\r\n');
    const { done, batches } = await run(`\uFEFFpoint,time,received,value,text,quality,status\r\n${rows}\r\nMD-7,${t(0)},${t(0)},,"'=1+1",uncertain,0x40950000\r\n`, ownMapping);
    expect(done).toMatchObject({ ok: true, value: { lines: 40_001, samples: 40_001, refused: {} } });
    expect(batches.map((b) => b.length)).toEqual([16_384, 16_384, 7233]);
    expect(batches[2]!.text?.get(7232)).toBe('=1+1');
  });
});
