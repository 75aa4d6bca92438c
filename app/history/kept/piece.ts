import type { Piece } from './series.ts';
import type { Samples } from '../block/block.ts';

/** Samples as questions take them: each at the time when it was measured, or where that is not known when it came. Copies nothing where every time is known. */
export function pieceOf({ length, sourceTime, receivedTime, value, status, text }: Samples): Piece {
  let i = 0;
  while (i < length && sourceTime[i] === sourceTime[i]) i++;
  const time = i === length ? sourceTime : sourceTime.map((t, row) => (t === t ? t : receivedTime[row]!));
  return { length, time, received: receivedTime, value, status, ...(text !== undefined && { text }) };
}
