import { batchOf, bytesOf, picked, row, type Batch, type BatchBuffer, type Sample, type Spans } from '#app/acquisition';
import type { Fault } from '#kernel/result';
import type { Clock } from '#kernel/time';
import type { NumberedPoint } from '../roster.ts';

/** One record is at most so many rows, and so much text: what is sent at once. */
const [recordRows, recordText] = [4096, 200_000];
interface Last { readonly batch: Batch; readonly row: number; readonly seq: number }
/** What the shelf says of itself. `refused`: batches that the disk did not take, and why the last one. */
export interface ShelfCounts { readonly samples: number; readonly refused: number; readonly fault: Fault | null }

/** A batch cut where it would be too much at once. */
function* piecesOf(batch: Batch): Generator<readonly [from: number, to: number]> {
  let from = 0;
  let text = 0;
  for (let i = 0; i < batch.length; i++) {
    text += batch.text?.get(i)?.length ?? 0;
    if (i - from < recordRows && (text <= recordText || i === from)) continue;
    yield [from, i];
    [from, text] = [i, batch.text?.get(i)?.length ?? 0];
  }
  if (from < batch.length) yield [from, batch.length];
}

/**
 * What the collectors bring, put on the disk under the numbers of the stream, and the last of each point, which a receiver is told when its link begins. What is younger than `lateMs` is of now;
 * what is older is back-fill.
 */
export function shelf(buffer: BatchBuffer, clock: Clock, lateMs: number) {
  let numberOf = new Map<number, number>();    // handle → number
  let numbers: readonly number[] = [];
  const last = new Map<number, Last>();
  const young: { readonly seq: number; readonly at: number }[] = [];
  const counts: { samples: number; refused: number; fault: Fault | null } = { samples: 0, refused: 0, fault: null };

  /** Rows `from` to `to` under their numbers; points that are not ours any more are left out. */
  function numbered(batch: Batch, from: number, to: number): Batch {
    const rows: number[] = [];
    for (let i = from; i < to; i++) if (numberOf.has(batch.handle[i]!)) rows.push(i);
    return picked(batch, rows, Uint32Array.from(rows, (i) => numberOf.get(batch.handle[i]!)!));
  }
  function put(piece: Batch): void {
    const kept = buffer.append(bytesOf(piece));
    if (!kept.ok) { counts.refused++; counts.fault = kept.fault; return; }
    counts.fault = null;
    counts.samples += piece.length;
    young.push({ seq: kept.value, at: clock.mono() });
    if (piece.late === undefined) for (let i = 0; i < piece.length; i++) last.set(piece.handle[i]!, { batch: piece, row: i, seq: kept.value });
  }
  /** The first number that is of now; what stands before it is back-fill. */
  function youngFrom(): number {
    const oldest = clock.mono() - lateMs;
    let gone = 0;
    while (gone < young.length && young[gone]!.at < oldest) gone++;
    if (gone > 0) young.splice(0, gone);
    return young[0]?.seq ?? buffer.next();
  }
  return {
    /** Takes the points of a site: each has its number, or none has. */
    points(points: readonly NumberedPoint[]): Fault | null {
      const given = buffer.numbersOf(points.map(({ definition }) => definition.id));
      if (!given.ok) return given.fault;
      numbers = given.value;
      numberOf = new Map(points.map(({ handle }, i) => [handle, given.value[i]!]));
      const there = new Set(numbers);
      for (const number of last.keys()) if (!there.has(number)) last.delete(number);
      return null;
    },
    take(batch: Batch): void { for (const [from, to] of piecesOf(batch)) { const piece = numbered(batch, from, to); if (piece.length > 0) put(piece); } },
    youngFrom,
    /** The last of each point, but of those whose last will come by itself: from this number on, and not taken yet. */
    standing(before: number, taken: Spans): readonly Batch[] {
      const rows: Sample[] = [];
      for (const { batch, row: i, seq } of last.values()) if (seq < before || taken.has(seq)) rows.push(row(batch, i));
      const out: Batch[] = [];
      for (let at = 0; at < rows.length; at += recordRows) out.push(batchOf(rows.slice(at, at + recordRows)));
      return out;
    },
    numbers: (): readonly number[] => numbers,
    counts: (): ShelfCounts => ({ ...counts }),
  };
}
export type Shelf = ReturnType<typeof shelf>;
