import net from 'node:net';
import type { Sample } from '#app/acquisition';
import { pointId } from '#app/park';
import { linkTo, type Answer, type Link } from '../../native-adapters/http-poll/link.ts';
import { httpPollOptions, type HttpPollOptions } from '../../native-adapters/http-poll/options.ts';
import { placeOf, staysBelow } from '../../native-adapters/http-poll/points.ts';
import { poller } from '../../native-adapters/http-poll/poll.ts';
import { handClock } from '../clock.ts';
import { chance } from './chance.ts';

type Dice = (below: number) => number;
const seeds: readonly string[] = [
  '{"v":1.5,"t":1763600000000,"q":0,"s":[{"v":true},null,"x"],"d":{"e":{"f":[1,2,[3]]}}}', '{"v":"12.5","t":"2026-01-01T08:00:00+08:00","q":"bad"}', '[1,2,{"v":"阀门"}]', '12.5e3', '"words"', '{"v":1e308,"t":-1,"q":192}',
];
const bits = ['{', '}', '[', ']', '"', '\\', ':', ',', '__proto__', 'constructor', '1e999', '-', 'null', '\u0000', '\ud800', '开', '.', '\\u00', '0', ' '];
/** A body: a known one with bytes changed, cut, doubled; or bits of JSON; or noise. */
function body(n: Dice): Buffer {
  if (n(10) === 0) return Buffer.from(Array.from({ length: n(64) }, () => n(256)));
  if (n(5) === 0) return Buffer.from(Array.from({ length: n(40) }, () => bits[n(bits.length)]!).join(''));
  const b = Buffer.from(seeds[n(seeds.length)]!);
  for (let i = n(5); i > 0; i--) b[n(b.length)] = n(3) === 0 ? bits[n(bits.length)]!.charCodeAt(0) & 0xff : n(256);
  const cut = n(3) === 0 ? b.subarray(0, n(b.length)) : b;
  return n(10) === 0 ? Buffer.concat([cut, cut]) : cut;
}
function options(more: Record<string, unknown> = {}): HttpPollOptions {
  const o = httpPollOptions({ url: 'http://10.0.0.9/api', timePath: '$.t', qualityPath: '$.q', ...more });
  if (!o.ok) throw new Error(JSON.stringify(o.fault));
  return o.value;
}
const paths = ['$.v', '$.s[0].v', '$.d.e.f[1]', '$', '$[2].v', '$.t', '$.none'];
const items = paths.map((address, handle) => ({ place: placeOf(address)!, of: { handle, id: pointId(`p${handle}`), address } }));
const sound = ({ value, status, sourceTime, text }: Sample): boolean => (value === null || Number.isFinite(value)) && Number.isInteger(status) && status >= 0 && (sourceTime === null || Number.isFinite(sourceTime)) && (text?.length ?? 0) <= 1024;

/** One device that answers each question with what it is given; each beat is one body. */
function device() {
  const { clock, pass } = handClock();
  const samples: Sample[] = [];
  let next: Answer = { kind: 'same' };
  const link: Link = { ask: () => Promise.resolve(next), fault: () => null, end: () => {} };
  const made = poller(items, { o: options(), peer: '10.0.0.9', push: (s) => { samples.push(s); }, eased: () => Promise.resolve(), heard: () => {}, deps: { clock, note: () => {}, bound: 1, link: () => {}, pki: '', secret: () => null } });
  return async (bytes: Buffer): Promise<readonly Sample[]> => {
    samples.length = 0;
    next = { kind: 'document', body: bytes, etag: null };
    pass(700_000);                               // whatever it failed at before, it is asked again
    made.beat(link);
    await made.idle();
    return samples;
  };
}

/** `document`: a body, through the poller to samples. `address`: what a site writes. Gives null when what came of it is sound, else what is wrong. */
function parsers(good: () => void): Readonly<Record<string, (n: Dice) => Promise<boolean>>> {
  const ask = device();
  const letters = ['a', '/', '..', '%2e', '%2F', '?', '#', '$', '.', '[0]', "['x']", '__proto__', '\\', '@', ':', '开', ' ', '//', 'constructor'];
  return {
    async document(n) {
      const said = await ask(body(n));
      if (said.some((s) => s.status === 0)) good();
      return said.length === items.length && said.every(sound);
    },
    async address(n) {
      const place = placeOf(Array.from({ length: 1 + n(12) }, () => letters[n(letters.length)]!).join(''));
      return place === null || (staysBelow(place.resource) && new URL(`http://10.0.0.9/api/${place.resource}`).pathname.startsWith('/api/') && place.path.every((step) => !['__proto__', 'constructor', 'prototype'].includes(String(step))));
    },
  };
}

/** What a run found: how many bodies gave a good value, the longest time that one took in ms, and what broke. */
export async function fuzz(seed: number, count: number): Promise<{ readonly good: number; readonly slowest: Readonly<Record<string, number>>; readonly broken: readonly string[] }> {
  const slowest: Record<string, number> = {};
  const broken: string[] = [];
  let good = 0;
  for (const [name, parse] of Object.entries(parsers(() => { good++; }))) {
    slowest[name] = 0;
    for (let i = 0; i < count && broken.length < 10; i++) {
      const run = async (): Promise<void> => { if (!await parse(chance(seed + i))) throw new Error('unsound'); };
      const from = performance.now();
      await run().catch((e: unknown) => { broken.push(`${name} seed ${seed + i}: ${String(e)}`); });
      let took = performance.now() - from;
      // what was slow once may have been the machine; what is slow four times is the body
      for (let k = 0; k < 3 && took > Math.max(5, slowest[name]); k++) { const again = performance.now(); await run().catch(() => {}); took = Math.min(took, performance.now() - again); }
      slowest[name] = Math.max(slowest[name], took);
      if (took > 50) broken.push(`${name} seed ${seed + i}: ${Math.round(took)} ms`);
    }
  }
  if (Object.keys(Object.prototype).length > 0) broken.push(`seed ${seed}: a prototype was reached`);
  return { good, slowest, broken };
}

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"v":1.5}';
const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{"v":1.5}\r\n0\r\n\r\n';
/** The same over real sockets: answers with bytes changed, cut or doubled, hung up on or left standing. Every question has its answer, none throws; gives how many answers of each kind came. */
export async function wire(seed: number, count: number): Promise<Readonly<Record<string, number>>> {
  const n = chance(seed);
  const server = net.createServer((s) => {
    s.on('error', () => s.destroy());
    s.on('data', () => {
      const b = Buffer.from([head, head, chunked][n(3)]!);
      for (let i = n(5); i > 0; i--) b[n(b.length)] = n(256);
      const out = n(4) === 0 ? b.subarray(0, n(b.length)) : b;
      if (n(3) === 0) s.end(out); else s.write(out);
    });
  });
  await new Promise<void>((r) => { server.listen(0, '127.0.0.1', r); });
  const { port } = server.address() as net.AddressInfo;
  const { realClock } = await import('../clock.ts');
  const o = options({ url: `http://127.0.0.1:${port}/`, answerMs: 30 });
  const link = linkTo({ url: new URL(o.url), headers: {}, ca: null }, o, { clock: realClock, note: () => {}, bound: 1, link: () => {}, pki: '', secret: () => null }, () => {});
  const kinds: Record<string, number> = {};
  for (let i = 0; i < count; i++) {
    const answer = await link.ask('', null, new AbortController().signal);
    const kind = answer.kind === 'failed' ? answer.fault.code : answer.kind;
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  link.end({ code: 'closed', params: {} });
  await new Promise<void>((r) => { server.close(() => r()); });
  return kinds;
}

/** `node tests/fuzz/http-poll.ts [COUNT] [SEED]`: a million of each, from a fresh seed, which is printed. Exit code 1 when something broke. */
if (process.argv[1] === import.meta.filename) {
  const count = Number(process.argv[2] ?? 1_000_000);
  const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
  process.stdout.write(`seed ${seed}\n`);
  const from = performance.now();
  const { good, slowest, broken } = await fuzz(seed, count);
  process.stdout.write(`fuzz http-poll: seed ${seed}, ${count} for each of ${Object.keys(slowest).join(', ')}, ${good} bodies with a good value, in ${Math.round((performance.now() - from) / 1000)} s; slowest ms ${JSON.stringify(slowest, (_, x: unknown) => (typeof x === 'number' ? Math.round(x * 10) / 10 : x))}; broken ${broken.length}\n`);
  for (const b of broken) process.stdout.write(`${b}\n`);
  process.stdout.write(`over sockets: ${JSON.stringify(await wire(seed, 5000))}\n`);
  process.exitCode = broken.length > 0 ? 1 : 0;
}
