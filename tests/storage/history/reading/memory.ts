import type { Piece, Series, SeriesSource, TierRows } from '#app/history';
import { segmentKinds, type Entry, type SegmentKind, type SegmentRow } from '../../../../storage/history/segment/index.ts';
import type { HeadSeries } from '../../../../storage/history/reading/protocol.ts';
import { seriesSource } from '../../../../storage/history/reading/source.ts';
import { blockReads, entriesBytes } from '../../../../storage/history/stored/blocks.ts';
import { bytesCache } from '../../../../storage/history/stored/cache.ts';
import { decodedBytes } from '../../../../storage/history/stored/forms.ts';
import { beginnings } from '../../../../storage/history/stored/since.ts';
import type { Block } from './folder.ts';

const seriesOf = (point: string): Series | null => (/^P-\d$/.test(point) ? { number: Number(point.slice(2)), point, type: 'analog', range: { low: 0, high: 100 }, deviation: 0, holdMs: 60_000 } : null);

/** A source over files that lie in memory, for properties that want many of them: a disk that must sync each would take minutes. */
export function memorySource(files: readonly { readonly kind: SegmentKind; readonly blocks: readonly Block[] }[], head: ReadonlyMap<number, { readonly raw?: Piece; readonly minute?: TierRows }>): SeriesSource {
  const held = new Map<string, readonly (Entry & { readonly block: Uint8Array })[]>();
  const rows = files.map(({ kind, blocks }, i): SegmentRow => {
    let at = 0;
    const entries = blocks.toSorted((x, y) => x.series - y.series || x.from - y.from).map((b) => { const entry = { series: b.series, samples: b.samples, from: b.from, to: b.to, at, bytes: b.bytes.length, crc: 0, block: b.bytes }; at += b.bytes.length; return entry; });
    held.set(`${kind}-${i}`, entries);
    return { file: `${kind}-${i}`, kind, level: 0, epoch: null, from: Math.min(...entries.map((e) => e.from)), to: Math.max(...entries.map((e) => e.to)), bytes: at, blocks: entries.length, samples: 0 };
  }).toSorted((a, b) => a.from - b.from);
  const bytesOf = (row: SegmentRow, entry: Entry): Uint8Array => held.get(row.file)!.find((e) => e.at === entry.at)!.block;
  const blocks = blockReads({
    find: (row, series, from, to) => held.get(row.file)!.filter((e) => e.series === series && e.to >= from && e.from <= to),
    read: bytesOf, readRun: (row, entries) => entries.map((e) => bytesOf(row, e)), unreadable: () => { throw new Error('unreadable'); },
  }, bytesCache(1 << 20, decodedBytes), bytesCache(1 << 20, entriesBytes));
  const headOf = ([number, { raw, minute }]: readonly [number, { readonly raw?: Piece; readonly minute?: TierRows }]): readonly [number, HeadSeries] => [number, { number, raw: raw ?? null, tiers: { minute: minute ?? null, hour: null, day: null } }];
  return seriesSource({
    now: 1000, manifest: { checkpoint: 0, files: Object.fromEntries(segmentKinds.map((kind) => [kind, rows.filter((r) => r.kind === kind)])) as unknown as Record<SegmentKind, SegmentRow[]>, lost: [], daysLost: false },
    manifests: { series: seriesOf }, blocks, beginnings: beginnings(blocks), head: new Map([...head].map(headOf)), latest: null,
  });
}
