import { sm2 } from 'sm-crypto-v2';
import type { CheckSignature, Signer } from '#app/journal';

const form = { hash: true, der: false } as const;

/** A new private key, 64 hex digits. */
export const newPrivateKey = (): string => sm2.generateKeyPairHex().privateKey;

/** SM2 with SM3 (GB/T 32918), default user id. Throws when the key is no key: that is a damaged secret. */
export function sm2Signer(privateKey: string): Signer {
  if (!/^[0-9a-f]{64}$/.test(privateKey)) throw new Error('not an SM2 private key');
  const publicKey = sm2.getPublicKeyFromPrivateKey(privateKey);
  return { publicKey, sign: (text) => sm2.doSignature(Buffer.from(text, 'utf8'), privateKey, { ...form, publicKey }) };
}

/** False also for a key or signature that is none. */
export const sm2Check: CheckSignature = (text, signature, publicKey) => {
  try { return sm2.doVerifySignature(Buffer.from(text, 'utf8'), signature, publicKey, form); } catch { return false; }
};
