import type { Batch } from '#app/acquisition';
import { columnsIn, rowBytes, type IntakeColumns } from '#app/history';

/** What waits to be handed to the thread that writes, with the words of some rows. `at`: when the first of it came (mono ms). */
export interface Staged { readonly buffer: ArrayBuffer; readonly length: number; readonly text: readonly (readonly [number, string])[]; readonly at: number }
/** So many rows are handed over together. */
export const stagedRows = 16_384;
/** Fewer are copied one by one. */
const few = 24;

/** Copies batches into buffers that go from thread to thread and come back. `mostBuffers`: what may be under way; beyond it nothing is taken. */
export function staging(mostBuffers: number, hand: (staged: Staged) => void, now: () => number) {
  const free: ArrayBuffer[] = [];
  const views = new WeakMap<ArrayBuffer, IntakeColumns>();
  let [made, length, at] = [0, 0, 0];
  let buffer: ArrayBuffer | null = null;
  let columns: IntakeColumns | null = null;
  let text: (readonly [number, string])[] = [];

  function take(): boolean {
    const next = free.pop() ?? (made < mostBuffers ? new ArrayBuffer(stagedRows * rowBytes) : null);
    if (next === null) return false;
    if (!views.has(next)) views.set(next, columnsIn(next));
    [buffer, columns] = [next, views.get(next)!];
    return true;
  }
  function copy(batch: Batch, from: number, count: number): void {
    const { value, source, received, handle, status } = columns!;
    if (count < few) {
      for (let i = 0; i < count; i++) {
        value[length + i] = batch.value[from + i]!;
        source[length + i] = batch.sourceTime[from + i]!;
        received[length + i] = batch.receivedTime[from + i]!;
        handle[length + i] = batch.handle[from + i]!;
        status[length + i] = batch.status[from + i]!;
      }
      return;
    }
    value.set(batch.value.subarray(from, from + count), length);
    source.set(batch.sourceTime.subarray(from, from + count), length);
    received.set(batch.receivedTime.subarray(from, from + count), length);
    handle.set(batch.handle.subarray(from, from + count), length);
    status.set(batch.status.subarray(from, from + count), length);
  }
  function words(batch: Batch, from: number, count: number): void {
    for (const [i, word] of batch.text!) if (i >= from && i < from + count) text.push([length + i - from, word]);
  }
  /** Hands over what waits. */
  function flush(): void {
    if (buffer === null || length === 0) return;
    const staged = { buffer, length, text, at };
    made++;
    [buffer, columns, length, text] = [null, null, 0, []];
    hand(staged);
  }
  return {
    /** Takes the rows of a batch from the `from`th on; gives how many there was no room for. */
    put(batch: Batch): number {
      for (let from = 0; from < batch.length;) {
        if (buffer === null && !take()) return batch.length - from;
        if (length === 0) at = now();
        const count = Math.min(batch.length - from, stagedRows - length);
        copy(batch, from, count);
        if (batch.text !== undefined && batch.text.size > 0) words(batch, from, count);
        length += count;
        from += count;
        if (length === stagedRows) flush();
      }
      return 0;
    },
    flush,
    waiting: (): number => length,
    /** A buffer came back. */
    back(returned: ArrayBuffer): void { made--; free.push(returned); },
    /** What was under way is with nobody any more. */
    forget(): void { made = 0; },
  };
}
export type Staging = ReturnType<typeof staging>;
