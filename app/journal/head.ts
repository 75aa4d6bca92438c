import { z } from 'zod';
import { canonical } from './canonical.ts';
import type { Head } from './event.ts';

/** SM2 with SM3 (GB/T 32918) in the product. `publicKey` and the signature are hex. */
export interface Signer { readonly publicKey: string; sign(text: string): string }
/** The other half: true when `signature` is that of `text` under `publicKey`. */
export type CheckSignature = (text: string, signature: string, publicKey: string) => boolean;

/** A head as it is copied elsewhere: whoever cuts the tail or makes the chain anew must also change every copy (JRN-12). */
export const SignedHead = z.object({
  node: z.string().min(1).max(64), seq: z.number().int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/), time: z.number(), term: z.number().int().nonnegative(),
  publicKey: z.string().regex(/^[0-9a-f]{66,130}$/), signature: z.string().regex(/^[0-9a-f]{128,160}$/),
});
export type SignedHead = z.infer<typeof SignedHead>;

const headText = ({ node, seq, hash, time, term }: Omit<SignedHead, 'publicKey' | 'signature'>): string => {
  const text = canonical({ node, seq, hash, time, term });
  if (!text.ok) throw new Error('a head holds text and whole numbers only');
  return text.value;
};

export function signHead(head: Head, term: number, signer: Signer): SignedHead {
  const plain = { node: head.node, seq: head.seq, hash: head.hash, time: head.time, term };
  return { ...plain, publicKey: signer.publicKey, signature: signer.sign(headText(plain)) };
}

/** Whether the head is what its own key signed. */
export const headHolds = (head: SignedHead, check: CheckSignature): boolean => check(headText(head), head.signature, head.publicKey);
