import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDerived } from '#app/calculation';
import { assetId, derivedKind, pointId, sourceId, type PointDefinition, type SourceDefinition } from '#app/park';

const source = (id: string, kind: string): SourceDefinition => ({ id: sourceId(id), name: { zh: id, en: id }, kind, owner: '*', standby: null, options: {} });
const sources = [source('dcs', 'opcua'), source('calc', derivedKind)];
const point = (id: string, of: string, address: string, more: Partial<PointDefinition> = {}): PointDefinition => ({
  id: pointId(id), name: { zh: id, en: id }, type: 'analog', unit: '', source: sourceId(of), address, range: { low: 0, high: 100 }, limits: { HH: null, H: null, L: null, LL: null }, alarmWhen: null, deadband: 0,
  onDelayMs: 0, offDelayMs: 0, category: 'process', supervision: 'park', asset: assetId('a'), periodMs: 0, ...more,
});
const site = (...points: readonly PointDefinition[]) => readDerived({ sources, points: [point('A', 'dcs', 'ns=2;s=A'), ...points] });

describe('the derived points of a site', () => {
  it('are those of sources of their kind, in the order in which they are reckoned', () => {
    const { points, faults } = site(point('X', 'calc', "'Y' + 'Z'"), point('Y', 'calc', "'Z' * 2"), point('Z', 'calc', "'A'"));
    expect([points.map((p) => p.id), faults]).toEqual([['Z', 'Y', 'X'], []]);
    expect(readDerived({ sources: sources.slice(0, 1), points: [point('A', 'dcs', "'B")] })).toEqual({ points: [], faults: [] });
  });

  it('CAL-08: a circle is told once, as a way that ends where it began, and what stands in it is not reckoned', () => {
    const { points, faults } = site(point('X', 'calc', "'Y' + 1"), point('Y', 'calc', "'Z'"), point('Z', 'calc', "'X' + 'A'"), point('S', 'calc', "'S' + 1"), point('T', 'calc', "'A'"));
    expect(faults).toEqual([
      { point: 'X', field: 'address', fault: { code: 'points-in-circle', params: { circle: 'X → Y → Z → X' } } }, { point: 'S', field: 'address', fault: { code: 'points-in-circle', params: { circle: 'S → S' } } },
    ]);
    expect(points.map((p) => [p.id, p.expression === null])).toEqual([['T', false], ['X', true], ['Y', true], ['Z', true], ['S', true]]);
  });

  it('CAL-01 CAL-09: every mistake of every row', () => {
    const { faults } = site(point('X', 'calc', "'AA' + nim('A')"), point('W', 'calc', "'A'", { type: 'text' }), point('Y', 'calc', "'W'"), point('V', 'calc', "'A'", { treatment: { raw: { low: 4, high: 20 }, clamp: true, maxRate: 3, showDeadband: 1 } }));
    expect(faults.map(({ point: p, field, fault }) => [p, field, fault.code, fault.params['nearest'] ?? null])).toEqual([
      ['X', 'address', 'unknown-input', 'A'], ['X', 'address', 'unknown-function', 'min'], ['W', 'type', 'derived-text', null], ['Y', 'address', 'text-in-expression', null],
      ['V', 'raw_low', 'derived-untreated', null], ['V', 'clamp', 'derived-untreated', null], ['V', 'max_rate', 'derived-untreated', null],
    ]);
  });

  it('CAL-08: in any graph each stands after those it takes, and what is left out is in a circle', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12 }), (takes) => {
      const { points, faults } = site(...takes.map((of, i) => point(`P${i}`, 'calc', of.map((n) => (n < takes.length ? `'P${n}'` : "'A'")).join(' + '))));
      const place = new Map(points.map((p, i) => [p.id, i]));
      const circular = new Set(faults.flatMap((f) => String(f.fault.params['circle']).split(' → ')));
      for (const [i, p] of points.entries()) {
        if (p.expression === null) { expect(circular.has(p.id)).toBe(true); continue; }
        for (const of of p.points) if (of !== 'A' && points[place.get(of)!]!.expression !== null && !faults.length) expect(place.get(of)!).toBeLessThan(i);
      }
      expect(points.length).toBe(takes.length);
      const reaches = (from: number, to: number, seen = new Set<number>()): boolean => takes[from]!.some((n) => n < takes.length && (n === to || (!seen.has(n) && reaches(n, to, seen.add(n)))));
      expect(faults.length > 0).toBe(takes.some((_, i) => reaches(i, i)));
    }), { seed: 6, numRuns: 500 });
    const long = Array.from({ length: 5000 }, (_, i) => point(`P${i}`, 'calc', i === 4999 ? "'A'" : `'P${i + 1}'`));
    expect(site(...long).points[0]!.id).toBe('P4999');
  });
});
