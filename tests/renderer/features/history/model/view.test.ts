import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { between, followed, leastSpan, liveView, mostSpan, moved, presets, showing, spanned, spanOf, zoomed, type View } from '../../../../../renderer/features/history/model/view.ts';

const now = 1_790_000_000_000;
const hour = 3_600_000;

it('TRD-01: a live view goes on; moved back it stays where it is; moved to now it is live again', () => {
  const live = liveView(hour, now);
  expect(followed(live, now + 1000)).toEqual({ from: now + 1000 - hour, to: now + 1000, live: true });
  const back = moved(live, -10_000, now);
  expect(back).toEqual({ from: now - hour - 10_000, to: now - 10_000, live: false });
  expect(followed(back, now + 5000)).toBe(back);
  expect(moved(back, 10_000, now)).toEqual(live);
  expect(moved(back, 90_000_000, now)).toEqual(live);
});

it('zooming keeps the moment under the pointer where it is, and a live view live', () => {
  const view = between(now - 10 * hour, now - 8 * hour, now);
  const at = now - 9.5 * hour;
  const near = zoomed(view, 0.5, at, now);
  expect(spanOf(near)).toBe(hour);
  expect((at - near.from) / spanOf(near)).toBeCloseTo((at - view.from) / spanOf(view), 9);
  expect(zoomed(liveView(hour, now), 2, now - 1000, now)).toEqual(liveView(2 * hour, now));
  for (const span of presets) expect(spanned(view, span, now)).toMatchObject(span > 16 * hour ? { live: true } : { live: false });
});

it('shows a moment that is out of sight in the middle, and moves for none that is in sight', () => {
  const view = between(now - 2 * hour, now - hour, now);
  expect(showing(view, now - 1.5 * hour, now)).toBe(view);
  expect(showing(view, now - 30 * hour, now)).toEqual({ from: now - 30.5 * hour, to: now - 29.5 * hour, live: false });
  expect(showing(view, now - 1000, now).live).toBe(true);
});

it('TRD-05: whatever a hand does, a view has a bounded span, ends at now at the latest, and is live only there', () => {
  const act = fc.oneof(
    fc.double({ min: -1e13, max: 1e13, noNaN: true }).map((by) => (v: View, t: number) => moved(v, by, t)),
    fc.tuple(fc.double({ min: 0.001, max: 1000, noNaN: true }), fc.double({ min: -1, max: 2, noNaN: true })).map(([f, s]) => (v: View, t: number) => zoomed(v, f, v.from + s * spanOf(v), t)),
    fc.tuple(fc.double({ min: 0, max: 2e12, noNaN: true }), fc.double({ min: 0, max: 2e12, noNaN: true })).map(([a, b]) => (_: View, t: number) => between(Math.min(a, b), Math.max(a, b), t)),
    fc.nat(100_000).map((ms) => (v: View, t: number) => followed(v, t + ms)),
  );
  fc.assert(fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
    let v = liveView(hour, now);
    for (const run of acts) v = run(v, now);
    expect(spanOf(v)).toBeGreaterThanOrEqual(leastSpan - 1);
    expect(spanOf(v)).toBeLessThanOrEqual(mostSpan + 1);
    expect(v.from).toBeGreaterThanOrEqual(-1);
    if (!v.live) expect(v.to).toBeLessThan(now);
  }));
});
