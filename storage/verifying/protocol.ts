import type { SignedHead } from '#app/journal';
import type { Fault } from '#kernel/result';
import type { VerifyReport } from '../verify.ts';

/** What the verifying worker is asked. `cancel`: one byte that is not 0 once nobody wants to know. `gentle`: rests as long as it works, so that a machine with few processors has one for the engine. */
export type VerifyAsk =
  | { readonly t: 'verify'; readonly id: number; readonly cancel: SharedArrayBuffer; readonly gentle: boolean }
  | { readonly t: 'heads'; readonly id: number };
/** A copy as it lies there. `head` null: it cannot be read. `at`: when it was written, epoch ms. */
export interface HeadCopy { readonly file: string; readonly head: SignedHead | null; readonly holds: boolean; readonly ownKey: boolean; readonly at: number }
/** A folder of copies. `fault`: why it cannot be looked into. */
export interface HeadFolder { readonly folder: string; readonly outside: boolean; readonly copies: readonly HeadCopy[]; readonly fault: string | null }
export interface HeadFolders { readonly publicKey: string | null; readonly folders: readonly HeadFolder[] }
/** `unreached`: folders of copies that are not there now: no proof, and no finding. */
export type VerifyAnswer = { readonly refused: Fault<'not-found' | 'cancelled'> } | { readonly report: VerifyReport; readonly unreached: readonly string[] } | { readonly heads: HeadFolders };
