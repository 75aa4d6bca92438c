import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossing } from '../../../../app/park/map/check.ts';

const ring = (...corners: (readonly [number, number])[]): { lon: number; lat: number }[] => corners.map(([lon, lat]) => ({ lon, lat }));

describe('PRK-27 an outline', () => {
  it('may be any shape that encloses one piece of ground, either way round', () => {
    const l = [[0, 0], [4, 0], [4, 1], [1, 1], [1, 4], [0, 4]] as const;
    expect(crossing(ring(...l))).toBe(-1);
    expect(crossing(ring(...l.toReversed()))).toBe(-1);
  });
  it('is refused as a bow tie, and where a corner lies on another side', () => {
    expect(crossing(ring([0, 0], [2, 2], [2, 0], [0, 2]))).toBe(0);
    expect(crossing(ring([0, 0], [4, 0], [4, 4], [2, 0], [0, 4]))).toBe(0);
  });
  it('is right about rings about a middle, and about two corners of them exchanged', () => fc.assert(fc.property(fc.integer({ min: 5, max: 40 }), fc.array(fc.double({ min: 0.5, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }), fc.nat(), (n, radius, k) => {
    const corners = Array.from({ length: n }, (_, i) => [radius[i]! * Math.cos((i * 2 * Math.PI) / n), radius[i]! * Math.sin((i * 2 * Math.PI) / n)] as const);
    expect(crossing(ring(...corners))).toBe(-1);
    const circle = Array.from({ length: n }, (_, i) => [Math.cos((i * 2 * Math.PI) / n), Math.sin((i * 2 * Math.PI) / n)] as const);
    const [a, b] = [k % n, (k + 1) % n];
    const crossed = circle.map((c, i) => (i === a ? circle[b]! : i === b ? circle[a]! : c));
    expect(crossing(ring(...crossed))).toBeGreaterThanOrEqual(0);
  }), { seed: 27, numRuns: 200 }));
});
