import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anchorOf, heightOf, keptPlace, newAbove, placeShowing, sightOf, withinRows } from '#kit/list/keep-place';

const h = 56;
const place = fc.oneof(fc.record({ scrollTop: fc.integer({ min: 0, max: 100_000 }), lead: fc.constant(0) }), fc.record({ scrollTop: fc.constant(0), lead: fc.integer({ min: 0, max: 2000 }) }));

it('a row under the cursor never moves, whatever comes or goes above it', () => {
  fc.assert(fc.property(place, fc.nat(5000), fc.nat(5000), (p, from, to) => {
    const kept = keptPlace(p, from, to, h);
    expect(heightOf(kept, to, h)).toBe(heightOf(p, from, h));
    expect(kept.scrollTop >= 0 && kept.lead >= 0).toBe(true);
  }), { seed: 11 });
});

it('holds the row under the cursor, else the first seen when scrolled, else none', () => {
  expect(anchorOf(3, { scrollTop: 0, lead: 0 }, h)).toBe(3);
  expect(anchorOf(null, { scrollTop: 100, lead: 0 }, h)).toBe(2);
  expect(anchorOf(null, { scrollTop: 0, lead: 0 }, h)).toBeNull();
});

it('counts what came above, and takes back what went again', () => expect([newAbove(0, 3), newAbove(3, -1), newAbove(1, -4)]).toEqual([3, 2, 0]));

it('draws all rows in sight, and few more', () => {
  fc.assert(fc.property(place, fc.integer({ min: 1, max: 2000 }), fc.nat(6000), (p, height, count) => {
    const [first, end] = sightOf(p, height, count, h, 8);
    expect(first >= 0 && end <= count && end - first <= Math.ceil(height / h) + 17).toBe(true);
    for (const i of [first - 1, end]) {
      if (i < 0 || i >= count) continue;
      const top = heightOf(p, i, h);
      expect(top + h <= 0 || top >= height).toBe(true);
    }
  }), { seed: 12 });
});

it('brings a chosen row wholly into sight, and moves nothing when it is', () => {
  fc.assert(fc.property(place, fc.nat(5000), (p, index) => {
    const next = placeShowing(p, index, h, 800);
    const top = heightOf(next, index, h);
    expect(top >= 0 && top + h <= 800).toBe(true);
    const before = heightOf(p, index, h);
    if (before >= 0 && before + h <= 800) expect(next).toBe(p);
  }), { seed: 13 });
});

it('when what was looked at is gone, something is in sight all the same, and nothing moves that need not', () => {
  fc.assert(fc.property(place, fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 6000 }), (p, height, count) => {
    const next = withinRows(p, count, h, height);
    const [first, end] = sightOf(next, height, count, h, 0);
    if (p.lead < height) expect(end - first).toBeGreaterThan(0);
    if (p.scrollTop + height <= count * h) expect(next).toBe(p);
  }), { seed: 14 });
});
