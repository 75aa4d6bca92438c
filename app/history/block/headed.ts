import { align, bitsOut, put, putSize, type BitsOut } from './bits.ts';

/** The bytes of a block: its form and what is said of it (four bits each), how many rows, the size of every part but the last, and the parts as they stand in `out`. */
export function headed(out: BitsOut, form: number, said: number, length: number, sizes: readonly number[]): Uint8Array {
  const head = bitsOut(80);
  put(head, form, 4);
  put(head, said, 4);
  putSize(head, length);
  for (const size of sizes.slice(0, -1)) putSize(head, size);
  align(head);
  const bytes = new Uint8Array(head.at + out.at);
  bytes.set(head.bytes.subarray(0, head.at));
  bytes.set(out.bytes.subarray(0, out.at), head.at);
  return bytes;
}
