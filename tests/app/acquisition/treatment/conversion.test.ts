import fc from 'fast-check';
import { expect, it } from 'vitest';
import { conversionOf, inUnit, judged, qualityOf, Status, treatment, type Batch } from '#app/acquisition';
import { pointId, type Treatment } from '#app/park';
import { epochMs } from '#kernel/time';

const range = { low: 0, high: 100 };
const conversion = (t: Treatment, r = range) => conversionOf({ range: r, treatment: t })!;
/** What becomes of one reading with good status, or `status`. */
function one(t: Treatment, value: number, status: number = Status.good): { value: number; status: number } {
  const treated = treatment();
  treated.points([{ handle: 0, id: pointId('p'), address: '1', conversion: conversion(t) }]);
  const out = treated.treat(batch([[value, status]]));
  return { value: out.value[0]!, status: out.status[0]! };
}
/** Rows of handle 0, a second apart unless told. */
const batch = (rows: readonly (readonly [value: number, status?: number, at?: number])[]): Batch => ({
  handle: new Uint32Array(rows.length), value: Float64Array.from(rows, ([v]) => v), status: Uint32Array.from(rows, ([, s = 0]) => s),
  sourceTime: Float64Array.from(rows, ([, , at], i) => at ?? i * 1000), receivedTime: Float64Array.from(rows, (_, i) => i * 1000), length: rows.length,
});
const hex = (status: number): string => status.toString(16).padStart(8, '0');
const loop: Treatment = { raw: { low: 4, high: 20 } };

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const anyRange = fc.tuple(number, number).filter(([a, b]) => Math.abs(a - b) > 1e-3).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));
const anyRaw = fc.tuple(number, number).filter(([a, b]) => Math.abs(a - b) > 1e-3).map(([low, high]) => ({ low, high }));

it('ACQ-01 of any range: both ends are hit exactly, and more is never less, whichever way round', () => {
  fc.assert(fc.property(anyRange, anyRaw, fc.double({ min: -2, max: 3, noNaN: true }), fc.double({ min: -2, max: 3, noNaN: true }), (r, raw, s, t) => {
    const c = conversion({ raw }, r);
    expect(inUnit(c, raw.low)).toBe(r.low);
    expect(inUnit(c, raw.high)).toBe(r.high);
    const [a, b] = [Math.min(s, t), Math.max(s, t)].map((share) => raw.low + share * (raw.high - raw.low));
    expect(inUnit(c, b!)).toBeGreaterThanOrEqual(inUnit(c, a!));
  }), { seed: 43, numRuns: 2000 });
});

it('ACQ-01, 02 of any range and unit: there and back again is the same, but for the last figures', () => {
  fc.assert(fc.property(anyRange, anyRaw, fc.double({ min: 0, max: 1, noNaN: true }), (r, raw, share) => {
    const value = r.low + share * (r.high - r.low);
    const sent = raw.low + ((value - r.low) / (r.high - r.low)) * (raw.high - raw.low);
    const grain = 1e-12 * (Math.abs(r.low) + Math.abs(r.high)) * (1 + (Math.abs(raw.low) + Math.abs(raw.high)) / Math.abs(raw.high - raw.low));
    expect(Math.abs(inUnit(conversion({ raw }, r), sent) - value)).toBeLessThan(grain + 1e-9);
    const unit = { from: 'x', scale: raw.high, offset: raw.low };
    fc.pre(Math.abs(raw.high) > 1e-3);
    expect((inUnit(conversion({ unit }, r), share) - unit.offset) / unit.scale).toBeCloseTo(share, 3);
  }), { seed: 44, numRuns: 1000 });
});

it('ACQ-03, 04 NE 43, current by current: what measures is good, what is beyond stands at its end, what has failed has no value', () => {
  const said = (mA: number): string => {
    const { value, status } = one(loop, mA);
    return `${mA} ${hex(status)} ${judged({ handle: 0, value, status, sourceTime: null, receivedTime: epochMs(0) }, range)}`;
  };
  expect([0, 3.59, 3.6, 3.61, 3.79, 3.8, 4, 12, 20, 20.5, 20.51, 20.99, 21, 22.5].map(said)).toEqual([
    '0 808c0500 null', '3.59 808c0500 null', '3.6 808c0500 null', '3.61 00000500 0', '3.79 00000500 0', '3.8 00000000 0', '4 00000000 0', '12 00000000 50', '20 00000000 100', '20.5 00000000 100',
    '20.51 00000600 100', '20.99 00000600 100', '21 40940600 100', '22.5 40940600 100',
  ]);
});

it('ACQ-03, 04 the device that speaks for itself is not corrected', () => {
  expect(hex(one(loop, 0, 0x8031_0000).status)).toBe('80310500');           // no communication is not a broken wire
  expect(hex(one(loop, 0, 0x4095_0003).status)).toBe('808c0503');           // in doubt and broken is broken; its own code stays in the low bits
  expect(hex(one(loop, 22, Status.good | Status.limitLow).status)).toBe('40940500');
  expect(hex(one(loop, 22, Status.overflow).status)).toBe('40940680');
});

it('ACQ-05 a clamped value stands at its end; a zero a little off stays good, a value far out is in doubt', () => {
  const clamp: Treatment = { clamp: true };
  expect([-30, -1.3, -1.2, 0, 50, 100, 103, 104].map((v) => { const { value, status } = one(clamp, v); return `${value} ${hex(status)}`; }))
    .toEqual(['0 40940500', '0 40940500', '0 00000500', '0 00000000', '50 00000000', '100 00000000', '100 00000600', '100 40940600']);
});

it('ACQ-05 clamped, a value is never outside its range, and where it was inside nothing changed', () => {
  fc.assert(fc.property(anyRange, number, (r, v) => {
    const treated = treatment();
    treated.points([{ handle: 0, id: pointId('p'), address: '1', conversion: conversion({ clamp: true }, r) }]);
    const out = treated.treat(batch([[v]]));
    expect(out.value[0]! + 0).toBe(Math.min(Math.max(v, r.low), r.high) + 0);
    expect(out.status[0] === 0).toBe(v >= r.low && v <= r.high);
  }), { seed: 45, numRuns: 500 });
});

function rates(maxRate: number, rows: Parameters<typeof batch>[0]): string[] {
  const treated = treatment();
  treated.points([{ handle: 0, id: pointId('p'), address: '1', conversion: conversion({ maxRate }) }]);
  const out = rows.map((r, i) => treated.treat(batch([[r[0], r[1] ?? 0, r[2] ?? i * 1000]])));
  return [...out.map((b) => `${b.value[0]}${qualityOf(b.status[0]!) === 'uncertain' ? '?' : qualityOf(b.status[0]!) === 'bad' ? '!' : ''}`), `jumps ${treated.counts().jumps}`];
}
it('ACQ-06, 07 a jump is kept, marked once and counted; what stays there is good', () => {
  expect(rates(5, [[10], [14], [40], [41], [42]])).toEqual(['10', '14', '40?', '41', '42', 'jumps 1']);
  expect(rates(5, [[10], [90], [10], [11]])).toEqual(['10', '90?', '10?', '11', 'jumps 2']);
});
it('ACQ-07 a pause is no jump, two readings in a moment are none, what came late is not measured, and a lost value begins anew', () => {
  expect(rates(5, [[10], [40, 0, 60_000]])).toEqual(['10', '40', 'jumps 0']);
  expect(rates(5, [[10], [14, 0, 1], [18.9, 0, 2]])).toEqual(['10', '14', '18.9', 'jumps 0']);
  expect(rates(5, [[10, 0, 5000], [90, 0, 1000], [11, 0, 6000]])).toEqual(['10', '90', '11', 'jumps 0']);
  expect(rates(5, [[10], [0, 0x8031_0000], [90]])).toEqual(['10', '0!', '90', 'jumps 0']);
});
it('ACQ-06 what moves as its point can is never marked', () => {
  fc.assert(fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 50 }), fc.double({ min: 0.1, max: 10, noNaN: true }), (steps, rate) => {
    let v = 50;
    expect(rates(rate, steps.map((s) => [(v += s * rate * 0.999)] as const)).at(-1)).toBe('jumps 0');
  }), { seed: 46, numRuns: 300 });
});

it('ACQ-09 a point for which nothing is written is handed on bit for bit, and so are words', () => {
  const treated = treatment();
  const plain = batch([[7, 0x4095_0003]]);
  expect(treated.treat(plain)).toBe(plain);
  treated.points([{ handle: 5, id: pointId('q'), address: '1', conversion: conversion(loop) }]);
  expect(treated.treat(plain)).toBe(plain);
  const words: Batch = { ...batch([[NaN]]), handle: Uint32Array.of(5), text: new Map([[0, 'open']]) };
  expect(treated.treat(words)).toBe(words);
  expect(conversionOf({ range, treatment: { showDeadband: 1, frozenAfterMs: 60_000 } })).toBeNull();
});

it('the batch that came is never written into', () => {
  const treated = treatment();
  treated.points([{ handle: 0, id: pointId('p'), address: '1', conversion: conversion(loop) }]);
  const came = batch([[12], [0]]);
  const out = treated.treat(came);
  expect([[...came.value], [...came.status]]).toEqual([[12, 0], [0, 0]]);
  expect([...out.value]).toEqual([50, -25]);
  expect(treated.counts()).toEqual({ jumps: 0, beyond: 1 });
});
