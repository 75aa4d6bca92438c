import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Shorter than this a secret can be guessed. */
export const shortestSecret = 16;
/** 128 random bits, in small hex: said once, never again. */
export const freshNonce = (): string => randomBytes(16).toString('hex');

/** What both ends know of one link: who calls, which stream he has, and the two nonces. */
export interface Meeting { readonly host: string; readonly stream: string; readonly asked: string; readonly answered: string }

const mac = (secret: string, ...lines: readonly string[]): Buffer => createHmac('sha256', secret).update(['watchroom-collect-1', ...lines].join('\n'), 'utf8').digest();
const lines = ({ host, stream, asked, answered }: Meeting): readonly string[] => [asked, answered, host, stream];

/** By which one end shows that it has the secret (HMAC-SHA256, small hex), without saying it; each end its own, so that neither can be sent back. `more`: what it says besides, which nobody may change. */
export const proofOf = (secret: string, by: 'host' | 'receiver', meeting: Meeting, more = ''): string => mac(secret, `proof ${by}`, ...lines(meeting), more).toString('hex');
/** Takes the same time whatever is wrong. */
export const isProof = (said: string, secret: string, by: 'host' | 'receiver', meeting: Meeting, more = ''): boolean => /^[0-9a-f]{64}$/.test(said) && timingSafeEqual(Buffer.from(said, 'hex'), Buffer.from(proofOf(secret, by, meeting, more), 'hex'));
/** The key that seals what this end says on this link. */
export const sealKey = (secret: string, by: 'host' | 'receiver', meeting: Meeting): Buffer => mac(secret, `seal ${by}`, ...lines(meeting));
