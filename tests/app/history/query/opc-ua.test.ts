import { expect, it } from 'vitest';
import { answerers } from '#app/history';
import { bad, good, memory, run, seriesOf, uncertain, type Sample } from './memory.ts';

/** Seconds after 12:00:00 of a day. */
const noon = Date.UTC(2026, 0, 5, 12);
const at = (seconds: number): number => noon + seconds * 1000;
const sample = (seconds: number, value: number, status = good): Sample => ({ time: at(seconds), value, status });
/** OPC 10000-13 v1.04, A.1.1 and A.1.2; the first of a historian is a sample without value. */
const historian1 = [sample(0, NaN, bad), sample(10, 10), sample(20, 20), sample(30, 30), sample(40, 40, bad), sample(50, 50), sample(60, 60), sample(70, 70, uncertain), sample(80, 80), sample(90, 90)];
const historian2 = [sample(0, NaN, bad), sample(2, 10), sample(25, 20), sample(28, 25), sample(39, 30), sample(42, NaN, bad), sample(48, 40), sample(52, 50), sample(72, 60)];
/** A.1.4: TRUE and FALSE; uncertain counts as bad there, so its rows from 12:01:17 on are left out. */
const historian4 = [sample(0, NaN, bad), sample(2, 1), sample(25, 0), sample(28, 1), sample(39, 1), sample(42, NaN, bad), sample(48, 1), sample(52, 0), sample(72, 0)];

const steps = (samples: readonly Sample[], stepMs: number, to: number, kind: 'weighted' | 'on' | 'good' | 'count', type: 'analog' | 'digital' = 'analog') => {
  const source = memory([{ series: seriesOf('p', { type, holdMs: Infinity }), samples }], at(90));
  const answer = run(answerers['history.aggregates']({ points: ['p'], from: noon, to: at(to), stepMs, kinds: [{ kind }] }, source));
  if (!answer.ok) throw new Error(answer.fault.code);
  return answer.value[0]!.values[0]!;
};
const rounded = (values: readonly (number | null)[]): (number | null)[] => values.map((v) => (v === null ? null : Math.round(v * 1000) / 1000));

it('HIS-45 TimeAverage2 of OPC UA Part 13, A.5.2, Historian 1: every value of the printed table while there are samples', () => {
  expect(rounded(steps(historian1, 5000, 90, 'weighted'))).toEqual([null, null, 12.5, 17.5, 22.5, 27.5, 30, 30, null, null, 52.5, 57.5, 62.5, 67.5, 72.5, 77.5, 82.5, 87.5]);
});
it('HIS-45 TimeAverage2 of OPC UA Part 13, A.5.2, Historian 2: samples that come when they like, and a bad one', () => {
  const printed = [10.652, 12.391, 14.565, 16.739, 18.913, 23.682, 27.046, 29.273, 30, 42.5, 49.45, 52.75, 55.25, 57.75];
  const own = steps(historian2, 5000, 70, 'weighted');
  expect(own.map((v, i) => Math.abs((v ?? NaN) - printed[i]!) <= 0.001)).toEqual(printed.map(() => true));
});
it('HIS-45 the time that a digital point was 1, by hand from OPC UA Part 13, A.1.4, Historian 4', () => {
  // 16 s: 2-16 on; 16-32: 16-25 and 28-32; 32-48: 32-42, then bad; 48-64: 48-52
  expect(steps(historian4, 16_000, 64, 'on', 'digital')).toEqual([14_000, 13_000, 10_000, 4000]);
  expect(steps(historian4, 16_000, 64, 'good', 'digital')).toEqual([14 / 16, 1, 10 / 16, 1]);
  expect(steps(historian4, 16_000, 64, 'count', 'digital')).toEqual([1, 2, 1, 2]);
});
