import { lostPiece, pieceOf, pieceWith, readBlock, readTier, wants, type Piece, type TierRows } from '#app/history';
import { ok } from '#kernel/result';
import type { BlockForm, Rows } from './blocks.ts';

export const noPiece: Piece = { length: 0, time: new Float64Array(0), received: new Float64Array(0), value: new Float64Array(0), status: new Uint32Array(0) };

const none = new Float64Array(0);
export const noRows: TierRows = {
  length: 0, start: none, samples: none, readings: none, min: none, max: none, first: none, last: none, firstAt: none, lastAt: none, sum: none, m2: none, knownMs: none, area: none, worst: new Uint8Array(0),
};

/** Blocks of samples. When each was received is decoded only where it is asked for, or where it stands for a time that is not known; from a copy of its own of the bytes, and not from the whole run that was read. */
export const rawForm: BlockForm<Piece> = {
  decode(bytes) {
    const samples = readBlock(bytes, wants.source | wants.value | wants.text);
    if (!samples.ok) return samples;
    const { length, sourceTime } = samples.value;
    let i = 0;
    while (i < length && sourceTime[i] === sourceTime[i]) i++;
    if (i < length) return ok(pieceOf({ ...samples.value, receivedTime: receivedOf(bytes) }));
    const own = bytes.slice();
    return ok(pieceWith({ ...samples.value, time: sourceTime }, () => receivedOf(own)));
  },
  lost: lostPiece,
};
/** Throws where the column does not hold: its bytes were checked. */
function receivedOf(bytes: Uint8Array): Float64Array {
  const samples = readBlock(bytes, wants.source | wants.received);
  if (!samples.ok) throw new Error(samples.fault.code);
  return samples.value.receivedTime;
}
/** Blocks of a tier; a column is decoded when it is touched. `mend`: what stands for one that does not hold. */
export const tierForm = (mend: (from: number, to: number) => TierRows): BlockForm<TierRows> => ({ decode: readTier, lost: mend });

const [bytesOfSample, bytesOfRow, bytesOfWord] = [28, 13 * 8 + 1, 40];
/** What a decoded block may come to hold, all its columns decoded. */
export function decodedBytes(block: Rows): number {
  return 'start' in block ? block.length * bytesOfRow : block.length * bytesOfSample + (block.text?.size ?? 0) * bytesOfWord;
}
