import net from 'node:net';
import { onTestFinished } from 'vitest';
import { hj212, hj212Options } from '#adapters/hj212';
import { row, type LinkState, type Sample, type SmallStore } from '#app/acquisition';
import { pointId } from '#app/park';
import { frameBytes, frameReader } from '../../../native-adapters/hj212/frames.ts';
import { countingClock, until } from '../../conformance/subject.ts';

/** A port of loopback that nobody has now. */
export const freePort = (): Promise<number> => new Promise((resolve) => {
  const s = net.createServer().listen(0, '127.0.0.1', () => { const { port } = s.address() as net.AddressInfo; s.close(() => resolve(port)); });
});

/** What is kept over a restart, in `files`. */
const storeOf = (files: Record<string, string>): SmallStore => ({ read: (name) => files[name] ?? null, write: (name, text) => { files[name] = text; return true; }, stamp: (name) => (name in files ? 1 : null) });

/** An open adapter with two stations (`A` with password 123456, `B` without), and all that came of it. */
export async function centre(points: Readonly<Record<number, string>>, given: Readonly<Record<string, unknown>> = {}, kept: Record<string, string> = {}) {
  const port = await freePort();
  const options = hj212Options({ port, stations: [{ mn: 'A', password: 'secret:a' }, { mn: 'B', password: null }], silentMs: 60_000, goneMs: 50, answerMs: 200, retryMs: 20, ...given });
  if (!options.ok) throw new Error(JSON.stringify(options.fault));
  const { clock, timers } = countingClock();
  const taken: Sample[] = [];
  const batches: (true | 'past' | undefined)[] = [];
  const notes: string[] = [];
  const links: LinkState[] = [];
  const adapter = hj212(options.value, { clock, bound: 1000, pki: '', secret: (name) => (name === 'a' ? '123456' : null), note: (l) => { notes.push(l); }, link: (l) => { links.push(l); }, store: storeOf(kept) });
  onTestFinished(() => adapter.close());
  const opened = await adapter.open(new AbortController().signal);
  const watch = (of = points) => adapter.watch(Object.entries(of).map(([handle, address]) => ({ handle: Number(handle), id: pointId(`p${handle}`), address })), { take: async (b) => { batches.push(b.late); for (let i = 0; i < b.length; i++) taken.push(row(b, i)); } });
  watch();
  const of = (handle: number): Sample[] => taken.filter((s) => s.handle === handle);
  return { port, adapter, opened, taken, batches, notes, links, watch, timers, of, values: (handle: number) => of(handle).map((s) => s.value) };
}

/** Somebody who calls the centre and says what a test tells him to. */
export async function caller(port: number) {
  const socket = net.connect(port, '127.0.0.1');
  const heard: string[] = [];
  const reader = frameReader(9999);
  let closed = false;
  socket.on('data', (b: Buffer) => { heard.push(...reader.take(b).frames.map((f) => f.segment)); });
  socket.on('error', () => {});
  socket.on('close', () => { closed = true; });
  await new Promise<void>((resolve, reject) => { socket.once('connect', () => resolve()); socket.once('error', reject); });
  onTestFinished(() => { socket.destroy(); });
  return {
    heard,
    closed: () => closed,
    raw: (bytes: Buffer | string): void => { socket.write(bytes); },
    say: (segment: string): void => { socket.write(frameBytes(segment)); },
    /** Says it, and gives the next answer. */
    ask: async (segment: string): Promise<string> => { const n = heard.length; socket.write(frameBytes(segment)); await until(() => heard.length > n); return heard[n]!; },
    end: (): void => { socket.destroy(); },
  };
}

let qn = 20200101;
/** A data segment of station `mn`, with a QN of its own. */
export function said(mn: string, cp: string, { cn = '2011', pw = '123456', flag = '5', st = '31', extra = '' } = {}): string {
  qn++;
  return `QN=${qn}000000000;ST=${st};CN=${cn};PW=${pw};MN=${mn};Flag=${flag};${extra}CP=&&${cp}&&`;
}
