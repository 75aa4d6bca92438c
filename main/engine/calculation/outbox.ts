import type { Batch } from '#app/acquisition';

/** Rows of one source on their way out, in columns that grow as they must; nothing is made for a row. */
export function outbox() {
  let size = 64;
  let handle = new Uint32Array(size);
  let value = new Float64Array(size);
  let status = new Uint32Array(size);
  let sourceTime = new Float64Array(size);
  let receivedTime = new Float64Array(size);
  let length = 0;
  function grow(): void {
    size *= 2;
    const longer = <A extends Uint32Array | Float64Array>(to: A, from: A): A => { to.set(from); return to; };
    handle = longer(new Uint32Array(size), handle);
    value = longer(new Float64Array(size), value);
    status = longer(new Uint32Array(size), status);
    sourceTime = longer(new Float64Array(size), sourceTime);
    receivedTime = longer(new Float64Array(size), receivedTime);
  }
  return {
    put(h: number, v: number, s: number, time: number, received: number): void {
      if (length === size) grow();
      handle[length] = h;
      value[length] = v;
      status[length] = s;
      sourceTime[length] = time;
      receivedTime[length] = received;
      length++;
    },
    isEmpty: (): boolean => length === 0,
    /** What is in it, as a batch of its own; null: nothing. */
    take(): Batch | null {
      if (length === 0) return null;
      const n = length;
      length = 0;
      return { handle: handle.slice(0, n), value: value.slice(0, n), status: status.slice(0, n), sourceTime: sourceTime.slice(0, n), receivedTime: receivedTime.slice(0, n), length: n };
    },
  };
}
export type Outbox = ReturnType<typeof outbox>;
