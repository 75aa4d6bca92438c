import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayLight, frameAt, fromGrid, sunHeight, toGeocentric, toGeodetic, toGrid, zoneOf } from '#app/map';

const dms = (d: number, m: number, s: number): number => Math.sign(d) * (Math.abs(d) + m / 60 + s / 3600);
const place = fc.record({ lon: fc.double({ min: 73, max: 136, noNaN: true }), lat: fc.double({ min: 3, max: 54, noNaN: true }), height: fc.double({ min: -200, max: 5000, noNaN: true }) });

describe('MAP-14 the ellipsoid of CGCS2000', () => {
  it('gives the geocentric coordinates of the example of EPSG guidance note 7-2 (9602)', () => {
    const g = toGeocentric({ lon: dms(2, 7, 46.38), lat: dms(53, 48, 33.82), height: 73 });
    expect(g.x).toBeCloseTo(3_771_793.968, 2);
    expect(g.y).toBeCloseTo(140_253.342, 2);
    expect(g.z).toBeCloseTo(5_124_304.349, 2);
  });
  it('comes back from geocentric within a tenth of a millimetre, all over China', () => {
    fc.assert(fc.property(place, (p) => {
      const back = toGeodetic(toGeocentric(p));
      expect(Math.abs(back.lon - p.lon)).toBeLessThan(1e-9);
      expect(Math.abs(back.lat - p.lat)).toBeLessThan(1e-9);
      expect(Math.abs(back.height - p.height)).toBeLessThan(1e-4);
    }), { seed: 14, numRuns: 400 });
  });
});

describe('MAP-14 the frame of a park', () => {
  const origin = { lon: 122.9, lat: 31.2, height: 5 };
  const frame = frameAt(origin);
  it('gives the east, north and up of the example of EPSG guidance note 7-2 (9836)', () => {
    const westfield = frameAt({ lon: 5, lat: 55, height: 200 });
    const enu = westfield.toEnu(toGeodetic({ x: 3_771_793.968, y: 140_253.342, z: 5_124_304.349 }));
    expect(enu.east).toBeCloseTo(-189_013.869, 1);
    expect(enu.north).toBeCloseTo(-128_642.04, 1);
    expect(enu.up).toBeCloseTo(-4_220.171, 1);
  });
  it('is where it is, goes up with height, and comes back', () => {
    expect(Math.hypot(...Object.values(frame.toEnu(origin)))).toBe(0);
    expect(frame.toEnu({ ...origin, height: 105 }).up).toBeCloseTo(100, 6);
    fc.assert(fc.property(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: 0, max: 300 }), (east, north, up) => {
      const back = frame.toEnu(frame.toPlace({ east, north, up }));
      expect(Math.hypot(back.east - east, back.north - north, back.up - up)).toBeLessThan(1e-3);
    }), { seed: 15 });
  });
  it('has a matrix that does the same', () => {
    const m = frame.matrix;
    const [e, n, u] = [1200, -340, 17];
    const at = toGeocentric(frame.toPlace({ east: e, north: n, up: u }));
    expect(m[0]! * e + m[4]! * n + m[8]! * u + m[12]!).toBeCloseTo(at.x, 3);
    expect(m[1]! * e + m[5]! * n + m[9]! * u + m[13]!).toBeCloseTo(at.y, 3);
    expect(m[2]! * e + m[6]! * n + m[10]! * u + m[14]!).toBeCloseTo(at.z, 3);
  });
});

describe('MAP-14 the three-degree grid', () => {
  it('agrees with the published MGA94 coordinates of Flinders Peak and Buninyong (GRS80, zone 55, scale 0.9996 taken out)', () => {
    const lon0 = 147;
    for (const [lat, lon, east, north] of [[dms(-37, 57, 3.7203), dms(144, 25, 29.5244), 273_741.297, 5_796_489.777], [dms(-37, 39, 10.1561), dms(143, 55, 35.3839), 228_854.052, 5_828_259.038]] as const) {
      const grid = toGrid({ lon, lat }, lon0 / 3);
      expect(grid.east).toBeCloseTo(500_000 + (east - 500_000) / 0.9996, 2);
      expect(grid.north).toBeCloseTo((north - 10_000_000) / 0.9996, 2);
    }
  });
  it('takes the nearest zone, and reads an easting with or without its zone', () => {
    expect(zoneOf(122.9)).toBe(41);
    const grid = toGrid({ lon: 122.9, lat: 31.2 });
    expect(grid).toMatchObject({ zone: 41, lon0: 123 });
    expect(grid.east).toBeLessThan(500_000);
    for (const east of [grid.east, grid.east + 41e6]) {
      const back = fromGrid({ ...grid, east });
      expect(back.lon).toBeCloseTo(122.9, 9);
      expect(back.lat).toBeCloseTo(31.2, 9);
    }
  });
});

describe('MAP-12 day and night', () => {
  const shanghai = { lon: 121.47, lat: 31.23 };
  it('knows the height of the sun: noon of a solstice is 90 less latitude plus or minus the tilt', () => {
    const noon = (day: string): number => Math.max(...Array.from({ length: 180 }, (_, i) => sunHeight(shanghai, Date.parse(`${day}T02:30:00Z`) + i * 60_000)));
    expect(noon('2026-06-21')).toBeCloseTo(90 - 31.23 + 23.44, 1);
    expect(noon('2026-12-22')).toBeCloseTo(90 - 31.23 - 23.44, 1);
  });
  it('is bright by day, dark by night, and changes by steps', () => {
    expect(dayLight(shanghai, Date.parse('2026-06-21T04:00:00Z'))).toBe(1);
    expect(dayLight(shanghai, Date.parse('2026-06-21T16:00:00Z'))).toBe(0.7);
    const seen = new Set(Array.from({ length: 288 }, (_, i) => dayLight(shanghai, Date.parse('2026-06-21T00:00:00Z') + i * 300_000)));
    expect(seen.size).toBeLessThanOrEqual(7);
  });
});
