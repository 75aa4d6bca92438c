import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { about, foreseen, nobody, personId, reseal, type AccessDraft, type Sealed } from '#app/access';
import type { Clock } from '#kernel/time';
import { epochMs, monoMs } from '#kernel/time';
import { openKeys, recoverKeys, setupToken, setupTokenMs, sharesHold, type KeyStore } from '#storage';
import { gfInverse, gfTimes, joined, shares } from '../../../storage/secrets/shares.ts';

const base = fs.mkdtempSync(path.join(os.tmpdir(), 'keys-'));
afterAll(() => fs.rmSync(base, { recursive: true, force: true }));
let count = 0;
const folder = (): string => { const dir = path.join(base, String(count++)); fs.mkdirSync(path.join(dir, 'secrets'), { recursive: true }); return dir; };
const t0 = epochMs(1_700_000_000_000);
function open(dir: string, first = false): KeyStore {
  const out = openKeys(dir, { first, at: t0 });
  if (!out.ok) throw new Error(out.fault.code);
  return out.value;
}
const code = (out: { readonly ok: true } | { readonly ok: false; readonly fault: { readonly code: string } }): string => (out.ok ? 'ok' : out.fault.code);
const read = (store: KeyStore, text: Sealed): string => { const out = store.cipher.open(text, 'a'); return out.ok ? out.value : out.fault.code; };
const file = (dir: string, name: string): string => path.join(dir, 'secrets', name);

describe('the keys of a data folder', () => {
  it('ACC-26 ACC-27 live through a restart, a rotation, and the end of an old one', () => {
    const dir = folder();
    const one = open(dir, true);
    const before = one.cipher.seal('李华', 'a');
    expect(code(one.rotate(t0))).toBe('ok');
    const after = one.cipher.seal('王芳', 'a');
    const two = open(dir);
    expect([read(two, before), read(two, after), two.cipher.stale(before), two.cipher.stale(after)]).toEqual(['李华', '王芳', true, false]);
    expect([code(two.destroy(2)), code(two.destroy(9)), code(two.destroy(1))]).toEqual(['key-active', 'key-unknown', 'ok']);
    expect([read(two, before), read(open(dir), before), read(open(dir), after)]).toEqual(['sealed-key', 'sealed-key', '王芳']);
    expect(open(dir).ring().lines.map((l) => l.state)).toEqual(['destroyed', 'active']);
  });
  it('ACC-26 a person sealed under an old key is sealed anew, whole, and nothing else of her changes; then the old key may go', () => {
    const dir = folder();
    const store = open(dir, true);
    const id = personId('p-li');
    const seal = (plain: string, field: Parameters<typeof about>[1]) => store.cipher.seal(plain, about(id, field));
    const set = (hash: string): AccessDraft => ({ kind: 'password.set', subject: id, body: { hash: seal(hash, 'password'), until: null, how: 'own' } });
    let people = foreseen(nobody, [
      { kind: 'person.created', subject: id, body: { login: 'li', name: seal('李华', 'name'), phone: seal('138', 'phone'), enterprise: null } }, set('h1'), set('h2'),
      { kind: 'factor.set', subject: id, body: { factor: 'totp', secret: seal('S', 'totp') } }, { kind: 'factor.used', subject: id, body: { step: 77 } },
    ], t0);
    const li = () => people.persons.get(id)!;
    const plain = () => [li().name, li().phone!, li().otp!.secret, li().password!.hash, ...li().earlier].map((text, i) => { const out = store.cipher.open(text, about(id, (['name', 'phone', 'totp', 'password', 'password'] as const)[i]!)); return out.ok ? out.value : out.fault.code; });
    const drafts = () => { const out = reseal(store.cipher, li()); return out.ok ? out.value : []; };
    expect(drafts()).toEqual([]);
    store.rotate(t0);
    const before = li();
    people = foreseen(people, drafts(), t0 + 1000);
    expect(drafts()).toEqual([]);
    store.destroy(1);
    expect(plain()).toEqual(['李华', '138', 'S', 'h2', 'h1']);
    expect(li()).toEqual({ ...before, name: li().name, phone: li().phone, otp: { secret: li().otp!.secret, used: 77 }, password: { ...before.password!, hash: li().password!.hash }, earlier: li().earlier });
    people = foreseen(people, [{ kind: 'person.changed', subject: id, body: { name: before.name, phone: null, enterprise: null } }], t0);
    expect(code(reseal(store.cipher, li()))).toBe('sealed-key');
  });
  it('ACC-25 stand on the disk wrapped, and for their owner only', () => {
    const dir = folder();
    const store = open(dir, true);
    store.rotate(t0);
    const root = fs.readFileSync(file(dir, 'key-of-keys'), 'utf8').trim();
    expect(root).toMatch(/^[0-9a-f]{32}$/);
    expect(fs.readFileSync(file(dir, 'field-keys'), 'utf8')).not.toContain(root);
    if (process.platform !== 'win32') for (const name of ['key-of-keys', 'field-keys']) expect(fs.statSync(file(dir, name)).mode & 0o077).toBe(0);
  });
  it('ACC-29 that are gone are never made anew over what was sealed', () => {
    const dir = folder();
    expect(code(openKeys(dir, { first: false, at: t0 }))).toBe('keys-missing');
    const text = open(dir, true).cipher.seal('x', 'a');
    expect(read(open(dir, true), text)).toBe('x');                    // `first` makes nothing where something is
    fs.rmSync(file(dir, 'field-keys'));
    expect(code(openKeys(dir, { first: false, at: t0 }))).toBe('keys-missing');
    const cut = folder();
    fs.writeFileSync(file(cut, 'key-of-keys'), '00'.repeat(16), { mode: 0o600 });   // a first start that was cut off between its two files
    expect(code(openKeys(cut, { first: true, at: t0 }))).toBe('ok');
    expect(fs.readFileSync(file(cut, 'key-of-keys'), 'utf8').trim()).toBe('00'.repeat(16));
  });
  it('ACC-25 that were changed, swapped or cut are damaged, never half right', () => {
    const dir = folder();
    open(dir, true).rotate(t0);
    const good = fs.readFileSync(file(dir, 'field-keys'), 'utf8');
    const stored = JSON.parse(good) as { lines: { version: number; state: string; wrapped: { text: string } | null }[] };
    const write = (text: string): string => { fs.writeFileSync(file(dir, 'field-keys'), text, { mode: 0o600 }); return code(openKeys(dir, { first: false, at: t0 })); };
    const [a, b] = stored.lines as [typeof stored.lines[0], typeof stored.lines[0]];
    expect(write(JSON.stringify({ ...stored, lines: [{ ...a, wrapped: b.wrapped }, { ...b, wrapped: a.wrapped }] }))).toBe('keys-damaged');
    expect(write(JSON.stringify({ ...stored, lines: [{ ...a, state: 'active' }, b] }))).toBe('keys-damaged');
    expect(write(JSON.stringify({ ...stored, lines: [{ ...a, wrapped: null }, b] }))).toBe('keys-damaged');
    expect([write(good.slice(0, -5)), write('{}'), write('[]'), write(good)]).toEqual(['keys-damaged', 'keys-damaged', 'keys-damaged', 'ok']);
    fs.writeFileSync(file(dir, 'key-of-keys'), 'nonsense', { mode: 0o600 });
    expect(code(openKeys(dir, { first: false, at: t0 }))).toBe('keys-damaged');
    fs.writeFileSync(file(dir, 'key-of-keys'), '11'.repeat(16), { mode: 0o600 });
    expect(code(openKeys(dir, { first: false, at: t0 }))).toBe('keys-damaged');
  });
  it.skipIf(process.platform === 'win32')('ACC-25 that others may read are refused', () => {
    const dir = folder();
    open(dir, true);
    fs.chmodSync(file(dir, 'key-of-keys'), 0o644);
    expect(code(openKeys(dir, { first: false, at: t0 }))).toBe('secret-exposed');
  });
  it('ACC-29 a key of keys that may be known is replaced: old sheets open nothing, everything sealed still opens, wherever it is cut off', () => {
    const dir = folder();
    const store = open(dir, true);
    const text = store.cipher.seal('李华', 'a');
    const [old1 = '', old2 = ''] = store.backup(2);
    const before = fs.readFileSync(file(dir, 'key-of-keys'), 'utf8');
    expect(code(store.renew(t0))).toBe('ok');
    expect([fs.readFileSync(file(dir, 'key-of-keys'), 'utf8') === before, fs.existsSync(file(dir, 'key-of-keys.next')), code(sharesHold(dir, old1, old2)), read(open(dir), text), open(dir).ring().lines.length]).toEqual([false, false, 'keys-damaged', '李华', 2]);
    const [new1 = '', new2 = ''] = store.backup(2);
    expect(code(sharesHold(dir, new1, new2))).toBe('ok');
    const after = fs.readFileSync(file(dir, 'key-of-keys'), 'utf8');
    fs.writeFileSync(file(dir, 'key-of-keys.next'), after, { mode: 0o600 });          // cut off when the keys were wrapped anew
    fs.writeFileSync(file(dir, 'key-of-keys'), before, { mode: 0o600 });
    expect([read(open(dir), text), fs.readFileSync(file(dir, 'key-of-keys'), 'utf8') === after, fs.existsSync(file(dir, 'key-of-keys.next'))]).toEqual(['李华', true, false]);
    fs.writeFileSync(file(dir, 'key-of-keys.next'), '22'.repeat(16), { mode: 0o600 }); // cut off before
    expect([read(open(dir), text), code(open(dir).rotate(t0)), read(open(dir), text)]).toEqual(['李华', 'ok', '李华']);
  });
  it('ACC-29 a renewal that the disk cuts off loses nothing: the one half or the other', () => {
    const dir = folder();
    const store = open(dir, true);
    const text = store.cipher.seal('李华', 'a');
    for (const half of ['field-keys', 'key-of-keys']) {
      const inTheWay = `${file(dir, half)}.tmp`;
      fs.mkdirSync(inTheWay);                                                          // what is written first, and renamed
      expect(code(store.renew(t0)), half).toBe('keys-unwritten');
      fs.rmdirSync(inTheWay);
      expect([read(open(dir), text), read(store, text)], half).toEqual(['李华', '李华']);
    }
    expect([code(store.renew(t0)), read(open(dir), text)]).toEqual(['ok', '李华']);
  });
  it('ACC-29 any two keepers bring the key of keys back, also after a rotation; one, or another park\'s, does not', () => {
    const dir = folder();
    const store = open(dir, true);
    const sheets = store.backup(3);
    const text = store.cipher.seal('李华', 'a');
    store.rotate(t0);
    const foreign = open(folder(), true).backup(2);
    for (const [i, j] of [[0, 1], [1, 2], [2, 0]] as const) {
      fs.rmSync(file(dir, 'key-of-keys'), { force: true });
      expect(code(openKeys(dir, { first: false, at: t0 }))).toBe('keys-locked');
      expect([code(recoverKeys(dir, sheets[i] ?? '', sheets[i] ?? '')), code(recoverKeys(dir, foreign[0] ?? '', foreign[1] ?? '')), code(recoverKeys(dir, sheets[i] ?? '', foreign[1] ?? ''))]).toEqual(['share-same', 'keys-damaged', 'share-sets']);
      expect(fs.existsSync(file(dir, 'key-of-keys'))).toBe(false);
      expect([code(sharesHold(dir, sheets[i] ?? '', sheets[j] ?? '')), fs.existsSync(file(dir, 'key-of-keys'))]).toEqual(['ok', false]);
      expect(code(recoverKeys(dir, sheets[i] ?? '', sheets[j] ?? ''))).toBe('ok');
      expect(read(open(dir), text)).toBe('李华');
    }
  });
});

describe('shares', () => {
  it('ACC-29 stand on the field of FIPS 197', () => {
    expect([gfTimes(0x57, 0x83), gfTimes(0x57, 0x13)]).toEqual([0xc1, 0xfe]);        // FIPS 197 4.2 and 4.2.1
    for (let a = 1; a < 256; a++) expect(gfTimes(a, gfInverse(a))).toBe(1);
  });
  it('ACC-29 any two of any number give the secret; a slip of the pen is told, by the sheet', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 32 }), fc.integer({ min: 2, max: 9 }), fc.nat(8), fc.nat(8), (secret, n, a, b) => {
      const all = shares(secret, n);
      const [i, j] = [a % n, b % n];
      const out = joined(all[i] ?? '', all[j] ?? '');
      if (i === j) expect(code(out)).toBe('share-same');
      else expect(out.ok ? Buffer.from(out.value).toString('hex') : out.fault.code).toBe(Buffer.from(secret).toString('hex'));
    }), { seed: 20261120, numRuns: 300 });
    const [one = '', two = ''] = shares(new Uint8Array(16), 2);
    const slip = one.replace(/-([0-9a-f])([0-9a-f]{31})-/, (_, c: string, rest: string) => `-${c === '0' ? '1' : '0'}${rest}-`);
    expect([code(joined(slip, two)), code(joined(one.replace('WR1', 'WR2'), two)), code(joined('', two)), code(joined(` ${one.slice(0, 9)}\n${one.slice(9)} `, two))]).toEqual(['share-check', 'share-form', 'share-form', 'ok']);
  });
  it('ACC-29 one share says nothing: over many makings each value comes as often as any other', () => {
    const seen = new Uint32Array(256);
    for (let i = 0; i < 4000; i++) { const body = shares(new Uint8Array([0x42]), 2)[1]?.split('-')[3] ?? ''; seen[Number.parseInt(body, 16)]!++; }
    expect(Math.min(...seen)).toBeGreaterThan(0);
    expect(Math.max(...seen)).toBeLessThan(50);
  });
});

describe('the setup token', () => {
  let mono = 0;
  const clock: Clock = { now: () => t0, mono: () => monoMs(mono), after: () => () => null };
  it('ACC-60 is in a file for its owner, another each time, for an hour, once', () => {
    const dir = folder();
    const token = setupToken(dir, clock);
    const text = fs.readFileSync(file(dir, 'setup-token'), 'utf8').trim();
    expect(text).toMatch(/^([0-9a-f]{4}-){7}[0-9a-f]{4}$/);
    if (process.platform !== 'win32') expect(fs.statSync(file(dir, 'setup-token')).mode & 0o077).toBe(0);
    expect([token.holds(text), token.holds(` ${text.toUpperCase()}\n`), token.holds(''), token.holds(text.slice(1))]).toEqual([true, true, false, false]);
    mono += setupTokenMs;
    expect(token.holds(text)).toBe(false);
    const next = setupToken(dir, clock);
    const second = fs.readFileSync(file(dir, 'setup-token'), 'utf8').trim();
    expect([second === text, next.holds(text), next.holds(second)]).toEqual([false, false, true]);
    next.spend();
    expect([next.holds(second), fs.existsSync(file(dir, 'setup-token'))]).toEqual([false, false]);
  });
});
