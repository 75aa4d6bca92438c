import { randomBytes } from 'node:crypto';
import { argon2id } from 'hash-wasm';
import { z } from 'zod';
import type { Signer } from '#app/journal';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { newPrivateKey, sm2Signer } from '../sm2.ts';
import { owaspCost } from './password-hash.ts';
import { sm4Open, sm4Seal } from './sm4.ts';

export type KeyFileFault = Fault<'key-file-form' | 'key-file-pin'>;
/** The shortest PIN that is one: it is tried without a lockout by whoever has the file. */
export const leastPin = 8;

const field = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
const KeyFile = z.object({ form: z.literal('watchroom-sm2-1'), publicKey: field(65), salt: field(16), nonce: field(12), key: field(32), tag: field(16) });

const under = (pin: string, salt: Uint8Array): Promise<Uint8Array> =>
  argon2id({ password: pin.normalize('NFKC'), salt, iterations: owaspCost.passes, parallelism: owaspCost.lanes, memorySize: owaspCost.memoryKiB, hashLength: 16, outputType: 'binary' });
const toHex = (raw: Uint8Array): string => Buffer.from(raw).toString('hex');
const fromHex = (text: string): Uint8Array => Buffer.from(text, 'hex');

/** A person's SM2 key in software, where there is no USB key: a file for her own medium, its private key under SM4-GCM and her PIN (argon2id). */
export async function newKeyFile(pin: string): Promise<Result<{ readonly text: string; readonly publicKey: string }, KeyFileFault>> {
  if (pin.length < leastPin) return fail('key-file-pin');
  const privateKey = newPrivateKey();
  const { publicKey } = sm2Signer(privateKey);
  const salt = randomBytes(16);
  const box = sm4Seal(await under(pin, salt), fromHex(privateKey), Buffer.from(publicKey, 'utf8'));
  const whole: z.infer<typeof KeyFile> = { form: 'watchroom-sm2-1', publicKey, salt: toHex(salt), nonce: toHex(box.nonce), key: toHex(box.text), tag: toHex(box.tag) };
  return ok({ text: JSON.stringify(whole), publicKey });
}

/** What signs with it. A PIN that is wrong and a file that was changed are not told apart. */
export async function openKeyFile(text: string, pin: string): Promise<Result<Signer, KeyFileFault>> {
  let parsed: ReturnType<typeof KeyFile.safeParse>;
  try { parsed = KeyFile.safeParse(JSON.parse(text.slice(0, 4096))); } catch { return fail('key-file-form'); }
  if (!parsed.success) return fail('key-file-form');
  const { publicKey, salt, nonce, key, tag } = parsed.data;
  const raw = sm4Open(await under(pin, fromHex(salt)), { nonce: fromHex(nonce), text: fromHex(key), tag: fromHex(tag) }, Buffer.from(publicKey, 'utf8'));
  if (raw === null) return fail('key-file-pin');
  const signer = sm2Signer(toHex(raw));
  return signer.publicKey === publicKey ? ok(signer) : fail('key-file-form');
}
