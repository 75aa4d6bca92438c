import { frameBytes, frameReader, type Frame } from '../../native-adapters/hj212/frames.ts';
import { partsOf } from '../../native-adapters/hj212/parts.ts';
import { readCp } from '../../native-adapters/hj212/readings.ts';
import { packetOf } from '../../native-adapters/hj212/segment.ts';
import { monoMs } from '../../app/kernel/time.ts';
import { chance } from './chance.ts';

const FLAGS = ['N', 'F', 'M', 'S', 'D', 'C', 'T', 'B', '', 'x'];
const WORDS = ['##', '##0101', 'CP=&&', '&&', ';', ',', '=', 'PNUM=2;PNO=1;', 'Flag=', 'DataTime=', 'QN=', '-Rtd=', '-Flag=', '\r\n', '\0', '9999999999', '##1024', '-', '1e99', 'é'];

/** A frame that is right, of random content. */
function segment(r: (n: number) => number): string {
  const items = Array.from({ length: r(12) }, () => { const f = `a${r(99_999)}`; return `${f}-Rtd=${r(1000) / 7},${f}-Flag=${FLAGS[r(FLAGS.length)]}`; });
  const split = r(5) === 0 ? `PNUM=${1 + r(4)};PNO=${1 + r(4)};` : '';
  return `QN=20160801${String(r(1e9)).padStart(9, '0')};ST=32;CN=${['2011', '2051', '2061', '9012', '9021'][r(5)]};PW=123456;MN=8888888000000${r(10)};Flag=${r(16)};${split}CP=&&${[`DataTime=2016080108${10 + r(50)}00`, ...items].join(';')}&&`;
}
function spoil(bytes: Buffer, r: (n: number) => number): Buffer {
  const at = r(bytes.length);
  switch (r(8)) {
    case 0: { const b = Buffer.from(bytes); b[at] = r(256); return b; }
    case 1: return bytes.subarray(0, at);
    case 2: return bytes.subarray(at);
    case 3: return Buffer.concat([bytes.subarray(0, at), Buffer.from(WORDS[r(WORDS.length)]!), bytes.subarray(at)]);
    case 4: return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(r(40), r(256)), bytes.subarray(at)]);
    case 5: return Buffer.concat([bytes.subarray(0, at), bytes]);
    case 6: return Buffer.from(Array.from({ length: r(300) }, () => r(256)));
    default: return bytes;
  }
}
/** A segment with a right checksum whose words are wrong: what stands behind the checksum must hold too. */
function spoiltWords(text: string, r: (n: number) => number): string {
  const at = r(text.length);
  return r(2) === 0 ? text.slice(0, at) + WORDS[r(WORDS.length)] + text.slice(at) : text.slice(0, at) + text.slice(at + r(20));
}

/** One frame through every parser; a value that is no number is a broken promise. */
function through(frame: Frame, parts: ReturnType<typeof partsOf>, now: number): 'packet' | 'fault' {
  const packet = packetOf(frame.segment);
  if (!packet.ok) return 'fault';
  for (const { packet: p } of parts.take(packet.value, monoMs(now))) {
    for (const { readings } of readCp(p.cp).said) for (const { value } of readings) if (value !== null && !Number.isFinite(value)) throw new Error(`a value is ${value}`);
  }
  return 'packet';
}

const cpuMs = (): number => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
/** How long a turn took: the wall's time, or, where other processes took the core away, no more than the processor's since the last mark. */
function watchOf() {
  let [mark, began] = [cpuMs(), 0];
  return { mark: (): void => { mark = cpuMs(); }, begin: (): void => { began = performance.now(); }, took: (): number => { const wall = performance.now() - began; return wall < 10 ? wall : Math.min(wall, cpuMs() - mark); } };
}
/** The piece as one or two chunks. */
function chunksOf(bytes: Buffer, r: (n: number) => number): Buffer[] {
  const cut = r(3) === 0 ? r(bytes.length + 1) : bytes.length;
  return [bytes.subarray(0, cut), bytes.subarray(cut)];
}

/** After anything at all, two right frames are enough to be understood again. */
const understands = (reader: ReturnType<typeof frameReader>, last: string): boolean => reader.take(Buffer.concat([frameBytes(last), frameBytes(last)])).frames.at(-1)?.segment === last;

/** What `frames` frames did: how many were whole, how many faults were named, and the longest time that one took (ms of the processor). Throws at the first frame that breaks a promise. */
export function fuzz(frames: number, seed: number): { readonly frames: number; readonly whole: number; readonly packets: number; readonly faults: number; readonly slowestMs: number } {
  const r = chance(seed);
  const parts = partsOf(1000);
  const watch = watchOf();
  let [reader, whole, packets, faults, slowestMs] = [frameReader(1024), 0, 0, 0, 0];
  for (let i = 0; i < frames; i++) {
    if (r(1000) === 0) reader = frameReader(1024);
    const text = segment(r);
    const bytes = spoil(frameBytes(r(3) === 0 ? spoiltWords(text, r) : text), r);
    const chunks = chunksOf(bytes, r);
    if (i % 100 === 0) watch.mark();
    watch.begin();
    for (const chunk of chunks) {
      const taken = reader.take(chunk);
      faults += taken.faults.length;
      for (const frame of taken.frames) {
        whole++;
        if (through(frame, parts, i) === 'packet') packets++; else faults++;
      }
    }
    if (i % 100 === 0) parts.overdue(monoMs(i));
    slowestMs = Math.max(slowestMs, watch.took());
    if (reader.held() > 1024 + 12) throw new Error(`seed ${seed}, frame ${i}: holds ${reader.held()} bytes`);
  }
  if (!understands(reader, segment(r))) throw new Error(`seed ${seed}: deaf at the end`);
  return { frames, whole, packets, faults, slowestMs };
}

/** One piece of 64 KiB made of the worst that is known; gives the ms it took. */
export function worst(word: string): number {
  const bytes = Buffer.alloc(65_536, word);
  const began = performance.now();
  frameReader(9999).take(bytes);
  return performance.now() - began;
}

if (process.argv[1] === import.meta.filename) {
  const seed = Number(process.argv[3] ?? Date.now() % 2 ** 32);
  process.stdout.write(`seed ${seed}\n`);
  const began = performance.now();
  const done = fuzz(Number(process.argv[2] ?? 1_000_000), seed);
  const slow = Math.max(...['#', '##', '##1024', '##9999', '##0001a', '\r\n', 'CP=&&'].map(worst));
  process.stdout.write(`${JSON.stringify(done)}\n64 KiB of the worst: ${slow.toFixed(1)} ms; ${Math.round((performance.now() - began) / 1000)} s\n`);
  if (done.slowestMs >= 50 || slow >= 50) process.exitCode = 1;
}
