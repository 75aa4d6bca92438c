import type { Result } from '#kernel/result';
import type { KeyFileFault } from './key-file.ts';

/** What the thread is asked: everything that costs an argon2id. */
export interface Slow {
  readonly 'hash': { readonly in: { readonly password: string }; readonly out: string };
  readonly 'verify': { readonly in: { readonly password: string; readonly stored: string }; readonly out: boolean };
  readonly 'new-key': { readonly in: { readonly pin: string }; readonly out: Result<{ readonly text: string; readonly publicKey: string }, KeyFileFault> };
  readonly 'sign': { readonly in: { readonly file: string; readonly pin: string; readonly text: string }; readonly out: Result<{ readonly signature: string; readonly publicKey: string }, KeyFileFault> };
}
export type SlowName = keyof Slow;
export type SlowAsk = { readonly [K in SlowName]: { readonly id: number; readonly t: K } & Slow[K]['in'] }[SlowName];
/** `threw`: a bug, or no memory for the hash. */
export type SlowAnswer = { readonly id: number; readonly out: Slow[SlowName]['out'] } | { readonly id: number; readonly threw: string };
