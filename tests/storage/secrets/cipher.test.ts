import { createCipheriv, getCiphers, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { sm4 } from 'sm-crypto-v2';
import { describe, expect, it } from 'vitest';
import { sealed } from '#app/access';
import { fieldCipher } from '#storage';
import { sm4Open, sm4Seal } from '../../../storage/secrets/sm4.ts';

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex');
const key = hex('0123456789ABCDEFFEDCBA9876543210');

describe('SM4', () => {
  it('is GB/T 32907-2016 appendix A.1', () => {
    expect(sm4.encrypt(key, key, { padding: 'none' })).toBe('681edf34d206965e86b3e94f536e4246');
    expect(sm4.decrypt(hex('681edf34d206965e86b3e94f536e4246'), key, { padding: 'none', output: 'array' })).toEqual(new Uint8Array(key));
  });
  it('in GCM is RFC 8998 appendix A.1', () => {
    const [nonce, about] = [hex('00001234567800000000ABCD'), hex('FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2')];
    const plain = hex('AAAAAAAAAAAAAAAA BBBBBBBBBBBBBBBB CCCCCCCCCCCCCCCC DDDDDDDDDDDDDDDD EEEEEEEEEEEEEEEE FFFFFFFFFFFFFFFF EEEEEEEEEEEEEEEE AAAAAAAAAAAAAAAA');
    const box = sm4Seal(key, plain, about, nonce);
    expect(Buffer.from(box.text).toString('hex')).toBe('17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d');
    expect(Buffer.from(box.tag).toString('hex')).toBe('83de3541e4c2b58177e065a9bf7b62ec');
    expect(sm4Open(key, box, about)).toEqual(new Uint8Array(plain));
  });
  it('refuses a key, a nonce and a tag of another length', () => {
    expect(() => sm4Seal(key.slice(1), key, key)).toThrow('16 bytes');
    const box = sm4Seal(key, hex('00'), key);
    expect(sm4Open(key, { ...box, tag: new Uint8Array([...box.tag, 0]) }, key)).toBeNull();
    expect([sm4Open(key, { ...box, tag: box.tag.slice(0, 15) }, key), sm4Open(key, { ...box, tag: new Uint8Array(0) }, key), sm4Open(key, { ...box, nonce: box.nonce.slice(1) }, key)]).toEqual([null, null, null]);
  });
  // OpenSSL has the mode below GCM; Electron's BoringSSL has none of it
  it.runIf(getCiphers().includes('sm4-ctr'))('enciphers what OpenSSL\'s SM4-CTR does, at every length', () => {
    for (let length = 0; length <= 70; length++) {
      const [k, nonce, plain] = [randomBytes(16), randomBytes(12), randomBytes(length)];
      const ctr = createCipheriv('sm4-ctr', k, Buffer.concat([nonce, Buffer.from([0, 0, 0, 2])]));
      expect(Buffer.from(sm4Seal(k, plain, hex(''), nonce).text)).toEqual(Buffer.concat([ctr.update(plain), ctr.final()]));
    }
  });
  it('ACC-25 opens what it sealed, of any length, about anything; and no bit may change', () => {
    const bytes = (max: number) => fc.uint8Array({ maxLength: max });
    fc.assert(fc.property(bytes(80), bytes(40), fc.nat(1_000_000), fc.constantFrom('text', 'tag', 'nonce', 'about', 'key'), (plain, about, at, where) => {
      const k = new Uint8Array(key);
      const box = sm4Seal(k, plain, about);
      expect(sm4Open(k, box, about)).toEqual(plain);
      const flip = (of: Uint8Array): Uint8Array => { const out = new Uint8Array(of); const i = at % (out.length * 8); out[i >> 3] = (out[i >> 3] ?? 0) ^ (1 << (i & 7)); return out; };
      if (where === 'key') expect(sm4Open(flip(k), box, about)).toBeNull();
      else if (where === 'about') expect(sm4Open(k, box, about.length === 0 ? new Uint8Array(1) : flip(about))).toBeNull();
      else if (box[where].length > 0) expect(sm4Open(k, { ...box, [where]: flip(box[where]) }, about)).toBeNull();
    }), { seed: 20261120, numRuns: 200 });
  });
});

describe('a sealed field', () => {
  const keys = new Map([[1, randomBytes(16)], [2, randomBytes(16)]]);
  let active = 1;
  const cipher = fieldCipher({ active: () => active, bytes: (v) => keys.get(v) ?? null });
  const code = (text: string, about: string): string => { const out = cipher.open(sealed(text), about); return out.ok ? out.value : out.fault.code; };

  it('ACC-25 opens for its own person and field only, and is another text each time', () => {
    const text = cipher.seal('13800000000 李华', 'person/p-1/phone');
    expect([code(text, 'person/p-1/phone'), code(text, 'person/p-2/phone'), code(text, 'person/p-1/name')]).toEqual(['13800000000 李华', 'sealed-broken', 'sealed-broken']);
    expect(cipher.seal('x', 'a')).not.toBe(cipher.seal('x', 'a'));
    expect(text).not.toMatch(/1380|李/);
    expect(code(cipher.seal('', 'a'), 'a')).toBe('');
  });
  it('ACC-25 does not pass for another version, and what is none is none', () => {
    const text = cipher.seal('secret', 'a');
    expect(code(text.replace('sm4g.1.', 'sm4g.2.'), 'a')).toBe('sealed-broken');
    expect(code(text.replace('sm4g.1.', 'sm4g.3.'), 'a')).toBe('sealed-key');
    for (const other of ['', 'secret', text.slice(0, -1), text.replace('sm4g', 'aesg'), `${text}x`, text.split('.').slice(0, 4).join('.'), text.replace('sm4g.1', 'sm4g.01')]) expect(code(other, 'a'), other).toBe('sealed-form');
  });
  it('ACC-26 knows what is sealed under an older key, and opens it', () => {
    const text = cipher.seal('x', 'a');
    expect(cipher.stale(text)).toBe(false);
    active = 2;
    expect([cipher.stale(text), code(text, 'a'), cipher.stale(cipher.seal('x', 'a'))]).toEqual([true, 'x', false]);
  });
});
