/** Rows on their way to the disk, in columns of one room each; those of an array of `rowBytes` a row, so that all of them go from thread to thread as one. NaN: none. */
export interface IntakeColumns { readonly value: Float64Array; readonly source: Float64Array; readonly received: Float64Array; readonly handle: Uint32Array; readonly status: Uint32Array }
export const rowBytes = 32;

/** The columns in a buffer of `room * rowBytes` bytes. */
export function columnsIn(buffer: ArrayBuffer): IntakeColumns {
  const room = buffer.byteLength / rowBytes;
  return {
    value: new Float64Array(buffer, 0, room), source: new Float64Array(buffer, 8 * room, room), received: new Float64Array(buffer, 16 * room, room),
    handle: new Uint32Array(buffer, 24 * room, room), status: new Uint32Array(buffer, 28 * room, room),
  };
}
