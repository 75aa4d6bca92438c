import { converterGrids, endSegment, newDoor, passDoor, readBlock, wants, writeBlock, type Grid, type Samples } from '#app/history';
import { row, type Row } from '../report.ts';
import { column } from './generator.ts';

/** Raw is eight bytes of time, eight of value and four of quality: 20 bytes. */
const RAW_BYTES = 20;
const POINTS = 200;
const ROWS = 7200;

interface Point { readonly samples: Samples; readonly grids: readonly Grid[]; readonly deviation: number }
function points(): Point[] {
  return Array.from({ length: POINTS }, (_, n) => {
    const of = column(n);
    const { point } = of;
    return { samples: of.next(ROWS), grids: converterGrids(point.range.low, point.range.high), deviation: point.type === 'digital' ? 0 : 0.001 * (point.range.high - point.range.low) };
  });
}
const part = ({ sourceTime, receivedTime, value, status }: Samples, from: number, to: number): Samples =>
  ({ length: to - from, sourceTime: sourceTime.subarray(from, to), receivedTime: receivedTime.subarray(from, to), value: value.subarray(from, to), status: status.subarray(from, to) });

/** What the swinging door leaves of a point: every sample that is not plainly good, and of the others those on which a line stands. */
export function thinned({ samples, deviation }: Pick<Point, 'samples' | 'deviation'>): Samples {
  if (deviation === 0) return samples;
  const { sourceTime, receivedTime, value, status, length } = samples;
  const kept: number[] = [];
  const door = newDoor();
  for (let i = 0; i < length; i++) {
    if (status[i] !== 0 || Number.isNaN(value[i]!)) { if (endSegment(door)) kept.push(i - 1); kept.push(i); continue; }
    const verdict = passDoor(door, sourceTime[i]!, value[i]!, deviation);
    if (verdict !== 'none') kept.push(verdict === 'held' ? i - 1 : i);
  }
  if (endSegment(door)) kept.push(length - 1);
  const of = (c: Float64Array): Float64Array => Float64Array.from(kept, (i) => c[i]!);
  return { length: kept.length, sourceTime: of(sourceTime), receivedTime: of(receivedTime), value: of(value), status: Uint32Array.from(kept, (i) => status[i]!) };
}

/** Microseconds of this thread. */
export const codecCpu = (): number => { const { user, system } = process.threadCpuUsage(); return user + system; };

function measure(name: string, all: readonly Point[], perBlock: number, raw: number, limit: string | null): Row[] {
  const blocks: Uint8Array[] = [];
  let samples = 0;
  const write = (): void => {
    blocks.length = 0;
    samples = 0;
    for (const { samples: s, grids } of all) for (let from = 0; from < s.length; from += perBlock) { blocks.push(writeBlock(part(s, from, Math.min(s.length, from + perBlock)), grids)); samples += Math.min(perBlock, s.length - from); }
  };
  const timed = (work: () => void): number => { work(); work(); let least = Infinity; for (let i = 0; i < 5; i++) { const before = codecCpu(); work(); least = Math.min(least, (codecCpu() - before) / samples); } return least; };
  const writing = timed(write);
  const reading = timed(() => { for (const b of blocks) if (!readBlock(b).ok) throw new Error('a block that cannot be read'); });
  const values = timed(() => { for (const b of blocks) readBlock(b, wants.source | wants.value); });
  const bytes = blocks.reduce((sum, b) => sum + b.length, 0);
  return [
    row('history', `${name}: bytes a raw sample`, bytes / raw, 'bytes', limit), row('history', '  of raw', (100 * bytes) / raw / RAW_BYTES, '%'),
    row('history', '  writing', writing, 'us/sample', '<= 1'), row('history', '  reading', reading, 'us/sample', '<= 0.4'), row('history', '  reading time and value', values, 'us/sample'),
  ];
}

/** What a sample costs on the disk and on a core, with quality and both times; blocks of an hour, and of the minute between two checkpoints. */
export function codecRows(): Row[] {
  const all = points();
  const raw = all.reduce((sum, { samples }) => sum + samples.length, 0);
  const lossy = all.map((p) => ({ ...p, samples: thinned(p) }));
  const kept = lossy.reduce((sum, { samples }) => sum + samples.length, 0);
  return [
    ...measure('lossless, an hour a block', all, 3600, raw, '<= 3.5'), ...measure('lossless, a minute a block', all, 60, raw, null),
    ...measure('0.1 % of range, an hour a block', lossy, 3600, raw, '<= 2'), row('history', '  kept', (100 * kept) / raw, '% of samples'),
  ];
}
