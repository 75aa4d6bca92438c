import { z } from 'zod';

/** A fault as it is worded by a window. */
export const FaultView = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });
export type FaultView = z.infer<typeof FaultView>;
/** What came of a change: none, and it is recorded; else every reason against it at once, and nothing was changed. */
export const Changed = z.object({ faults: z.array(FaultView).max(200) });
export type Changed = z.infer<typeof Changed>;

export const PersonKey = z.string().min(1).max(64);
export const LoginText = z.string().min(1).max(64);
/** As it was typed; longer than any policy allows (ACC-01), and what is longer still is no input. */
export const PasswordText = z.string().max(200);
export const Reason = z.string().trim().min(1).max(200);
/** A second factor. `file`: a software key's own file (`newKeyFile`), opened with its PIN; it is kept nowhere. */
export const Second = z.discriminatedUnion('factor', [z.object({ factor: z.literal('totp'), code: z.string().max(12) }), z.object({ factor: z.literal('key'), file: z.string().max(4096), pin: z.string().max(200) })]);
export type Second = z.infer<typeof Second>;
/** What somebody proves herself by who is known already. */
export const ProofText = z.union([Second, z.object({ factor: z.literal('password'), password: PasswordText })]);
export type ProofText = z.infer<typeof ProofText>;

/** Somebody by name. `name`: masked where nothing else is said. */
export const Named = z.object({ person: z.string(), login: z.string(), name: z.string() });
export type Named = z.infer<typeof Named>;
