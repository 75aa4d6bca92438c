import type { Series } from '#app/history';
import { seriesFact, type Catalogue } from '../catalogue/index.ts';
import { segmentKinds, type SegmentKind, type SegmentRow, type SeriesRow } from '../segment/index.ts';

/** A stretch of time, both ends included, of which samples were lost and nobody can say of which series. */
export interface Lost { readonly from: number; readonly to: number }
/** The files of one moment, ascending by `from`. `checkpoint`: what the head of the writer must stand on to be the rest of it. `daysLost`: some rows of days are not there any more. */
export interface Manifest { readonly checkpoint: number; readonly files: Readonly<Record<SegmentKind, readonly SegmentRow[]>>; readonly lost: readonly Lost[]; readonly daysLost: boolean }

const seriesFrom = ({ number, point, type, low, high, deviation, holdMs }: SeriesRow): Series => ({ number, point, type, range: { low, high }, deviation, holdMs });

/** What the catalogue says, read again only when it has changed. Throws where it is damaged. */
export function manifests(catalogue: Catalogue) {
  let [version, seriesVersion]: [number, string | null] = [Number.NaN, null];
  let held: Manifest | null = null;
  let known = new Map<string, Series>();

  function readSeries(): void {
    const said = catalogue.fact(seriesFact);
    if (said === seriesVersion && known.size > 0) return;
    known = new Map(catalogue.series().map((row) => [row.point, seriesFrom(row)]));
    seriesVersion = said;
  }
  function read(): Manifest {
    readSeries();
    const rows = catalogue.segments();
    const readOn = new Set(rows.map((r) => r.file));
    const gone = catalogue.quarantined().filter((q) => !readOn.has(q.file));
    const lost = gone.flatMap(({ file, from, to }) => (file.startsWith('raw-') && from !== null && to !== null ? [{ from, to }] : []));
    return { checkpoint: catalogue.checkpoint(), files: Object.fromEntries(segmentKinds.map((kind) => [kind, rows.filter((r) => r.kind === kind)])) as unknown as Manifest['files'], lost, daysLost: gone.some((q) => q.file.startsWith('day-')) };
  }
  return {
    current(): Manifest {
      const now = catalogue.version();
      if (held !== null && now === version) return held;
      held = catalogue.together(read);
      version = now;                                       // read before: a change in between is seen by the next look
      return held;
    },
    /** As it was when `current` was asked last. Null: the plan never named it. */
    series: (point: string): Series | null => known.get(point) ?? null,
  };
}
export type Manifests = ReturnType<typeof manifests>;
