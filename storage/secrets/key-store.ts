import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { activeKey, destroyed, firstRing, rotated, type Cipher, type KeyLine, type KeyRing } from '#app/access';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { epochMs, type EpochMs } from '#kernel/time';
import { readSecret, writeSecret, type SecretFault } from '../disk/secret.ts';
import { reasonOf } from '../disk/reason.ts';
import { fieldCipher } from './cipher.ts';
import { joined, shares, type ShareFault } from './shares.ts';
import { newSm4Key, sm4Open, sm4Seal } from './sm4.ts';

/** `keys-locked`: the key of keys is gone, two shares bring it back. `keys-missing`: the keys are gone although something was sealed. `keys-damaged`: they do not open. */
export type KeyStoreFault = SecretFault | ShareFault | Fault<'keys-locked' | 'keys-missing' | 'keys-damaged' | 'keys-unwritten' | 'key-unknown' | 'key-active'>;

const ringFile = 'field-keys';
const rootFile = 'key-of-keys';
/** The next key of keys, from before the keys are wrapped by it until after. */
const nextFile = 'key-of-keys.next';

const hex = (bytes: number): RegExp => new RegExp(`^[0-9a-f]{${2 * bytes}}$`);
const Line = z.object({ version: z.number().int().min(1), state: z.enum(['active', 'retired', 'destroyed']), madeAt: z.number(), wrapped: z.object({ nonce: z.string().regex(hex(12)), text: z.string().regex(hex(16)), tag: z.string().regex(hex(16)) }).nullable() });
const Stored = z.object({ form: z.literal(1), lines: z.array(Line).min(1).max(1000) }).refine((s) => s.lines.filter((l) => l.state === 'active').length === 1 && new Set(s.lines.map((l) => l.version)).size === s.lines.length);
type Stored = z.infer<typeof Stored>;

/** The keys of the personal fields of one data folder (S0c-341). Their bytes stay in memory and are on the disk only wrapped. */
export interface KeyStore {
  readonly cipher: Cipher;
  ring(): KeyRing;
  /** A new active key; what was sealed before still opens. */
  rotate(at: EpochMs): Result<KeyRing, KeyStoreFault>;
  /** For ever. What its text was sealed under is first sealed anew, or lost on purpose. */
  destroy(version: number): Result<KeyRing, KeyStoreFault>;
  /** A new key of keys and a new active key (S0c-341: replace at once when one may be known): every share there was opens nothing from here on. */
  renew(at: EpochMs): Result<KeyRing, KeyStoreFault>;
  /** The key of keys in `count` shares, any two of which bring it back: one for each keeper, shown once and kept nowhere (ACC-29). */
  backup(count: number): readonly string[];
}

const lineBytes = (line: Pick<KeyLine, 'version' | 'state'>): Uint8Array => Buffer.from(`watchroom field key ${line.version}`, 'utf8');
const toHex = (raw: Uint8Array): string => Buffer.from(raw).toString('hex');
const fromHex = (text: string): Uint8Array => Buffer.from(text, 'hex');

/** The file with every key wrapped by the key of keys (SM4-GCM, bound to its version). */
function stored(ring: KeyRing, keys: ReadonlyMap<number, Uint8Array>, root: Uint8Array): string {
  const lines = ring.lines.map((line) => {
    const key = keys.get(line.version);
    if (line.state === 'destroyed' || key === undefined) return { ...line, wrapped: null };
    const box = sm4Seal(root, key, lineBytes(line));
    return { ...line, wrapped: { nonce: toHex(box.nonce), text: toHex(box.text), tag: toHex(box.tag) } };
  });
  return JSON.stringify({ form: 1, lines } satisfies { form: 1; lines: unknown[] });
}
function parse(text: string): Stored | null {
  try { return Stored.safeParse(JSON.parse(text)).data ?? null; } catch { return null; }
}
/** Every key that still opens; null where one does not, so that a wrong key of keys is never half right. */
function unwrapped({ lines }: Stored, root: Uint8Array): ReadonlyMap<number, Uint8Array> | null {
  const keys = new Map<number, Uint8Array>();
  for (const line of lines) {
    if (line.state === 'destroyed') continue;
    const key = line.wrapped === null ? null : sm4Open(root, { nonce: fromHex(line.wrapped.nonce), text: fromHex(line.wrapped.text), tag: fromHex(line.wrapped.tag) }, lineBytes(line));
    if (key === null || key.length !== 16) return null;
    keys.set(line.version, key);
  }
  return keys;
}
const ringOf = ({ lines }: Stored): KeyRing => ({ lines: lines.map(({ version, state, madeAt }) => ({ version, state, madeAt: epochMs(madeAt) })) });

function written(dataDir: string, name: string, text: string): Result<null, KeyStoreFault> {
  try { writeSecret(dataDir, name, text); return ok(null); } catch (error) { return fail('keys-unwritten', { reason: reasonOf(error) }); }
}
function rootIn(dataDir: string, name = rootFile): Result<Uint8Array | null, KeyStoreFault> {
  const text = readSecret(dataDir, name);
  if (!text.ok) return text;
  if (text.value === null) return ok(null);
  return hex(16).test(text.value) ? ok(fromHex(text.value)) : fail('keys-damaged', { file: name });
}

function store(dataDir: string, rootBytes: Uint8Array, from: KeyRing, bytes: ReadonlyMap<number, Uint8Array>): KeyStore {
  let root = rootBytes;
  let ring = from;
  let keys = bytes;
  /** On the disk first, in memory after. */
  function take(next: KeyRing, nextKeys: ReadonlyMap<number, Uint8Array>): Result<KeyRing, KeyStoreFault> {
    const done = written(dataDir, ringFile, stored(next, nextKeys, root));
    if (!done.ok) return done;
    [ring, keys] = [next, nextKeys];
    return ok(next);
  }
  return {
    cipher: fieldCipher({ active: () => activeKey(ring).version, bytes: (version) => keys.get(version) ?? null }),
    ring: () => ring,
    rotate(at) {
      const next = rotated(ring, at);
      return take(next, new Map(keys).set(activeKey(next).version, newSm4Key()));
    },
    destroy(version) {
      const next = destroyed(ring, version);
      if (!next.ok) return next;
      const left = new Map(keys);
      left.delete(version);
      return take(next.value, left);
    },
    renew(at) {
      const [before, next] = [root, newSm4Key()];
      const noted = written(dataDir, nextFile, toHex(next));          // whichever of the two wraps the keys when we are cut off, it is on the disk
      if (!noted.ok) return noted;
      root = next;
      const ringNext = rotated(ring, at);
      const taken = take(ringNext, new Map(keys).set(activeKey(ringNext).version, newSm4Key()));
      if (!taken.ok) { root = before; return taken; }
      const done = promoted(dataDir, next);
      return done.ok ? taken : done;
    },
    backup: (count) => shares(root, count),
  };
}

/** The next key of keys takes the place of the one before. */
function promoted(dataDir: string, next: Uint8Array): Result<null, KeyStoreFault> {
  const done = written(dataDir, rootFile, toHex(next));
  if (done.ok) fs.rmSync(path.join(dataDir, 'secrets', nextFile), { force: true });
  return done;
}
/** A renewal that was cut off: the next key of keys where it is the one that opens the keys, else null. */
function renewed(dataDir: string, there: Stored): Result<Uint8Array | null, KeyStoreFault> {
  const next = rootIn(dataDir, nextFile);
  if (!next.ok || next.value === null || unwrapped(there, next.value) === null) return next.ok ? ok(null) : next;
  const done = promoted(dataDir, next.value);
  return done.ok ? ok(next.value) : done;
}

/** The first keys. The key of keys goes to the disk first: one that is there already, of a start that was cut off, is used. */
function begun(dataDir: string, there: Uint8Array | null, at: EpochMs): Result<KeyStore, KeyStoreFault> {
  const root = there ?? newSm4Key();
  const ring = firstRing(at);
  const keys = new Map([[activeKey(ring).version, newSm4Key()]]);
  const rooted = written(dataDir, rootFile, toHex(root));
  if (!rooted.ok) return rooted;
  const done = written(dataDir, ringFile, stored(ring, keys, root));
  return done.ok ? ok(store(dataDir, root, ring, keys)) : done;
}

/** The keys in `secrets/` of a data folder. `first`: nothing was ever sealed here, so they may be made; else keys that are not there are a fault and never made anew, or everything sealed would be lost without a word. */
export function openKeys(dataDir: string, { first, at }: { readonly first: boolean; readonly at: EpochMs }): Result<KeyStore, KeyStoreFault> {
  const text = readSecret(dataDir, ringFile);
  if (!text.ok) return text;
  const root = rootIn(dataDir);
  if (!root.ok) return root;
  if (text.value === null) return first ? begun(dataDir, root.value, at) : fail('keys-missing', { file: ringFile });
  const there = parse(text.value);
  if (there === null) return fail('keys-damaged', { file: ringFile });
  const next = renewed(dataDir, there);
  if (!next.ok) return next;
  const known = next.value ?? root.value;
  if (known === null) return fail('keys-locked');
  const keys = unwrapped(there, known);
  return keys === null ? fail('keys-damaged', { file: ringFile }) : ok(store(dataDir, known, ringOf(there), keys));
}

/** ACC-29: the key of keys out of two shares, written back when it opens the keys that are there. */
export function recoverKeys(dataDir: string, one: string, other: string): Result<null, KeyStoreFault> {
  const root = sharedRoot(dataDir, one, other);
  return root.ok ? written(dataDir, rootFile, toHex(root.value)) : root;
}
/** Whether two shares open the keys that are there: the evidence of a rescue (ACC-62). */
export const sharesHold = (dataDir: string, one: string, other: string): Result<null, KeyStoreFault> => { const root = sharedRoot(dataDir, one, other); return root.ok ? ok(null) : root; };

function sharedRoot(dataDir: string, one: string, other: string): Result<Uint8Array, KeyStoreFault> {
  const root = joined(one, other);
  if (!root.ok) return root;
  const text = readSecret(dataDir, ringFile);
  if (!text.ok) return text;
  const there = text.value === null ? null : parse(text.value);
  if (there === null) return fail('keys-missing', { file: ringFile });
  return root.value.length === 16 && unwrapped(there, root.value) !== null ? ok(root.value) : fail('keys-damaged', { file: ringFile });
}
