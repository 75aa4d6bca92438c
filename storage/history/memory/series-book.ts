import { converterGrids, isStepped, typeCodes, type Grid, type HistoryPlan, type HistoryPoint } from '#app/history';
import type { Result } from '#kernel/result';
import type { Catalogue, CatalogueFault } from '../catalogue/index.ts';
import { seriesSection, type SeriesRow } from '../segment/index.ts';

/** The rows that stand for a point from now on: it keeps the greatest deviation that it ever had. */
function rowOf({ id, type, range, bits, deviation, holdMs, retention }: HistoryPoint, before: SeriesRow | undefined, number: number): SeriesRow {
  return { number, point: id, type, low: range.low, high: range.high, bits, deviation: Math.max(deviation, before?.deviation ?? 0), holdMs, retention };
}
const alike = (a: SeriesRow, b: SeriesRow): boolean =>
  a.type === b.type && a.low === b.low && a.high === b.high && a.bits === b.bits && a.deviation === b.deviation && a.holdMs === b.holdMs && a.retention === b.retention;

/** Which number each point is kept under, for ever, and what is known of each number. */
export function seriesBook(catalogue: Catalogue) {
  const rows: SeriesRow[] = [];
  const numbers = new Map<string, number>();
  const grids = new Map<string, readonly Grid[]>();
  const gridsOf: (readonly Grid[])[] = [];
  let section: Uint8Array | null = null;
  let [points, most] = [0, 0];
  let known = { numberOf: new Int32Array(0), typeOf: new Uint8Array(0) };
  let [deviations, holds] = [new Float64Array(0), new Float64Array(0)];

  function put(row: SeriesRow): void {
    rows[row.number] = row;
    numbers.set(row.point, row.number);
    const key = `${row.low} ${row.high}`;
    let of = grids.get(key);
    if (of === undefined) grids.set(key, of = converterGrids(row.low, row.high));
    gridsOf[row.number] = row.type === 'analog' ? of : [];
    section = null;
    most = Math.max(most, row.number + 1);
  }
  function widen(): void {
    if (most <= deviations.length) return;
    const size = 2 ** Math.ceil(Math.log2(most + 1));
    const [d, h, t] = [new Float64Array(size), new Float64Array(size).fill(Infinity), new Uint8Array(size)];
    d.set(deviations); h.set(holds); t.set(known.typeOf);
    [deviations, holds, known] = [d, h, { ...known, typeOf: t }];
  }
  for (const row of catalogue.series()) put(row);
  widen();
  for (const row of rows) if (row !== undefined) { known.typeOf[row.number] = typeCodes[row.type]; deviations[row.number] = row.deviation; holds[row.number] = row.holdMs; }

  return {
    /** Points from now on; new ones have their numbers on the disk when this is answered. Handles that are not in the plan are unknown. */
    follow(plan: HistoryPlan): Result<readonly SeriesRow[], CatalogueFault> {
      const changed: SeriesRow[] = [];
      let next = most;
      for (const point of plan.points) {
        const number = numbers.get(point.id);
        const before = number === undefined ? undefined : rows[number];
        const row = rowOf(point, before, number ?? next);
        if (number === undefined) next++;
        if (before === undefined || !alike(row, before)) changed.push(row);
      }
      if (changed.length > 0) {
        const done = catalogue.putSeries(changed);
        if (!done.ok) return done;
        for (const row of changed) put(row);
      }
      widen();
      const numberOf = new Int32Array(plan.points.reduce((n, p) => Math.max(n, p.handle + 1), 0)).fill(-1);
      for (const point of plan.points) {
        const number = numbers.get(point.id)!;
        numberOf[point.handle] = number;
        known.typeOf[number] = typeCodes[point.type];
        deviations[number] = isStepped(point.type) ? 0 : point.deviation;
        holds[number] = point.holdMs;
      }
      known = { ...known, numberOf };
      points = plan.points.length;
      return { ok: true, value: changed };
    },
    known: () => known,
    count: (): number => most,
    points: (): number => points,
    row: (number: number): SeriesRow | undefined => rows[number],
    nameOf: (number: number): string => rows[number]?.point ?? `#${number}`,
    stepped: (number: number): boolean => known.typeOf[number] !== typeCodes.analog,
    deviation: (number: number): number => deviations[number] ?? 0,
    holdMs: (number: number): number => holds[number] ?? Infinity,
    grids: (number: number): readonly Grid[] => gridsOf[number] ?? [],
    /** What the numbers mean, for files and logs; made anew only when they changed. */
    section(): Uint8Array { section ??= seriesSection(rows.filter((row) => row !== undefined)); return section; },
  };
}
export type SeriesBook = ReturnType<typeof seriesBook>;
