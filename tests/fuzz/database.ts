import { pathToFileURL } from 'node:url';
import { keyOf, selectFault } from '../../native-adapters/database/address.ts';
import { keyOrder } from '../../native-adapters/database/cursor.ts';
import { databaseOptions } from '../../native-adapters/database/options.ts';
import { cell, judged, words } from '../../native-adapters/database/values.ts';
import { boundOf, offsets, timeOf } from '../../native-adapters/database/zone.ts';

/** Mulberry32: numbers from a seed, 0 to 1. */
function chance(seed: number): () => number {
  let s = seed >>> 0;
  return () => { s = (s + 0x6d2b_79f5) >>> 0; let t = Math.imul(s ^ (s >>> 15), 1 | s); t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32; };
}

const seeds = ['2026-11-20 08:00:00.123', '2026-11-20T08:00:00Z', '2026/1/2 3:04', '20261120080000', '1763596800000', '-12.5e3', '9007199254740993', 'SELECT a, b FROM "t" WHERE x = \'y\' AND (z IN (1, 2))', "x' OR 1=1 --", 'LEL-101', '压力 1号', 'NaN', '-Infinity'];
const bits = ["'", '"', '`', '[', ']', '(', ')', ';', '--', '/*', '*/', '\\', '\0', '\u202e', '\ud800', '?', '@1', '$1', ':', '+08:00', '9'.repeat(30), ' ', '-', 'into', 'delete', 'e9999', 'Z'];
const odd = [null, undefined, NaN, Infinity, -0, 1e300, 2n ** 70n, true, new Date(NaN), {}, [], Buffer.alloc(1), Buffer.alloc(5), Symbol.iterator];

/** What a cell or a site could hold: something known with pieces put in, cut or doubled; pieces alone; or no text at all. */
function held(random: () => number): unknown {
  const n = (below: number): number => Math.floor(random() * below);
  if (random() < 0.1) return odd[n(odd.length)];
  if (random() < 0.1) return random() < 0.5 ? (random() - 0.5) * 10 ** n(320) : n(2 ** 31) * 10 ** n(8);
  let text = random() < 0.2 ? '' : seeds[n(seeds.length)]!;
  for (let i = n(6); i > 0; i--) { const at = n(text.length + 1); text = text.slice(0, at) + (random() < 0.5 ? bits[n(bits.length)]! : String.fromCodePoint(32 + n(95))) + text.slice(at + n(3)); }
  return random() < 0.02 ? text.repeat(n(300)) : text;
}
const zones = [offsets('Asia/Shanghai'), offsets('Europe/Berlin'), offsets('-03:30')];
const states = { 0: 'good', OK: 'uncertain', 7: 'over-range' } as const;

/** Every reader of what others write; each says whether what it made of it is sound, and must not throw. */
export const parsers: Readonly<Record<string, (x: unknown, random: () => number) => boolean>> = {
  time: (x, random) => {
    const ahead = zones[Math.floor(random() * zones.length)]!;
    const time = timeOf(x, ahead);
    if (time === null) return true;
    const bound = timeOf(boundOf(time.ms, time.shape, ahead, true), ahead);
    return Number.isInteger(time.ms) && time.ms >= 0 && (bound === null ? time.ms < 1e12 : bound.ms <= time.ms);   // of small numbers the unit is not known again
  },
  cell: (x) => {
    const { value, status, text } = judged(cell(x), x, typeof x === 'string', states);
    return (value === null || Number.isFinite(value)) && Number.isInteger(status) && status >= 0 && (text?.length ?? 0) <= 1024 && typeof words(x) === 'string';
  },
  key: (x) => { const order = keyOrder(x); return order === null || order.toString().length <= 20; },
  address: (x) => typeof x !== 'string' || ((keyOf(x, 'wide') === null || !/['"`[\]();\s.\\-]/.test(x)) && (keyOf(x, 'tall') === null || x.length <= 200)),
  select: (x) => typeof x !== 'string' || selectFault(x) !== null || (/^\s*select\s/i.test(x) && !x.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/g, '').includes(';') && !x.includes('\0')),
  options: (x) => { const r = databaseOptions(typeof x === 'string' ? { dialect: 'sqlite', file: x, table: x, by: 'key', columns: { point: x, key: x, time: x, value: x } } : x); return r.ok || r.fault.code === 'bad-options'; },
};

/** What a run found: the longest that each parser took in ms, and what broke, with what it was given. */
export function fuzz(seed: number, count: number): { readonly slowest: Readonly<Record<string, number>>; readonly broken: readonly string[] } {
  const slowest: Record<string, number> = {};
  const broken: string[] = [];
  for (const [name, parse] of Object.entries(parsers)) {
    const random = chance(seed);
    slowest[name] = 0;
    for (let i = 0; i < count && broken.length < 10; i++) {
      const x = held(random);
      const shown = (): string => JSON.stringify(typeof x === 'string' ? x : String(x)).slice(0, 500);
      const from = performance.now();
      try { if (!parse(x, random)) broken.push(`${name} unsound ${shown()}`); } catch (e) { broken.push(`${name} threw ${String(e)} ${shown()}`); }
      let took = performance.now() - from;
      if (took <= (slowest[name] ?? 0)) continue;
      for (let k = 0; k < 3; k++) { const again = performance.now(); try { parse(x, random); } catch { /* said above */ } took = Math.min(took, performance.now() - again); }   // what was slow once may have been the machine
      slowest[name] = Math.max(slowest[name] ?? 0, took);
      if (took > 50) broken.push(`${name} slow ${shown()}`);
    }
  }
  return { slowest, broken };
}

/** `node tests/fuzz/database.ts [COUNT] [SEED]`: a million of each, from a fresh seed, which is printed. Exit code 1 when something broke. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const count = Number(process.argv[2] ?? 1_000_000);
  const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
  const { slowest, broken } = fuzz(seed, count);
  process.stdout.write(`fuzz database: seed ${seed}, ${count} for each of ${Object.keys(parsers).join(', ')}; slowest ms ${JSON.stringify(slowest, (_, v: unknown) => (typeof v === 'number' ? Math.round(v * 10) / 10 : v))}; broken ${broken.length}\n${broken.map((b) => `${b}\n`).join('')}`);
  process.exitCode = broken.length > 0 ? 1 : 0;
}
