import { randomBytes } from 'node:crypto';
import { argon2id, argon2Verify } from 'hash-wasm';
import type { PasswordHash } from '#app/access';

/** What one hash costs: KiB of memory, passes over it, lanes. */
export interface Argon2Cost { readonly memoryKiB: number; readonly passes: number; readonly lanes: number }
/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
export const owaspCost: Argon2Cost = { memoryKiB: 19_456, passes: 2, lanes: 1 };

/** More than this is no hash of ours, and verifying it would hold up everything (RFC 9106 4 asks for 2 GiB of a server that does nothing else). */
const mostKiB = 1_048_576;
const mostPasses = 20;

/** The cost a PHC string carries; null where it is no argon2id string of version 19. */
function costOf(stored: string): Argon2Cost | null {
  const [, m, t, p] = /^\$argon2id\$v=19\$m=(\d{1,9}),t=(\d{1,4}),p=(\d{1,2})\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,86}$/.exec(stored) ?? [];
  if (m === undefined || t === undefined || p === undefined) return null;
  const cost: Argon2Cost = { memoryKiB: Number(m), passes: Number(t), lanes: Number(p) };
  return cost.memoryKiB <= mostKiB && cost.passes >= 1 && cost.passes <= mostPasses && cost.lanes >= 1 && cost.lanes <= 16 && cost.memoryKiB >= 8 * cost.lanes ? cost : null;
}

/** argon2id in WebAssembly (RFC 9106), 16 bytes of salt, 32 of hash, as a PHC string (ACC-20). Holds its thread for as long as one hash takes. */
export function passwordHash(cost: Argon2Cost = owaspCost): PasswordHash {
  return {
    // the library refuses an empty password; none is ever kept, but whoever types none still waits as long
    hash: (password) => argon2id({ password: password === '' ? '\0' : password, salt: randomBytes(16), iterations: cost.passes, parallelism: cost.lanes, memorySize: cost.memoryKiB, hashLength: 32, outputType: 'encoded' }),
    async verify(password, stored) {
      if (password === '' || costOf(stored) === null) return false;
      return argon2Verify({ password, hash: stored });
    },
    outdated(stored) {
      const old = costOf(stored);
      return old === null || old.memoryKiB * old.passes < cost.memoryKiB * cost.passes || old.memoryKiB < cost.memoryKiB;
    },
  };
}
