import type { Fault, Result } from '#kernel/result';
import type { Brand } from '#kernel/time';

/** What `Cipher.seal` made of a personal field or a secret: text that may stand in a journal and says nothing without its key. */
export type Sealed = Brand<string, 'Sealed'>;
export const sealed = (text: string): Sealed => text as Sealed;
const sealedForm = /^sm4g\.[1-9]\d{0,8}\.[\w-]{16}\.[\w-]*\.[\w-]{22}$/;
/** Whether a text looks sealed (`sm4g.<version>.<nonce>.<text>.<tag>`): shown as such, and never put in a sentence. */
export const looksSealed = (text: string): boolean => sealedForm.test(text);

/** argon2id (RFC 9106). The stored text carries its own salt and cost, so that yesterday's is verified for ever (ACC-20). */
export interface PasswordHash {
  hash(password: string): Promise<string>;
  /** False also for a text that is no hash of ours, and for one that asks for more than is reasonable. */
  verify(password: string, stored: string): Promise<boolean>;
  /** Made at less than today's cost: it is made anew at the next login that succeeds. */
  outdated(stored: string): boolean;
}

/** RFC 6238 with SHA-1, six digits and 30 s, which is what every authenticator understands. `secret` is base32. */
export interface Totp {
  newSecret(): string;
  /** What an authenticator scans (`otpauth://totp/...`). */
  uri(secret: string, issuer: string, login: string): string;
  /** Whether `code` is that of the counter `step`; takes the same time for every wrong code. */
  matches(secret: string, code: string, step: number): boolean;
}

export type SealFault = Fault<'sealed-form' | 'sealed-key' | 'sealed-broken'>;

/** SM4 (GB/T 32907) with integrity. `about` says whose and which field it is: sealed text does not open in another's place (ACC-25). */
export interface Cipher {
  seal(plain: string, about: string): Sealed;
  open(text: Sealed, about: string): Result<string, SealFault>;
  /** Sealed under an older key than the active one. */
  stale(text: Sealed): boolean;
}
