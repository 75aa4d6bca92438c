export { openVerifier } from './verifier.ts';
export type { JournalVerifier, OpenVerifierOptions, Verified, VerifyFault } from './verifier.ts';
export type { HeadFolders } from './protocol.ts';
