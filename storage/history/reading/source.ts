import { lostPiece, mergeTiers, sweepPieces, sweepRows, type Part, type Piece, type Series, type SeriesSource, type TierRows, type TierStep } from '#app/history';
import type { BlockReads } from '../stored/blocks.ts';
import { noPiece, noRows, rawForm, tierForm } from '../stored/forms.ts';
import type { Manifest, Manifests } from '../stored/manifest.ts';
import { after, before, type Among } from '../stored/nearest.ts';
import type { HeadSeries, LatestRows } from './protocol.ts';
import type { Beginnings } from '../stored/since.ts';
import { windows } from '../stored/windows.ts';

/** What one question is answered from: the files of one moment, and what was in memory on top of them. `latest`: of the points that were asked for it, in their order. */
export interface Moment {
  readonly now: number; readonly manifest: Manifest; readonly manifests: Pick<Manifests, 'series'>; readonly blocks: BlockReads; readonly beginnings: Beginnings;
  readonly head: ReadonlyMap<number, HeadSeries>; readonly latest: { readonly points: readonly string[]; readonly rows: LatestRows } | null;
}

const pieceParts = (pieces: readonly Piece[]): readonly Part<Piece>[] => pieces.map((p) => ({ from: p.time[0]!, to: p.time[p.length - 1]!, read: () => p }));
const rowParts = (rows: TierRows | null): readonly Part<TierRows>[] => (rows === null || rows.length === 0 ? [] : [{ from: rows.start[0]!, to: rows.start[rows.length - 1]!, read: () => rows }]);

/** All that is kept, as one question sees it (HIS-90 to 92). */
export function seriesSource({ now, manifest, manifests, blocks, beginnings, head, latest }: Moment): SeriesSource {
  const { files } = manifest;
  const lost = manifest.lost.map(({ from, to }) => lostPiece(from, to));
  const headOf = ({ number }: Series): HeadSeries | null => head.get(number) ?? null;
  /** What is at hand of a series' samples. */
  const held = (series: Series): readonly Piece[] => { const here = headOf(series)?.raw ?? null; return here === null || here.length === 0 ? lost : [...lost, here]; };
  const among = (series: Series): Among => ({ series: series.number, held: held(series), files: files.raw, form: rawForm, blocks, days: () => daysOf(series) });

  function* raw(series: Series, from: number, to: number): Generator<Piece, void, void> {
    const parts = pieceParts(held(series));
    for (const window of windows(files.raw, from, to)) {
      let some = false;
      const kept = window.files.flatMap((f) => blocks.parts(f, series.number, window.from, window.to, rawForm));
      for (const piece of sweepPieces([...parts, ...kept], window.from, window.to)) { some = true; yield piece; }
      if (!some) yield noPiece;                             // nothing here, but whoever reads may let others have their turn
    }
  }
  function* tier(series: Series, step: TierStep, from: number, to: number): Generator<TierRows, void, void> {
    const parts = rowParts(headOf(series)?.tiers[step] ?? null);
    const form = tierForm(() => noRows);
    for (const window of windows(files[step], from, to)) {
      let some = false;
      const kept = window.files.flatMap((f) => blocks.parts(f, series.number, window.from, window.to, form));
      for (const rows of sweepRows([...parts, ...kept], window.from, window.to, mergeTiers)) { some = true; yield rows; }
      if (!some) yield noRows;
    }
  }
  /** The days on which samples of a series came; null: some rows of days were lost. */
  function daysOf(series: Series): readonly number[] | null {
    let whole = !manifest.daysLost;
    const form = tierForm(() => { whole = false; return noRows; });
    const parts = [...rowParts(headOf(series)?.tiers.day ?? null), ...files.day.flatMap((f) => blocks.parts(f, series.number, -Infinity, Infinity, form))];
    const days = [...sweepRows(parts, -Infinity, Infinity, mergeTiers)].flatMap(({ start, samples }) => Array.from(start).filter((_, i) => samples[i]! > 0));
    return whole ? days : null;
  }
  /** Where nobody writes, or of points that were not asked for: each from the files. */
  function lastOf(point: string): Piece | null {
    const series = manifests.series(point);
    return series === null ? null : before(among(series), Infinity, -Infinity);
  }
  return {
    now: () => now,
    series: (point) => manifests.series(point),
    raw, tier,
    before: (series, time, notBefore) => before(among(series), time, notBefore),
    after: (series, time, notAfter) => after(among(series), time, notAfter),
    since(series) {
      const of = headOf(series);
      const first = (kind: TierStep | 'raw', here: number | undefined): number => Math.min(here ?? Infinity, beginnings.of(files[kind], series.number));
      const all = { raw: first('raw', of?.raw?.time[0]), minute: first('minute', of?.tiers.minute?.start[0]), hour: first('hour', of?.tiers.hour?.start[0]), day: first('day', of?.tiers.day?.start[0]) };
      return Object.values(all).every((t) => t === Infinity) ? null : all;
    },
    latest(points) {
      if (latest !== null && latest.points === points) return latest.rows;
      const rows = points.map(lastOf);
      const column = (of: (row: Piece) => number): Float64Array => Float64Array.from(rows, (row) => (row === null ? Number.NaN : of(row)));
      return {
        time: column((r) => r.time[0]!), received: column((r) => r.received[0]!), value: column((r) => r.value[0]!), status: Uint32Array.from(rows, (r) => r?.status[0] ?? 0),
        text: new Map(rows.flatMap((r, i) => { const words = r?.text?.get(0); return words === undefined ? [] : [[i, words] as const]; })),
      };
    },
  };
}
