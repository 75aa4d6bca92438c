import fs from 'node:fs';
import path from 'node:path';
import type { BatchBuffer, BufferFault, Kept } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import { firstOf, found, freshSegment, lostBehind, mostBytes, recordOf, recordsOf, type Segment } from './segment.ts';

/** `bytes`: how much the disk may hold, all in all. `segmentBytes`: what one file holds; what is dropped is dropped by files. `newStream`: a name that was never given, for a folder that has none. */
export interface BufferSetup { readonly bytes: number; readonly segmentBytes: number; readonly newStream: () => string }

const streamFile = 'stream';
const reasonOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error)).slice(0, 100);

function streamOf(dir: string, newStream: () => string): string {
  const file = path.join(dir, streamFile);
  if (fs.existsSync(file)) { const kept = fs.readFileSync(file, 'utf8').trim(); if (/^[\w-]{1,64}$/.test(kept)) return kept; }
  const stream = newStream();
  fs.writeFileSync(`${file}.new`, `${stream}\n`, { flush: true });
  fs.renameSync(`${file}.new`, file);
  for (const name of fs.readdirSync(dir)) if (firstOf(name) !== null) fs.rmSync(path.join(dir, name)); // numbers of a stream that nobody knows are nobody's
  return stream;
}

/** Opens the buffer of one source in a folder of its own, and goes on where it stood (FWD-01 to 04): one process at a time. Never throws. */
export function openBuffer(dir: string, setup: BufferSetup): Result<BatchBuffer, BufferFault> {
  try { return ok(bufferIn(dir, setup)); } catch (error) { return fail('buffer-error', { reason: reasonOf(error) }); }
}

function bufferIn(dir: string, { bytes: most, segmentBytes, newStream }: BufferSetup): BatchBuffer {
  fs.mkdirSync(dir, { recursive: true });
  const stream = streamOf(dir, newStream);
  const segments: Segment[] = fs.readdirSync(dir).map(firstOf).filter((n) => n !== null).toSorted((a, b) => a - b).map((first) => found(dir, first));
  let [dropped, damaged, released] = [0, 0, 0];
  for (const [i, s] of segments.entries()) damaged += Math.max(0, (segments[i + 1]?.first ?? s.last + 1) - s.last - 1);
  const newest = segments.at(-1);
  let next = (newest?.last ?? 0) + 1 + (newest === undefined ? 0 : lostBehind(newest));
  if (newest !== undefined) fs.truncateSync(newest.file, newest.end);   // FWD-03: half a record is none
  let synced = true;
  let open: { readonly segment: Segment; readonly handle: number } | null = null;

  const total = (): number => segments.reduce((n, s) => n + s.end, 0);
  function shut(): void {
    if (open === null) return;
    if (!synced) fs.fsyncSync(open.handle);
    synced = true;
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
    synced = false;
    return next++;
  }
  function sync(): void { if (!synced && open !== null) fs.fsyncSync(open.handle); synced = true; }
  function after(seq: number, count: number): readonly Kept[] {
    sync();                                                            // what the other end knows, a power cut must not take back, or its number would be given again
    const out: Kept[] = [];
    for (const s of segments) {
      if (s.last <= seq) continue;
      for (const { seq: n, bytes } of recordsOf(s.file, s.first)) { if (n > seq) out.push({ seq: n, bytes }); if (out.length >= count) return out; }
    }
    return out;
  }
  function attempt<T>(run: () => T): Result<T, BufferFault> { try { return ok(run()); } catch (error) { return fail('buffer-error', { reason: reasonOf(error) }); } }

  return {
    stream,
    append: (bytes) => attempt(() => append(bytes)),
    after: (seq, count) => attempt(() => after(seq, count)),
    release(seq) {
      released = Math.max(released, seq);
      for (const s of segments.filter((x) => x.last <= released && x !== segments.at(-1))) remove(s);
    },
    counts() {
      const [first] = segments;
      const batches = segments.reduce((n, s) => n + s.batches, 0);
      return { first: batches === 0 ? 0 : first!.first, last: batches === 0 ? 0 : segments.at(-1)!.last, batches, bytes: total(), dropped, damaged };
    },
    sync: () => attempt(sync),
    close: shut,
  };
}
