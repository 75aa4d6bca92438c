import { z } from 'zod';
import { canonical, type CheckSignature, type Signer } from '#app/journal';
import { AuditSearch } from './ask.ts';

/** What lies beside an export and says what it is: `sm3` of the whole file, how many events and which, where the chains ended then, who wanted it and when; signed with the key of the journal's head. */
export const Manifest = z.object({
  form: z.literal('watchroom-audit-export-1'), file: z.string().max(200), format: z.enum(['jsonl', 'csv']), sm3: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number(), events: z.number(), search: AuditSearch,
  firstTime: z.number().nullable(), lastTime: z.number().nullable(), head: z.object({ node: z.string(), seq: z.number(), hash: z.string() }),
  by: z.string(), workstation: z.string(), at: z.number(), publicKey: z.string().regex(/^[0-9a-f]{66,130}$/), signature: z.string().regex(/^[0-9a-f]{128,160}$/),
});
export type Manifest = z.infer<typeof Manifest>;
type Unsigned = Omit<Manifest, 'publicKey' | 'signature'>;

function manifestText(plain: Unsigned): string {
  const text = canonical(plain);
  if (!text.ok) throw new Error('a manifest holds text and numbers only');
  return text.value;
}
/** AUD-13: signed as a whole. */
export const signManifest = (plain: Unsigned, signer: Signer): Manifest => ({ ...plain, publicKey: signer.publicKey, signature: signer.sign(manifestText(plain)) });
/** Whether a manifest is what its own key signed. */
export function manifestHolds({ publicKey, signature, ...plain }: Manifest, check: CheckSignature): boolean { return check(manifestText(plain), signature, publicKey); }

/** The name of an export: `audit-20261120-133005-<4 hex>`; nothing that was typed is in it. `at`: epoch ms, told in UTC. */
export function exportName(isoTime: string, salt: string): string { return `audit-${isoTime.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}-${salt.slice(0, 4)}`; }
