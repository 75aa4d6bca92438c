import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortedRows } from '#kit/rows';
import type { AlarmView } from '#app/alarm';
import { letterMm, wallHeight } from '../../../../../renderer/features/alarm/screen/legible.ts';
import { capacity, layoutOf, roomIn } from '../../../../../renderer/features/alarm/screen/room.ts';
import { zoning } from '../../../../../renderer/features/alarm/screen/zoning.ts';
import { alarm } from '../../../engine-double.ts';

it('letters at 8 m: 37 mm under 16 minutes of arc, 47 mm under 20', () => {
  expect(Math.round(letterMm(8, 16))).toBe(37);
  expect(Math.round(letterMm(8, 20))).toBe(47);
  expect(wallHeight(30, 8, 1080)).toBeCloseTo(1.49, 1);            // a wall of 1080 lines, one and a half metres high
  expect(wallHeight(60, 8, 1080)).toBeCloseTo(wallHeight(30, 8, 1080) / 2, 6);
});

it('a zone holds at least one row, more where there is more room, fewer with larger letters, and never more than fit', () => {
  fc.assert(fc.property(fc.integer({ min: 50, max: 6000 }), fc.integer({ min: 0, max: 2000 }), fc.double({ min: 0.5, max: 4, noNaN: true }), (width, height, scale) => {
    const room = roomIn(width, height, scale);
    expect(capacity(room)).toBeGreaterThanOrEqual(1);
    if (room.rows > 1) expect(room.rows * (room.low ? 62 : 104) * scale + (room.rows - 1) * 6).toBeLessThanOrEqual(height + 1e-6);
    expect(roomIn(width, height, scale * 1.5).columns).toBeLessThanOrEqual(room.columns);
    expect(roomIn(width * 2, height, scale).columns).toBeGreaterThanOrEqual(room.columns);
  }), { seed: 28 });
  expect(roomIn(1060, 730, 1)).toEqual({ columns: 1, rows: 6, low: false, narrow: false });
  expect(roomIn(840, 200, 1)).toMatchObject({ rows: 3, low: true });
});

it('lies as the window is: beside one another on a row of displays, and only what waits when the letters are large', () => {
  expect([layoutOf(1920, 1080, 1), layoutOf(5760, 1080, 1), layoutOf(1920, 1080, 1.5), layoutOf(5760, 1080, 2), layoutOf(1280, 720, 1)]).toEqual(['side', 'wide', 'few', 'wideFew', 'few']);
});

it('ZON-06 each alarm once, the silent ones counted', () => {
  const rows = sortedRows<AlarmView>((a) => a.id, (a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
  const silent = { shelved: true, byDesign: false, outOfService: false };
  for (const a of [alarm('new', { raisedAt: 200 }), alarm('seen', { raisedAt: 200, state: 'acknowledged' }), alarm('old', { raisedAt: 50 }), alarm('closing', { raisedAt: 200, state: 'normal', confirmed: false }), alarm('shelved', { raisedAt: 200, suppressed: silent })]) rows.put(a);
  const { by, silent: count } = zoning(rows.view(), 100);
  expect(Object.fromEntries(Object.entries(by).map(([zone, list]) => [zone, list.map((a) => a.id)]))).toEqual({ onScreen: ['new'], watched: ['seen'], leaving: ['closing'], carried: ['old'] });
  expect(count).toBe(1);
});
