import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { batchFrom, batchOf, bytesOf, spans, type BatchBuffer } from '#app/acquisition';
import { epochMs } from '#kernel/time';
import { openBuffer } from '../../../storage/buffer/index.ts';

let streams = 0;
const newStream = (): string => `s-${++streams}`;
function scratch(): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'buffer-'));
  onTestFinished(() => fs.rmSync(dir, { recursive: true, force: true }));
  return dir;
}
function open(dir: string, bytes = 1e6, segmentBytes = 1000, boot = 'boot-1'): BatchBuffer {
  const r = openBuffer(dir, { bytes, segmentBytes, newStream, boot });
  if (!r.ok) throw new Error(JSON.stringify(r.fault));
  return r.value;
}
const text = (n: number, size = 100): Uint8Array => Buffer.from(`batch ${n} `.padEnd(size, '.'));
function all(b: BatchBuffer, from = 0): string[] {
  const reader = b.reader(from + 1);
  const out: string[] = [];
  for (;;) {
    const r = reader.next(300);
    if (!r.ok) throw new Error(r.fault.code);
    if (r.value.length === 0) return out;
    out.push(...r.value.map((k) => `${k.seq} ${Buffer.from(k.bytes).toString().split(' ')[1]}`));
  }
}
const fill = (b: BatchBuffer, n: number): void => { const from = b.counts().last; for (let i = 1; i <= n; i++) expect(b.append(text(from + i))).toMatchObject({ ok: true }); };
const segmentsIn = (dir: string): string[] => fs.readdirSync(dir).filter((f) => f.endsWith('.seg')).toSorted();

it('FWD-01, 04 what was appended is read back in order, and goes on after a restart', () => {
  const dir = scratch();
  const one = open(dir);
  fill(one, 25);
  const two = open(dir);                                             // killed: never closed
  expect(two.stream).toBe(one.stream);
  expect(all(two)).toEqual(Array.from({ length: 25 }, (_, i) => `${i + 1} ${i + 1}`));
  fill(two, 5);
  expect(all(two, 24)).toEqual(['25 25', '26 26', '27 27', '28 28', '29 29', '30 30']);
  expect(two.counts()).toMatchObject({ first: 1, last: 30, batches: 30, dropped: 0, damaged: 0 });
});

it('FWD-02 a full buffer drops its oldest, counts them, and never holds more than its bound; what was released is no loss', () => {
  const dir = scratch();
  const b = open(dir, 3000, 1000);
  fill(b, 100);
  expect(fs.readdirSync(dir).reduce((n, f) => n + (f.endsWith('.seg') ? fs.statSync(path.join(dir, f)).size : 0), 0)).toBeLessThanOrEqual(3000);
  const { first, last, batches, dropped } = b.counts();
  expect([last, batches, dropped]).toEqual([100, 100 - first + 1, first - 1]);
  b.release(100);
  fill(b, 100);
  expect(b.counts().dropped - dropped).toBe(200 - b.counts().batches - 100);
});

it('FWD-02 what the other end has leaves the disk', () => {
  const dir = scratch();
  const b = open(dir);
  fill(b, 50);
  b.release(45);
  expect(segmentsIn(dir).length).toBeLessThanOrEqual(2);
  expect(all(b, 45)).toEqual(['46 46', '47 47', '48 48', '49 49', '50 50']);
  expect(b.counts().dropped).toBe(0);
});

it('FWD-03 half a record at the end is none, wherever it was cut', () => {
  for (let cut = 1; cut < 116; cut += 7) {
    const dir = scratch();
    const b = open(dir);
    fill(b, 12);
    b.close();
    const newest = path.join(dir, segmentsIn(dir).at(-1)!);
    fs.truncateSync(newest, fs.statSync(newest).size - cut);
    const again = open(dir);
    expect(again.counts().last).toBe(11);
    fill(again, 1);
    expect(all(again, 10)).toEqual(['11 11', '12 12']);
  }
});

it('FWD-03 whatever is scribbled into a segment: nothing that is damaged is handed on, the rest is, and what is missing is counted', () => {
  fc.assert(fc.property(fc.nat(24), fc.nat(4999), fc.integer({ min: 1, max: 255 }), (_, at, flip) => {
    const dir = scratch();
    const b = open(dir, 1e6, 1000);
    fill(b, 40);
    b.close();
    const files = segmentsIn(dir);
    const file = path.join(dir, files[at % files.length]!);
    const bytes = fs.readFileSync(file);
    bytes[at % bytes.length]! ^= flip;
    fs.writeFileSync(file, bytes);
    const again = open(dir, 1e6, 1000);
    const got = all(again);
    expect(got.every((g) => { const [seq, n] = g.split(' '); return seq === n; })).toBe(true);
    const tail = file.endsWith(files.at(-1)!) ? 40 - again.counts().last : 0; // of the newest nobody can know what was behind
    expect(got.length + again.counts().damaged + tail).toBe(40);
    fs.rmSync(dir, { recursive: true });
  }), { seed: 3, numRuns: 60 });
});

it('FWD-04 a number that the other end may know is never given again, also where the newest file is damaged', () => {
  const dir = scratch();
  const b = open(dir, 1e6, 1e5);
  fill(b, 10);
  b.close();
  const file = path.join(dir, segmentsIn(dir)[0]!);
  const bytes = fs.readFileSync(file);
  bytes[5 * 116 + 30]! ^= 1;                                         // in the sixth of ten
  fs.writeFileSync(file, bytes);
  const again = open(dir, 1e6, 1e5);
  expect(again.counts().last).toBe(5);
  const added = again.append(text(99));
  expect(added.ok && added.value).toBeGreaterThan(10);
  expect(all(open(dir, 1e6, 1e5)).length).toBe(6);
});

it('FWD-04, 05 a folder that was lost is another stream: its first batches are no repetition', () => {
  const dir = scratch();
  const one = open(dir);
  fill(one, 3);
  fs.rmSync(dir, { recursive: true });
  const two = open(dir);
  fill(two, 3);
  expect(two.stream).not.toBe(one.stream);
  expect(all(two)).toEqual(['1 1', '2 2', '3 3']);
});

it('FWD-04 when the machine went down, the numbers of its last moments are left out, since the other end may know them; when only the process did, none is', () => {
  const dir = scratch();
  fill(open(dir), 5);
  expect(open(dir).next()).toBe(6);                                  // killed: the system kept what was written
  const after = open(dir, 1e6, 1000, 'boot-2');
  expect(after.next()).toBeGreaterThan(65_000);
  after.close();
  expect(open(dir, 1e6, 1000, 'boot-3').next()).toBe(after.next());  // it was closed in peace
  expect(all(open(dir, 1e6, 1000, 'boot-3'))).toEqual(['1 1', '2 2', '3 3', '4 4', '5 5']);
});

it('FWD-08 a point keeps its number through restarts and changes of the site; names that cannot be read begin another stream', () => {
  const dir = scratch();
  const one = open(dir);
  expect(one.numbersOf(['a', 'b', 'a'])).toEqual({ ok: true, value: [1, 2, 1] });
  expect(one.numbersOf(['c'])).toEqual({ ok: true, value: [3] });
  fill(one, 2);
  fs.appendFileSync(path.join(dir, 'names'), '"half of a na');           // killed while it was written
  const two = open(dir);
  expect(two.numbersOf(['d', 'b'])).toEqual({ ok: true, value: [4, 2] });
  expect(open(dir).names()).toEqual(['a', 'b', 'c', 'd']);
  fs.writeFileSync(path.join(dir, 'names'), '"a"\n%%%\n"c"\n');
  const lost = open(dir);
  expect(lost.stream).not.toBe(one.stream);
  expect([all(lost), lost.names()]).toEqual([[], []]);
});

it('FWD-05 links that break anywhere, answers that are lost, restarts, readers that go back: each batch is taken once, and none is missing', () => {
  fc.assert(fc.property(fc.array(fc.record({ append: fc.nat(6), most: fc.integer({ min: 1, max: 400 }), arrive: fc.nat(5), answered: fc.boolean(), restart: fc.boolean() }), { maxLength: 40 }), (turns) => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'buffer-'));
    let b = open(dir);
    const known = spans();
    const taken: number[] = [];
    let from = 1;
    const send = (most: number, arrive: number, answered: boolean): boolean => {
      const batches = b.reader(from).next(most);
      if (!batches.ok) throw new Error(batches.fault.code);
      for (const { seq } of batches.value.slice(0, arrive)) if (!known.has(seq)) { known.add(seq, seq); taken.push(seq); }
      if (answered) { from = known.prefix() + 1; b.release(known.prefix()); }
      return batches.value.length > 0;
    };
    for (const { append, most, arrive, answered, restart } of turns) {
      fill(b, append);
      if (restart) { b = open(dir); from = 1; }
      send(most, arrive, answered);
    }
    from = known.prefix() + 1;
    while (send(1e6, 1e6, true));
    expect(taken).toEqual(Array.from({ length: b.next() - 1 }, (_, i) => i + 1));
    b.close();
    fs.rmSync(dir, { recursive: true });
  }), { seed: 5, numRuns: 60 });
});

it('FWD-06 a folder that cannot be is a fault by name, and so is a batch that no buffer holds', () => {
  const dir = scratch();
  fs.writeFileSync(path.join(dir, 'file'), '');
  expect(openBuffer(path.join(dir, 'file'), { bytes: 1e6, segmentBytes: 1e3, newStream, boot: 'boot-1' })).toMatchObject({ ok: false, fault: { code: 'buffer-error' } });
  const b = open(path.join(dir, 'b'), 500, 100);
  expect(b.append(new Uint8Array(600))).toMatchObject({ ok: false, fault: { code: 'buffer-error' } });
  expect(b.append(text(1))).toEqual({ ok: true, value: 1 });
});

it('FWD-03 a segment that is damaged while it is open costs its rest, and readers go on behind it', () => {
  const dir = scratch();
  const b = open(dir);
  fill(b, 30);
  const second = path.join(dir, segmentsIn(dir)[1]!);
  const bytes = fs.readFileSync(second);
  bytes[3 * 116 + 40]! ^= 1;
  fs.writeFileSync(second, bytes);
  const got = all(b).map((g) => Number(g.split(' ')[0]));
  expect(got.length).toBeLessThan(30);
  expect(got.at(-1)).toBe(30);
  expect(got).toEqual(got.toSorted((x, y) => x - y));
});

const sample = fc.record({ handle: fc.nat(1e6), value: fc.option(fc.double({ noNaN: true })), status: fc.nat(0xffff_ffff), sourceTime: fc.option(fc.integer({ min: 0, max: 4e12 }).map(epochMs)), receivedTime: fc.integer({ min: 0, max: 4e12 }).map(epochMs) });
it('FWD-01 any batch survives as bytes, its words too, and bytes that are no batch are refused', () => {
  fc.assert(fc.property(fc.constantFrom(undefined, true as const, 'past' as const), fc.array(fc.oneof(sample, fc.tuple(sample, fc.string({ unit: 'binary' })).map(([s, t]) => ({ ...s, text: t.toWellFormed() }))), { maxLength: 30 }), fc.nat(2000), (late, rows, cut) => {
    const batch = { ...batchOf(rows), ...(late !== undefined && { late }) };
    const bytes = bytesOf(batch);
    expect(batchFrom(bytes)).toEqual({ ok: true, value: batch });
    expect(batchFrom(bytes.subarray(0, Math.min(cut, bytes.length - 1))).ok).toBe(false);
  }), { seed: 6, numRuns: 200 });
});
