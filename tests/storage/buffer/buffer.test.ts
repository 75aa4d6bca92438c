import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { batchFrom, batchOf, bytesOf, receiver, type BatchBuffer } from '#app/acquisition';
import { epochMs } from '#kernel/time';
import { openBuffer } from '../../../storage/buffer/index.ts';

let streams = 0;
const newStream = (): string => `s-${++streams}`;
function scratch(): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'buffer-'));
  onTestFinished(() => fs.rmSync(dir, { recursive: true, force: true }));
  return dir;
}
function open(dir: string, bytes = 1e6, segmentBytes = 1000): BatchBuffer {
  const r = openBuffer(dir, { bytes, segmentBytes, newStream });
  if (!r.ok) throw new Error(JSON.stringify(r.fault));
  return r.value;
}
const text = (n: number, size = 100): Uint8Array => Buffer.from(`batch ${n} `.padEnd(size, '.'));
const all = (b: BatchBuffer, from = 0): string[] => { const r = b.after(from, 1e6); if (!r.ok) throw new Error(r.fault.code); return r.value.map((k) => `${k.seq} ${Buffer.from(k.bytes).toString().split(' ')[1]}`); };
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
  const r = receiver();
  expect([1, 2, 3].map((n) => r.accept(one.stream, n).take)).toEqual([true, true, true]);
  expect(two.stream).not.toBe(one.stream);
  expect(r.accept(two.stream, 1)).toEqual({ take: true, missed: 0 });
});

it('FWD-05 links that break anywhere, and answers that are lost: each batch is taken once, in order, and none is missing', () => {
  fc.assert(fc.property(fc.array(fc.record({ append: fc.nat(6), most: fc.integer({ min: 1, max: 5 }), arrive: fc.nat(5), answered: fc.boolean(), restart: fc.boolean() }), { maxLength: 40 }), (turns) => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'buffer-'));
    let b = open(dir);
    const r = receiver();
    const taken: number[] = [];
    let sentUpTo = 0;
    const send = (most: number, arrive: number, answered: boolean): void => {
      const batches = b.after(sentUpTo, most);
      if (!batches.ok) throw new Error(batches.fault.code);
      for (const { seq } of batches.value.slice(0, arrive)) if (r.accept(b.stream, seq).take) taken.push(seq);
      if (answered) { sentUpTo = r.lastOf(b.stream); b.release(sentUpTo); }
    };
    for (const { append, most, arrive, answered, restart } of turns) {
      fill(b, append);
      if (restart) { b = open(dir); sentUpTo = 0; }
      send(most, arrive, answered);
    }
    sentUpTo = r.lastOf(b.stream);
    send(1e6, 1e6, true);
    expect(taken).toEqual(Array.from({ length: b.counts().last === 0 ? 0 : b.counts().last }, (_, i) => i + 1));
    b.close();
    fs.rmSync(dir, { recursive: true });
  }), { seed: 5, numRuns: 60 });
});
it('FWD-05 a receiver that was told where it stood goes on there, and knows what never came', () => {
  const r = receiver(new Map([['s', 7]]));
  expect([r.accept('s', 7), r.accept('s', 8), r.accept('s', 12), r.accept('s', 9)]).toEqual([{ take: false }, { take: true, missed: 0 }, { take: true, missed: 3 }, { take: false }]);
});

it('FWD-06 a folder that cannot be is a fault by name, and so is a batch that no buffer holds', () => {
  const dir = scratch();
  fs.writeFileSync(path.join(dir, 'file'), '');
  expect(openBuffer(path.join(dir, 'file'), { bytes: 1e6, segmentBytes: 1e3, newStream })).toMatchObject({ ok: false, fault: { code: 'buffer-error' } });
  const b = open(path.join(dir, 'b'), 500, 100);
  expect(b.append(new Uint8Array(600))).toMatchObject({ ok: false, fault: { code: 'buffer-error' } });
  expect(b.append(text(1))).toEqual({ ok: true, value: 1 });
});

const sample = fc.record({ handle: fc.nat(1e6), value: fc.option(fc.double({ noNaN: true })), status: fc.nat(0xffff_ffff), sourceTime: fc.option(fc.integer({ min: 0, max: 4e12 }).map(epochMs)), receivedTime: fc.integer({ min: 0, max: 4e12 }).map(epochMs) });
it('FWD-01 any batch survives as bytes, its words too, and bytes that are no batch are refused', () => {
  fc.assert(fc.property(fc.array(fc.oneof(sample, fc.tuple(sample, fc.string({ unit: 'binary' })).map(([s, t]) => ({ ...s, text: t.toWellFormed() }))), { maxLength: 30 }), fc.nat(2000), (rows, cut) => {
    const batch = batchOf(rows);
    const bytes = bytesOf(batch);
    expect(batchFrom(bytes)).toEqual({ ok: true, value: batch });
    expect(batchFrom(bytes.subarray(0, Math.min(cut, bytes.length - 1))).ok).toBe(false);
  }), { seed: 6, numRuns: 200 });
});
