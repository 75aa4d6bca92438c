import { sealed, type Cipher } from '#app/access';
import { fail, ok } from '#kernel/result';
import { sm4Open, sm4Seal, type Sm4Box } from './sm4.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const b64 = (raw: Uint8Array): string => Buffer.from(raw).toString('base64url');

/** `sm4g.<version>.<nonce>.<text>.<tag>`, the last three base64url. */
const write = (version: number, { nonce, text, tag }: Sm4Box): string => `sm4g.${version}.${b64(nonce)}.${b64(text)}.${b64(tag)}`;
function read(text: string): { readonly version: number; readonly box: Sm4Box } | null {
  const [, version, nonce, body, tag] = /^sm4g\.([1-9]\d{0,8})\.([\w-]{16})\.([\w-]*)\.([\w-]{22})$/.exec(text) ?? [];
  if (version === undefined || nonce === undefined || body === undefined || tag === undefined) return null;
  const of = (s: string): Uint8Array => Buffer.from(s, 'base64url');
  return { version: Number(version), box: { nonce: of(nonce), text: of(body), tag: of(tag) } };
}

/** The version of the key that a text was sealed under; null of a text that no cipher of ours made. */
export const sealedVersion = (text: string): number | null => read(text)?.version ?? null;

/** The keys a cipher works with: the active version, and the bytes of every version that still opens; null of one that was destroyed or never was. */
export interface FieldKeys { active(): number; bytes(version: number): Uint8Array | null }

/** SM4-GCM under keys with versions. What text is about, and the version, are authenticated with it (ACC-25). */
export function fieldCipher(keys: FieldKeys): Cipher {
  const bound = (version: number, about: string): Uint8Array => bytes(`${version}:${about}`);
  return {
    seal(plain, about) {
      const version = keys.active();
      const key = keys.bytes(version);
      if (key === null) throw new Error('the active key has bytes');
      return sealed(write(version, sm4Seal(key, bytes(plain), bound(version, about))));
    },
    open(text, about) {
      const there = read(text);
      if (there === null) return fail('sealed-form');
      const key = keys.bytes(there.version);
      if (key === null) return fail('sealed-key', { version: there.version });
      const plain = sm4Open(key, there.box, bound(there.version, about));
      return plain === null ? fail('sealed-broken', { version: there.version }) : ok(Buffer.from(plain).toString('utf8'));
    },
    stale: (text) => (read(text)?.version ?? 0) !== keys.active(),
  };
}
