/** What somebody proves herself with, as the seat has it. */
export { emptyProof, proofOf, type Way } from '../seat/proof/proof-draft.ts';
export { ProofFields } from '../seat/proof/ProofFields.tsx';
