import { inOrder, isReading, mergePieces, mergeTiers, noData, type IntakeRows, type Piece, type TierRows, type TierStep } from '#app/history';
import type { HeadReads, LatestRows } from '../reading/protocol.ts';
import { feed, type Closed } from './checkpoint.ts';
import { isAhead, sampleOf, type Newest } from '../memory/newest.ts';
import type { SeriesBook } from '../memory/series-book.ts';
import { takenOf, type TierBook } from '../memory/tier-book.ts';
import type { Window } from '../memory/window.ts';

/** What is in memory now: windows that are in no file, oldest first; while the first of them is written, the tiers must have nothing of what came after it. */
export interface InMemory { readonly windows: readonly Closed[]; readonly writing: boolean; readonly newest: Newest; readonly checkpoint: number; readonly tiers: TierBook; readonly book: Pick<SeriesBook, 'row' | 'holdMs'> }

function pieceOf(window: Window, series: number): Piece | null {
  if (!window.has(series)) return null;
  const rows: IntakeRows = { ...window.gather(series) };
  if (window.late(series)) inOrder(rows);
  const { length, time, received, value, status, text } = rows;
  return { length, time: time.slice(0, length), received: received.slice(0, length), value: value.slice(0, length), status: status.slice(0, length), ...(text !== null && { text }) };
}
/** HIS-38, of what is in no file yet: a mark where a gap begins behind a reading, as the checkpoint will put it there. `before`: the newest sample before these rows. */
function withGaps(piece: Piece, holdMs: number, before: ReturnType<typeof sampleOf>): Piece {
  const marks: number[] = [];
  for (let i = 0, last = before; i < piece.length; i++) {
    const [time, value, status] = [piece.time[i]!, piece.value[i]!, piece.status[i]!];
    if (time <= before.time) continue;
    if (time - last.time > holdMs && isReading(last.value, last.status)) marks.push(last.time + holdMs);
    last = { time, value, status };
  }
  if (marks.length === 0) return piece;
  const of = marks.length;
  const mark: Piece = { length: of, time: Float64Array.from(marks), received: Float64Array.from(marks), value: new Float64Array(of).fill(Number.NaN), status: new Uint32Array(of).fill(noData) };
  return mergePieces([piece, mark]);
}
/** The row of the greatest time. */
function lastOf(window: Window, series: number): { readonly rows: IntakeRows; readonly at: number; readonly words: string | undefined } | null {
  const count = window.count(series);
  if (count === 0) return null;
  const from = window.late(series) ? 0 : count - 1;
  const rows = window.gather(series, from);
  let at = 0;
  for (let i = 1; i < rows.length; i++) if (rows.time[i]! >= rows.time[at]!) at = i;
  return { rows, at, words: rows.text?.get(from + at) };
}

/** What the reading thread is told of the writer's memory (`tellHead`). `now`: what is in memory at this moment. */
export function headReads(now: () => InMemory): HeadReads {
  return {
    checkpoint: () => now().checkpoint,
    raw(series) {
      const { windows, newest, book } = now();
      const pieces = windows.map(({ window }) => pieceOf(window, series)).filter((piece) => piece !== null);
      const piece = pieces.length > 1 ? mergePieces(pieces) : pieces[0] ?? null;
      return piece !== null && (book.row(series)?.deviation ?? 0) > 0 ? withGaps(piece, book.holdMs(series), sampleOf(newest, series)) : piece;
    },
    tier(series: number, step: TierStep): TierRows | null {
      const { windows, writing, tiers } = now();
      for (const closed of writing ? windows.slice(0, 1) : windows) feed(closed, series, tiers);
      tiers.take(windows[0]!.taken);
      const all = [...windows.map(({ taken }) => takenOf(taken[step], series)), tiers.open(series, step)].filter((rows) => rows !== null);
      return all.length === 0 ? null : all.reduce((a, b) => mergeTiers(a, b));
    },
    latest(wanted): LatestRows {
      const { windows, newest } = now();
      const count = wanted.length;
      const out = { time: new Float64Array(count).fill(Number.NaN), received: new Float64Array(count).fill(Number.NaN), value: new Float64Array(count).fill(Number.NaN), status: new Uint32Array(count), text: new Map<number, string>() };
      function put(i: number, { time, received, value, status }: Pick<Newest, 'time' | 'received' | 'value' | 'status'>, at: number, words: string | undefined): void {
        if (!(at < time.length) || Number.isNaN(time[at]!) || (time[at]! < out.time[i]! && !isAhead(out.time[i]!, received[at]!))) return;
        [out.time[i], out.received[i], out.value[i], out.status[i]] = [time[at]!, received[at]!, value[at]!, status[at]!];
        if (words === undefined) out.text.delete(i); else out.text.set(i, words);
      }
      for (const [i, series] of wanted.entries()) {
        put(i, newest, series, newest.text.get(series));
        for (const { window } of windows) { const last = lastOf(window, series); if (last !== null) put(i, last.rows, last.at, last.words); }
      }
      return out;
    },
  };
}
