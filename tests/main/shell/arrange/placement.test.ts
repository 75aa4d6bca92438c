import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Bounds } from '#app/contract';
import { beside, cells, overlap, placeIn } from '../../../../main/shell/arrange/placement.ts';

const area: Bounds = { x: 1920, y: 0, width: 2560, height: 1400 };
const inside = (w: Bounds, d: Bounds) => w.x >= d.x && w.y >= d.y && w.x + w.width <= d.x + d.width && w.y + w.height <= d.y + d.height;
const rectangle = fc.record({ x: fc.integer({ min: -9000, max: 9000 }), y: fc.integer({ min: -9000, max: 9000 }), width: fc.integer({ min: 1, max: 9000 }), height: fc.integer({ min: 1, max: 9000 }) });

it.each([
  ['where it was', { x: 2000, y: 100, width: 1600, height: 900 }, { x: 2000, y: 100, width: 1600, height: 900 }],
  ['half outside: moved in', { x: 1500, y: -20, width: 1600, height: 900 }, { x: 1920, y: 0, width: 1600, height: 900 }],
  ['larger than its display now is: shrunk', { x: 2000, y: 0, width: 5000, height: 3000 }, area],
] as const)('%s', (_story, saved, expected) => expect(placeIn(saved, area)).toEqual(expected));

it('whatever was saved, the window lies whole on its display', () => {
  fc.assert(fc.property(rectangle, rectangle, (saved, display) => inside(placeIn(saved, display), display)), { seed: 20261120, numRuns: 500 });
});
it('the cells of an area lie in it and do not cover each other; what is beside is in the area and apart from what is taken', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 12 }), rectangle.filter((r) => r.width > 12 && r.height > 12), rectangle, (n, of, taken) => {
    const all = cells(n, of);
    expect(all).toHaveLength(n);
    for (const [i, a] of all.entries()) {
      expect(inside(a, of)).toBe(true);
      for (const b of all.slice(i + 1)) expect(overlap(a, b)).toBe(0);
    }
    const free = beside(taken, of);
    if (free !== null) expect([inside(free, of), overlap(free, taken)]).toEqual([true, 0]);
  }), { seed: 20261120, numRuns: 300 });
});
