import { cutPiece, mergePieces, tierMs, type Piece } from '#app/history';
import type { SegmentRow } from '../segment/index.ts';
import type { BlockForm, BlockReads } from './blocks.ts';

/**
 * Where a neighbour is looked for: `held`: what is at hand of the series; `files`: of samples, ascending by `from`. `days`: when the days begin in which samples of it came, ascending; null: not known.
 */
export interface Among { readonly series: number; readonly held: readonly Piece[]; readonly files: readonly SegmentRow[]; readonly form: BlockForm<Piece>; readonly blocks: BlockReads; readonly days: () => readonly number[] | null }

/** So many files are looked into before the days are asked where it is worth to look at all: a valve may not have moved for years. */
const filesFirst = 16;
/** The day in which a time lies may have samples on the other side of it only. */
const daysTried = 2;

interface Span { readonly from: number; readonly to: number }

/** The last sample before a time (`sign` -1, strictly), or the first at or after it (`sign` 1), and not beyond `limit`. What a file or block can still have to give is known by its ends, so that most are never read. */
function nearest({ series, held, files, form, blocks, days }: Among, time: number, limit: number, sign: 1 | -1): Piece | null {
  let best = sign * Infinity;
  let rows: Piece[] = [];
  function consider(piece: Piece): void {
    let [low, high] = [0, piece.length];
    while (low < high) { const middle = (low + high) >>> 1; if (piece.time[middle]! < time) low = middle + 1; else high = middle; }
    const i = sign < 0 ? low - 1 : low;
    const t = piece.time[i];
    if (t === undefined || i >= piece.length || (sign < 0 ? t < limit || t < best : t >= limit || t > best)) return;
    if (t !== best) rows = [];
    best = t;
    rows.push(cutPiece(piece, i, i + 1));
  }
  const near = (s: Span): boolean => (sign < 0 ? s.from < time && s.to >= limit && s.to >= best : s.to >= time && s.from < limit && s.from <= best);
  const nearestFirst = (a: Span, b: Span): number => (sign < 0 ? b.to - a.to : a.from - b.from);
  function look(into: readonly SegmentRow[]): void {
    for (const file of into) {
      if (!near(file)) return;                              // nor are those behind it
      const entries = blocks.entries(file, series, sign < 0 ? limit : time, sign < 0 ? time : limit);
      if (entries === null) { consider(form.lost(file.from, file.to)); continue; }
      for (const entry of entries.toSorted(nearestFirst)) if (near(entry)) consider(blocks.block(file, entry, form));
    }
  }
  for (const piece of held) consider(piece);
  const ordered = files.filter(near).toSorted(nearestFirst);
  look(ordered.slice(0, filesFirst));
  let rest = ordered.slice(filesFirst).filter(near);
  const known = rest.length > filesFirst ? days() : null;
  if (known !== null) {
    const on = known.filter((d) => (sign < 0 ? d < time : d + tierMs.day > time));
    const tried = sign < 0 ? on.slice(-daysTried) : on.slice(0, daysTried);
    look(rest.filter((f) => tried.some((d) => f.to >= d && f.from < d + tierMs.day)));
    const reached = sign < 0 ? best >= (tried[0] ?? Infinity) : best < (tried.at(-1) ?? -Infinity) + tierMs.day;
    if (reached) rest = [];                                  // between there and here no sample ever came
  }
  look(rest);
  return rows.length > 1 ? mergePieces(rows) : rows[0] ?? null;
}

/** The last sample before `time`, at or after `notBefore`, as one row. */
export const before = (among: Among, time: number, notBefore: number): Piece | null => nearest(among, time, notBefore, -1);
/** The first sample at or after `time`, before `notAfter`, as one row. */
export const after = (among: Among, time: number, notAfter: number): Piece | null => nearest(among, time, notAfter, 1);
