import type { ProofText, Second } from '#app/access';

/** How somebody proves who she is. */
export type Way = ProofText['factor'];
/** A proof while it is being typed. `file`: the text of a key file; '' before one was chosen. */
export interface ProofDraft { readonly way: Way; readonly password: string; readonly code: string; readonly file: string; readonly fileName: string; readonly pin: string }
export const emptyProof = (way: Way): ProofDraft => ({ way, password: '', code: '', file: '', fileName: '', pin: '' });
/** A key file is a line of text; what is longer is none. */
export const longestKeyFile = 4096;

/** The digits of a code as it was typed or pasted: `123 456`, in full-width too. */
const digits = (code: string): string => code.normalize('NFKC').replaceAll(/\D/g, '');
/** The proof once it is whole; null: something is missing. */
export function proofOf(d: ProofDraft): ProofText | null {
  switch (d.way) {
    case 'password': return d.password === '' ? null : { factor: 'password', password: d.password };
    case 'totp': return digits(d.code).length === 6 ? { factor: 'totp', code: digits(d.code) } : null;
    case 'key': return d.file === '' || d.pin === '' ? null : { factor: 'key', file: d.file, pin: d.pin };
  }
}
/** The same as a second factor. */
export function secondOf(d: ProofDraft): Second | null {
  const proof = proofOf(d);
  return proof === null || proof.factor === 'password' ? null : proof;
}
