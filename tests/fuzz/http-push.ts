import { createHmac, createHash } from 'node:crypto';
import { epochMs, monoMs } from '../../app/kernel/time.ts';
import { strangersOf } from '../../native-adapters/http-push/guard.ts';
import { judgeOf, type Reply } from '../../native-adapters/http-push/judge.ts';
import { httpPushOptions } from '../../native-adapters/http-push/options.ts';
import { partyOf } from '../../native-adapters/http-push/party.ts';
import { refusalsOf } from '../../native-adapters/http-push/refusals.ts';
import { chance } from './chance.ts';

const SECRET = 'a-secret-for-the-fuzzer';
const NOW = 1_763_600_000_000;
const WORDS = ['{', '}', '[', ']', '"', '\\', ',', ':', '1e999', '-', 'null', 'true', '"__proto__":', '"constructor":{', '\\u0000', '\\ud800', '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[', '1'.repeat(400), '\0', '"sent":', '"nonce":', '"samples":', '\ufeff'];
const VALUES: readonly unknown[] = [1, -0, 1.5e300, true, null, 'running', '', [], {}, 'x'.repeat(2000), Number.MAX_SAFE_INTEGER];
const QUALITIES: readonly unknown[] = ['good', 'uncertain', 'bad', undefined, 'GOOD', 1, null];
const TIMES: readonly unknown[] = [NOW, NOW - 3_600_000, 0, undefined, -1, 1.5, 9e15, '2026'];
const POINTS: readonly unknown[] = ['p1', 'p2', '液位/1', '!up', '', 'a b', 7, null, '__proto__'];

const pick = <T>(r: (n: number) => number, of: readonly T[], wild: number): T => of[r(wild) === 0 ? r(of.length) : 0]!;
const usually = (r: (n: number) => number, right: unknown, wrong: readonly unknown[]): unknown => (r(30) === 0 ? wrong[r(wrong.length)] : right);

/** A body that is right or nearly so. */
function bodyOf(r: (n: number) => number): string {
  const samples = Array.from({ length: r(12) }, () => ({ point: pick(r, POINTS, 30), value: VALUES[r(r(4) === 0 ? VALUES.length : 6)], quality: pick(r, QUALITIES, 5), time: pick(r, TIMES, 8), ...(r(200) === 0 && { unit: 'bar' }) }));
  return JSON.stringify({ enterprise: usually(r, 'e1', ['e2', '', '../e', 1, null]), sent: usually(r, NOW + r(1000) - 500, [NOW - 1e9, NOW + 1e9, 'now', 1.5, null]), nonce: usually(r, `nonce-${r(1e9)}`, ['short', 'x'.repeat(100), 5, 'nonce-0001']), samples, ...(r(100) === 0 && { more: 1 }) });
}
function spoil(body: Buffer, r: (n: number) => number): Buffer {
  const at = r(body.length);
  switch (r(9)) {
    case 0: { const b = Buffer.from(body); b[at] = r(256); return b; }
    case 1: return body.subarray(0, at);
    case 2: return body.subarray(at);
    case 3: return Buffer.concat([body.subarray(0, at), Buffer.from(WORDS[r(WORDS.length)]!), body.subarray(at)]);
    case 4: return Buffer.from(Array.from({ length: r(200) }, () => r(256)));
    default: return body;
  }
}
/** The signature that belongs to a body, whatever it says: what stands behind the signature must hold too. */
function signatureFor(body: Buffer): string {
  let [sent, nonce]: [unknown, unknown] = [0, ''];
  try { ({ sent, nonce } = JSON.parse(body.toString()) as { sent: unknown; nonce: unknown }); } catch { sent = 0; }
  return `v1=${createHmac('sha256', SECRET).update(`POST\n/v1/samples\n${String(sent)}\n${String(nonce)}\n${createHash('sha256').update(body).digest('hex')}`).digest('hex')}`;
}
const cpuMs = (): number => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };

/** A judge with one enterprise, as the adapter has it; `samples`: how many were handed on. */
function judgement() {
  const parsed = httpPushOptions({ port: 1, enterprises: [{ id: 'e1', secret: 'secret:e1' }], perSecond: 1000, burst: 10_000, maxPoints: 100, maxSamples: 50 });
  if (!parsed.ok) throw new Error(parsed.fault.code);
  const o = parsed.value;
  const time = { mono: 0 };
  const clock = { now: () => epochMs(NOW), mono: () => monoMs(time.mono), after: () => () => {} };
  const deps = { clock, note: () => {}, bound: 10, link: () => {}, pki: '', secret: () => SECRET };
  const count = { samples: 0 };
  const check = (value: number | null): void => { count.samples++; if (value !== null && !Number.isFinite(value)) throw new Error(`a value is ${value}`); };
  const party = partyOf(o.enterprises[0]!, { o, deps, push: (s) => check(s.value), pushBatch: (b) => { for (const v of b.value) check(Number.isNaN(v) ? null : v); }, settled: async () => {}, stood: () => {} });
  party.watch(new Map([['p1', [1]], ['p2', [2]], ['液位/1', [3]], ['!clock', [4]]]));
  const judge = judgeOf({ o, deps, parties: new Map([['e1', party]]), refusals: refusalsOf(1000, deps, 'fuzz', () => {}), strangers: strangersOf(1e3, 1e4), ended: () => false });
  return { judge, time, count };
}

/** The code of an answer that keeps its promises: a known status, and short. */
function sound({ status, body }: Reply, where: string): string {
  if (![200, 400, 401, 403, 409, 413, 429].includes(status)) throw new Error(`${where}: status ${status}`);
  if (JSON.stringify(body).length > 2000) throw new Error(`${where}: a long answer`);
  return typeof body['code'] === 'string' ? body['code'] : 'accepted';
}

/** What `bodies` bodies did: how many were accepted, how often each code was said, and the longest time that one took (ms, where other processes took the core away no more than the processor's). Throws at the first that breaks a promise. */
export async function fuzz(bodies: number, seed: number): Promise<{ readonly bodies: number; readonly accepted: number; readonly samples: number; readonly codes: Readonly<Record<string, number>>; readonly slowestMs: number }> {
  const r = chance(seed);
  const { judge, time, count } = judgement();
  const codes: Record<string, number> = {};
  let [accepted, slowestMs, mark] = [0, 0, 0];
  for (let i = 0; i < bodies; i++) {
    time.mono += 2;
    const body = spoil(Buffer.from(bodyOf(r)), r);
    const signature = r(10) === 0 ? `v1=${'0'.repeat(64)}` : signatureFor(body);
    if (i % 100 === 0) mark = cpuMs();
    const began = performance.now();
    const reply = await judge({ method: 'POST', path: '/v1/samples', signature, address: `10.0.${r(3)}.${r(250)}`, body });
    const wall = performance.now() - began;
    slowestMs = Math.max(slowestMs, wall > 10 ? Math.min(wall, cpuMs() - mark) : wall);
    const code = sound(reply, `seed ${seed}, body ${i}`);
    codes[code] = (codes[code] ?? 0) + 1;
    if (reply.status === 200) accepted++;
  }
  if (({} as Record<string, unknown>)['polluted'] !== undefined || Object.keys(Object.prototype).length > 0) throw new Error(`seed ${seed}: a prototype was reached`);
  return { bodies, accepted, samples: count.samples, codes, slowestMs };
}

/** One body of 1 MiB made of the worst that is known; gives the ms it took to refuse or take it. */
export async function worst(piece: string): Promise<number> {
  const { judge } = judgement();
  const body = Buffer.alloc(1_048_576, piece);
  const began = performance.now();
  await judge({ method: 'POST', path: '/v1/samples', signature: `v1=${'0'.repeat(64)}`, address: '10.0.0.1', body });
  return performance.now() - began;
}
export const worstPieces: readonly string[] = ['[', '{"a":', '"', '\\', '[1,', '1', ' ', '{"__proto__":', '\u00e9', '\0'];

if (process.argv[1] === import.meta.filename) {
  const seed = Number(process.argv[3] ?? Date.now() % 2 ** 32);
  process.stdout.write(`seed ${seed}\n`);
  const began = performance.now();
  const done = await fuzz(Number(process.argv[2] ?? 1_000_000), seed);
  const slow: number[] = [];
  for (const piece of worstPieces) slow.push(await worst(piece));
  process.stdout.write(`${JSON.stringify(done)}\n1 MiB of the worst: ${Math.max(...slow).toFixed(1)} ms; ${Math.round((performance.now() - began) / 1000)} s\n`);
  if (done.slowestMs >= 50 || Math.max(...slow) >= 50) process.exitCode = 1;
}
