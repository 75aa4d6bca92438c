import { randomBytes } from 'node:crypto';
import { challengeText, type Challenge, type LoginFault, type Occasion, type Second, type SecondFactor } from '#app/access';
import { fail, ok, type Result } from '#kernel/result';
import type { Clock } from '#kernel/time';
import { HashLost, type HashThread, type KeyFileFault } from '#storage';

/** What could not be judged because the hash was lost on its way counts as nothing, and says so. */
export async function orTrouble<T>(run: () => Promise<T>): Promise<T | ReturnType<typeof fail<'seal-trouble'>>> {
  try { return await run(); } catch (error) {
    if (error instanceof HashLost) return fail('seal-trouble', { why: 'hash-lost' });
    throw error;
  }
}

/** A challenge that was never asked before, of whoever says she is `login`. */
export const challenged = (clock: Clock, login: string, { purpose, workstation }: Occasion): Challenge => ({ nonce: randomBytes(16).toString('hex'), login, workstation, purpose, at: clock.now(), asked: clock.mono() });

/** A second factor as it was typed, ready for the door: a key's file is opened with its PIN in the thread that hashes, signs one challenge, and is forgotten. */
export async function secondOf(slow: HashThread, clock: Clock, second: Second, login: string, occasion: Occasion): Promise<Result<SecondFactor, LoginFault | KeyFileFault>> {
  if (second.factor === 'totp') return ok(second);
  const challenge = challenged(clock, login, occasion);
  const signed = await orTrouble(() => slow.sign(second.file, second.pin, challengeText(challenge)));
  return signed.ok ? ok({ factor: 'key', challenge, signature: signed.value.signature }) : signed;
}
