import { randomBytes } from 'node:crypto';
import { sm4 } from 'sm-crypto-v2';

/** 128 bits (GB/T 32907). */
export const newSm4Key = (): Uint8Array => randomBytes(16);

/** `nonce`: 12 bytes, new for every text; `tag`: 16 bytes. */
export interface Sm4Box { readonly nonce: Uint8Array; readonly text: Uint8Array; readonly tag: Uint8Array }

const whole = (key: Uint8Array): void => { if (key.length !== 16) throw new Error('an SM4 key has 16 bytes'); };

/** SM4-GCM (RFC 8998 2.1, GB/T 17964-2021). `about` is authenticated with it and not kept. */
export function sm4Seal(key: Uint8Array, plain: Uint8Array, about: Uint8Array, nonce: Uint8Array = randomBytes(12)): Sm4Box {
  whole(key);
  const { output, tag } = sm4.encrypt(plain, key, { mode: 'gcm', output: 'array', outputTag: true, iv: nonce, associatedData: about });
  if (tag === undefined) throw new Error('the library gave no tag');
  return { nonce, text: output, tag };
}

/** Null where key, text, tag, nonce or `about` is another one. The library checks nothing without a whole tag, so that is asked for here. */
export function sm4Open(key: Uint8Array, { nonce, text, tag }: Sm4Box, about: Uint8Array): Uint8Array | null {
  whole(key);
  if (nonce.length !== 12 || tag.length !== 16) return null;
  try { return sm4.decrypt(text, key, { mode: 'gcm', output: 'array', iv: nonce, associatedData: about, tag }); } catch { return null; }
}
