import { randomBytes, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Clock, MonoMs } from '#kernel/time';
import { writeSecret } from '../disk/secret.ts';
import { sm3 } from '../sm3.ts';

/** How long one may be used. */
export const setupTokenMs = 3_600_000;
const file = 'setup-token';

/** Made by one start of the engine, for whoever may read the secrets of the data folder; it is in no log and on no screen. */
export interface SetupToken {
  /** False also when it is too old or was spent. Takes the same time for every wrong one. */
  holds(typed: string): boolean;
  /** It counts no more, and its file is gone. */
  spend(): void;
}

/** ACC-60: 128 bits in eight groups of four hex digits, in `secrets/setup-token`, for an hour, once. Throws what the file system throws. */
export function setupToken(dataDir: string, clock: Clock): SetupToken {
  const token = randomBytes(16).toString('hex').replaceAll(/(.{4})(?=.)/g, '$1-');
  writeSecret(dataDir, file, token);
  const digest = (text: string): Uint8Array => Buffer.from(sm3(text), 'hex');
  const due = clock.mono() + setupTokenMs as MonoMs;
  let spent = false;
  return {
    holds: (typed) => timingSafeEqual(digest(typed.trim().toLowerCase()), digest(token)) && !spent && clock.mono() < due,
    spend() { spent = true; fs.rmSync(path.join(dataDir, 'secrets', file), { force: true }); },
  };
}
