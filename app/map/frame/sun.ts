import type { Corner } from '#app/park';
import { degrees, radians } from './ellipsoid.ts';

/** How high the sun stands over a place, in degrees above the horizon. `at`: epoch ms. After Meeus, Astronomical Algorithms (1998), chapter 25, low accuracy: a hundredth of a degree, without refraction. */
export function sunHeight({ lon, lat }: Corner, at: number): number {
  const days = at / 86_400_000 + 2_440_587.5 - 2_451_545;
  const anomaly = radians(357.5291 + 0.985_600_28 * days);
  const centre = 1.9148 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly) + 0.0003 * Math.sin(3 * anomaly);
  const longitude = radians(280.4665 + 0.985_647_36 * days + centre);
  const tilt = radians(23.4393 - 0.000_000_36 * days);
  const ascension = Math.atan2(Math.cos(tilt) * Math.sin(longitude), Math.cos(longitude));
  const declination = Math.asin(Math.sin(tilt) * Math.sin(longitude));
  const hour = radians(280.460_618_37 + 360.985_647_366_29 * days + lon) - ascension;
  return degrees(Math.asin(Math.sin(radians(lat)) * Math.sin(declination) + Math.cos(radians(lat)) * Math.cos(declination) * Math.cos(hour)));
}

/** The light of a map by day and night (MAP-12): 1 while the sun is well up, 0.7 from civil dusk (6 degrees below) on, in steps of a twentieth so that it changes a few times a day only. */
export function dayLight(place: Corner, at: number): number {
  const part = Math.max(0, Math.min(1, (sunHeight(place, at) + 6) / 12));
  return Math.round((0.7 + 0.3 * part) * 20) / 20;
}
