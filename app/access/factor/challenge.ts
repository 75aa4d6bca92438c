import { canonical, type CheckSignature } from '#app/journal';
import type { EpochMs, MonoMs } from '#kernel/time';

/** How long a key has to answer. */
export const challengeMs = 120_000;

/** What an SM2 key is asked to sign: who, where, for what, and chance that was never used before. `purpose`: `login`, or the id of a consent. */
export interface Challenge { readonly nonce: string; readonly login: string; readonly workstation: string; readonly purpose: string; readonly at: EpochMs; readonly asked: MonoMs }

/** The exact text that is signed (RFC 8785). */
export function challengeText({ nonce, login, workstation, purpose, at }: Challenge): string {
  const text = canonical({ nonce, login, workstation, purpose, at });
  if (!text.ok) throw new Error('a challenge holds text and a time only');
  return text.value;
}

/** ACC-24: the signature is of this challenge, under this person's key, and in time. The caller asks each challenge once and forgets it. */
export const answersChallenge = (challenge: Challenge, signature: string, publicKey: string, now: MonoMs, check: CheckSignature): boolean =>
  now - challenge.asked <= challengeMs && /^[0-9a-f]{128}$/.test(signature) && check(challengeText(challenge), signature, publicKey);
