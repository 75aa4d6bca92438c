import { isReading } from '../kept/reading.ts';
import type { Piece } from '../kept/series.ts';
import type { TierRows } from '../kept/tier-rows.ts';
import type { Visit } from '../query/walk.ts';

const zeros = (n: number): Float64Array => new Float64Array(n);
const nothing = (n: number): Float64Array => new Float64Array(n).fill(NaN);

/** Finds the place of a time among stretches that follow each other, for one who goes forward through time; `back` lets it begin anew. */
export function placing(edges: readonly number[]) {
  const ends = Float64Array.from(edges.slice(1));
  ends[ends.length - 1] = Infinity;
  let c = 0;
  return { at(time: number): number { while (time >= ends[c]!) c++; return c; }, ends, back(): void { c = 0; } };
}

/**
 * Figures of stretches that follow each other, filled in the order of time. Of the readings: `n`, `mean`, `m2` (squares about the mean), least, greatest, first, last. Over time: for how long a value was known, and its integral; of rows and of lines by themselves,
 * since kept samples of a series with a door are no sample of its values, and its lines stand for them (HIS-47).
 */
export function tallying(edges: readonly number[], door: boolean) {
  const many = edges.length - 1;
  const [n, mean, m2, rowsMs, rowsArea] = [zeros(many), zeros(many), zeros(many), zeros(many), zeros(many)];
  const [min, max, first, last] = [nothing(many), nothing(many), nothing(many), nothing(many)];
  /** Of lines: about `about`, the first value of each place, so that squares lose nothing. `keptN`: of a series with a door, the kept readings. */
  const [linesMs, linesArea, linesSquare, about, keptN] = [zeros(many), zeros(many), zeros(many), nothing(many), zeros(many)];
  const [samplesAt, timesAt] = [placing(edges), placing(edges)];

  /** Joins more values of that mean and squares about it (Chan, Golub, LeVeque 1979). */
  function join(c: number, more: number, itsMean: number, itsM2: number): void {
    if (!(more > 0)) return;
    const all = n[c]! + more;
    const apart = itsMean - mean[c]!;
    m2[c]! += itsM2 + (apart * apart * n[c]! * more) / all;
    mean[c]! += (apart * more) / all;
    n[c] = all;
  }
  function bounds(c: number, low: number, high: number, begins: number, stops: number): void {
    if (!(min[c]! <= low)) min[c] = low;
    if (!(max[c]! >= high)) max[c] = high;
    if (Number.isNaN(first[c]!)) first[c] = begins;
    last[c] = stops;
  }
  const visit: Visit = (t0, v0, t1, v1) => {
    if (Number.isNaN(v0)) return;
    const slope = v1 === v0 ? 0 : (v1 - v0) / (t1 - t0);
    for (let [a, u] = [t0, v0]; a < t1;) {
      const c = timesAt.at(a);
      const b = Math.min(t1, timesAt.ends[c]!);
      const w = b === t1 ? v1 : v0 + slope * (b - t0);
      if (Number.isNaN(about[c]!)) about[c] = u;
      const [x, y] = [u - about[c]!, w - about[c]!];
      linesMs[c]! += b - a;
      linesArea[c]! += ((x + y) / 2) * (b - a);
      linesSquare[c]! += ((x * x + x * y + y * y) / 3) * (b - a);
      [a, u] = [b, w];
    }
  };
  return {
    visit,
    raw({ length, time, value, status }: Piece): void {
      for (let i = 0; i < length; i++) {
        const v = value[i]!;
        if (!isReading(v, status[i]!)) continue;
        const c = samplesAt.at(time[i]!);
        bounds(c, v, v, v, v);
        if (door) keptN[c]!++; else join(c, 1, v, 0);
      }
    },
    rows(rows: TierRows): void {
      const { length, start, readings, sum, knownMs, area } = rows;
      for (let i = 0; i < length; i++) {
        const c = timesAt.at(start[i]!);
        rowsMs[c]! += knownMs[i]!;
        rowsArea[c]! += area[i]!;
        if (readings[i] === 0) continue;
        bounds(c, rows.min[i]!, rows.max[i]!, rows.first[i]!, rows.last[i]!);
        join(c, readings[i]!, sum[i]! / readings[i]!, rows.m2[i]!);
      }
    },
    /** After the last: the figures; NaN: none. */
    done() {
      const count = Float64Array.from(n, (of, c) => of + keptN[c]!);
      for (let c = 0; c < many && door; c++) {
        if (linesMs[c] === 0) { join(c, keptN[c]!, first[c]!, 0); continue; }
        // the lines stand for as many values as rows have in that time; where no row says how many, for so many that it does not matter
        const said = n[c]! > 0 && rowsMs[c]! > 0 ? (n[c]! / rowsMs[c]!) * linesMs[c]! : null;
        if (said !== null) count[c] = n[c]! + said;
        const m = linesArea[c]! / linesMs[c]!;
        const stand = said ?? 1e9;
        join(c, stand, about[c]! + m, stand * Math.max(0, linesSquare[c]! / linesMs[c]! - m * m));
      }
      const known = (c: number): number => rowsMs[c]! + linesMs[c]!;
      const area = (c: number): number => rowsArea[c]! + linesArea[c]! + (linesMs[c]! > 0 ? about[c]! * linesMs[c]! : 0);
      return {
        mean: (c: number): number => (n[c]! > 0 ? mean[c]! : NaN), std: (c: number): number => (n[c]! > 1 ? Math.sqrt(m2[c]! / (n[c]! - 1)) : NaN), count: (c: number): number => Math.round(count[c]!),
        min: (c: number): number => min[c]!, max: (c: number): number => max[c]!, first: (c: number): number => first[c]!, last: (c: number): number => last[c]!,
        weighted: (c: number): number => (known(c) > 0 ? area(c) / known(c) : NaN), good: (c: number): number => Math.min(1, known(c) / (edges[c + 1]! - edges[c]!)), area: (c: number): number => (known(c) > 0 ? area(c) : NaN),
      };
    },
  };
}
export type Figures = ReturnType<ReturnType<typeof tallying>['done']>;
