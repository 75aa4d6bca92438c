import type { AlarmView } from '#app/alarm';
import type { Words } from '#kit/words';
import { contactOf, placesOf, type About, type Park } from '../outside.ts';

/** What the park's model says about an alarm. */
export function aboutIn(park: Park, words: Words, a: AlarmView): About {
  const point = a.point === null ? null : park.points.get(a.point) ?? null;
  const source = park.sources.get(a.source);
  const places = point === null ? [] : placesOf(park, point.asset).filter((p) => p.kind !== 'park');
  return { point, level: park.levels.get(a.level) ?? null, source: source === undefined ? a.source : words.name(source.name), places, contact: point === null ? null : contactOf(park, point.asset) };
}
