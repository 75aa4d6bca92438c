import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What is signed: five lines, joined by a line feed, without one at the end. `sent` in decimal; the digest is SHA-256 of the body's bytes, in small hex. */
export const signedText = (method: string, path: string, sent: number, nonce: string, body: Uint8Array): string =>
  [method, path, String(sent), nonce, createHash('sha256').update(body).digest('hex')].join('\n');

/** HMAC-SHA256 (RFC 2104) with the secret's UTF-8 bytes as key, in small hex. */
export const signatureOf = (secret: string, text: string): string => createHmac('sha256', secret).update(text, 'utf8').digest('hex');

const HEADER = /^v1=([0-9a-f]{64})$/;
/** The signature that a header carries; null when it is none. */
export const signatureIn = (header: string | undefined): Buffer | null => {
  const hex = HEADER.exec(header ?? '')?.[1];
  return hex === undefined ? null : Buffer.from(hex, 'hex');
};

/** Takes the same time whatever is wrong with the signature. */
export const isSignedBy = (secret: string, text: string, signature: Buffer): boolean => timingSafeEqual(Buffer.from(signatureOf(secret, text), 'hex'), signature);
