import fs from 'node:fs';
import type { BatchBuffer, BufferFault, BufferReader, Kept } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import { floorIn, keepFloor, leftOpen, markOpen, mostUnsynced, shutDown, streamIn } from './folder.ts';
import { firstOf, found, freshSegment, lostBehind, mostBytes, recordOf, recordsAt, type Segment } from './segment.ts';

/**
 * `bytes`: how much the disk may hold, all in all. `segmentBytes`: what one file holds; what is dropped is dropped by files. `newStream`: a name that was never given, for a folder that has none.
 * `boot`: the same as long as the machine has not been started again.
 */
export interface BufferSetup { readonly bytes: number; readonly segmentBytes: number; readonly newStream: () => string; readonly boot: string }

const reasonOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error)).slice(0, 100);
function attempt<T>(run: () => T): Result<T, BufferFault> { try { return ok(run()); } catch (error) { return fail('buffer-error', { reason: reasonOf(error) }); } }

/** Opens a buffer in a folder of its own, and goes on where it stood (FWD-01 to 04, 08): one process at a time. Never throws. */
export function openBuffer(dir: string, setup: BufferSetup): Result<BatchBuffer, BufferFault> {
  return attempt(() => bufferIn(dir, setup));
}

/** A reader of segments that come and go under it. `before`: called before the disk is asked. */
function readerOf(segments: readonly Segment[], from: number): BufferReader {
  let seq = from;
  let place: { readonly first: number; readonly seq: number; readonly at: number } | null = null;

  /** Records of one segment from `seq` on; what stands before it there is read over. */
  function within(s: Segment, most: number): readonly Kept[] {
    let [at, next] = place?.first === s.first && place.seq <= seq ? [place.at, place.seq] : [0, s.first];
    for (;;) {
      const records = recordsAt(s, at, next, Math.max(most, 65_536));
      const last = records.at(-1);
      if (last === undefined) { seq = Math.max(seq, s.last + 1); return []; }   // damaged since it was opened: the rest of this file is lost
      [at, next] = [last.end, last.seq + 1];
      place = { first: s.first, seq: next, at };
      if (next > seq) return records.filter((r) => r.seq >= seq);
    }
  }
  return {
    next: (most) => attempt(() => {
      for (;;) {
        const s = segments.find((x) => x.last >= seq);
        if (s === undefined) return [];
        seq = Math.max(seq, s.first);
        const records = within(s, most);
        const last = records.at(-1);
        if (last !== undefined) { seq = last.seq + 1; return records.map(({ seq: n, bytes }) => ({ seq: n, bytes })); }
      }
    }),
    seek(to) { seq = to; },
  };
}

function bufferIn(dir: string, { bytes: most, segmentBytes, newStream, boot }: BufferSetup): BatchBuffer {
  fs.mkdirSync(dir, { recursive: true });
  const { stream, names } = streamIn(dir, newStream);
  const segments: Segment[] = fs.readdirSync(dir).map(firstOf).filter((n) => n !== null).toSorted((a, b) => a - b).map((first) => found(dir, first));
  let [dropped, damaged, released] = [0, 0, 0];
  for (const [i, s] of segments.entries()) damaged += Math.max(0, (segments[i + 1]?.first ?? s.last + 1) - s.last - 1);
  const newest = segments.at(-1);
  const whole = (newest?.last ?? 0) + 1;
  let next = Math.max(whole + (newest === undefined ? 0 : lostBehind(newest)), floorIn(dir));
  if (leftOpen(dir, boot)) next += mostUnsynced;
  if (next > whole) keepFloor(dir, next);
  markOpen(dir, boot);
  if (newest !== undefined) fs.truncateSync(newest.file, newest.end);   // FWD-03: half a record is none
  let unsynced = 0;
  let open: { readonly segment: Segment; readonly handle: number } | null = null;

  const total = (): number => segments.reduce((n, s) => n + s.end, 0);
  function shut(): void {
    if (open === null) return;
    if (unsynced > 0) fs.fsyncSync(open.handle);
    unsynced = 0;
    fs.closeSync(open.handle);
    open = null;
  }
  function remove(segment: Segment): void {
    if (open?.segment === segment) shut();
    fs.rmSync(segment.file, { force: true });
    segments.splice(segments.indexOf(segment), 1);
  }
  function target(size: number): { readonly segment: Segment; readonly handle: number } {
    const last = segments.at(-1);
    if (open !== null && open.segment.end + size <= segmentBytes) return open;
    shut();
    const segment = last !== undefined && last.last === next - 1 && last.end + size <= segmentBytes ? last : freshSegment(dir, next);
    if (segment !== last) segments.push(segment);
    open = { segment, handle: fs.openSync(segment.file, 'a') };
    return open;
  }
  /** FWD-02: the oldest go, and are counted, unless the other end has them. */
  function makeRoom(size: number): void {
    while (segments.length > 0 && total() + size > most) {
      const [oldest] = segments;
      dropped += Math.max(0, oldest!.last - Math.max(released, oldest!.first - 1));
      remove(oldest!);
    }
  }
  function append(bytes: Uint8Array): number {
    const record = recordOf(next, bytes);
    if (record.length > Math.min(most, mostBytes)) throw new Error('a batch larger than the buffer');
    makeRoom(record.length);
    const { segment, handle } = target(record.length);
    let written = 0;
    try { while (written < record.length) written += fs.writeSync(handle, record, written); } catch (error) { shut(); fs.truncateSync(segment.file, segment.end); throw error; }
    segment.end += record.length;
    segment.last = next;
    segment.batches++;
    if (++unsynced >= mostUnsynced) sync();
    return next++;
  }
  function sync(): void { if (unsynced > 0 && open !== null) fs.fsyncSync(open.handle); unsynced = 0; }

  return {
    stream,
    append: (bytes) => attempt(() => append(bytes)),
    next: () => next,
    reader: (from) => readerOf(segments, from),
    release(seq) {
      released = Math.max(released, seq);
      for (const s of segments.filter((x) => x.last <= released && x !== segments.at(-1))) remove(s);
    },
    counts() {
      const [first] = segments;
      const batches = segments.reduce((n, s) => n + s.batches, 0);
      return { first: batches === 0 ? 0 : first!.first, last: batches === 0 ? 0 : segments.at(-1)!.last, batches, bytes: total(), dropped, damaged };
    },
    numbersOf: (points) => attempt(() => names.numbersOf(points)),
    names: () => names.names(),
    sync: () => attempt(sync),
    close() { shut(); shutDown(dir); },
  };
}
