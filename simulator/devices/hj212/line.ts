import net from 'node:net';
import { listener, message, type Heard } from './frames.ts';

/** What can be wrong with a station's line. `lateMs`: how long everything waits. */
export interface Spoiling { readonly drop: boolean; readonly garbage: boolean; readonly half: boolean; readonly crc: boolean; readonly lateMs: number }
export const clean: Spoiling = { drop: false, garbage: false, half: false, crc: false, lateMs: 0 };

/** `overMs`, `times`: how long a message waits for its answer, and how often it is said before the station calls anew. `begun`: the line stands. */
export interface LineOptions { readonly retryMs: number; readonly overMs: number; readonly times: number; readonly begun: () => void; readonly hear: (heard: Heard) => void }

interface Waiting { readonly data: string; tries: number; due: number }
const MOST_WAITING = 2000;

/** A station's line to its centre: calls, calls again, and says each message until it is answered. */
export function stationLine(o: LineOptions) {
  const waiting = new Map<string, Waiting>();
  const timers = new Set<NodeJS.Timeout>();
  let spoiling = clean;
  let socket: net.Socket | null = null;
  let up = false;
  let port = 0;

  const later = (ms: number, run: () => void): void => { const t = setTimeout(() => { timers.delete(t); run(); }, ms); timers.add(t); };
  function bytesOf(data: string): Buffer {
    const whole = message(data, spoiling.crc);
    if (spoiling.garbage) return Buffer.alloc(whole.length, 0xa5);
    return spoiling.half ? whole.subarray(0, Math.ceil(whole.length / 2)) : whole;
  }
  function write(data: string): void {
    const to = socket;
    if (!up || to === null) return;
    const bytes = bytesOf(data);
    if (spoiling.lateMs === 0) to.write(bytes); else later(spoiling.lateMs, () => { if (to.writable) to.write(bytes); });
  }
  function connect(): void {
    if (port === 0 || spoiling.drop || socket !== null) return;
    const s = net.connect(port, '127.0.0.1');
    socket = s;
    s.setNoDelay(true);
    s.on('error', () => s.destroy());
    s.on('connect', () => {
      if (socket !== s) return;
      up = true;
      for (const w of waiting.values()) { w.tries = 1; w.due = performance.now() + o.overMs; write(w.data); }
      o.begun();
    });
    s.on('data', listener((heard) => { if (!answered(heard)) o.hear(heard); }));
    s.on('close', () => { if (socket !== s) return; socket = null; up = false; later(o.retryMs, connect); });
  }
  /** HJ 212-2017, 9013 and 9014, and 9022 for a greeting: what they name need not be said again. */
  function answered({ fields, cp }: Heard): boolean {
    if (!['9013', '9014', '9022'].includes(fields.get('CN') ?? '')) return false;
    const qn = fields.get('QN') ?? cp.get('QN') ?? '';
    const no = fields.get('PNO');
    for (const key of no === undefined ? [...waiting.keys()].filter((k) => k.startsWith(`${qn} `)) : [`${qn} ${no}`]) waiting.delete(key);
    return true;
  }
  function sweep(): void {
    later(Math.max(5, o.overMs / 2), sweep);
    if (!up) return;
    const now = performance.now();
    for (const w of waiting.values()) {
      if (now < w.due) continue;
      if (w.tries >= o.times) { socket?.destroy(); return; }
      w.tries++;
      w.due = now + o.overMs;
      write(w.data);
    }
  }
  function hangUp(): void {
    const was = socket;
    socket = null;
    up = false;
    was?.destroy();
  }
  return {
    start(to: number): void { port = to; sweep(); connect(); },
    stop(): Promise<void> {
      port = 0;
      hangUp();
      waiting.clear();
      for (const t of timers) clearTimeout(t);
      timers.clear();
      return Promise.resolve();
    },
    /** `key`: QN and packet number where an answer is wanted, under which it waits; null where none is. */
    say(data: string, key: string | null): void {
      if (key !== null) {
        waiting.set(key, { data, tries: 1, due: performance.now() + o.overMs });
        if (waiting.size > MOST_WAITING) waiting.delete(waiting.keys().next().value!);
      }
      write(data);
    },
    /** Bytes as they are, for whoever wants to say something odd. */
    raw(bytes: Buffer): void { if (up) socket?.write(bytes); },
    spoil(to: Spoiling): void {
      spoiling = to;
      if (to.drop) hangUp(); else connect();
    },
    unanswered: (): number => waiting.size,
    isUp: (): boolean => up,
  };
}
