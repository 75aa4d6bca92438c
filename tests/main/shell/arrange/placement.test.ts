import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Bounds, place } from '../../../../main/shell/windows/placement.ts';

const left: Bounds = { x: 0, y: 0, width: 1920, height: 1040 };
const right: Bounds = { x: 1920, y: 0, width: 2560, height: 1400 };

it.each([
  ['never placed: the whole first display', undefined, [left, right], left],
  ['where it was', { x: 2000, y: 100, width: 1600, height: 900 }, [left, right], { x: 2000, y: 100, width: 1600, height: 900 }],
  ['its display is gone: the first', { x: 2000, y: 100, width: 1600, height: 900 }, [left], left],
  ['half outside: moved in', { x: -500, y: -20, width: 1600, height: 900 }, [left], { x: 0, y: 0, width: 1600, height: 900 }],
  ['larger than its display now is: shrunk', { x: 2000, y: 0, width: 5000, height: 3000 }, [left, right], right],
] as const)('%s', (_story, saved, areas, expected) => {
  expect(place(saved, areas, left)).toEqual(expected);
});

it('whatever was saved, the window lies whole on a display', () => {
  const bounds = fc.record({ x: fc.integer({ min: -9000, max: 9000 }), y: fc.integer({ min: -9000, max: 9000 }), width: fc.integer({ min: 1, max: 9000 }), height: fc.integer({ min: 1, max: 9000 }) });
  const inside = (w: Bounds, d: Bounds) => w.x >= d.x && w.y >= d.y && w.x + w.width <= d.x + d.width && w.y + w.height <= d.y + d.height;
  fc.assert(fc.property(bounds, (saved) => [left, right].some((d) => inside(place(saved, [left, right], left), d))), { seed: 20261120, numRuns: 500 });
});
