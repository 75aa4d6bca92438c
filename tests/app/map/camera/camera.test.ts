import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounded, bounds, cameraOf, fitted, flight, frameAt, metresPerPixel, panned, projectionOf, saved, SavedView, turned, zoomed, type Camera } from '#app/map';

const viewport = { width: 1280, height: 720 };
const camera = (more: Partial<Camera> = {}): Camera => ({ target: { east: 100, north: -50, up: 0 }, range: 800, heading: 30, pitch: 45, plan: false, ...more });
const any = fc.record({ target: fc.record({ east: fc.integer({ min: -4000, max: 4000 }), north: fc.integer({ min: -4000, max: 4000 }), up: fc.constant(0) }), range: fc.integer({ min: 60, max: 9000 }), heading: fc.integer({ min: 0, max: 359 }), pitch: fc.integer({ min: 15, max: 90 }), plan: fc.boolean() });

describe('a camera', () => {
  it('puts what it looks at into the middle, whatever it is turned to', () => {
    fc.assert(fc.property(any, (c) => {
      const s = projectionOf(c, viewport).project(c.target);
      expect(s?.x).toBeCloseTo(640, 6);
      expect(s?.y).toBeCloseTo(360, 6);
      expect(s?.depth).toBeCloseTo(c.range, 6);
    }), { seed: 1 });
  });
  it('finds the ground under a pixel again', () => {
    fc.assert(fc.property(any, fc.integer({ min: 0, max: 1280 }), fc.integer({ min: 200, max: 720 }), (c, x, y) => {
      const p = projectionOf(c, viewport);
      const at = p.ground(x, y);
      if (at === null) return;
      const s = p.project(at);
      expect(s?.x).toBeCloseTo(x, 4);
      expect(s?.y).toBeCloseTo(y, 4);
    }), { seed: 2 });
  });
  it('sees east to the right and what is farther north higher up, when it looks north', () => {
    const p = projectionOf(camera({ heading: 0 }), viewport);
    const [middle, east, north] = [[0, 0], [50, 0], [0, 50]].map(([e, n]) => p.project({ east: 100 + e!, north: -50 + n!, up: 0 }));
    expect(east!.x).toBeGreaterThan(middle!.x);
    expect(north!.y).toBeLessThan(middle!.y);
    expect(p.project({ east: 100, north: -50, up: 30 })!.y).toBeLessThan(middle!.y);
  });
  it('sees the sky above the horizon, and nothing behind itself', () => {
    const p = projectionOf(camera({ pitch: 10 }), viewport);
    expect(p.ground(640, 5)).toBeNull();
    expect(projectionOf(camera({ heading: 0 }), viewport).project({ east: 100, north: -5000, up: 0 })).toBeNull();
  });
  it('MAP-13 in plan has north up and no perspective', () => {
    const c = camera({ plan: true, heading: 77, pitch: 20 });
    const p = projectionOf(c, viewport);
    const k = metresPerPixel(c, viewport);
    expect(p.project({ east: 200, north: -50, up: 40 })).toMatchObject({ y: expect.closeTo(360, 6) as number, x: expect.closeTo(640 + 100 / k, 6) as number });
  });
});

describe('a hand', () => {
  it('holds the ground: what was under the pointer stays under it, near the middle', () => {
    const c = camera({ pitch: 60 });
    const before = projectionOf(c, viewport).ground(640, 360);
    const after = projectionOf(panned(c, 30, 12, viewport), viewport).project(before!);
    expect(Math.abs(after!.x - 670)).toBeLessThan(1);
    expect(Math.abs(after!.y - 372)).toBeLessThan(1);
  });
  it('comes nearer to what is under the pointer', () => {
    const c = camera();
    const at = projectionOf(c, viewport).ground(900, 500)!;
    const s = projectionOf(zoomed(c, 0.5, at), viewport).project(at)!;
    expect(s.x).toBeCloseTo(900, 3);
    expect(s.y).toBeCloseTo(500, 3);
  });
  it('cannot leave the bounds', () => {
    expect(zoomed(camera(), 1e-9).range).toBe(bounds.nearest);
    expect(zoomed(camera(), 1e9).range).toBe(bounds.farthest);
    expect(turned(camera(), -400, 400)).toMatchObject({ heading: 350, pitch: bounds.steepest });
    expect(bounded(camera({ pitch: -20 })).pitch).toBe(bounds.flattest);
  });
  it('fits places into the view', () => {
    const places = [[-900, -300], [900, 200], [0, 500]].map(([east, north]) => ({ east: east!, north: north!, up: 0 }));
    const p = projectionOf(fitted(places, viewport, { heading: 20, pitch: 50, plan: false })!, viewport);
    for (const place of places) { const s = p.project(place)!; expect(s.x > 0 && s.x < 1280 && s.y > 0 && s.y < 720).toBe(true); }
    expect(fitted([], viewport, camera())).toBeNull();
    expect(fitted([{ east: 1, north: 2, up: 3 }], viewport, camera(), 300)).toMatchObject({ range: 300, target: { east: 1, north: 2 } });
  });
});

describe('MAP-11 a flight', () => {
  it('ends where it should, takes 0.3 to 1.6 s, and rises over what is far', () => {
    fc.assert(fc.property(any, any, (a, b) => {
      const way = flight(a, b);
      expect(way.ms >= 300 && way.ms <= 1600).toBe(true);
      expect(way.at(1)).toEqual(b);
      const start = way.at(0);
      expect(Math.hypot(start.target.east - a.target.east, start.target.north - a.target.north)).toBeLessThan(1e-3 * a.range + 1e-6);
      expect(start.range / a.range).toBeCloseTo(1, 6);
      expect([0.1, 0.5, 0.9].every((t) => Number.isFinite(way.at(t).range) && way.at(t).range > 0)).toBe(true);
    }), { seed: 3 });
    const far = flight(camera({ range: 300 }), camera({ range: 300, target: { east: 4000, north: 0, up: 0 } }));
    expect(far.at(0.5).range).toBeGreaterThan(900);
  });
});

describe('a saved view', () => {
  it('does not depend on the frame', () => {
    const [one, other] = [frameAt({ lon: 122.9, lat: 31.2, height: 5 }), frameAt({ lon: 122.95, lat: 31.23, height: 5 })];
    const view = saved(camera(), one);
    expect(SavedView.safeParse(view).success).toBe(true);
    const again = saved(cameraOf(view, other), other);
    expect(again.lon).toBeCloseTo(view.lon, 9);
    expect(again).toMatchObject({ range: 800, heading: 30, pitch: 45, plan: false });
  });
});
