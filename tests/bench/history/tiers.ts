import { converterGrids, mergeTiers, pieceOf, readTier, tierRowsOf, tiersOf, writeTier } from '#app/history';
import { row, type Row } from '../report.ts';
import { codecCpu } from './codec.ts';
import { column } from './generator.ts';
import { replay } from './replay.ts';

const MANY = 100_000;

/** What it costs to keep minutes, hours and days of 100,000 points up to date. */
function adding(): Row[] {
  const tiers = tiersOf();
  for (let n = 0; n < MANY; n++) tiers.define(n, { stepped: n % 10 === 9, holdMs: 60_000 });
  const next = replay(MANY, { keep: 4, startMs: Date.UTC(2026, 0, 5) });
  let samples = 0;
  const seconds = 130;
  const before = codecCpu();
  for (let second = 0; second < seconds; second++) {
    for (const { handle, value, status, sourceTime, receivedTime, length } of next()) {
      for (let i = 0; i < length; i++) { const time = sourceTime[i]!; tiers.add(handle[i]!, time === time ? time : receivedTime[i]!, value[i]!, status[i]!); }
      samples += length;
    }
  }
  const took = codecCpu() - before;
  const end = codecCpu();
  tiers.advance(Date.UTC(2026, 0, 5) + seconds * 1000);
  const advanced = codecCpu();
  const minutes = tiers.take('minute');
  const taken = codecCpu();
  const saved = tiers.save();
  return [
    row('history', 'tiers of 100,000 points: a sample', took / samples, 'us/sample'), row('history', '  advance', (advanced - end) / 1000, 'ms'), row('history', `  take ${minutes.length} minute rows`, (taken - advanced) / 1000, 'ms'),
    row('history', '  save', (codecCpu() - taken) / 1000, 'ms'), row('history', '  saved', saved.byteLength / MANY, 'bytes/point'),
  ];
}

/** A month of minute rows of one 1 s point: as bytes, and read for a drawing. */
function month(): Row[] {
  const of = column(0);
  const { point } = of;
  const day = pieceOf(of.next(86_400));
  const one = tierRowsOf([day], 'minute', { stepped: false, holdMs: 60_000 });
  let rows = one;
  for (let d = 1; d < 30; d++) rows = mergeTiers(rows, { ...one, start: one.start.map((s) => s + d * 86_400_000) });
  const grids = converterGrids(point.range.low, point.range.high);
  const blocks: Uint8Array[] = [];
  const part = (a: number, b: number) => ({ length: b - a, ...(Object.fromEntries(Object.entries(rows).flatMap(([name, c]) => (typeof c === 'number' ? [] : [[name, (c as Float64Array).subarray(a, b)]]))) as unknown as Omit<typeof rows, 'length'>) });
  const write = (): void => { blocks.length = 0; for (let a = 0; a < rows.length; a += 4096) blocks.push(writeTier(part(a, Math.min(rows.length, a + 4096)), grids)); };
  const best = (work: () => void): number => { work(); const before = codecCpu(); for (let i = 0; i < 20; i++) work(); return (codecCpu() - before) / 20; };
  const writing = best(write);
  let first = NaN;
  const reading = (names: readonly ('start' | 'min' | 'max' | 'sum' | 'area' | 'first' | 'last' | 'worst')[]): number => best(() => {
    const before = codecCpu();
    for (const bytes of blocks) { const read = readTier(bytes); if (!read.ok) throw new Error('rows that cannot be read'); for (const name of names) if (read.value[name].length === 0) throw new Error(name); }
    if (Number.isNaN(first)) first = codecCpu() - before;
  });
  const single = writeTier(part(0, 1), grids).length;
  const cold = reading(['start', 'min', 'max']);
  return [
    row('history', 'a month of minute rows: bytes a row', blocks.reduce((n, b) => n + b.length, 0) / rows.length, 'bytes'), row('history', '  a row alone', single, 'bytes'), row('history', '  writing', writing / rows.length, 'us/row'),
    row('history', '  reading start, least and greatest', cold / 1000, 'ms', '<= 8'), row('history', '  the first time in a process', first / 1000, 'ms'), row('history', '  reading what a drawing takes', reading(['start', 'min', 'max', 'first', 'last', 'worst']) / 1000, 'ms'),
    row('history', '  reading means', reading(['start', 'sum', 'area']) / 1000, 'ms'),
  ];
}

export const tierBenchRows = (): Row[] => [...month(), ...adding()];
