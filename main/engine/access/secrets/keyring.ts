import { fail, ok, type Result } from '#kernel/result';
import type { KeyStore, KeyStoreFault } from '#storage';
import type { Identity } from './identity.ts';

/** The keys of the personal fields, which may be gone: nothing opens then, and whoever would log in is told why. The watch goes on. */
export interface Keyring {
  readonly store: KeyStore;
  /** Opens them where they are not open yet: after two keepers typed their sheets no restart is needed. */
  readonly ready: () => Result<null, KeyStoreFault>;
}

/** `sealedBefore`: whether anything was ever sealed here; where nothing was, keys are made as they are first wanted. `trouble`: hears why they do not open, once for each reason. */
export function keyring(identity: Identity, sealedBefore: () => boolean, trouble: (code: string) => void): Keyring {
  let store: KeyStore | null = null;
  let said = '';
  function open(): Result<KeyStore, KeyStoreFault> {
    if (store !== null) return ok(store);
    const opened = identity.keys(!sealedBefore());
    if (opened.ok) store = opened.value;
    const now = opened.ok ? '' : opened.fault.code;
    if (now !== said && now !== '') trouble(now);
    said = now;
    return opened;
  }
  const shut = fail('sealed-key', { version: 0 });
  return {
    ready: () => { const opened = open(); return opened.ok ? ok(null) : opened; },
    store: {
      cipher: {
        seal(plain, about) { const opened = open(); if (!opened.ok) throw new Error(`nothing is sealed without keys: ${opened.fault.code}`); return opened.value.cipher.seal(plain, about); },
        open: (text, about) => (store === null ? shut : store.cipher.open(text, about)),
        stale: (text) => store?.cipher.stale(text) ?? false,
      },
      ring: () => store?.ring() ?? { lines: [] },
      rotate: (at) => { const opened = open(); return opened.ok ? opened.value.rotate(at) : opened; },
      destroy: (version) => { const opened = open(); return opened.ok ? opened.value.destroy(version) : opened; },
      renew: (at) => { const opened = open(); return opened.ok ? opened.value.renew(at) : opened; },
      backup: (count) => { const opened = open(); if (!opened.ok) throw new Error(`there is no key to back up: ${opened.fault.code}`); return opened.value.backup(count); },
    },
  };
}
