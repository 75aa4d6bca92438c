import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answerers, tierMs, type SeriesSource } from '#app/history';
import { begin, keptArb, laterArb, nowOf } from './generated.ts';
import { bad, cutTo, good, knownOf, memory, qualityOf, reading, run, seriesOf, uncertain, type Sample } from './memory.ts';

function at(source: SeriesSource, time: number) {
  const answer = run(answerers['history.at']({ points: ['p'], time }, source));
  if (!answer.ok) throw new Error(answer.fault.code);
  return answer.value[0]!;
}
const s = (seconds: number, value: number, status = good, text?: string): Sample => ({ time: begin + seconds * 1000, value, status, ...(text !== undefined && { text }) });

it('HIS-44 the value at a time is a sample, a point of a line, what stood, or nothing', () => {
  fc.assert(fc.property(keptArb(40), fc.integer({ min: -70_000, max: 3_000_000 }), laterArb, fc.boolean(), (kept, after, later, onSample) => {
    const now = nowOf(kept.samples, later);
    const time = onSample && kept.samples.length > 0 ? kept.samples[Math.abs(after) % kept.samples.length]!.time : begin + after;
    const answer = at(memory([kept], now), time);
    const there = kept.samples.find((x) => x.time === time);
    const last = kept.samples.findLast((x) => x.time <= time);
    expect(answer.from).toBe(last?.time ?? null);
    if (there !== undefined) { expect(answer).toMatchObject({ value: reading(there) ? there.value : null, status: there.status, between: false }); return; }
    const known = cutTo(knownOf(kept.series, kept.samples, now), time, time + 1)[0];
    const own = known === undefined || known.t0 !== time || Number.isNaN(known.v0) ? null : known.v0;
    if (own === null) expect(answer.value).toBeNull(); else expect(answer.value).toBeCloseTo(own, 9);
  }), { numRuns: 500 });
});

it('HIS-44 by hand: lines, stops, gaps, words, and what is past now', () => {
  const source = memory([{ series: seriesOf('p'), samples: [s(0, 10), s(10, 20, uncertain), s(20, 99, bad), s(40, 30), s(200, 50)] }], begin + 230_000);
  const seen = (seconds: number) => { const { value, status, between } = at(source, begin + seconds * 1000); return [value, status, between]; };
  expect(seen(2.5)).toEqual([12.5, uncertain, true]);
  expect(seen(10)).toEqual([20, uncertain, false]);
  expect(seen(15)).toEqual([20, uncertain, false]);
  expect(seen(25)).toEqual([null, bad, false]);
  expect(seen(41)).toEqual([30, good, false]);                // the next is more than a minute away: no line is drawn
  expect(seen(99)).toEqual([30, good, false]);
  expect(seen(101)).toEqual([null, null, false]);
  expect(seen(229)).toEqual([50, good, false]);
  expect(seen(231)).toEqual([null, null, false]);
  expect(seen(-1)).toEqual([null, null, false]);
  const door = memory([{ series: seriesOf('p', { deviation: 1 }), samples: [s(0, 10), s(1000, 20)] }], begin + 1_000_000);
  expect(at(door, begin + 500_000)).toMatchObject({ value: 15, between: true });
  const words = memory([{ series: seriesOf('p', { type: 'text', holdMs: Infinity }), samples: [s(0, NaN, good, '运行'), s(10, NaN, good, '停机')] }], begin + 20_000);
  expect([5, 10, 15].map((x) => at(words, begin + x * 1000).text)).toEqual(['运行', '停机', '停机']);
});

it('HIS-44 where samples were let go, the mean of the finest row that is left', () => {
  const samples = Array.from({ length: 600 }, (_, i) => s(i, i));
  const source = memory([{ series: seriesOf('p'), samples, since: { raw: begin + 500_000 } }], begin + 600_000);
  const minute = Math.floor((begin + 100_000) / tierMs.minute) * tierMs.minute;
  const values = samples.filter((x) => x.time >= minute && x.time < minute + tierMs.minute).map((x) => x.value);
  expect(at(source, begin + 100_000)).toMatchObject({ value: values.reduce((a, b) => a + b, 0) / values.length, between: true, from: minute });
});

it('latest: the last of each, in the order asked', () => {
  const kept = [{ series: seriesOf('a'), samples: [s(0, 1), s(1, 2)] }, { series: seriesOf('b'), samples: [] }, { series: seriesOf('c', { type: 'text' as const }), samples: [s(3, NaN, good, '关')] }, { series: seriesOf('d'), samples: [s(4, 5, bad)] }];
  const answer = run(answerers['history.latest']({ points: ['c', 'b', 'a', 'd'] }, memory(kept, begin)));
  expect(answer).toEqual({ ok: true, value: [
    { point: 'c', value: null, text: '关', status: good, from: begin + 3000, between: false }, { point: 'b', value: null, text: null, status: null, from: null, between: false },
    { point: 'a', value: 2, text: null, status: good, from: begin + 1000, between: false }, { point: 'd', value: null, text: null, status: bad, from: begin + 4000, between: false },
  ] });
  expect(run(answerers['history.latest']({ points: ['a', 'x'] }, memory(kept, begin)))).toMatchObject({ fault: { code: 'no-such-point', params: { point: 'x' } } });
});

it('rows: as they are kept, page after page', () => {
  const samples = [s(0, 1), s(1, NaN, bad), s(2, NaN, good, '检修'), s(3, 4, uncertain), s(4, 5)];
  const source = memory([{ series: seriesOf('p', { deviation: 0.5 }), samples }], begin + 10_000, 2);
  const rows = (from: number, limit: number) => { const r = run(answerers['history.rows']({ point: 'p', from, to: begin + 10_000, limit }, source)); if (!r.ok) throw new Error(r.fault.code); return r.value; };
  const first = rows(begin, 3);
  expect(first).toEqual({ point: 'p', at: [begin, begin + 1000, begin + 2000], received: [begin + 5, begin + 1005, begin + 2005], value: [1, null, null], status: [good, bad, good], text: { '2': '检修' }, deviation: 0.5, more: true });
  expect(rows(first.at.at(-1)! + 1, 3)).toMatchObject({ value: [4, 5], more: false });
  expect(rows(begin, 5).more).toBe(false);
  expect(qualityOf(first.status[1]!)).toBe(2);
});
