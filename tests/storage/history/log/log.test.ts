import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnsIn, rowBytes, type IntakeColumns } from '#app/history';
import { logFiles, logOf, newLog, replayLog } from '../../../../storage/history/log/index.ts';
import { tempFolder } from '../../opened.ts';

interface Row { readonly series: number; readonly value: number; readonly source: number; readonly received: number; readonly status: number; readonly words?: string }
function columns(rows: readonly Row[]): { readonly rows: IntakeColumns; readonly text: ReadonlyMap<number, string> } {
  const out = columnsIn(new ArrayBuffer((rows.length + 3) * rowBytes));
  for (const [i, r] of rows.entries()) [out.handle[i], out.value[i], out.source[i], out.received[i], out.status[i]] = [r.series, r.value, r.source, r.received, r.status];
  return { rows: out, text: new Map(rows.flatMap((r, i) => (r.words === undefined ? [] : [[i, r.words] as const]))) };
}
function replayed(dir: string, name: string) {
  const rows: Row[] = [];
  const sections: string[] = [];
  const told = replayLog(dir, name, {
    rows: ({ handle, value, source, received, status }, length, text) => {
      for (let i = 0; i < length; i++) { const words = text.get(i); rows.push({ series: handle[i]!, value: value[i]!, source: source[i]!, received: received[i]!, status: status[i]!, ...(words !== undefined && { words }) }); }
    },
    series: (section) => { sections.push(Buffer.from(section).toString()); },
  });
  return { rows, sections, told };
}
const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, -0, 1.7e12));
const row = fc.record({ series: fc.integer({ min: 0, max: 2 ** 32 - 1 }), value: number, source: fc.oneof(fc.constant(1.7e12), number), received: fc.oneof(fc.constant(1.7e12), number), status: fc.constantFrom(0, 0, 0x8000_0001), words: fc.option(fc.string(), { nil: undefined, freq: 10 }) }) as fc.Arbitrary<Row>;
const batches = fc.array(fc.array(row, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 8 });

function filled(all: readonly (readonly Row[])[]): { readonly dir: string; readonly name: string; readonly ends: readonly number[]; readonly bytes: Buffer } {
  const dir = tempFolder();
  const log = newLog(dir, 7, Buffer.from('section'));
  const ends = all.map((rows) => { const { rows: of, text } = columns(rows); log.rows(of, rows.length, text); return log.bytes(); });
  log.close();
  const name = logFiles(dir)[0]!;
  return { dir, name, ends, bytes: fs.readFileSync(path.join(dir, name)) };
}

it('STO-20 rows come back bit by bit, in order, with their words', () => {
  fc.assert(fc.property(batches, (all) => {
    const { dir, name } = filled(all);
    const { rows, sections, told } = replayed(dir, name);
    expect(rows).toEqual(all.flat().map((r) => (r.words === undefined ? { series: r.series, value: r.value, source: r.source, received: r.received, status: r.status } : r)));
    expect([sections, told, logOf(name)]).toEqual([['section'], { rows: all.flat().length, torn: 0, damaged: 0 }, { epoch: 7, part: 1 }]);
  }), { numRuns: 60, seed: 20 });
});
it('STO-20 cut anywhere: whole records are there, half a one is not, and how much of it is told', () => {
  fc.assert(fc.property(batches, fc.double({ min: 0, max: 1, noNaN: true }), (all, part) => {
    const { dir, name, ends, bytes } = filled(all);
    const cut = Math.floor(part * bytes.length);
    fs.writeFileSync(path.join(dir, name), bytes.subarray(0, cut));
    const whole = ends.filter((end) => end <= cut).length;
    const { rows, told } = replayed(dir, name);
    expect(rows.length).toBe(all.slice(0, whole).flat().length);
    expect(told.damaged).toBe(0);
    if (whole > 0) expect(told.torn).toBe(cut - ends[whole - 1]!);
  }), { numRuns: 100, seed: 21 });
});
it('STO-20 a byte changed anywhere costs at most its record and, where a length is hit, what follows; nothing is invented', () => {
  fc.assert(fc.property(batches, fc.nat(), fc.integer({ min: 1, max: 255 }), (all, where, change) => {
    const { dir, name, bytes } = filled(all);
    const at = where % bytes.length;
    bytes[at]! ^= change;
    fs.writeFileSync(path.join(dir, name), bytes);
    const { rows, told } = replayed(dir, name);
    const left = rows.map((r) => JSON.stringify(Object.values(r)));
    const written = all.flat().map((r) => JSON.stringify(Object.values(r).filter((v) => v !== undefined)));
    let from = 0;
    for (const one of left) { const place = written.indexOf(one, from); expect(place).toBeGreaterThanOrEqual(from); from = place + 1; }
    if (left.length < written.length) expect(told.torn + told.damaged).toBeGreaterThan(0);
  }), { numRuns: 150, seed: 22 });
});
it('STO-20 a record in the middle that does not hold is left out, the ones behind it are read', () => {
  const all = [1, 2, 3].map((series): Row[] => [{ series, value: 1, source: 2, received: 3, status: 0 }]);
  const { dir, name, ends, bytes } = filled(all);
  bytes[ends[1]! - 1]! ^= 1;
  fs.writeFileSync(path.join(dir, name), bytes);
  expect(replayed(dir, name)).toMatchObject({ rows: [{ series: 1 }, { series: 3 }], told: { torn: 0, damaged: 1 } });
});
