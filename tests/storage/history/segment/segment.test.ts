import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isSegmentName, openSegment, segmentWriter, seriesSection, type Entry, type SegmentReader, type SeriesRow } from '../../../../storage/history/segment/index.ts';
import { must, tempFolder } from '../../opened.ts';

const name = (number: number): SeriesRow => ({ number, point: `P-${number}`, type: 'analog', low: 0, high: 100, bits: number % 2 === 0 ? 12 : null, deviation: 0.5, holdMs: number % 3 === 0 ? Infinity : 60_000, retention: '长期' });
interface Block { readonly series: number; readonly from: number; readonly to: number; readonly bytes: Uint8Array }
const block = (series: number, from: number, size = 20): Block => ({ series, from, to: from + 99, bytes: Uint8Array.from({ length: size }, (_, i) => (series * 7 + from + i) % 256) });

async function written(dir: string, blocks: readonly Block[], names: readonly SeriesRow[] = []): Promise<string> {
  const writer = segmentWriter(dir, { kind: 'raw', level: 0, epoch: 3, replaces: ['a', 'b'] });
  for (const b of blocks) writer.add(b.series, b.from, b.to, 100, b.bytes);
  return (await writer.finish(seriesSection(names))).file;
}
function opened(dir: string, file: string): SegmentReader { return must(openSegment(dir, file)); }
const bytesOf = (reader: SegmentReader, entries: readonly Entry[]): number[][] => entries.map((e) => [...must(reader.read(e))]);

it('STO-21 every block is found by its series and time, and read back as it was; in any number of pages', async () => {
  const dir = tempFolder();
  for (const [series, each] of [[1, 1], [3, 70], [700, 3], [9000, 2]] as const) {
    const blocks = Array.from({ length: series }, (_, s) => Array.from({ length: each }, (__, k) => block(s * 2 + 1, k * 100))).flat();
    const file = await written(dir, blocks, [name(1)]);
    expect([isSegmentName(file), fs.existsSync(path.join(dir, `${file}.tmp`))]).toEqual([true, false]);
    const reader = opened(dir, file);
    expect(reader.row).toEqual({ file, kind: 'raw', level: 0, epoch: 3, from: 0, to: each * 100 - 1, bytes: fs.statSync(path.join(dir, file)).size, blocks: series * each, samples: series * each * 100 });
    expect([reader.replaces, must(reader.series())]).toEqual([['a', 'b'], [name(1)]]);
    const seen: Entry[] = [];
    for (const page of reader.entries()) { seen.push(...must(page)); must(reader.readAll(must(page))); }
    expect(seen.map((e) => [e.series, e.from])).toEqual(blocks.map((b) => [b.series, b.from]));
    fc.assert(fc.property(fc.integer({ min: 0, max: series * 2 + 1 }), fc.integer({ min: -50, max: each * 100 + 50 }), fc.integer({ min: 0, max: 400 }), (s, from, span) => {
      const wanted = blocks.filter((b) => b.series === s && b.to >= from && b.from <= from + span);
      expect(bytesOf(reader, must(reader.find(s, from, from + span)))).toEqual(wanted.map((b) => [...b.bytes]));
    }), { numRuns: 40, seed: series });
    expect(reader.held()).toBeLessThan(40_000);
    reader.close();
  }
});
it('STO-21 overlapping blocks of one series are all found', async () => {
  const dir = tempFolder();
  const reader = opened(dir, await written(dir, [{ ...block(5, 0), to: 10_000 }, block(5, 0, 30), block(5, 400), block(6, 0)]));
  expect(must(reader.find(5, 450, 460)).map((e) => [e.from, e.bytes])).toEqual([[0, 20], [400, 20]]);
  reader.close();
});
it('STO-21 a file of nothing is a file', async () => {
  const dir = tempFolder();
  const reader = opened(dir, await written(dir, []));
  expect([reader.row.blocks, must(reader.find(0, 0, 1)), [...reader.entries()].flatMap((p) => must(p))]).toEqual([0, [], []]);
  reader.close();
});
it('STO-21 any byte that is changed is found where it is read, and nothing that it does not touch is lost', async () => {
  const dir = tempFolder();
  const blocks = Array.from({ length: 130 }, (_, s) => block(s, 0));
  const file = await written(dir, blocks, [name(0), name(1)]);
  const whole = fs.readFileSync(path.join(dir, file));
  fc.assert(fc.property(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
    const bytes = Buffer.from(whole);
    bytes[at]! ^= change;
    fs.writeFileSync(path.join(dir, file), bytes);
    const reader = openSegment(dir, file);
    if (!reader.ok) { expect(reader.fault).toMatchObject({ code: 'segment-damaged', params: { file } }); return; }
    let bad = Number(!reader.value.series().ok);
    for (const b of blocks) {
      const found = reader.value.find(b.series, 0, 1e9);
      const read = found.ok && found.value.length === 1 ? reader.value.read(found.value[0]!) : found;
      if (!read.ok) { bad++; expect(read.fault.code).toBe('segment-damaged'); continue; }
      expect([...(read.value as Uint8Array)]).toEqual([...b.bytes]);
    }
    const inBlocks = at < blocks.length * 20;
    expect(bad).toBeGreaterThan(0);
    if (inBlocks) expect(bad).toBe(1);
    reader.value.close();
  }), { numRuns: 80, seed: 21 });
});
it('STO-21 a file that is cut anywhere is told', async () => {
  const dir = tempFolder();
  const file = await written(dir, Array.from({ length: 300 }, (_, s) => block(s, 0)), [name(0)]);
  const whole = fs.readFileSync(path.join(dir, file));
  for (let cut = 0; cut < whole.length; cut += 397) {
    fs.writeFileSync(path.join(dir, file), whole.subarray(0, cut));
    expect(openSegment(dir, file)).toMatchObject({ ok: false, fault: { code: 'segment-damaged' } });
  }
  fs.rmSync(path.join(dir, file));
  expect(openSegment(dir, file)).toMatchObject({ ok: false, fault: { code: 'segment-gone' } });
});
it('STO-21 an abandoned file leaves nothing; blocks out of order are refused', async () => {
  const dir = tempFolder();
  const writer = segmentWriter(dir, { kind: 'minute', level: 1 });
  writer.add(4, 100, 200, 1, Uint8Array.of(1));
  expect(() => { writer.add(4, 99, 200, 1, Uint8Array.of(1)); }).toThrow('out of order');
  expect(() => { writer.add(3, 300, 400, 1, Uint8Array.of(1)); }).toThrow('out of order');
  writer.abandon();
  expect(fs.readdirSync(dir)).toEqual([]);
});
