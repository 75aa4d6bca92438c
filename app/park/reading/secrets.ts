/** How a secret is named in a site; what it says stays in the data folder. */
export const secretName = /^secret:[a-z0-9][a-z0-9._-]{0,63}$/;
const secretKey = /(^|[a-z_-])(password|passwd|passphrase|pwd|secret|token|api_?key|access_?key|private_?key)$/i;

/** The paths of options that look like a secret but hold it in plain text; a site is journalled and exported, so it would be read for ever (PRK-20). */
export function plainSecrets(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (Array.isArray(value)) return value.flatMap((v, i) => plainSecrets(v, [...path, i]));
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([k, v]) => plainSecrets(v, [...path, k]));
  const key = path.findLast((p) => typeof p === 'string') ?? '';
  if (typeof value === 'string' && value.startsWith('secret:')) return secretName.test(value) ? [] : [path];
  return secretKey.test(String(key)) && ['string', 'number'].includes(typeof value) && value !== '' ? [path] : [];
}
