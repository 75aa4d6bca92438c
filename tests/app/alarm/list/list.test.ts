import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  abnormality, crowdFrom, crowdUntil, filters, filterStates, floodAt, floodFrom, floodUntil, floodWindowMs, groupAbove, groupPlace, groupsFrom, isUrgent, leastVolume, noFilter, noFlood, passes, raisedAt,
  ungroupBelow, volumeOf, type AlarmFilter, type Flood, type ListFacts,
} from '#app/alarm';
import { assetKinds, categories, levels, type AssetKind } from '#app/park';
import { alarm } from '../../../renderer/engine-double.ts';

const many = (n: number, from = 0): Flood => Array.from({ length: n }, (_, i) => from + i).reduce(raisedAt, noFlood);
const few = groupAbove;

describe('flood', () => {
  it('GRP-01: begins with ten raises in ten minutes, and is over with fewer than five', () => {
    expect(floodAt(many(floodFrom - 1), 1000, few, 9).flooding).toBe(false);
    const on = floodAt(many(floodFrom), 1000, few, 9);
    expect(on.flooding).toBe(true);
    expect(floodAt(on, floodFrom - floodUntil + floodWindowMs - 1, few, 9).flooding).toBe(true);          // the fifth latest is still within ten minutes
    expect(floodAt(on, floodFrom - floodUntil + floodWindowMs, few, 9).flooding).toBe(false);
    expect(floodAt(many(floodFrom), floodWindowMs, few, 9).flooding).toBe(false);                         // ten, but not within ten minutes
  });
  it('GRP-01: the order in which raises are told does not matter', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 2_000_000 }), { maxLength: 40 }), (times) => {
      const kept = times.reduce(raisedAt, noFlood).recent;
      expect(kept).toEqual(times.toSorted((a, b) => b - a).slice(0, floodFrom));
    }), { seed: 21 });
  });
  it('GRP-02: forty on the list are a flood, fewer than twenty-five are none', () => {
    expect([floodAt(noFlood, 0, crowdFrom - 1, 9).flooding, floodAt(noFlood, 0, crowdFrom, 9).flooding]).toEqual([false, true]);
    const on = floodAt(noFlood, 0, crowdFrom, 9);
    expect([floodAt(on, 0, crowdUntil, 9).flooding, floodAt(on, 0, crowdUntil - 1, 9).flooding]).toEqual([true, false]);
  });
  it('GRP-03: grouped only in a flood, with more than is seen at a glance, of several units; not again at its edge', () => {
    const on = many(floodFrom);
    expect(floodAt(on, 1, groupAbove, 9).grouped).toBe(false);
    expect(floodAt(on, 1, groupAbove + 1, groupsFrom - 1).grouped).toBe(false);
    const grouped = floodAt(on, 1, groupAbove + 1, groupsFrom);
    expect(grouped.grouped).toBe(true);
    expect([floodAt(grouped, 2, ungroupBelow + 1, 2).grouped, floodAt(grouped, 2, ungroupBelow, 2).grouped, floodAt(grouped, 2, 20, 1).grouped]).toEqual([true, false, false]);
    expect(floodAt(noFlood, 0, groupAbove + 5, 9).grouped).toBe(false);
  });
  it('nothing new gives the same flood', () => { const on = floodAt(many(floodFrom), 1, 20, 9); expect(floodAt(on, 2, 21, 8)).toBe(on); });
});

describe('grouping', () => {
  const chain = (...kinds: AssetKind[]) => kinds.map((kind, i) => ({ id: `${kind}-${i}`, kind }));
  it('GRP-05: a tank is grouped under its area, a unit under itself, a gate of the park under itself', () => {
    const tank = chain('tank', 'area', 'enterprise', 'park');
    expect((['unit', 'area', 'enterprise'] as const).map((by) => groupPlace(tank, by)?.kind)).toEqual(['area', 'area', 'enterprise']);
    const inUnit = chain('detector-group', 'unit', 'area', 'enterprise', 'park');
    expect((['unit', 'area', 'enterprise'] as const).map((by) => groupPlace(inUnit, by)?.kind)).toEqual(['unit', 'area', 'enterprise']);
    expect((['unit', 'area', 'enterprise'] as const).map((by) => groupPlace(chain('gate', 'park'), by)?.kind)).toEqual(['gate', 'gate', 'gate']);
    expect((['unit', 'area', 'enterprise'] as const).map((by) => groupPlace(chain('sensor-station', 'enterprise', 'park'), by)?.kind)).toEqual(['enterprise', 'enterprise', 'enterprise']);
    expect(groupPlace(chain('camera', 'park'), 'unit')?.kind).toBe('park');
    expect(groupPlace(chain('sensor-station', 'gallery', 'gallery', 'park'), 'unit')?.id).toBe('gallery-2');   // a section is part of its gallery
    expect(groupPlace(chain('utility', 'utility', 'park'), 'unit')?.id).toBe('utility-1');
  });
  it('GRP-05: whatever the site looks like, a group is one of the places, and none only where there are none', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...assetKinds), { maxLength: 6 }), fc.constantFrom('unit', 'area', 'enterprise'), (kinds, by) => {
      const places = chain(...kinds);
      const group = groupPlace(places, by as 'unit');
      if (places.length === 0) expect(group).toBeNull(); else expect(places).toContain(group);
    }), { seed: 22 });
  });
});

const facts: ListFacts = { category: 'gas', places: ['t-1', 'farm', 'ent'], text: () => 'GD-201 可燃气体 Gas detector' };
const filter = (more: Partial<AlarmFilter>): AlarmFilter => ({ ...noFilter, ...more });
describe('filter', () => {
  it('FLT-01: every question must be answered, and within one any answer will do', () => {
    const a = alarm('a', { level: 'S' });
    const ask = (more: Partial<AlarmFilter>): boolean => passes(filter(more), a, facts);
    expect([ask({}), ask({ levels: ['S', 'D'] }), ask({ levels: ['D'] }), ask({ states: ['acknowledged', 'waiting'] }), ask({ states: ['returned'] }), ask({ categories: ['gas'] }), ask({ categories: ['fire'] })]).toEqual([true, true, false, true, false, true, false]);
    expect([ask({ place: 'farm' }), ask({ place: 'other' }), ask({ text: 'detector 可燃' }), ask({ text: 'gd-201' }), ask({ text: 'detector 有毒' }), ask({ levels: ['S'], place: 'other' })]).toEqual([true, false, true, true, false, false]);
  });
  it('FLT-01: a filter that asks nothing hides nothing, and says that it is none', () => {
    fc.assert(fc.property(fc.constantFrom(...levels), fc.constantFrom('unacknowledged', 'acknowledged', 'returned'), (level, state) => {
      expect(passes(noFilter, alarm('a', { level, state: state as 'returned' }), facts)).toBe(true);
    }), { seed: 23 });
    expect([filters(noFilter), filters(filter({ text: ' ' })), filters(filter({ place: 'x' })), filters(filter({ states: ['waiting'] }))]).toEqual([false, false, true, true]);
  });
  it('FLT-01: one more question never shows more', () => {
    const some = fc.record({ levels: fc.subarray([...levels]), states: fc.subarray([...filterStates]), categories: fc.subarray([...categories]), place: fc.constantFrom(null, 'farm', 'other'), text: fc.constantFrom('', 'gd', '可燃 gas', 'nothing') });
    fc.assert(fc.property(some, fc.constantFrom(...levels), (f, level) => {
      const a = alarm('a', { level });
      const [free, asked] = [passes({ ...f, levels: [], text: '' }, a, facts), passes(f, a, facts)];
      expect(!asked || free).toBe(true);
    }), { seed: 24 });
  });
  it('FLT-02: urgent is what waits at level U, S or A', () => {
    expect(levels.filter((level) => isUrgent(alarm('a', { level })))).toEqual(['U', 'S', 'A']);
    expect(isUrgent(alarm('a', { level: 'S', state: 'acknowledged' }))).toBe(false);
  });
});

it('abnormality: nought in the middle, one at the first limit of its side, more beyond', () => {
  const p = { type: 'analog' as const, range: { low: 0, high: 100 }, limits: { HH: 90, H: 80, L: 20, LL: 10 }, alarmWhen: null };
  expect([50, 80, 20, 95, 35].map((v) => abnormality(p, v))).toEqual([0, 1, 1, 1.5, 0.5]);
  expect(abnormality({ ...p, limits: { HH: 50, H: 25, L: null, LL: null } }, 25)).toBe(1);
  expect([abnormality(p, null), abnormality({ ...p, limits: { HH: null, H: null, L: null, LL: null } }, 5), abnormality({ ...p, type: 'text' }, 5)]).toEqual([null, null, null]);
  expect([0, 1].map((v) => abnormality({ ...p, type: 'digital', alarmWhen: 1 }, v))).toEqual([0, 1]);
});

it('SND-04: each level has a volume of its own, and the urgent ones never less than a fifth', () => {
  expect(levels.map((l) => volumeOf(l, undefined))).toEqual([1, 1, 1, 1, 1, 1]);
  expect(levels.map((l) => volumeOf(l, { [l]: 0 }))).toEqual([0.2, 0.2, 0.2, 0, 0, 0]);
  expect([volumeOf('B', { B: 0.5 }), volumeOf('B', { S: 0.5 }), volumeOf('S', { S: 7 }), leastVolume('D')]).toEqual([0.5, 1, 1, 0]);
});
