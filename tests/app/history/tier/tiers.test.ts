import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReading, mergeTiers, pieceOf as pieceFrom, qualityCode, readBlock, tierMs, tierRowsOf, tiersOf, tierSteps, writeBlock, type Course, type Piece, type TierRows, type TierStep } from '#app/history';

const start = Date.UTC(2026, 4, 6, 9, 58);
const bad = 0x808c_0000;
interface Sample { readonly time: number; readonly value: number; readonly status: number }
const pieceOf = (s: readonly Sample[]): Piece => ({ length: s.length, time: Float64Array.from(s, (x) => x.time), received: Float64Array.from(s, (x) => x.time), value: Float64Array.from(s, (x) => x.value), status: Uint32Array.from(s, (x) => x.status) });
const stepped: Course = { stepped: true, holdMs: 60_000 };
const line: Course = { stepped: false, holdMs: 60_000 };

/** Samples that ascend, some bad, over some hours. */
const ascending = fc.array(fc.tuple(fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 20_000 }) }, { weight: 1, arbitrary: fc.integer({ min: 30_000, max: 4_000_000 }) }), fc.double({ min: -1000, max: 1000, noNaN: true }), fc.constantFrom(0, 0, 0, 0, 0x4094_0000, bad)), { minLength: 1, maxLength: 120 })
  .map((steps) => { let time = start; return steps.map(([by, value, status]): Sample => ({ time: time += by, value: status === bad ? Number.NaN : value, status })); });

interface Row { start: number; samples: number; values: { readonly at: number; readonly v: number }[]; known: number; area: number; worst: number }
/** Said as plainly as can be: what a step holds. */
function plainly(samples: readonly Sample[], step: TierStep, { stepped: stands, holdMs }: Course): Row[] {
  const rows = new Map<number, Row>();
  const rowAt = (time: number): Row => { const s = Math.floor(time / tierMs[step]) * tierMs[step]; if (!rows.has(s)) rows.set(s, { start: s, samples: 0, values: [], known: 0, area: 0, worst: 0 }); return rows.get(s)!; };
  samples.forEach(({ time, value, status }, i) => {
    const row = rowAt(time);
    row.samples++;
    row.worst = Math.max(row.worst, qualityCode(status));
    if (isReading(value, status)) row.values.push({ at: time - row.start, v: value });
    const next = samples[i + 1];
    if (next === undefined || !isReading(value, status)) return;
    const straight = !stands && isReading(next.value, next.status) && next.time - time <= holdMs;
    const end = straight ? next.time : Math.min(next.time, time + holdMs);
    const at = (t: number): number => (straight ? value + ((next.value - value) * (t - time)) / (next.time - time) : value);
    for (let t = time; t < end;) {
      const r = rowAt(t);
      const to = Math.min(end, r.start + tierMs[step]);
      r.known += to - t;
      r.area += (to - t) * (at(t) + at(to)) / 2;
      t = to;
    }
  });
  return [...rows.values()].toSorted((a, b) => a.start - b.start);
}
const least = (values: readonly number[]): number => (values.length === 0 ? Number.NaN : Math.min(...values));
const near = (a: number, b: number, scale: number): void => { expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, scale)); };
function same(rows: TierRows, plain: readonly Row[]): void {
  expect(Array.from(rows.start)).toEqual(plain.map((r) => r.start));
  plain.forEach(({ samples, values, known, area, worst }, i) => {
    const v = values.map((x) => x.v);
    expect([rows.samples[i], rows.readings[i], rows.min[i], rows.max[i], rows.worst[i]]).toEqual([samples, v.length, least(v), -least(v.map((x) => -x)), worst]);
    expect([rows.first[i], rows.last[i]]).toEqual([v[0] ?? Number.NaN, v.at(-1) ?? Number.NaN]);
    if (v.length > 0) expect([rows.firstAt[i], rows.lastAt[i]]).toEqual([values[0]!.at, values.at(-1)!.at]);
    const sum = v.reduce((a, b) => a + b, 0);
    near(rows.sum[i]!, sum, 1e6);
    near(rows.m2[i]!, v.reduce((a, b) => a + (b - sum / v.length) ** 2, 0), 1e9);
    near(rows.knownMs[i]!, known, 1e6);
    near(rows.area[i]!, area, 1e12);
  });
}
/** Rows as they come out when samples come in this order. */
function rowsOf(samples: readonly Sample[], step: TierStep, course: Course): TierRows {
  return tierRowsOf([pieceOf(samples)], step, course);
}
/** What does not depend on the order of arrival. */
const certain = ({ start: s, samples, readings, min, max, first, last, firstAt, lastAt, worst }: TierRows): unknown => ({ s, samples, readings, min, max, first, last, firstAt, lastAt, worst });
const seeded = { numRuns: 150, seed: 20 } as const;

describe('rows of tiers', () => {
  it('HIS-22 are what the raw samples of each step add up to: for every step, stepped or on a line', () => {
    fc.assert(fc.property(ascending, fc.constantFrom(...tierSteps), fc.constantFrom(stepped, line, { stepped: true, holdMs: Infinity }, { stepped: false, holdMs: 4_000_000 }), (samples, step, course) => {
      const all = rowsOf(samples, step, course);
      // What stood in a step in which nothing came is a row there too.
      same(all, plainly(samples, step, course).filter((r) => r.samples > 0 || r.known > 0));
    }), seeded);
  });
  it('HIS-23 are the same in whatever order the samples come', () => {
    fc.assert(fc.property(ascending, fc.infiniteStream(fc.nat()), fc.constantFrom(...tierSteps), (samples, keys, step) => {
      const shuffled = samples.map((s) => ({ s, key: keys.next().value as number })).toSorted((a, b) => a.key - b.key).map(({ s }) => s);
      const held = (rows: TierRows): TierRows => { const keep = Array.from(rows.samples.keys()).filter((i) => rows.samples[i]! > 0); const pick = <T extends Float64Array | Uint8Array>(c: T): T => (c instanceof Uint8Array ? Uint8Array.from(keep, (i) => c[i]!) : Float64Array.from(keep, (i) => c[i]!)) as T; const { length: _, ...columns } = rows; return { length: keep.length, ...(Object.fromEntries(Object.entries(columns).map(([name, c]) => [name, pick(c as Float64Array)])) as unknown as Omit<TierRows, 'length'>) }; };
      expect(certain(held(rowsOf(shuffled, step, line)))).toEqual(certain(held(rowsOf(samples, step, line))));
    }), seeded);
  });
  it('HIS-24 merge the same however they are put together', () => {
    const rows = fc.tuple(ascending, fc.constantFrom(stepped, line)).map(([samples, course]) => rowsOf(samples.map((s, i) => ({ ...s, value: Math.round(s.value), time: s.time + i })), 'minute', course));
    fc.assert(fc.property(rows, rows, rows, (a, b, c) => {
      const [left, right] = [mergeTiers(mergeTiers(a, b), c), mergeTiers(a, mergeTiers(b, c))];
      expect(certain(left)).toEqual(certain(right));
      expect(Array.from(left.sum)).toEqual(Array.from(right.sum));
      left.m2.forEach((m2, i) => { near(m2, right.m2[i]!, 1e9); });
      left.area.forEach((area, i) => { near(area, right.area[i]!, 1e12); });
    }), seeded);
  });
  it('HIS-24 rows that were taken at any moment and merged are the rows of all', () => {
    fc.assert(fc.property(ascending, fc.nat(119), fc.constantFrom(...tierSteps), fc.boolean(), (samples, cut, step, keep) => {
      const tiers = tiersOf();
      tiers.define(3, line);
      const add = (s: readonly Sample[]): void => { for (const { time, value, status } of s) tiers.add(3, time, value, status); };
      add(samples.slice(0, cut));
      if (!keep) tiers.flush();
      const before = tiers.take(step);
      const rest = tiersOf();
      rest.load(tiers.save());
      for (const { time, value, status } of samples.slice(cut)) rest.add(3, time, value, status);
      const seen = rest.open(3, step);
      rest.flush();
      const after = rest.take(step);
      expect(Array.from(after.slot)).toEqual(Array.from(after.start, () => 3));
      expect(certain(seen)).toEqual(certain(after));
      same(mergeTiers(before, after), plainly(samples, step, line));
    }), seeded);
  });
  it('HIS-20 a value is known until the next sample and no longer than its hold; across a bad sample and a gap nothing is', () => {
    const s = (seconds: number, value: number): Sample => ({ time: start + seconds * 1000, value, status: Number.isNaN(value) ? bad : 0 });
    const known = (samples: readonly Sample[], course: Course): [number, number] => { const r = rowsOf(samples, 'hour', course); return [r.knownMs.reduce((a, b) => a + b, 0) / 1000, r.area.reduce((a, b) => a + b, 0) / 1000]; };
    expect(known([s(0, 10), s(10, 20)], stepped)).toEqual([10, 100]);
    expect(known([s(0, 10), s(10, 20)], line)).toEqual([10, 150]);
    expect(known([s(0, 10), s(300, 20)], stepped)).toEqual([60, 600]);
    expect(known([s(0, 10), s(300, 20)], line)).toEqual([60, 600]);
    expect(known([s(0, 10), s(10, Number.NaN), s(40, 20), s(50, 20)], line)).toEqual([20, 300]);
    const tiers = tiersOf();
    tiers.define(0, stepped);
    tiers.add(0, start, 10, 0);
    tiers.gap(0);
    tiers.add(0, start + 20_000, 10, 0);
    expect(tiers.open(0, 'minute').knownMs[0]).toBe(0);
  });
  it('HIS-26 a value that stands counts as time goes on, and what was counted too far is taken back', () => {
    const tiers = tiersOf();
    tiers.define(0, { stepped: true, holdMs: Infinity });
    tiers.add(0, start, 1, 0);
    tiers.advance(start + 600_000);
    expect(tiers.open(0, 'day').knownMs[0]).toBe(600_000);
    tiers.add(0, start + 540_000, 0, 0);
    tiers.add(0, start + 660_000, 0, 0);
    const day = tiers.open(0, 'day');
    expect([day.knownMs[0], day.area[0]]).toEqual([660_000, 540_000]);
    tiers.add(0, start + 670_000, Number.NaN, bad);
    tiers.advance(start + 900_000);
    expect(tiers.open(0, 'day').knownMs[0]).toBe(670_000);
    tiers.flush();
    const minutes = tiers.take('minute');
    expect(Array.from(minutes.knownMs)).toEqual([...Array.from({ length: 11 }, () => 60_000), 10_000]);
    expect(Array.from(minutes.area)).toEqual([...Array.from({ length: 9 }, () => 60_000), 0, 0, 0]);
  });
  it('HIS-21 counts every sample, and of bad ones only a value beyond the range is a reading', () => {
    const rows = rowsOf([{ time: start, value: 4, status: 0 }, { time: start + 1000, value: 99, status: bad }, { time: start + 2000, value: 7, status: 0x803c_0000 }, { time: start + 3000, value: 2, status: 0x4094_0000 }, { time: start + 4000, value: Number.NaN, status: 0 }], 'minute', line);
    expect([rows.samples[0], rows.readings[0], rows.min[0], rows.max[0], rows.sum[0], rows.worst[0]]).toEqual([5, 3, 2, 7, 13, 2]);
  });
  it('HIS-25 of samples that were kept are the rows that were made as they came', () => {
    fc.assert(fc.property(ascending, fc.constantFrom(...tierSteps), (samples, step) => {
      const { length, time, received, value, status } = pieceOf(samples);
      const kept = readBlock(writeBlock({ length, sourceTime: time, receivedTime: received, value, status }));
      const tiers = tiersOf();
      tiers.define(0, line);
      for (let i = 0; i < length; i++) { tiers.add(0, time[i]!, value[i]!, status[i]!); if (i % 7 === 0) tiers.advance(time[i]! - 10_000); }
      tiers.flush();
      const { slot: _, ...live } = tiers.take(step);
      const again = kept.ok ? tierRowsOf([pieceFrom(kept.value)], step, line) : null;
      expect(certain(again!)).toEqual(certain(live));
      expect(Array.from(again!.knownMs)).toEqual(Array.from(live.knownMs));
    }), seeded);
  });
  it('HIS-23 what is filled in late is known too', () => {
    const tiers = tiersOf();
    tiers.define(0, line);
    const add = (seconds: number, value: number): void => { tiers.add(0, start + seconds * 1000, value, Number.isNaN(value) ? bad : 0); };
    add(0, 5);
    add(1, Number.NaN);
    add(3600, 5);
    for (let s = 10; s < 3600; s += 10) add(s, 5);
    tiers.flush();
    const { knownMs, area } = tiers.take('day');
    expect([knownMs[0], area[0]]).toEqual([3_581_000, 5 * 3_581_000]);
  });
});
