import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerers, tierMs, type Columns, type SeriesSource } from '#app/history';
import { begin, keptArb, laterArb, nowOf, spanArb } from './generated.ts';
import { bad, good, memory, qualityOf, reading, run, seriesOf, uncertain, type Sample } from './memory.ts';

const names = ['good', 'uncertain', 'bad'] as const;
function columns(source: SeriesSource, from: number, to: number, many: number, point = 'p'): Columns {
  const answer = run(answerers['history.columns']({ points: [point], from, to, columns: many }, source));
  if (!answer.ok) throw new Error(answer.fault.code);
  return answer.value[0]!;
}
/** What the samples themselves say of the columns of an answer. */
function naive(samples: readonly Sample[], edges: readonly number[]) {
  const cells = edges.slice(1).map((end, i) => samples.filter((s) => s.time >= edges[i]! && s.time < end));
  const values = cells.map((c) => c.filter(reading).map((s) => s.value));
  return {
    min: values.map((v) => (v.length === 0 ? null : Math.min(...v))), max: values.map((v) => (v.length === 0 ? null : Math.max(...v))), first: values.map((v) => v[0] ?? null), last: values.map((v) => v.at(-1) ?? null),
    worst: cells.map((c) => (c.length === 0 ? null : names[Math.max(...c.map((s) => qualityOf(s.status))) as 0 | 1 | 2])),
  };
}
const said = ({ min, max, first, last, worst }: Columns) => ({ min, max, first, last, worst });

describe('HIS-40 columns', () => {
  it('each says exactly what its samples say, from whatever tier it is read, and no more columns than asked', () => {
    fc.assert(fc.property(keptArb(), spanArb, fc.integer({ min: 1, max: 60 }), laterArb, fc.integer({ min: 1, max: 30 }), (kept, { from, to }, many, later, size) => {
      const source = memory([kept], nowOf(kept.samples, later), size);
      const answer = columns(source, from, to, many);
      expect(said(answer)).toEqual(naive(kept.samples, answer.edges));
      expect(answer.edges.length - 1).toBeLessThanOrEqual(many);
      expect([answer.edges[0], answer.edges.at(-1)]).toEqual([from, to]);
      if (answer.tier !== 'raw') expect(answer.edges.slice(1, -1).filter((e) => e % tierMs[answer.tier as 'minute'] !== 0)).toEqual([]);
      if ((to - from) / many >= 1) expect(answer.edges.length - 1).toBe(many);
      // what stood when it began
      const before = kept.samples.findLast((s) => s.time < from);
      expect(answer.carried).toBe(before !== undefined && reading(before) ? before.value : null);
    }), { numRuns: 200 });
  });
  it('are read from the coarsest tier whose steps are no wider, and from samples under a minute', () => {
    const source = memory([{ series: seriesOf('p'), samples: [{ time: begin, value: 1, status: good }] }], begin);
    const tierAt = (width: number): string => columns(source, begin, begin + 100 * width, 100).tier;
    expect([59_999, 60_000, 3_600_000 - 1, 3_600_000, 86_400_000 - 1, 86_400_000].map(tierAt)).toEqual(['raw', 'minute', 'minute', 'hour', 'hour', 'day']);
  });
  it('a spike of one sample in a month is seen, exactly, in a column as wide as any other', () => {
    const hour = 3_600_000;
    const from = Date.UTC(2026, 0, 1);
    const samples = Array.from({ length: 31 * 24 * 60 }, (_, i) => ({ time: from + i * 60_000, value: 10 + (i % 7) / 10, status: good }));
    samples[22_222] = { ...samples[22_222]!, value: 97.5 };
    const to = from + 31 * 24 * hour;
    const answer = columns(memory([{ series: seriesOf('p'), samples }], to, 5000), from, to, 1000);
    expect([answer.tier, answer.edges.length, Math.max(...answer.max.map(Number)), answer.max.filter((v) => v === 97.5).length]).toEqual(['minute', 1001, 97.5, 1]);
    const widths = answer.edges.slice(1).map((e, i) => e - answer.edges[i]!);
    expect([Math.min(...widths), Math.max(...widths)]).toEqual([44 * 60_000, 45 * 60_000]);
  });
});

describe('HIS-42 HIS-43 what was let go', () => {
  const day = tierMs.day;
  const from = Date.UTC(2026, 0, 1);
  const samples = Array.from({ length: 10 * 24 * 12 }, (_, i) => ({ time: from + i * 300_000 + 7000, value: i % 288, status: good }));
  const to = from + 10 * day;
  const source = (since: Partial<Record<'raw' | 'minute' | 'hour' | 'day', number>>) => memory([{ series: seriesOf('p', { holdMs: Infinity }), samples, since }], to, 500);
  it('is read from the next coarser tier that reaches, and the columns say what their edges say', () => {
    for (const [since, tier, many] of [[{ raw: to - day }, 'minute', 4000], [{ raw: to - day, minute: to - 2 * day }, 'hour', 4000], [{ raw: to, minute: to, hour: to }, 'day', 4000], [{ minute: to - 2 * day }, 'hour', 500]] as const) {
      const answer = columns(source(since), from + 1_234_567, to, many);
      expect([tier, answer.tier]).toEqual([tier, tier]);
      expect(said(answer)).toEqual(naive(samples, answer.edges));
      expect(answer.edges[0]).toBeLessThanOrEqual(from + 1_234_567);
    }
  });
  it('a span that is all there is read as finely as asked, whatever older was let go', () => {
    expect([columns(source({ raw: to - day }), to - 3_600_000, to, 100).tier, columns(source({ raw: to - day, minute: to - 2 * day }), to - 1.5 * day, to, 100).tier]).toEqual(['raw', 'minute']);
  });
  it('a young point is read from the tier that the width asks for: nothing older was let go of it', () => {
    expect(columns(source({}), from - 300 * day, to, 1000).tier).toBe('hour');
    expect(columns(source({}), from - day, to, 3000).tier).toBe('minute');
  });
  it('what stood before is taken from the rows', () => {
    expect(columns(source({ raw: to - day }), from + day, to, 1000).carried).toBe(287);
  });
});

describe('HIS-41 gaps', () => {
  it('a bad sample, none at all and words are not a value; quality is told of all that came', () => {
    const samples: Sample[] = [{ time: begin, value: 5, status: good }, { time: begin + 1000, value: 50, status: bad }, { time: begin + 3000, value: NaN, status: uncertain }, { time: begin + 4000, value: 7, status: 0x803c_0000 }];
    const answer = columns(memory([{ series: seriesOf('p'), samples }], begin + 5000), begin, begin + 5000, 5);
    expect(said(answer)).toEqual({ min: [5, null, null, null, 7], max: [5, null, null, null, 7], first: [5, null, null, null, 7], last: [5, null, null, null, 7], worst: ['good', 'bad', null, 'uncertain', 'bad'] });
    const words = memory([{ series: seriesOf('p', { type: 'text' }), samples: [{ time: begin, value: NaN, status: good, text: '开' }] }], begin + 5000);
    expect(columns(words, begin, begin + 10 * tierMs.hour, 2)).toMatchObject({ tier: 'hour', stepped: true, min: [null, null], worst: ['good', null] });
  });
  it('says for how long a line may go on without anything coming', () => {
    const silence = (more: object, width: number) => columns(memory([{ series: seriesOf('p', more), samples: [{ time: begin, value: 1, status: good }] }], begin), begin, begin + width * 10, 10).silenceMs;
    expect([silence({}, 1000), silence({}, 60_000), silence({ deviation: 1 }, 1000), silence({ deviation: 1 }, 600_000), silence({ holdMs: Infinity }, 1000)]).toEqual([60_000, 90_000, null, 900_000, null]);
  });
});

it('faults: a span the wrong way round, a point the site never had; nothing kept is empty columns', () => {
  const source = memory([{ series: seriesOf('p'), samples: [] }], begin);
  const fault = (points: string[], from: number, to: number) => { const r = run(answerers['history.columns']({ points, from, to, columns: 3 }, source)); return r.ok ? null : [r.fault.code, r.fault.params]; };
  expect([fault(['p'], 5, 5), fault(['p', 'q'], 5, 6)]).toEqual([['bad-span', { from: 5, to: 5 }], ['no-such-point', { point: 'q' }]]);
  expect(columns(source, 0, 3000, 3)).toEqual({ point: 'p', stepped: false, tier: 'raw', silenceMs: 60_000, edges: [0, 1000, 2000, 3000], min: [null, null, null], max: [null, null, null], first: [null, null, null], last: [null, null, null], worst: [null, null, null], carried: null });
});
