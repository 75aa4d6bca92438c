import { describe, expect, it } from 'vitest';
import { gaps } from './gaps.ts';
import { isCounted, sequences } from './sequence.ts';
import { leastSquares } from './slope.ts';

describe('counting by sequence', () => {
  it('finds what never came, by number, and begins where a point begins', () => {
    const s = sequences();
    for (const n of [7, 8, 11]) s.hear(0, n);
    for (const n of [9, 10, 11]) s.hear(1, n);
    expect(s.missing()).toEqual([{ number: 9, points: 1 }, { number: 10, points: 1 }]);
    expect([s.lost(), s.heard()]).toEqual([2, 2]);
  });
  it('takes what comes late for kept and what comes twice for said again', () => {
    const s = sequences();
    expect([1, 4, 3, 3, 4, 5, 2].map((n) => s.hear(0, n))).toEqual(['new', 'new', 'kept', 'again', 'again', 'new', 'kept']);
    expect(s.lost()).toBe(0);
  });
  it('forgets its gaps when it begins anew, and not where it was', () => {
    const s = sequences();
    for (const n of [1, 5]) s.hear(0, n);
    s.restart();
    s.hear(0, 7);
    expect(s.missing()).toEqual([{ number: 6, points: 1 }]);
  });
  it('knows what no counter shows', () => {
    expect([1, 5000, 0, -1, 1.5, 5001, 9999].map((n) => isCounted(n, 5000))).toEqual([true, true, false, false, false, false, false]);
  });
  it('tells a silence once it is over', () => {
    const g = gaps(1000);
    expect([g.seen(0), g.seen(1000), g.seen(2500), g.seen(2600)]).toEqual([null, null, { from: 1000, to: 2500 }, null]);
  });
});

describe('the slope of memory', () => {
  const noise = [0.3, -0.4, 0.1, -0.2, 0.4, -0.3, 0.2, -0.1, 0.05, -0.05];
  it('is that of the line, with an interval that holds it', () => {
    const { slope, half, n } = leastSquares(noise.map((e, x) => ({ x, y: 100 + 2 * x + e })));
    expect(n).toBe(10);
    expect(Math.abs(slope - 2)).toBeLessThan(half);
    expect(half).toBeLessThan(0.2);
  });
  it('is exact of a line, and unknown of two samples', () => {
    const { slope, half } = leastSquares([0, 1, 2, 3].map((x) => ({ x, y: 5 - 3 * x })));
    expect(slope).toBeCloseTo(-3);
    expect(half).toBeCloseTo(0);
    expect(leastSquares([{ x: 0, y: 1 }, { x: 1, y: 2 }]).slope).toBeNaN();
  });
  it('proves less where its samples hang together', () => {
    const wave = (width: number) => leastSquares(Array.from({ length: 60 }, (_, x) => ({ x, y: 0.1 * x + (Math.floor(x / width) % 2) })));
    expect(wave(10).half).toBeGreaterThan(1.5 * wave(1).half);
  });
});
