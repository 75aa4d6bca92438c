import { rowsIn, type BatchBuffer, type BufferReader, type Kept, type Span, type Spans } from '#app/acquisition';
import type { Clock, Stop } from '#kernel/time';
import type { Shelf } from './shelf.ts';

/** What one receiver is sent, and how. `taken`: what it has; what is acknowledged is added. `perSecond`: samples of back-fill. */
export interface LanesDeps {
  readonly buffer: BatchBuffer;
  readonly shelf: Shelf;
  readonly taken: Spans;
  readonly clock: Clock;
  readonly perSecond: number;
  readonly send: (seq: number, late: boolean, bytes: Uint8Array) => void;
  readonly standing: () => void;
  readonly gone: (spans: readonly Span[]) => void;
  readonly fault: (reason: string) => void;
}

/** How many bytes may be on their way unanswered: of now, and of back-fill. Less for the second, so that it never stands in the way of the first. */
const windows = { live: 8 * 1024 * 1024, fill: 2 * 1024 * 1024 } as const;
const readAtOnce = 262_144;
const waitMs = 20;
const mostSpans = 1000;

/** Batches of one reader, one after the other. */
function walker(reader: BufferReader, fault: (reason: string) => void) {
  let ahead: readonly Kept[] = [];
  let i = 0;
  return {
    peek(): Kept | null {
      if (i >= ahead.length) {
        const read = reader.next(readAtOnce);
        if (!read.ok) { fault(String(read.fault.params['reason'])); return null; }
        [ahead, i] = [read.value, 0];
      }
      return ahead[i] ?? null;
    },
    pass(): void { i++; },
    seek(to: number): void { ahead = []; i = 0; reader.seek(to); },
  };
}

/**
 * Two lanes to one receiver (FWD-07): what is of now goes first and at once; what it missed follows beside it, marked late, at a bounded rate. Of what stands between, the last of each point is told as it stands, so that
 * what changed while nobody listened is known before the past is told. Each number is sent once in a link; what it is not acknowledged for is sent again in the next.
 */
export function lanes({ buffer, shelf, taken, clock, perSecond, send, standing, gone, fault }: LanesDeps) {
  let liveAt = shelf.youngFrom();
  let todo: Span[] = [];
  const live = walker(buffer.reader(liveAt), fault);
  const fill = walker(buffer.reader(1), fault);
  const flight = new Map<number, { readonly bytes: number; readonly lane: keyof typeof windows }>();
  const under = { live: 0, fill: 0 };
  let fillAt = NaN;                            // the number that the past is read from next
  let tokens = 0;
  let at: number = clock.mono();
  let stop: Stop = () => {};
  let ended = false;

  function tellGone(from: number, to: number): void {
    const missing = taken.missing(from, to);
    for (let i = 0; i < missing.length; i += mostSpans) gone(missing.slice(i, i + mostSpans));
    taken.add(from, to);
  }
  function put(lane: keyof typeof windows, { seq, bytes }: Kept): void {
    flight.set(seq, { bytes: bytes.length, lane });
    under[lane] += bytes.length;
    send(seq, lane === 'fill', bytes);
  }
  /** Too far behind to be of now: it becomes back-fill, and what stands is told. */
  function leap(): void {
    const young = shelf.youngFrom();
    if (liveAt >= young) return;
    todo.push([liveAt, young - 1]);
    liveAt = young;
    live.seek(young);
    standing();
  }
  function pumpLive(): void {
    while (under.live < windows.live) {
      const next = live.peek();
      if (next === null) return;
      if (next.seq > liveAt) tellGone(liveAt, next.seq - 1);
      live.pass();
      liveAt = next.seq + 1;
      if (!taken.has(next.seq)) put('live', next);
    }
  }
  /** The next record of the past, from where its first span begins. */
  function nextOf([from]: Span): Kept | null {
    if (fillAt !== from) fill.seek(from);
    fillAt = from;
    return fill.peek();
  }
  /** One batch of back-fill; false where there is none, or none may go now. */
  function fillOne(): boolean {
    const [span] = todo;
    if (span === undefined || under.fill >= windows.fill || tokens <= 0) return false;
    const next = nextOf(span);
    if (next === null || next.seq > span[1]) { tellGone(span[0], span[1]); todo.shift(); return true; }
    if (next.seq > span[0]) tellGone(span[0], next.seq - 1);
    fill.pass();
    fillAt = next.seq + 1;
    if (next.seq === span[1]) todo.shift(); else todo[0] = [fillAt, span[1]];
    if (!taken.has(next.seq)) { tokens -= rowsIn(next.bytes); put('fill', next); }
    return true;
  }
  function pump(): void {
    if (ended) return;
    stop();
    leap();
    pumpLive();
    const now = clock.mono();
    tokens = Math.min(perSecond / 4, tokens + (now - at) * perSecond / 1000);
    at = now;
    while (fillOne());
    if (todo.length > 0) stop = clock.after(waitMs, pump);
  }
  return {
    begin(): void {
      const first = buffer.counts().first;
      if (first > 1) tellGone(1, Math.min(first, liveAt) - 1);
      todo = taken.missing(1, liveAt - 1);
      standing();
      pump();
    },
    pump,
    liveAt: (): number => liveAt,
    /** The receiver has these. */
    acknowledged(seqs: readonly number[]): void {
      for (const seq of seqs) {
        const sent = flight.get(seq);
        if (sent === undefined) continue;
        flight.delete(seq);
        under[sent.lane] -= sent.bytes;
        taken.add(seq, seq);
      }
      pump();
    },
    /** How many batches it has not taken yet. */
    waiting: (): number => taken.missing(1, buffer.next() - 1).reduce((n, [a, b]) => n + b - a + 1, 0),
    end(): void { ended = true; stop(); },
  };
}
export type Lanes = ReturnType<typeof lanes>;
