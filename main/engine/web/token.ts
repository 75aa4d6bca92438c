import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fail, ok, type Fault, type Result } from '#kernel/result';

const form = /^[0-9a-f]{64}$/;

/** The word that opens the web door of one data folder: 256 random bits, made once, kept in `secrets/web-token` for its owner alone. */
export function webToken(dataDir: string): Result<string, Fault<'web-token'>> {
  const file = path.join(dataDir, 'secrets', 'web-token');
  try {
    const kept = readFileSync(file, 'utf8').trim();
    return form.test(kept) ? ok(kept) : fail('web-token', { file, reason: 'not-64-hex-digits' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return fail('web-token', { file, reason: (error as NodeJS.ErrnoException).code ?? 'error' });
  }
  const made = randomBytes(32).toString('hex');
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${made}\n`, { mode: 0o600, flag: 'wx' });
    return ok(made);
  } catch (error) { return fail('web-token', { file, reason: (error as NodeJS.ErrnoException).code ?? 'error' }); }
}

/** True if `said` is the token; takes as long for any wrong word. */
export function isToken(token: string, said: string): boolean {
  const [a, b] = [Buffer.from(token), Buffer.from(said)];
  return a.length === b.length && timingSafeEqual(a, b);
}
