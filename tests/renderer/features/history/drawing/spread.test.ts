import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spread } from '../../../../../renderer/features/history/drawing/spread.ts';

it('labels never lie on one another, keep their order, and stay where they are while there is room', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 10, max: 200 }), { maxLength: 8 }), (heights) => {
    const at = new Map(heights.map((y, i) => [i, y]));
    const placed = spread(at, 16, 10, 200);
    const order = [...at].toSorted(([, a], [, b]) => a - b).map(([key]) => placed.get(key) ?? NaN);
    for (let i = 1; i < order.length; i++) expect(order[i]! - order[i - 1]!).toBeGreaterThanOrEqual(16);
    for (const y of order) expect(y >= 10 && y <= 200).toBe(true);
    const apart = heights.every((y, i) => heights.every((z, k) => i === k || Math.abs(y - z) >= 16));
    if (apart) expect([...placed.values()].toSorted((a, b) => a - b)).toEqual(heights.toSorted((a, b) => a - b));
  }), { seed: 41 });
});
