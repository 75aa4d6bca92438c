/** How many lines are drawn at first (more than the tallest screen shows), and how many more each time the end of them comes near. */
export const linesAtOnce = 80;

/** How a list is scrolled, in pixels. */
export interface Scrolled { readonly scrollTop: number; readonly clientHeight: number; readonly scrollHeight: number }

/** How many lines are drawn after it was scrolled so: more when its end is less than a screen away, and at its top as few as at first, so that a list that once was read to its end costs nothing for ever. `all`: how many there are. */
export function drawnAfter(drawn: number, { scrollTop, clientHeight, scrollHeight }: Scrolled, all: number): number {
  if (scrollTop === 0) return linesAtOnce;
  return scrollTop + 2 * clientHeight > scrollHeight ? Math.min(drawn, all) + linesAtOnce : drawn;
}
