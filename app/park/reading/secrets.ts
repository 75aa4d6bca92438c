/** How a secret is named in a site; what it says stays in the data folder. */
export const secretName = /^secret:[A-Za-z0-9._-]{1,100}$/;
const secretKey = /(^|[a-z_-])(password|passwd|passphrase|pwd|secret|token|api_?key|access_?key|private_?key)$/i;
/** `scheme://name:password@host` */
const inAddress = /:\/\/[^/\s@]*:[^/\s@]+@/;

function plainSecret(key: string, value: unknown): boolean {
  if (typeof value !== 'string') return typeof value === 'number' && secretKey.test(key);
  if (value.startsWith('secret:')) return !secretName.test(value);
  return inAddress.test(value) || (secretKey.test(key) && !['', 'none', 'anonymous'].includes(value));
}

/** The paths of options that look like a secret but hold it in plain text; a site is journalled and exported, so it would be read for ever (PRK-20). */
export function plainSecrets(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([k, v]) => plainSecrets(v, [...path, Array.isArray(value) ? Number(k) : k]));
  const key = path.findLast((p) => typeof p === 'string') ?? '';
  return plainSecret(String(key), value) ? [path] : [];
}
