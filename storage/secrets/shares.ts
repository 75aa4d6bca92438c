import { randomBytes } from 'node:crypto';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { sm3 } from '../sm3.ts';

export type ShareFault = Fault<'share-form' | 'share-check' | 'share-sets' | 'share-same'>;

/** Times x in GF(2^8) with x^8 + x^4 + x^3 + x + 1 (FIPS 197 4.2). */
const doubled = (a: number): number => ((a << 1) ^ ((a & 0x80) === 0 ? 0 : 0x11b)) & 0xff;
export function gfTimes(a: number, b: number): number {
  let [sum, power] = [0, a];
  for (let rest = b; rest > 0; rest >>= 1) { if ((rest & 1) === 1) sum ^= power; power = doubled(power); }
  return sum;
}
/** a^254, which is 1/a; 0 of 0. */
export function gfInverse(a: number): number {
  let out = 1;
  for (let i = 0; i < 254; i++) out = gfTimes(out, a);
  return a === 0 ? 0 : out;
}

const checkOf = (text: string): string => sm3(text).slice(0, 8);
const written = (set: string, x: number, y: Uint8Array): string => { const text = `WR1-${set}-${x}-${Buffer.from(y).toString('hex')}`; return `${text}-${checkOf(text)}`; };

/**
 * Shamir (1979), two of `count`: byte by byte a line through the secret at 0, with a slope of chance; any two points give the line, one gives nothing. A share is
 * text with a check of its own, for a sheet of paper in a safe: `WR1-<set>-<number>-<hex>-<check>`.
 */
export function shares(secret: Uint8Array, count: number): readonly string[] {
  if (count < 2 || count > 9) throw new Error('two to nine shares');
  const slope = randomBytes(secret.length);
  const set = randomBytes(4).toString('hex');
  return Array.from({ length: count }, (_, i) => written(set, i + 1, secret.map((s, at) => s ^ gfTimes(slope[at] ?? 0, i + 1))));
}

interface Share { readonly set: string; readonly x: number; readonly y: Uint8Array }
function parsed(text: string): Result<Share, ShareFault> {
  const tidy = text.replaceAll(/\s/g, '');
  const [, body, set, x, y, check] = /^(WR1-([0-9a-f]{8})-([1-9])-((?:[0-9a-f]{2}){1,64}))-([0-9a-f]{8})$/.exec(tidy) ?? [];
  if (body === undefined || set === undefined || x === undefined || y === undefined) return fail('share-form');
  return checkOf(body) === check ? ok({ set, x: Number(x), y: Buffer.from(y, 'hex') }) : fail('share-check', { number: x });
}

/** The secret out of two of its shares; whether it is the right one, whoever uses it finds out. */
export function joined(one: string, other: string): Result<Uint8Array, ShareFault> {
  const [a, b] = [parsed(one), parsed(other)];
  if (!a.ok) return a;
  if (!b.ok) return b;
  if (a.value.set !== b.value.set || a.value.y.length !== b.value.y.length) return fail('share-sets');
  if (a.value.x === b.value.x) return fail('share-same', { number: a.value.x });
  const { x: xa, y: ya } = a.value;
  const { x: xb, y: yb } = b.value;
  const over = gfInverse(xa ^ xb);                         // Lagrange at 0: (ya * xb + yb * xa) / (xa + xb)
  return ok(ya.map((y, at) => gfTimes(gfTimes(y, xb) ^ gfTimes(yb[at] ?? 0, xa), over)));
}
