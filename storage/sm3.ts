import { createSM3 } from 'hash-wasm';
import { sm3 as digest } from 'sm-crypto-v2';
import type { Digest, Hash } from '#app/journal';

const bytesOf = (bytes: string | Uint8Array): Uint8Array => (typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes);
/** SM3 (GB/T 32905), 64 hex digits, the same on Node and on Electron, whose own crypto has none. A string stands for its UTF-8 bytes. */
export const sm3 = (bytes: string | Uint8Array): Hash => digest(bytesOf(bytes)) as Hash;

export const sm3Digest: Digest = { hash: sm3 };

/** The same by WebAssembly, half as fast again and of another hand: what a million hashes are checked with, and not what wrote them. */
export async function fastSm3(): Promise<(bytes: string | Uint8Array) => Hash> {
  const hasher = await createSM3();
  return (bytes) => hasher.init().update(bytesOf(bytes)).digest('hex') as Hash;
}
/** SM3 of what comes piece by piece. */
export async function sm3Of(): Promise<{ take(bytes: string | Uint8Array): void; end(): Hash }> {
  const hasher = await createSM3();
  hasher.init();
  return { take(bytes) { hasher.update(bytesOf(bytes)); }, end: () => hasher.digest('hex') as Hash };
}
