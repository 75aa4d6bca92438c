import fs from 'node:fs';
import path from 'node:path';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { readStateFile, writeStateFile } from './state-file.ts';
import { reasonOf } from './reason.ts';

export type SecretFault = Fault<'secret-name' | 'secret-exposed' | 'secret-unreadable'>;

/** What `secret:<name>` of a site stands for: the text of `secrets/<name>` without its last line end, null where there is none. One that others may read is refused (STO-12). */
export function readSecret(dataDir: string, name: string): Result<string | null, SecretFault> {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name)) return fail('secret-name', { name });
  const file = path.join(dataDir, 'secrets', name);
  try {
    const stat = fs.lstatSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return ok(null);
    if (!stat.isFile()) return fail('secret-unreadable', { name, reason: 'not a plain file' });
    if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) return fail('secret-exposed', { name });
    return ok((readStateFile(file, 65_536) ?? '').replace(/\r?\n$/, ''));
  } catch (error) { return fail('secret-unreadable', { name, reason: reasonOf(error) }); }
}

/** What the engine keeps in `secrets` for itself: the keys that seal and sign, and the tokens that open. */
const ownSecrets = ['key-of-keys', 'field-keys', 'journal-head.key', 'setup-token', 'web-token'] as const;
/** The same for a source, or whatever else a site's folder or a command line names: never one of the engine's own, or a folder from elsewhere could send the key of keys to a broker of its choosing (STO-12). */
export function readSourceSecret(dataDir: string, name: string): Result<string | null, SecretFault> {
  const asFile = name.toLowerCase();                                 // the file system may not care about case, nor about a dot at the end
  return ownSecrets.some((own) => asFile === own || asFile.startsWith(`${own}.`)) ? fail('secret-name', { name }) : readSecret(dataDir, name);
}

/** Kept for the owner of the process only. Throws what the file system throws. */
export function writeSecret(dataDir: string, name: string, text: string): void {
  writeStateFile(path.join(dataDir, 'secrets', name), `${text}\n`, 0o600);
}
