import { ok, type Result } from '#kernel/result';
import type { Cipher, Sealed, SealFault } from '../factor/ports.ts';
import { about } from './about.ts';
import type { AccessDraft } from './event.ts';
import type { Person } from './person.ts';

/** Everything of one person that is sealed. */
export const sealedTexts = ({ name, phone, otp, password, earlier }: Person): readonly Sealed[] =>
  [name, ...(phone === null ? [] : [phone]), ...(otp === null ? [] : [otp.secret]), ...(password === null ? [] : [password.hash]), ...earlier];

/** ACC-26: everything of one person that is sealed under an older key, sealed under the active one; nothing where nothing is. When nobody has any left, and no back-up that is wanted, the old key may be destroyed. */
export function reseal(cipher: Cipher, person: Person): Result<readonly AccessDraft[], SealFault> {
  const texts: readonly (readonly [Sealed, Parameters<typeof about>[1]])[] = [
    [person.name, 'name'], ...(person.phone === null ? [] : [[person.phone, 'phone'] as const]), ...(person.otp === null ? [] : [[person.otp.secret, 'totp'] as const]),
    ...(person.password === null ? [] : [[person.password.hash, 'password'] as const]), ...person.earlier.map((hash) => [hash, 'password'] as const),
  ];
  const fields: { from: Sealed; to: Sealed }[] = [];
  for (const [from, field] of texts) {
    if (!cipher.stale(from)) continue;
    const plain = cipher.open(from, about(person.id, field));
    if (!plain.ok) return plain;
    fields.push({ from, to: cipher.seal(plain.value, about(person.id, field)) });
  }
  return ok(fields.length === 0 ? [] : [{ kind: 'person.resealed', subject: person.id, body: { fields } }]);
}
