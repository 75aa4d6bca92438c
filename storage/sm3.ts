import { sm3 as digest } from 'sm-crypto-v2';
import type { Digest, Hash } from '#app/journal';

/** SM3 (GB/T 32905), 64 hex digits, the same on Node and on Electron, whose own crypto has none. A string stands for its UTF-8 bytes. */
export const sm3 = (bytes: string | Uint8Array): Hash => digest(typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes) as Hash;

export const sm3Digest: Digest = { hash: sm3 };
