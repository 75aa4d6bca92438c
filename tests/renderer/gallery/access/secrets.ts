import { activeKey, destroyed, firstRing, rotated, sealed, type KeyRing, type PasswordHash } from '#app/access';
import { fail, ok } from '#kernel/result';
import type { EpochMs } from '#kernel/time';
import type { Identity } from '../../../../main/engine/access/secrets/identity.ts';
import type { HashThread, KeyStore } from '#storage';

const coded = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const decoded = (text: string): string => new TextDecoder().decode(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));

/** A ring of keys in memory: nothing of it is secret, and everything of it keeps the port's promises. */
function keyStore(at: EpochMs): KeyStore {
  let ring: KeyRing = firstRing(at);
  const gone = (version: number): boolean => ring.lines.find((l) => l.version === version)?.state === 'destroyed';
  const next = (when: EpochMs) => { ring = rotated(ring, when); return ok(ring); };
  return {
    cipher: {
      seal: (plain, about) => sealed(`g.${activeKey(ring).version}.${coded(`${about}\n${plain}`)}`),
      open(text, about) {
        const [, version = '', body = ''] = text.split('.');
        const [whose, ...plain] = decoded(body).split('\n');
        return whose === about && !gone(Number(version)) ? ok(plain.join('\n')) : fail('sealed-broken', {});
      },
      stale: (text) => Number(text.split('.')[1]) !== activeKey(ring).version,
    },
    ring: () => ring, rotate: next, renew: next,
    destroy(version) { const r = destroyed(ring, version); if (r.ok) ring = r.value; return r; },
    backup: (count) => Array.from({ length: count }, (_, i) => `WR1-${i + 1}-${Array.from(crypto.getRandomValues(new Uint8Array(32)), (b) => b.toString(16).padStart(2, '0')).join('')}-7C`),
  };
}
const hash: PasswordHash = { hash: async (password) => `plain:${password}`, verify: async (password, stored) => stored === `plain:${password}`, outdated: () => false };
const noKeys = async (): Promise<never> => { throw new Error('the gallery signs nothing'); };
const slow: HashThread = { ...hash, newKey: noKeys, sign: noKeys, stop: async () => {} };

/** The secrets of an engine that is none. `token`: the setup token that counts. */
export const galleryIdentity = (token: string, now: () => EpochMs): Identity => {
  const store = keyStore(now());
  return { slow, keys: () => ok(store), rejoin: () => fail('share-check', { n: 1 }), token: () => ({ holds: (typed) => typed === token }), noToken: () => {}, stop: async () => {} };
};
