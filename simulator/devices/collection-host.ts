import { createHmac, randomBytes } from 'node:crypto';
import net from 'node:net';
import { crc32 } from 'node:zlib';

/** `name`, `secret`: as the receiver knows them. `beatMs`: how often it says that it is there. `answerMs`: how long it waits for an answer. `retryMs`: pause before it calls again. */
export interface CollectionHostOptions { readonly name: string; readonly secret: string; readonly beatMs?: number; readonly answerMs?: number; readonly retryMs?: number }
/** How one of its own sources stands. */
export interface FarSource { readonly id: string; readonly kind: string; readonly link: 'connecting' | 'up' | 'down' | 'quarantined' | 'refused'; readonly since: number; readonly reason: { readonly code: string; readonly params: Readonly<Record<string, string | number>> } | null }
interface Cell { readonly number: number; value: number; status: number; sourceTime: number; receivedTime: number }
interface Kept { readonly seq: number; readonly bytes: Buffer; readonly late: boolean }

const kinds = { hello: 1, prove: 2, welcome: 3, refused: 4, names: 5, ready: 6, batch: 7, taken: 8, gone: 9, state: 10, beat: 11, running: 12, wanted: 13, answer: 14 } as const;
const deviceFailure = 0x808b_0000;

/** A batch as docs/collect.md has it: head, then columns. */
function batch(rows: readonly Cell[]): Buffer {
  const out = Buffer.alloc(16 + rows.length * 32);
  out.writeUInt32LE(1, 0);
  out.writeUInt32LE(rows.length, 4);
  const at = (column: number, i: number, size: number): number => 16 + column * rows.length + i * size;
  for (const [i, r] of rows.entries()) {
    out.writeUInt32LE(r.number, at(0, i, 4));
    out.writeUInt32LE(r.status, at(4, i, 4));
    out.writeDoubleLE(r.value, at(8, i, 8));
    out.writeDoubleLE(r.sourceTime, at(16, i, 8));
    out.writeDoubleLE(r.receivedTime, at(24, i, 8));
  }
  return out;
}
function numbered(seq: number, late: boolean, body: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeBigUInt64LE(BigInt(seq), 0);
  head.writeUInt32LE(late ? 1 : 0, 8);
  return Buffer.concat([head, body]);
}

/**
 * A collection host of another make: it speaks what docs/collect.md describes and shares no code with the product. Its points are the addresses that were ever set; what a receiver has not acknowledged
 * is said again when it calls the next time.
 */
export function collectionHost({ name, secret, beatMs = 50, answerMs = 150, retryMs = 10 }: CollectionHostOptions) {
  const cells = new Map<string, Cell>();
  const stream = randomBytes(8).toString('hex');
  let kept: Kept[] = [];
  let seq = 0;
  let port = 0;
  let socket: net.Socket | null = null;
  let key: { readonly send: Buffer; readonly hear: Buffer } | null = null;
  let [sent, named] = [0, 0];
  let sources: readonly FarSource[] = [];
  const said: string[] = [];
  const wanted: unknown[] = [];
  let running: unknown = null;
  const timers = new Set<NodeJS.Timeout>();

  const mac = (label: string, asked: string, answered: string, ...more: string[]): Buffer => createHmac('sha256', secret).update(['watchroom-collect-1', label, asked, answered, name, stream, ...more].join('\n'), 'utf8').digest();
  function say(kind: number, body: Buffer): void {
    if (socket === null || !socket.writable) return;
    let seal = Buffer.alloc(0);
    if (key !== null) {
      const n = Buffer.alloc(9);
      n.writeBigUInt64LE(BigInt(sent++), 0);
      n[8] = kind;
      seal = createHmac('sha256', key.send).update(n).update(body).digest().subarray(0, 16);
    }
    const out = Buffer.alloc(12 + body.length + seal.length);
    out.write('WR', 0, 'latin1');
    out[2] = 1;
    out[3] = kind;
    out.writeUInt32LE(body.length + seal.length, 4);
    body.copy(out, 12);
    seal.copy(out, 12 + body.length);
    out.writeUInt32LE(crc32(Buffer.concat([out.subarray(2, 8), out.subarray(12)])), 8);
    socket.write(out);
  }
  const words = (kind: number, what: unknown): void => say(kind, Buffer.from(JSON.stringify(what)));

  /** Names that are new, and that they are there. */
  function points(): void {
    const all = [...cells.keys()];
    if (named === all.length && named > 0) return;
    for (let at = named; at < all.length; at += 5000) words(kinds.names, { from: at + 1, names: all.slice(at, at + 5000) });
    named = all.length;
    words(kinds.ready, { points: [...cells.values()].map((c) => c.number) });
  }
  function state(): void { words(kinds.state, { now: Date.now(), waiting: kept.length, bytes: 0, dropped: 0, damaged: 0, fault: null, sources }); }
  function begin(): void {
    [sent, named] = [0, 0];
    points();
    if (named === 0) words(kinds.ready, { points: [] });
    state();
    if (running !== null) words(kinds.running, running);
    const unsaid = new Set(kept.map((k) => k.seq));
    const standing = unsaid.size === 0 ? [...cells.values()] : [...cells.values()].filter((c) => !kept.some((k) => k.bytes.readUInt32LE(16) === c.number));
    for (let at = 0; at < standing.length; at += 4000) say(kinds.batch, numbered(0, false, batch(standing.slice(at, at + 4000))));
    for (const k of kept) say(kinds.batch, numbered(k.seq, k.late, k.bytes));
  }
  function hear(kind: number, body: Buffer, nonce: { answered: string; asked: string }): void {
    const read = JSON.parse(body.toString('utf8')) as { nonce?: string; proof?: string; taken?: unknown; seqs?: number[]; code?: string };
    if (kind === kinds.hello) {
      nonce.asked = read.nonce ?? '';
      words(kinds.prove, { host: name, stream, nonce: nonce.answered, proof: mac('proof host', nonce.asked, nonce.answered, '').toString('hex') });
    } else if (kind === kinds.welcome) {
      if (read.proof !== mac('proof receiver', nonce.asked, nonce.answered, JSON.stringify(read.taken)).toString('hex')) { socket?.destroy(); return; }
      key = { send: mac('seal host', nonce.asked, nonce.answered), hear: mac('seal receiver', nonce.asked, nonce.answered) };
      begin();
    } else if (kind === kinds.taken) { const gone = new Set(read.seqs); kept = kept.filter((k) => !gone.has(k.seq)); }
    else if (kind === kinds.wanted) wanted.push(read);
    else if (kind === kinds.refused) said.push(read.code ?? '');
  }
  function call(): void {
    const s = net.connect(port, '127.0.0.1');
    let held = Buffer.alloc(0);
    let heardAt = Date.now();
    const nonce = { answered: randomBytes(16).toString('hex'), asked: '' };
    socket = s;
    key = null;
    const beat = setInterval(() => { if (Date.now() - heardAt > answerMs) s.destroy(); else if (key !== null) state(); }, beatMs);
    timers.add(beat);
    s.setNoDelay(true);
    s.on('data', (chunk: Buffer) => {
      heardAt = Date.now();
      held = Buffer.concat([held, chunk]);
      while (held.length >= 12 && held.length >= 12 + held.readUInt32LE(4)) {
        const end = 12 + held.readUInt32LE(4);
        const sealed = key !== null;
        const frame = held.subarray(0, end);
        held = held.subarray(end);
        if (frame.toString('latin1', 0, 2) !== 'WR') { s.destroy(); return; }
        hear(frame[3]!, frame.subarray(12, sealed ? end - 16 : end), nonce);
      }
    });
    s.on('error', () => s.destroy());
    s.on('close', () => {
      clearInterval(beat);
      timers.delete(beat);
      if (socket !== s) return;
      socket = null;
      key = null;
      if (port !== 0) { const again = setTimeout(() => { timers.delete(again); if (port !== 0) call(); }, retryMs); timers.add(again); }
    });
  }
  function change(address: string, to: Partial<Cell>): void {
    const cell = cells.get(address) ?? { number: cells.size + 1, value: NaN, status: 0, sourceTime: 0, receivedTime: 0 };
    Object.assign(cell, { sourceTime: Date.now(), receivedTime: Date.now(), status: 0 }, to);
    cells.set(address, cell);
    if (key === null) return;
    points();
    const one = { seq: ++seq, bytes: batch([cell]), late: false };
    kept.push(one);
    say(kinds.batch, numbered(one.seq, false, one.bytes));
  }
  return {
    start: async (to: number): Promise<number> => { port = to; call(); return to; },
    stop: async (): Promise<void> => {
      port = 0;
      for (const t of timers) clearTimeout(t);
      timers.clear();
      const s = socket;
      socket = null;
      key = null;
      if (s !== null) await new Promise<void>((resolve) => { s.on('close', () => resolve()); s.destroy(); });
      kept = [];
    },
    set: (address: string, value: number, sourceTime = Date.now()): void => change(address, { value, sourceTime }),
    fault: (address: string): number => { change(address, { value: NaN, status: (deviceFailure | 4) >>> 0 }); return 4; },
    connections: (): number => (socket === null ? 0 : 1),
    /** Back-fill: rows of the past, under numbers of their own; `seq` as it says, to say one again or to leave some out. */
    fill(address: string, rows: readonly { readonly value: number; readonly time: number }[], number = ++seq): void {
      seq = Math.max(seq, number);
      const bytes = batch(rows.map(({ value, time }) => ({ ...cells.get(address)!, value, sourceTime: time, receivedTime: time })));
      kept.push({ seq: number, bytes, late: true });
      say(kinds.batch, numbered(number, true, bytes));
    },
    /** Says any frame. */
    frame: (kind: keyof typeof kinds, what: unknown): void => { if (Buffer.isBuffer(what)) say(kinds[kind], what); else words(kinds[kind], what); },
    raw: (bytes: Buffer): void => { socket?.write(bytes); },
    sources(next: readonly FarSource[]): void { sources = next; if (key !== null) state(); },
    runs(parcel: unknown): void { running = parcel; if (key !== null) words(kinds.running, parcel); },
    refusals: (): readonly string[] => said,
    wanted: (): readonly unknown[] => wanted,
    waiting: (): number => kept.length,
    linked: (): boolean => key !== null,
  };
}
export type CollectionHost = ReturnType<typeof collectionHost>;
