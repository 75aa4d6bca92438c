import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { batchFrom, batchOf, spans, type Span } from '#app/acquisition';
import { openBuffer } from '#storage';
import { lanes } from '../../../../main/engine/collecting/lanes.ts';
import { shelf } from '../../../../main/engine/collecting/shelf.ts';
import { handClock } from '../../../clock.ts';
import { point } from '../../../small-site.ts';

/** A shelf with two points (handles 1 and 2) and one receiver, on a clock moved by hand. */
function scene({ bytes = 1e8, segmentBytes = 1e6, perSecond = 1e6, lateMs = 1000 } = {}) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lanes-'));
  onTestFinished(() => fs.rmSync(dir, { recursive: true, force: true }));
  const opened = openBuffer(dir, { bytes, segmentBytes, newStream: () => 's', boot: 'b' });
  if (!opened.ok) throw new Error(opened.fault.code);
  const buffer = opened.value;
  const hand = handClock();
  const kept = shelf(buffer, hand.clock, lateMs);
  kept.points([1, 2].map((handle) => ({ handle, definition: point(`P${handle}`, 's', 'x') })));
  const taken = spans();
  const sent: { readonly seq: number; readonly late: boolean; readonly values: readonly number[] }[] = [];
  const standing: number[][] = [];
  const gone: Span[] = [];
  const values = (bytes_: Uint8Array): number[] => { const b = batchFrom(bytes_); if (!b.ok) throw new Error('no batch'); return [...b.value.value]; };
  const put = (value: number, handle = 1): void => kept.take(batchOf([{ handle, value, status: 0, sourceTime: null, receivedTime: hand.clock.now() }]));
  function link() {
    const lane = lanes({
      buffer, shelf: kept, taken, clock: hand.clock, perSecond, gone: (list) => gone.push(...list), fault: (reason) => { throw new Error(reason); },
      send: (seq, late, b) => sent.push({ seq, late, values: values(b) }), standing: () => standing.push(kept.standing(lane.liveAt(), taken).flatMap((b) => [...b.value])),
    });
    return lane;
  }
  return { dir, buffer, hand, put, link, sent, standing, gone, taken, seqs: (late: boolean) => sent.filter((x) => x.late === late).map((x) => x.seq) };
}

it('FWD-07 what is of now goes first, then the past beside it, in order and marked; what stands is told before either', () => {
  const s = scene();
  for (let n = 1; n <= 5; n++) s.put(n);
  s.put(77, 2);
  s.hand.pass(5000);
  s.put(6);
  const lane = s.link();
  lane.begin();
  s.hand.pass(20);                                                   // the past has its budget from now on
  expect(s.standing).toEqual([[77]]);                                // of the first point the last is of now and comes by itself
  expect(s.sent.map((x) => [x.seq, x.late])).toEqual([[7, false], [1, true], [2, true], [3, true], [4, true], [5, true], [6, true]]);
  s.put(7);
  lane.pump();
  expect(s.seqs(false)).toEqual([7, 8]);
  lane.acknowledged([7, 1, 2, 3]);
  expect([lane.waiting(), s.taken.prefix()]).toEqual([4, 3]);
  lane.end();
  const again = s.link();                                            // a link later: only what was not acknowledged
  s.sent.length = 0;
  again.begin();
  s.hand.pass(20);
  expect(s.sent.map((x) => x.seq).toSorted((a, b) => a - b)).toEqual([4, 5, 6, 8]);
  again.end();
});

it('FWD-07 back-fill keeps to its rate, and what is of now does not wait for it', () => {
  const s = scene({ perSecond: 100 });
  for (let n = 1; n <= 1000; n++) s.put(n);
  s.hand.pass(5000);
  const lane = s.link();
  lane.begin();
  for (let t = 0; t < 2000; t += 20) { s.hand.pass(20); if (t === 1000) { s.put(5000); lane.pump(); } }
  expect(s.seqs(true).length).toBeGreaterThan(150);
  expect(s.seqs(true).length).toBeLessThan(240);
  expect(s.seqs(false)).toEqual([1001]);
  lane.end();
  s.hand.pass(5000);
  expect(s.seqs(true).length).toBeLessThan(240);                     // a link that ended sends nothing
});

it('FWD-07 a receiver that cannot keep up is not told old things as new: it gets what stands, and the rest as past', () => {
  const s = scene();
  const lane = s.link();
  lane.begin();
  for (let n = 1; n <= 3; n++) { s.put(n); lane.pump(); }
  expect(s.seqs(false)).toEqual([1, 2, 3]);
  for (let n = 4; n <= 9; n++) s.put(n);                             // nobody could pump
  s.hand.pass(3000);
  s.put(50, 2);
  lane.pump();
  s.hand.pass(20);
  expect(s.seqs(false)).toEqual([1, 2, 3, 10]);
  expect(s.standing.at(-1)).toEqual([9]);
  expect(s.seqs(true)).toEqual([4, 5, 6, 7, 8, 9]);
  lane.end();
});

it('FWD-02, 07 what the buffer had to drop is told as gone, once, and not waited for', () => {
  const s = scene({ bytes: 20_000, segmentBytes: 2000 });
  for (let n = 1; n <= 1000; n++) s.put(n);
  s.hand.pass(5000);
  const { first, last } = s.buffer.counts();
  expect(first).toBeGreaterThan(1);
  const lane = s.link();
  lane.begin();
  s.hand.pass(20);
  expect(s.gone).toEqual([[1, first - 1]]);
  expect(s.seqs(true)).toEqual(Array.from({ length: last - first + 1 }, (_, i) => first + i));
  lane.acknowledged(s.seqs(true));
  expect([lane.waiting(), s.taken.prefix()]).toEqual([0, last]);
  lane.end();
});

it('FWD-03, 07 damage on the disk is told as gone, and what stands behind it comes', () => {
  const s = scene({ segmentBytes: 2000 });
  for (let n = 1; n <= 100; n++) s.put(n);
  s.hand.pass(5000);
  const lane = s.link();
  const [, second] = fs.readdirSync(s.dir).filter((f) => f.endsWith('.seg')).toSorted();
  const bytes = fs.readFileSync(path.join(s.dir, second!));
  bytes[70]! ^= 1;
  fs.writeFileSync(path.join(s.dir, second!), bytes);
  lane.begin();
  s.hand.pass(20);
  const got = new Set(s.seqs(true));
  const lost = s.gone.flatMap(([a, b]) => Array.from({ length: b - a + 1 }, (_, i) => a + i));
  expect(lost.length).toBeGreaterThan(0);
  expect(got.size + lost.length).toBe(100);
  expect(got.has(100) && got.has(1)).toBe(true);
  lane.end();
});

it('FWD-07 what was taken just before a link was lost is told again as it stands: nothing else would, where the point is quiet', () => {
  const s = scene();
  const lane = s.link();
  lane.begin();
  s.put(5);
  s.put(6, 2);
  lane.pump();
  lane.acknowledged([1]);                                            // the second not yet
  lane.end();
  s.standing.length = s.sent.length = 0;
  const again = s.link();
  again.begin();
  expect(s.standing).toEqual([[5]]);
  expect(s.sent.map((x) => [x.seq, x.late])).toEqual([[2, false]]);
  again.end();
});
