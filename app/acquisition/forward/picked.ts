import type { Batch } from '../batch.ts';

/** Some rows of a batch, in this order, under other numbers: `handle` has one for each of them. */
export function picked(batch: Batch, rows: readonly number[], handle: Uint32Array): Batch {
  const column = (of: Float64Array): Float64Array => Float64Array.from(rows, (i) => of[i]!);
  const text = batch.text === undefined ? [] : rows.flatMap((from, i) => { const words = batch.text!.get(from); return words === undefined ? [] : [[i, words] as const]; });
  return {
    handle, status: Uint32Array.from(rows, (i) => batch.status[i]!), value: column(batch.value), sourceTime: column(batch.sourceTime), receivedTime: column(batch.receivedTime), length: rows.length,
    ...(text.length > 0 && { text: new Map(text) }), ...(batch.late !== undefined && { late: batch.late }),
  };
}
