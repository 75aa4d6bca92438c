import type { Bounds } from '#app/contract';

/** The area that two rectangles share, in square pixels. */
export const overlap = (a: Bounds, b: Bounds): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) * Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));
const between = (low: number, n: number, high: number): number => Math.max(low, Math.min(n, high));

/** Moved, and shrunk where it must be, so that it lies whole in `area`. */
export function placeIn(wanted: Bounds, area: Bounds): Bounds {
  const width = between(1, wanted.width, area.width);
  const height = between(1, wanted.height, area.height);
  return { width, height, x: between(area.x, wanted.x, area.x + area.width - width), y: between(area.y, wanted.y, area.y + area.height - height) };
}

/** The larger of the two parts of `area` that lie left and right of `taken`; null where it leaves none. */
export function beside(taken: Bounds, area: Bounds): Bounds | null {
  const left = { ...area, width: between(0, taken.x - area.x, area.width) };
  const from = between(area.x, taken.x + taken.width, area.x + area.width);
  const right = { ...area, x: from, width: area.x + area.width - from };
  const larger = right.width >= left.width ? right : left;
  return larger.width > 0 ? larger : null;
}

/** `n` equal cells of `area`, as near to a screen's 16:10 as they can be. */
export function cells(n: number, area: Bounds): readonly Bounds[] {
  const across = Math.min(n, Math.max(1, Math.round(Math.sqrt((n * area.width) / area.height / 1.6))));
  const down = Math.ceil(n / across);
  const [width, height] = [Math.floor(area.width / across), Math.floor(area.height / down)];
  return Array.from({ length: n }, (_, i) => ({ x: area.x + (i % across) * width, y: area.y + Math.floor(i / across) * height, width: Math.max(1, width), height: Math.max(1, height) }));
}
