import { qualityIn, qualityOf } from '#app/acquisition';
import { earliestTime, mostAheadMs } from '#app/history';
import type { PointType } from '#app/park';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { ImportMapping } from './mapping.ts';
import { timeReader } from './times.ts';

/** Why a line was not taken. */
export const lineFaults = ['record', 'cells', 'time', 'absurd-time', 'point', 'value', 'quality'] as const;
export type LineFault = (typeof lineFaults)[number];
/** A point as it is fed: under what number, and what may stand in it. */
export interface Target { readonly handle: number; readonly type: PointType }
/** One sample of a line. */
export interface Imported { readonly handle: number; readonly at: number; readonly value: number; readonly status: number; readonly text: string | null }
/** Samples of one line, or why there are none; a line of which one cell is wrong is not taken at all. */
export type ReadLine = (cells: readonly string[]) => readonly Imported[] | LineFault;

const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const truths: Readonly<Record<string, number>> = { '0': 0, '1': 1, 'false': 0, 'true': 1 };

/** NaN: it is no value of such a point. */
function valueOf(cell: string, type: PointType): number {
  if (type === 'digital') return truths[cell.toLowerCase()] ?? NaN;
  const value = number.test(cell) ? Number(cell) : NaN;
  return Number.isFinite(value) ? value : NaN;
}
const statusOf = (cell: string, format: 'opcua' | 'opcda'): number | null => (cell === '' ? 0 : qualityIn(/^(?:0x[\da-f]{1,8}|\d{1,10})$/i.test(cell) ? Number(cell) : cell, format));

/** A value with its quality. Without a value it is bad, or there is nothing to say. */
function sampleOf({ handle, type }: Target, at: number, cell: string, words: string, status: number): Imported | LineFault {
  if (type === 'text') return words === '' && qualityOf(status) === 'good' ? 'value' : { handle, at, value: NaN, status, text: words === '' ? null : words };
  if (cell === '') return qualityOf(status) === 'good' ? 'value' : { handle, at, value: NaN, status, text: null };
  const value = valueOf(cell, type);
  return Number.isNaN(value) ? 'value' : { handle, at, value, status, text: null };
}

/** How the lines of a file are read, by its heading; faults: a column that it has not. `targets`: the points of the site. `now`: what is dated more than a day ahead of it is not believed (HIS-33). */
export function lineReader(mapping: ImportMapping, heading: readonly string[], targets: ReadonlyMap<string, Target>, now: number): Result<ReadLine, Fault<'no-such-column' | 'no-such-point'>> {
  const names = heading.map((h) => h.trim());
  const wanted = 'columns' in mapping ? Object.keys(mapping.columns) : [mapping.point, mapping.value, mapping.text, mapping.quality?.column ?? null];
  for (const column of [mapping.time.column, ...wanted]) if (column !== null && !names.includes(column)) return fail('no-such-column', { column, columns: names.slice(0, 20).join(', ') });
  const place = (column: string | null): number => (column === null ? -1 : names.indexOf(column));
  const timeOf = timeReader(mapping.time.format, mapping.time.zone);
  const timeAt = place(mapping.time.column);
  const when = (cells: readonly string[]): number | LineFault => {
    if (cells.length < names.length) return 'cells';
    const at = timeOf(cells[timeAt]!.trim());
    return Number.isNaN(at) ? 'time' : at < earliestTime || at > now + mostAheadMs ? 'absurd-time' : at;
  };
  return 'columns' in mapping ? wideReader(mapping, place, targets, when) : ok(tallReader(mapping, place, targets, when));
}
type When = (cells: readonly string[]) => number | LineFault;
type Place = (column: string | null) => number;

function wideReader({ columns }: Extract<ImportMapping, { columns: unknown }>, place: Place, targets: ReadonlyMap<string, Target>, when: When): Result<ReadLine, Fault<'no-such-point'>> {
  const each: { readonly at: number; readonly target: Target }[] = [];
  for (const [column, point] of Object.entries(columns)) {
    const target = targets.get(point);
    if (target === undefined) return fail('no-such-point', { point });
    each.push({ at: place(column), target });
  }
  return ok((cells) => {
    const at = when(cells);
    if (typeof at === 'string') return at;
    const all: Imported[] = [];
    for (const { at: k, target } of each) {
      const cell = cells[k]!.trim();
      if (cell === '') continue;                           // nothing was measured here then
      const sample = sampleOf(target, at, cell, cell, 0);
      if (typeof sample === 'string') return sample;
      all.push(sample);
    }
    return all;
  });
}
function tallReader(mapping: Exclude<ImportMapping, { columns: unknown }>, place: Place, targets: ReadonlyMap<string, Target>, when: When): ReadLine {
  const { quality, names, quoted } = mapping;
  const [pointAt, valueAt, textAt, qualityAt] = [place(mapping.point), place(mapping.value), place(mapping.text), place(quality?.column ?? null)];
  const plain = (cell: string): string => (quoted ? cell.replace(/^'(?=[\s\0]*[=+\-@|%\t\r])/, '') : cell);
  return (cells) => {
    const at = when(cells);
    if (typeof at === 'string') return at;
    const said = plain(cells[pointAt]!.trim());
    const target = targets.get(Object.hasOwn(names, said) ? names[said]! : said);
    if (target === undefined) return 'point';
    const status = quality === null ? 0 : statusOf(cells[qualityAt]!.trim(), quality.format);
    if (status === null) return 'quality';
    const cell = cells[valueAt]!.trim();
    const sample = sampleOf(target, at, cell, textAt < 0 ? cell : plain(cells[textAt]!), status);
    return typeof sample === 'string' ? sample : [sample];
  };
}
