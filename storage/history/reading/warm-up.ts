import { answerers, converterGrids, pieceOf, tierMs, tierRowsOf, writeBlock, writeTier, type Answering, type Samples, type Series } from '#app/history';
import type { Entry, SegmentKind, SegmentRow } from '../segment/index.ts';
import { blockReads, type BlockFiles } from '../stored/blocks.ts';
import { bytesCache } from '../stored/cache.ts';
import { beginnings } from '../stored/since.ts';
import { seriesSource } from './source.ts';

const [samplesEach, everyMs] = [4096, 10_000];
const series: Series = { number: 0, point: 'warm-up', type: 'analog', range: { low: 0, high: 100 }, deviation: 0, holdMs: 60_000 };

/** A plain signal on the steps of a converter: it is never kept, and nobody sees it. */
function signal(): Samples {
  const time = Float64Array.from({ length: samplesEach }, (_, i) => i * everyMs);
  const value = time.map((_, i) => (Math.round(2000 + 900 * Math.sin(i / 300) + ((i * 7919) % 23)) * 100) / 4095);
  value.fill(Number.NaN, 100, 110);
  return { length: samplesEach, sourceTime: time, receivedTime: time.map((t, i) => t + (i % 7)), value, status: new Uint32Array(samplesEach) };
}
/** Files that lie in memory: one block each. */
function files(): { readonly files: BlockFiles; readonly rows: Readonly<Record<SegmentKind, readonly SegmentRow[]>> } {
  const samples = signal();
  const grids = converterGrids(series.range.low, series.range.high);
  const blocks: Readonly<Record<SegmentKind, Uint8Array>> = {
    raw: writeBlock(samples, grids), minute: writeTier(tierRowsOf([pieceOf(samples)], 'minute', { stepped: false, holdMs: series.holdMs }), grids), hour: new Uint8Array(0), day: new Uint8Array(0),
  };
  const to = (samplesEach - 1) * everyMs;
  const row = (kind: SegmentKind): SegmentRow => ({ file: kind, kind, level: 0, epoch: 0, from: 0, to, bytes: blocks[kind].length, blocks: 1, samples: samplesEach });
  const bytesOf = (of: SegmentRow): Uint8Array => blocks[of.kind];
  return {
    files: { find: (of): readonly Entry[] => [{ series: 0, samples: samplesEach, from: 0, to, at: 0, bytes: bytesOf(of).length, crc: 0 }], read: bytesOf, readRun: (of, entries) => entries.map(() => bytesOf(of)), unreadable: () => {} },
    rows: { raw: [row('raw')], minute: [row('minute')], hour: [], day: [] },
  };
}
function through(answering: Answering<unknown>): void { while (answering.next().done !== true); }

/** Runs what the first question will run, for at most `mostMs`, so that it finds it compiled: else that takes longer than the answer. */
export function warmUp(mono: () => number, mostMs: number): void {
  const until = mono() + mostMs;
  const memory = files();
  const end = samplesEach * everyMs;
  for (let n = 0; n < 60 && mono() < until; n++) {
    const blocks = blockReads(memory.files, bytesCache(0, () => 0), bytesCache(0, () => 0));
    const source = seriesSource({ now: end, manifest: { checkpoint: 0, files: memory.rows, lost: [], daysLost: false }, manifests: { series: () => series }, blocks, beginnings: beginnings(blocks), head: new Map(), latest: null });
    through(answerers['history.columns']({ points: [series.point], from: 0, to: end, columns: Math.floor(end / tierMs.minute / 4) }, source));
    through(answerers['history.columns']({ points: [series.point], from: 1000, to: end, columns: 1000 }, source));
    source.before(series, end / 2, 0);
  }
}
