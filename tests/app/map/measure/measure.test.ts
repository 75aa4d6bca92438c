import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaOf, boundsOf, cgcs2000, inside, lengthOf, placeTowards, riseOf, sectionOf, viewField, wayBetween, type Solid } from '#app/map';

const dms = (d: number, m: number, s: number): number => Math.sign(d) * (Math.abs(d) + m / 60 + s / 3600);
const origin = { lon: 122.9, lat: 31.2 };

describe('MAP-14 distance', () => {
  it('gives the published geodesic from Flinders Peak to Buninyong (Geoscience Australia, GRS80)', () => {
    const way = wayBetween({ lat: dms(-37, 57, 3.7203), lon: dms(144, 25, 29.5244) }, { lat: dms(-37, 39, 10.1561), lon: dms(143, 55, 35.3839) });
    expect(way?.metres).toBeCloseTo(54_972.271, 3);
    expect(way?.bearing).toBeCloseTo(dms(306, 52, 5.37), 5);
  });
  it('is nothing to itself, the same both ways, and unknown to the other end of the earth', () => {
    expect(wayBetween(origin, origin)).toEqual({ metres: 0, bearing: 0 });
    expect(wayBetween(origin, { lon: 123, lat: 31.3 })?.metres).toBeCloseTo(wayBetween({ lon: 123, lat: 31.3 }, origin)?.metres ?? 0, 6);
    expect(wayBetween({ lon: 0, lat: 0 }, { lon: 179.7, lat: 0.5 })).toBeNull();
  });
  it('goes where it is sent, within a centimetre at two kilometres', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 359 }), fc.integer({ min: 1, max: 2000 }), (bearing, metres) => {
      const way = wayBetween(origin, placeTowards(origin, bearing, metres));
      expect(Math.abs((way?.metres ?? 0) - metres)).toBeLessThan(0.01);
      expect(Math.abs((((way?.bearing ?? 0) - bearing + 540) % 360) - 180)).toBeLessThan(0.2);
    }), { seed: 7 });
  });
  it('adds the steps of a line, and tells a rise', () => {
    const line = [origin, placeTowards(origin, 90, 300), placeTowards(origin, 90, 700)];
    expect(lengthOf(line)).toBeCloseTo(700, 2);
    expect(riseOf({ ...origin, height: 5 }, { ...origin, height: 17.5 })).toBe(12.5);
  });
});

describe('MAP-14 area', () => {
  it('agrees with the closed form for a minute square of the ellipsoid', () => {
    const e = Math.sqrt(cgcs2000.f * (2 - cgcs2000.f));
    const b = cgcs2000.a * (1 - cgcs2000.f);
    const part = (lat: number): number => { const s = Math.sin((lat * Math.PI) / 180); return s / (1 - (e * s) ** 2) + Math.log((1 + e * s) / (1 - e * s)) / (2 * e); };
    const side = 1 / 60;
    const exact = ((b * b) / 2) * ((side * Math.PI) / 180) * (part(31.2 + side) - part(31.2));
    const ring = [origin, { lon: origin.lon + side, lat: 31.2 }, { lon: origin.lon + side, lat: 31.2 + side }, { lon: origin.lon, lat: 31.2 + side }];
    expect(areaOf(ring) / exact).toBeCloseTo(1, 4);
    expect(areaOf(ring.toReversed())).toBeCloseTo(areaOf(ring), 3);
    expect(areaOf(ring.slice(0, 2))).toBe(0);
  });
});

describe('rings', () => {
  const ring = [0, 90, 180, 270].map((b) => placeTowards(origin, b, 100));
  it('knows what lies inside, and its bounds', () => {
    expect(inside(origin, ring)).toBe(true);
    expect(inside(placeTowards(origin, 45, 90), ring)).toBe(false);
    expect(boundsOf([])).toBeNull();
    expect(boundsOf(ring)?.north).toBeCloseTo(ring[0]?.lat ?? 0, 12);
  });
});

describe('what a camera sees', () => {
  it('is a slice of a circle around its axis, or all of it', () => {
    const field = viewField(origin, { bearing: 90, width: 40, range: 200, tilt: -5 });
    expect(field[0]).toEqual(origin);
    const bearings = field.slice(1).map((c) => wayBetween(origin, c)?.bearing ?? 0);
    expect(Math.min(...bearings)).toBeCloseTo(70, 2);
    expect(Math.max(...bearings)).toBeCloseTo(110, 2);
    expect(field.slice(1).every((c) => Math.abs((wayBetween(origin, c)?.metres ?? 0) - 200) < 0.01)).toBe(true);
    expect(viewField(origin, { bearing: 0, width: 360, range: 50, tilt: 0 }).some((c) => c === origin)).toBe(false);
  });
});

describe('MAP-07 a section', () => {
  const at = (bearing: number, metres: number) => ({ ...placeTowards(origin, bearing, metres), height: 5 });
  const tank: Solid = { id: 'tank', position: at(90, 100), shape: { form: 'cylinder', length: 20, width: 20, height: 12, heading: 0 } };
  const hall: Solid = { id: 'hall', position: at(90, 300), shape: { form: 'box', length: 60, width: 20, height: 9, heading: 90 } };
  const aside: Solid = { id: 'aside', position: at(45, 300), shape: { form: 'box', length: 20, width: 20, height: 9, heading: 0 } };
  const sphere: Solid = { id: 'sphere', position: at(90, 400), shape: { form: 'sphere', length: 16, width: 16, height: 16, heading: 0, base: 4 } };
  it('cuts what stands along the line, in order, and nothing else', () => {
    const { length, cuts } = sectionOf(origin, at(90, 500), [sphere, hall, aside, tank]);
    expect(length).toBeCloseTo(500, 1);
    expect(cuts.map((c) => c.id)).toEqual(['tank', 'hall', 'sphere']);
    expect(cuts[0]?.from).toBeCloseTo(90, 1);
    expect(cuts[0]?.to).toBeCloseTo(110, 1);
    expect(cuts[1]?.from).toBeCloseTo(270, 1);
    expect(cuts[1]?.to).toBeCloseTo(330, 1);
    expect(cuts[2]).toMatchObject({ foot: 9, top: 25 });
  });
  it('ends where the line ends, and a point cuts nothing', () => {
    expect(sectionOf(origin, at(90, 100), [tank]).cuts[0]?.to).toBeCloseTo(100, 2);
    expect(sectionOf(at(90, 120), at(90, 240), [tank, hall]).cuts).toEqual([]);
    expect(sectionOf(origin, origin, [tank])).toEqual({ length: 0, cuts: [] });
  });
});
