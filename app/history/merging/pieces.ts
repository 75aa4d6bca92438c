import type { Piece } from '../kept/series.ts';
import { sweep, type Columns, type Part } from './sweep.ts';

/** OPC UA's Bad_DataLost (Part 4, 7.39): here were samples, and what they were is damaged (HIS-91). No sample that is there gives way to it. */
export const dataLost = 0x809d_0000;
/** What stands for samples that were lost between two times, both included: so no line is drawn over them. */
export function lostPiece(from: number, to: number): Piece {
  const time = from < to ? Float64Array.of(from, to) : Float64Array.of(from);
  return { length: time.length, time, received: time, value: new Float64Array(time.length).fill(Number.NaN), status: new Uint32Array(time.length).fill(dataLost) };
}

/** The words of rows [a, b) when they stand from row `to` on. */
function wordsOf(text: Piece['text'], a: number, b: number, to: number, into: Map<number, string>): void {
  if (text === undefined || text.size === 0) return;
  if (text.size < b - a) { for (const [i, words] of text) if (i >= a && i < b) into.set(i - a + to, words); return; }
  for (let i = a; i < b; i++) { const words = text.get(i); if (words !== undefined) into.set(i - a + to, words); }
}

/** A piece whose `received` is made when it is first touched: few questions ask for it. */
export function pieceWith({ time, value, status, text }: Pick<Piece, 'time' | 'value' | 'status' | 'text'>, received: () => Float64Array): Piece {
  let held: Float64Array | null = null;
  return { length: time.length, time, value, status, ...(text === undefined || text.size === 0 ? {} : { text }), get received() { return (held ??= received()); } };
}

/** Rows [a, b) of a piece; its columns are views. */
export function cutPiece(piece: Piece, a: number, b: number): Piece {
  if (a === 0 && b === piece.length) return piece;
  const text = new Map<number, string>();
  wordsOf(piece.text, a, b, 0, text);
  return pieceWith({ time: piece.time.subarray(a, b), value: piece.value.subarray(a, b), status: piece.status.subarray(a, b), text }, () => piece.received.subarray(a, b));
}

/** Below zero where the first goes before the second; NaN goes last. */
const byNumber = (a: number, b: number): number => (a === b ? 0 : Number.isNaN(a) ? Number(!Number.isNaN(b)) : Number.isNaN(b) ? -1 : a - b);
/** Of two samples of the same time, whether the first stays (HIS-90): it was received before, or goes before by its own content; so it never matters what was merged with what before. */
function stays(p: Piece, i: number, q: Piece, j: number): boolean {
  const [s, t] = [p.status[i]!, q.status[j]!];
  const order = Number(s === dataLost) - Number(t === dataLost) || byNumber(p.received[i]!, q.received[j]!) || s - t || byNumber(p.value[i]!, q.value[j]!);
  return order < 0 || (order === 0 && (p.text?.get(i) ?? '') <= (q.text?.get(j) ?? ''));
}

/** The rows of several pieces in the order of their times, each time once, as (which piece, its rows [a, b)). */
function inOrder(from: readonly Piece[], take: (p: Piece, a: number, b: number) => void): void {
  const next = from.map(() => 0);
  const head = (k: number): number => (next[k]! < from[k]!.length ? from[k]!.time[next[k]!]! : Infinity);
  const leastBut = (best: number): number => next.reduce((t, _, k) => (k === best ? t : Math.min(t, head(k))), Infinity);
  /** The piece whose sample of this time stays; the others are beyond it then. */
  function staying(time: number): number {
    let best = -1;
    for (let k = 0; k < from.length; k++) {
      if (head(k) !== time) continue;
      const better = best < 0 || stays(from[k]!, next[k]!, from[best]!, next[best]!);
      if (!better) next[k]!++;
      else { if (best >= 0) next[best]!++; best = k; }
    }
    return best;
  }
  for (let least = leastBut(-1); least < Infinity; least = leastBut(-1)) {
    const best = staying(least);
    const until = leastBut(best);                        // where another begins
    const a = next[best]!;
    do next[best]!++; while (head(best) < until);
    take(from[best]!, a, next[best]!);
  }
}

/** Pieces of one series as one, ascending by time, each time once (HIS-90). */
export function mergePieces(pieces: readonly Piece[]): Piece {
  const most = pieces.reduce((n, p) => n + p.length, 0);
  const [time, received, value, status] = [new Float64Array(most), new Float64Array(most), new Float64Array(most), new Uint32Array(most)];
  const text = new Map<number, string>();
  let length = 0;
  inOrder(pieces, (p, a, b) => {
    wordsOf(p.text, a, b, length, text);
    for (let i = a; i < b; i++, length++) {
      time[length] = p.time[i]!;
      received[length] = p.received[i]!;
      value[length] = p.value[i]!;
      status[length] = p.status[i]!;
    }
  });
  return cutPiece({ length: most, time, received, value, status, text }, 0, length);
}

const columns: Columns<Piece> = { length: (p) => p.length, at: (p, i) => p.time[i]!, cut: cutPiece, merge: mergePieces };
/** All samples with from <= time < to that stand in these parts, ascending, each time once, in pieces of at most some ten thousand. */
export const sweepPieces = (parts: readonly Part<Piece>[], from: number, to: number): Generator<Piece, void, void> => sweep(parts, from, to, columns);
