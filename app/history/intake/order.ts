/** Rows of one series on their way into a block. `time`: by which they stand: of the source, or where it said none when they came. `text`: row -> words. */
export interface IntakeRows { length: number; source: Float64Array; received: Float64Array; time: Float64Array; value: Float64Array; status: Uint32Array; text: ReadonlyMap<number, string> | null }

const orNaNLast = (a: number, b: number): number => (Number.isNaN(a) ? Number(!Number.isNaN(b)) : Number.isNaN(b) ? -1 : a - b);

/** Rows that came in any order, ascending by time, one a time (HIS-34, 35): of several the one that came first stays, then the lesser status, then the lesser value, as wherever rows meet (HIS-91). Gives how many were left out; the arrays are new ones then. */
export function inOrder(rows: IntakeRows): number {
  const { length, source, received, time, value, status, text } = rows;
  const order = Uint32Array.from({ length }, (_, i) => i).sort((a, b) => time[a]! - time[b]! || received[a]! - received[b]! || status[a]! - status[b]! || orNaNLast(value[a]!, value[b]!) || a - b);
  const kept = order.filter((row, i) => i === 0 || time[row] !== time[order[i - 1]!]);
  const doubles = (column: Float64Array): Float64Array => Float64Array.from(kept, (row) => column[row]!);
  rows.source = doubles(source);
  rows.received = doubles(received);
  rows.time = doubles(time);
  rows.value = doubles(value);
  rows.status = Uint32Array.from(kept, (row) => status[row]!);
  rows.length = kept.length;
  if (text !== null) rows.text = new Map([...kept].flatMap((row, i) => { const words = text.get(row); return words === undefined ? [] : [[i, words] as const]; }));
  return length - kept.length;
}
