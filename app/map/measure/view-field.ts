import type { Corner, FieldOfView } from '#app/park';
import { placeTowards } from './distance.ts';

/** What a camera sees on the ground: its place and an arc at its range, a corner every six degrees or less; a camera that sees all around gets a ring. */
export function viewField(apex: Corner, { bearing, width, range }: FieldOfView): readonly Corner[] {
  const steps = Math.max(2, Math.ceil(width / 6));
  const arc = Array.from({ length: steps + 1 }, (_, i) => placeTowards(apex, bearing - width / 2 + (width * i) / steps, range));
  return width >= 360 ? arc.slice(0, -1) : [apex, ...arc];
}
