import { batchOf, bytesOf, type Sample } from '../../app/acquisition/index.ts';
import { epochMs } from '../../app/kernel/time.ts';
import { frameReader, frameWriter, kinds, type Frame, type FrameKind } from '../../native-adapters/collector/frames.ts';
import { batchBody, batchIn, bodyOf, isWorded, wordsIn } from '../../native-adapters/collector/words.ts';
import { chance } from './chance.ts';

const NAMES = Object.keys(kinds) as FrameKind[];
const PIECES = ['WR', '\x01', '{', '}', '[[1,2]]', '"seqs":[', '"taken":', 'null', '-1', '1e400', '"__proto__":', '\0\0\0\0', '\xff\xff\xff\xff', '{"nonce":"', '"files":{"../x":"', '9007199254740993'];
const key = Buffer.alloc(32, 7);

function samples(r: (n: number) => number): Sample[] {
  return Array.from({ length: r(12) }, () => ({ handle: r(100), value: r(5) === 0 ? null : r(1e6) / 7, status: r(3) === 0 ? r(0xffff_ffff) : 0, sourceTime: r(3) === 0 ? null : epochMs(1.7e12 + r(1e9)), receivedTime: epochMs(1.7e12), ...(r(9) === 0 && { text: 'läuft\ud83d\ude80'.slice(0, r(8)) }) }));
}
type Dice = (n: number) => number;
const some = <T>(r: Dice, most: number, of: (i: number) => T): T[] => Array.from({ length: r(most) }, (_, i) => of(i));
const parcel = { version: '0123456789abcdef', files: { 'site.json': '{}', 'assets/a.json': '[]' } };
/** What a frame of each kind may say. */
const bodies: { readonly [K in FrameKind]: (r: Dice) => Buffer } = {
  batch: (r) => batchBody(r(1e9), r(2) === 0, bytesOf(batchOf(samples(r)))),
  hello: () => bodyOf('hello', { nonce: 'a'.repeat(32) }),
  prove: () => bodyOf('prove', { host: 'far', stream: 's-1', nonce: '0'.repeat(32), proof: 'f'.repeat(64) }),
  welcome: (r) => bodyOf('welcome', { proof: 'f'.repeat(64), taken: some(r, 9, (i) => [1 + i * 10, 5 + i * 10] as [number, number]) }),
  names: (r) => bodyOf('names', { from: 1 + r(20), names: some(r, 20, (i) => `P-${i}`) }),
  taken: (r) => bodyOf('taken', { seqs: some(r, 30, () => 1 + r(1e6)) }),
  gone: (r) => bodyOf('gone', { spans: [[1 + r(5), 9]] }),
  state: (r) => bodyOf('state', { now: 1.7e12, waiting: r(9), bytes: 1, dropped: 0, damaged: 0, fault: null, sources: [{ id: 'plc', kind: 'modbus', link: 'down', since: 1, reason: { code: 'unreachable', params: { reason: 'x' } } }] }),
  running: () => bodyOf('running', parcel),
  wanted: () => bodyOf('wanted', parcel),
  answer: (r) => bodyOf('answer', { version: parcel.version, applied: r(2) === 0, mistakes: [{ where: 'points.csv:2 hh', fault: { code: 'x', params: {} } }] }),
  ready: (r) => bodyOf('ready', { points: some(r, 20, () => 1 + r(20)) }),
  refused: () => bodyOf('refused', { code: 'bad-proof' }),
  beat: () => bodyOf('beat', {}),
};
function spoil(bytes: Buffer, r: (n: number) => number): Buffer {
  const at = r(bytes.length + 1);
  switch (r(9)) {
    case 0: { const b = Buffer.from(bytes); if (b.length > 0) b[at % b.length] = r(256); return b; }
    case 1: return bytes.subarray(0, at);
    case 2: return bytes.subarray(at);
    case 3: return Buffer.concat([bytes.subarray(0, at), Buffer.from(PIECES[r(PIECES.length)]!, 'latin1'), bytes.subarray(at)]);
    case 4: return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(r(40), r(256)), bytes.subarray(at)]);
    case 5: return Buffer.from(Array.from({ length: r(200) }, () => r(256)));
    default: return bytes;
  }
}
const cpuMs = (): number => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };

/** A frame through the parser of its body; what it holds must keep what the parser promises. */
function through({ kind, body: said }: Frame): 'understood' | 'fault' {
  if (isWorded(kind)) return wordsIn(kind, said).ok ? 'understood' : 'fault';
  const read = batchIn(said);
  if (!read.ok) {
    if (!(Number(read.fault.params['at']) >= 0 && Number(read.fault.params['at']) <= said.length)) throw new Error(`a fault beyond its frame: ${JSON.stringify(read.fault)}`);
    return 'fault';
  }
  const { batch } = read.value;
  if ([batch.handle, batch.status, batch.value, batch.sourceTime, batch.receivedTime].some((c) => c.length !== batch.length)) throw new Error('a column of another length');
  for (const at of batch.text?.keys() ?? []) if (at >= batch.length) throw new Error('words of a row that is not there');
  return 'understood';
}

/** A line of a frame and a beat after it; both spoilt now and then, the body under a right checksum and seal: what stands behind them must hold too. */
function lineOf(r: Dice, sealed: boolean): Buffer {
  const writer = frameWriter();
  if (sealed) writer.sealWith(key);
  const kind = NAMES[r(NAMES.length)]!;
  const right = bodies[kind](r);
  const bytes = writer.frame(kind, r(2) === 0 ? spoil(right, r) : right);
  return Buffer.concat([r(2) === 0 ? spoil(bytes, r) : bytes, writer.frame('beat', bodyOf('beat', {}))]);
}
/** Everything that a line holds, through its parsers. */
function hear(line: Buffer, cut: number, sealed: boolean): { readonly whole: number; readonly understood: number; readonly faults: number } {
  const reader = frameReader();
  if (sealed) reader.sealWith(key);
  let [whole, understood, faults] = [0, 0, 0];
  for (const chunk of [line.subarray(0, cut), line.subarray(cut)]) {
    reader.take(chunk);
    for (let got = reader.next(); got !== null; got = reader.next()) {
      if ('fault' in got) { faults++; if (got.fault.at > line.length) throw new Error('a fault beyond what came'); continue; }
      whole++;
      if (through(got.frame) === 'understood') understood++; else faults++;
    }
  }
  if (reader.held() > line.length) throw new Error('holds more than came');
  return { whole, understood, faults };
}

/** What `frames` frames did: how many were whole and understood, how many faults were named, and the longest time that one took (ms of the processor). Throws at the first that breaks a promise. */
export function fuzz(frames: number, seed: number): { readonly frames: number; readonly whole: number; readonly understood: number; readonly faults: number; readonly slowestMs: number } {
  const r = chance(seed);
  const all = { whole: 0, understood: 0, faults: 0 };
  let [slowestMs, mark] = [0, cpuMs()];
  for (let i = 0; i < frames; i++) {
    const sealed = r(3) > 0;
    const line = lineOf(r, sealed);
    const cut = r(line.length + 1);
    if (i % 100 === 0) mark = cpuMs();
    const began = performance.now();
    let did: ReturnType<typeof hear>;
    try { did = hear(line, cut, sealed); } catch (error) { throw new Error(`seed ${seed}, frame ${i}: ${String(error)}`, { cause: error }); }
    const wall = performance.now() - began;
    slowestMs = Math.max(slowestMs, wall > 10 ? Math.min(wall, cpuMs() - mark) : wall);
    for (const name of ['whole', 'understood', 'faults'] as const) all[name] += did[name];
  }
  if (({} as Record<string, unknown>)['polluted'] !== undefined || Object.keys(Object.prototype).length > 0) throw new Error(`seed ${seed}: a prototype was reached`);
  return { frames, ...all, slowestMs };
}

/** One megabyte of the worst that is known, in pieces of 64 KiB; gives the ms that it took. */
export function worst(piece: string): number {
  const reader = frameReader();
  reader.sealWith(key);
  const began = performance.now();
  for (let i = 0; i < 16; i++) { reader.take(Buffer.alloc(65_536, piece, 'latin1')); while (reader.next() !== null); }
  return performance.now() - began;
}
export const worstPieces: readonly string[] = ['W', 'WR\x01', 'WR\x01\x07\xff\xff\x0f\x00', '\0', '{"taken":['];

if (process.argv[1] === import.meta.filename) {
  const seed = Number(process.argv[3] ?? Date.now() % 2 ** 32);
  process.stdout.write(`seed ${seed}\n`);
  const began = performance.now();
  const done = fuzz(Number(process.argv[2] ?? 1_000_000), seed);
  const slow = Math.max(...worstPieces.map(worst));
  process.stdout.write(`${JSON.stringify(done)}\n1 MiB of the worst: ${slow.toFixed(1)} ms; ${Math.round((performance.now() - began) / 1000)} s\n`);
  if (done.slowestMs >= 50 || slow >= 50) process.exitCode = 1;
}
