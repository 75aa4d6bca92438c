import fs from 'node:fs';
import path from 'node:path';
import { fail, type Result } from '#kernel/result';
import type { Clock, MonoMs } from '#kernel/time';
import { HashLost, openKeys, recoverKeys, setupToken, setupTokenMs, type HashThread, type KeyStore, type KeyStoreFault, type SetupToken } from '#storage';

/** What access needs of the machine: a thread that hashes, and the secrets of the data folder. */
export interface Identity {
  readonly slow: HashThread;
  /** `first`: nothing was ever sealed here, so keys may be made. */
  keys(first: boolean): Result<KeyStore, KeyStoreFault>;
  /** Two sheets open the keys that are there, and the key of keys stands again where it was gone (ACC-29, ACC-62). */
  rejoin(one: string, other: string): Result<null, KeyStoreFault>;
  /** The setup token that counts now; one that is too old gives way to a new one, in its file. */
  token(): Pick<SetupToken, 'holds'>;
  /** No token counts any more, and no file of one is left over. */
  noToken(): void;
  stop(): Promise<void>;
}

/** How many files of keys are opened at once; they come before any password was looked at, so no wait at the door bounds them. */
const mostKeyFiles = 4;
/** The same thread, which opens and makes so many key files at once and no more (`HashLost`): whoever sends many forged ones holds up nobody's password. */
function keyFilesBounded(slow: HashThread): HashThread {
  let open = 0;
  async function bounded<T>(run: () => Promise<T>): Promise<T> {
    if (open >= mostKeyFiles) throw new HashLost('too many key files at once');
    open++;
    try { return await run(); } finally { open--; }
  }
  return { ...slow, newKey: (pin) => bounded(() => slow.newKey(pin)), sign: (file, pin, text) => bounded(() => slow.sign(file, pin, text)) };
}

/** Of a data folder. `slow`: is stopped with it. `note`: one line for the log; never a secret. */
export function folderIdentity(dataDir: string, slow: HashThread, clock: Clock, note: (line: string) => void): Identity {
  let made: { readonly token: SetupToken; readonly due: MonoMs } | null = null;
  const none = { holds: () => false };
  return {
    slow: keyFilesBounded(slow),
    keys: (first) => openKeys(dataDir, { first, at: clock.now() }),
    rejoin: (one, other) => recoverKeys(dataDir, one, other),
    token() {
      if (made !== null && clock.mono() < made.due) return made.token;
      try {
        made = { token: setupToken(dataDir, clock), due: (clock.mono() + setupTokenMs) as MonoMs };
        note('access setup token: secrets/setup-token in the data folder, good for an hour');
        return made.token;
      } catch (error) { made = null; note(`access setup token cannot be written: ${String(error).slice(0, 200)}`); return none; }
    },
    noToken() {
      made = null;
      try { fs.rmSync(path.join(dataDir, 'secrets', 'setup-token'), { force: true }); } catch (error) { note(`access setup token cannot be removed: ${String(error).slice(0, 200)}`); }
    },
    stop: () => slow.stop(),
  };
}

const lost = (): Promise<never> => Promise.reject(new HashLost('no data folder'));
/** Where there is no data folder (a journal in memory): nobody can be set up. */
export const noIdentity: Identity = {
  slow: { hash: lost, verify: lost, outdated: () => false, newKey: lost, sign: lost, stop: async () => {} },
  keys: () => fail('keys-missing', { file: '' }), rejoin: () => fail('keys-missing', { file: '' }), token: () => ({ holds: () => false }), noToken: () => {}, stop: async () => {},
};
