import type { Display, DisplayRef } from './profile.ts';

const sameSize = (a: DisplayRef, b: Display): boolean => a.bounds.width === b.bounds.width && a.bounds.height === b.bounds.height;
/** WIN-02: how a display is known again, the surest first. Ids change when a cable is put elsewhere; two of a kind have the same label and size. */
const signs: readonly ((a: DisplayRef, b: Display) => boolean)[] = [
  (a, b) => a.id === b.id && a.label === b.label && sameSize(a, b),
  (a, b) => a.id === b.id,
  (a, b) => a.label !== '' && a.label === b.label && sameSize(a, b) && a.bounds.x === b.bounds.x && a.bounds.y === b.bounds.y,
  (a, b) => a.label !== '' && a.label === b.label && sameSize(a, b),
  (a, b) => a.bounds.x === b.bounds.x && a.bounds.y === b.bounds.y,
];
/** A name for what was remembered: two windows on one display remember the same. */
export const refKey = ({ id, label, bounds: b }: DisplayRef): string => `${id} ${label} ${b.x},${b.y} ${b.width}x${b.height}`;

/** Which of the displays that are there each remembered one is, by its key; what is in no row is not there. No display is taken for two. */
export function matchDisplays(refs: readonly DisplayRef[], displays: readonly Display[]): ReadonlyMap<string, Display> {
  const found = new Map<string, Display>();
  const taken = new Set<number>();
  for (const sign of signs) {
    for (const ref of refs) {
      const key = refKey(ref);
      const display = found.has(key) ? undefined : displays.find((d) => !taken.has(d.id) && sign(ref, d));
      if (display === undefined) continue;
      found.set(key, display);
      taken.add(display.id);
    }
  }
  return found;
}
/** What to remember of a display. */
export const refOf = ({ id, label, bounds }: Display): DisplayRef => ({ id, label, bounds });
