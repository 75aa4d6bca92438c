import { pathToFileURL } from 'node:url';
import { jsonReader, readJson, readPlain, steps, type Said } from '#app/acquisition';
import { meantBy } from '../../native-adapters/mqtt/address.ts';
import { packetGuard } from '../../native-adapters/mqtt/guard.ts';
import { metricSays, readSparkplug, Type } from '../../native-adapters/mqtt/sparkplug/metrics.ts';
import { sparkplugPayload } from '../../simulator/devices/mqtt/sparkplug.ts';

/** Mulberry32: numbers from a seed, 0 to 1. */
function chance(seed: number): () => number {
  let s = seed >>> 0;
  return () => { s = (s + 0x6d2b_79f5) >>> 0; let t = Math.imul(s ^ (s >>> 15), 1 | s); t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32; };
}

const seeds: readonly Buffer[] = [
  sparkplugPayload(1_700_000_000_000, 3, [{ name: 'Level', alias: 1, time: 1_700_000_000_000, value: 1.5, quality: 192 }, { name: null, alias: 2, time: 5, value: true, quality: null }, { name: 'x', alias: null, time: 5, value: '开', quality: 500 }], 7),
  Buffer.from('{"v":1.5,"t":1700000000000,"q":0,"s":[{"v":true},null,"x"],"d":{"e":{"f":[1,2,[3]]}}}'), Buffer.from('12.5e3'), Buffer.from('true'), Buffer.from([0x30, 5, 0, 1, 0x61, 0x31, 0x32, 0x90, 3, 0, 1, 1]),
];
const bits = ['{', '}', '[', ']', '"', '\\', ':', ',', '__proto__', 'constructor', '1e999', '-', 'null', '\u0000', '\ud800', 'sp:', '#$', '.', "['", '0'];

/** A payload: a known one with some bytes changed, cut, doubled or put in; or words; or noise. */
function payload(random: () => number): Buffer {
  const n = (below: number): number => Math.floor(random() * below);
  if (random() < 0.15) return Buffer.from(Array.from({ length: n(64) }, () => n(256)));
  if (random() < 0.2) return Buffer.from(Array.from({ length: n(40) }, () => bits[n(bits.length)]!).join(''));
  const b = Buffer.from(seeds[n(seeds.length)]!);
  for (let i = n(6); i > 0; i--) b[n(b.length)] = random() < 0.3 ? [0, 0x7f, 0x80, 0xff][n(4)]! : n(256);
  const cut = random() < 0.3 ? b.subarray(0, n(b.length)) : b;
  return random() < 0.1 ? Buffer.concat([cut, cut]) : cut;
}
const sound = (said: Said | undefined): boolean => said === undefined || ((said.value === null || Number.isFinite(said.value)) && Number.isInteger(said.status) && said.status >= 0 && (said.sourceTime === null || Number.isFinite(said.sourceTime)) && (said.text?.length ?? 0) <= 1024);

const o = { timePath: '@.t', qualityPath: '$.q', timeFormat: 'epoch-ms', qualityFormat: 'opcua' } as const;
const readers = ['.v', '.s[0].v', '.d.e.f[1]', ''].map((p) => jsonReader(steps(p)!, o));

/** Every reader of what others send; each says whether what it made of the bytes is sound, and must not throw. */
export const parsers: Readonly<Record<string, (b: Buffer, random: () => number) => boolean>> = {
  json: (b) => { const read = readJson(b); return !read.ok || readers.every((r) => sound(r(read.value))); },
  plain: (b) => { const read = readPlain(b); return !read.ok || sound(read.value); },
  sparkplug: (b) => { const read = readSparkplug(b); return read === null || read.metrics.every((m) => [null, ...Object.values(Type)].every((type) => sound(metricSays(m, type, read.time)))); },
  guard: (b, random) => {
    const guard = packetGuard(20, random() < 0.5);
    for (let at = 0; at < b.length;) { const n = 1 + Math.floor(random() * 9); if (guard(b.subarray(at, at + n)) === null) return true; at += n; }
    return true;
  },
  address: (b) => { const text = b.toString(); const m = meantBy(text); return m === null || m.kind === 'sparkplug' || !/[+#]/.test(m.topic); },
};

/** What a run found: how many payloads each parser took, the longest that one took in ms, and what broke, with its bytes. */
export function fuzz(seed: number, count: number): { readonly slowest: Readonly<Record<string, number>>; readonly broken: readonly string[] } {
  const slowest: Record<string, number> = {};
  const broken: string[] = [];
  for (const [name, parse] of Object.entries(parsers)) {
    const random = chance(seed);
    slowest[name] = 0;
    for (let i = 0; i < count && broken.length < 10; i++) {
      const bytes = payload(random);
      const from = performance.now();
      try { if (!parse(bytes, random)) broken.push(`${name} unsound ${bytes.toString('hex')}`); } catch (e) { broken.push(`${name} threw ${String(e)} ${bytes.toString('hex')}`); }
      const took = performance.now() - from;
      if (took <= slowest[name]) continue;
      let again = took;                         // what was slow once may have been the machine; what is slow four times is the payload
      for (let k = 0; k < 3; k++) { const start = performance.now(); try { parse(bytes, random); } catch { /* said above */ } again = Math.min(again, performance.now() - start); }
      slowest[name] = Math.max(slowest[name], again);
      if (again > 50) broken.push(`${name} slow ${bytes.toString('hex')}`);
    }
  }
  return { slowest, broken };
}

/** `node tests/fuzz/mqtt.ts [COUNT] [SEED]`: a million of each, from a fresh seed, which is printed. Exit code 1 when something broke. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const count = Number(process.argv[2] ?? 1_000_000);
  const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
  const from = performance.now();
  const { slowest, broken } = fuzz(seed, count);
  process.stdout.write(`fuzz mqtt: seed ${seed}, ${count} payloads for each of ${Object.keys(parsers).join(', ')} in ${Math.round((performance.now() - from) / 1000)} s; slowest ms ${JSON.stringify(slowest, (_, v: unknown) => (typeof v === 'number' ? Math.round(v * 10) / 10 : v))}; broken ${broken.length}\n`);
  for (const b of broken) process.stdout.write(`${b}\n`);
  process.exitCode = broken.length > 0 ? 1 : 0;
}
