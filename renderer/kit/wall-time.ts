import { zoneNamed } from '#app/duty';

/** A moment that was typed as the park's own wall time (`2026-11-20T18:30`), in epoch ms; null: there is none. */
export function wallTime(text: string, zone: string): number | null {
  const wall = text === '' ? Number.NaN : Date.parse(`${text}Z`);
  if (Number.isNaN(wall)) return null;
  const known = zoneNamed(zone);
  return known.ok ? wall - known.value.offsetAt(wall - known.value.offsetAt(wall)) : wall;
}
