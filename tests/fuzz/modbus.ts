import { frameBytes, judge, takeFrames, words, type Frame } from '../../native-adapters/modbus/frames.ts';
import { placeOf, type Place } from '../../native-adapters/modbus/points.ts';
import { valueIn } from '../../native-adapters/modbus/values.ts';
import { chance } from './chance.ts';

const TABLES = ['co', 'di', 'hr', 'ir'] as const;
const TYPES = ['u16', 'i16', 'u32', 'i32', 'f32', 'u64', 'i64', 'f64'] as const;
const ORDERS = ['abcd', 'cdab', 'badc', 'dcba'] as const;
/** The most that may wait for the rest of a frame: its head and 254 bytes, less one. */
const MOST_HELD = 6 + 254 - 1;
const noise = (r: (n: number) => number, n: number): Buffer => Buffer.from(Array.from({ length: n }, () => r(256)));

/** A question, and an answer that fits it, holding any bits. */
function pair(r: (n: number) => number): { readonly ask: Frame; readonly answer: Frame } {
  const [tid, unit, fn] = [r(65_536), r(256), 1 + r(6)];
  const count = 1 + r(fn <= 2 ? 2000 : 125);
  const ask: Frame = { tid, unit, fn, data: words(r(65_536), fn > 4 ? r(65_536) : count) };
  if (r(8) === 0) return { ask, answer: { tid, unit, fn: fn | 0x80, data: Buffer.from([r(256)]) } };
  if (fn > 4) return { ask, answer: { tid, unit, fn, data: ask.data } };
  const bytes = fn <= 2 ? Math.ceil(count / 8) : 2 * count;
  return { ask, answer: { tid, unit, fn, data: Buffer.concat([Buffer.from([bytes]), noise(r, bytes)]) } };
}
function spoil(bytes: Buffer, r: (n: number) => number): Buffer {
  const at = r(bytes.length);
  switch (r(8)) {
    case 0: { const b = Buffer.from(bytes); b[at] = r(256); return b; }
    case 1: return bytes.subarray(0, at);
    case 2: return bytes.subarray(at);
    case 3: return Buffer.concat([bytes.subarray(0, at), noise(r, r(8)), bytes.subarray(at)]);
    case 4: { const b = Buffer.from(bytes); b.writeUInt16BE([0, 2, 3, 254, 255, 65_535][r(6)]!, 4); return b; }
    case 5: return noise(r, r(300));
    default: return bytes;
  }
}
/** Any place that lies within an answer of so many registers or bits. */
function placeIn(r: (n: number) => number, fn: number, count: number): Place {
  const table = TABLES[fn - 1]!;
  const type = fn <= 2 ? 'bit' : TYPES[r(TYPES.length)]!;
  const size = type === 'bit' ? 1 : Number(type.slice(1)) / 16;
  return { unit: null, table, first: r(Math.max(1, count - size + 1)), size, type, order: ORDERS[r(4)]!, bit: null, scale: [1, 0.1, -1e300][r(3)]!, offset: [0, -40, 1e308][r(3)]! };
}

interface Done { readonly frames: number; readonly whole: number; readonly garbage: number; readonly answers: Readonly<Record<string, number>>; readonly values: number; readonly slowestMs: number }

/** One answer through the reader, the judge and the value; a value that is no number is a broken promise. */
function through(bytes: Buffer, ask: Frame, place: Place | null): { readonly taken: ReturnType<typeof takeFrames>; readonly kinds: readonly string[]; readonly values: number } {
  const taken = takeFrames(bytes);
  const said = taken.frames.map((frame) => judge(ask, frame));
  const values = said.flatMap((s) => (s.kind === 'data' && place !== null ? [valueIn(s.data, 0, place)] : []));
  for (const value of values) if (value !== null && !Number.isFinite(value)) throw new Error(`a value is ${value}`);
  return { taken, kinds: said.map((s) => s.kind), values: values.length };
}
/** How long it takes; what was slow once may have been the machine, what is slow four times is the bytes. */
function msOf(run: () => void, first: number): number {
  let least = first;
  for (let i = 0; i < 3 && least > 5; i++) { const from = performance.now(); run(); least = Math.min(least, performance.now() - from); }
  return least;
}

/** What `frames` frames did, and the longest time that one took in ms. Throws at the first that breaks a promise: a value that is no number, or more held than a frame. */
export function fuzz(frames: number, seed: number): Done {
  const r = chance(seed);
  const answers: Record<string, number> = {};
  let [rest, whole, garbage, values, slowestMs]: [Buffer, number, number, number, number] = [Buffer.alloc(0), 0, 0, 0, 0];
  for (let i = 0; i < frames; i++) {
    const { ask, answer } = pair(r);
    const bytes = Buffer.concat([rest, spoil(frameBytes(answer), r)]);
    const count = ask.data.readUInt16BE(2);
    const place = ask.fn <= 4 && count >= 4 ? placeIn(r, ask.fn, count) : null;
    const began = performance.now();
    const done = through(bytes, ask, place);
    slowestMs = Math.max(slowestMs, msOf(() => { through(bytes, ask, place); }, performance.now() - began));
    whole += done.kinds.length;
    values += done.values;
    for (const kind of done.kinds) answers[kind] = (answers[kind] ?? 0) + 1;
    if (done.taken.garbage !== null) garbage++;
    rest = done.taken.garbage === null ? Buffer.from(done.taken.rest) : Buffer.alloc(0);   // the link is given up, and begins anew
    if (rest.length > MOST_HELD) throw new Error(`seed ${seed}, frame ${i}: holds ${rest.length} bytes`);
  }
  return { frames, whole, garbage, answers, values, slowestMs };
}

const PIECES = ['hr:', 'ir:', 'co:', 'di:', '1/', '300/', '0', '65535', '99999', '.3', '.16', ':u16', ':f64', ':cdab', '*0.1', '*-1e400', '+', '-40', ' ', 'é', ':', '9'.repeat(90)];
/** Addresses of any pieces: what is meant lies within the tables. */
export function fuzzAddresses(count: number, seed: number): number {
  const r = chance(seed);
  let meant = 0;
  for (let i = 0; i < count; i++) {
    const place = placeOf(PIECES[r(4)]! + Array.from({ length: 1 + r(5) }, () => PIECES[r(PIECES.length)]!).join(''));
    if (place === null) continue;
    meant++;
    if (place.first + place.size > 65_536 || !Number.isFinite(place.scale * place.offset)) throw new Error(`seed ${seed}, address ${i}: means ${JSON.stringify(place)}`);
  }
  return meant;
}

if (process.argv[1] === import.meta.filename) {
  const seed = Number(process.argv[3] ?? Date.now() % 2 ** 32);
  const count = Number(process.argv[2] ?? 1_000_000);
  process.stdout.write(`seed ${seed}\n`);
  const began = performance.now();
  const done = fuzz(count, seed);
  process.stdout.write(`${JSON.stringify(done)}\naddresses: ${count}, of which ${fuzzAddresses(count, seed)} mean something; ${Math.round((performance.now() - began) / 1000)} s\n`);
  if (done.slowestMs >= 50) process.exitCode = 1;
}
