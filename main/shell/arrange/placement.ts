import { z } from 'zod';

const Bounds = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int().positive(), height: z.number().int().positive() });
export type Bounds = z.infer<typeof Bounds>;
/** Where each kind of window stood, in screen pixels. */
export const Placements = z.record(z.string(), Bounds);
export type Placements = z.infer<typeof Placements>;

const overlap = (a: Bounds, b: Bounds): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) * Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));
const between = (low: number, n: number, high: number): number => Math.max(low, Math.min(n, high));

/** Where a window shall stand: as it was, moved and shrunk into the display it shares most with; the whole first display where it was never placed or its display is gone. `areas` is not empty. */
export function place(saved: Bounds | undefined, areas: readonly Bounds[], first: Bounds): Bounds {
  if (saved === undefined) return first;
  const best = areas.reduce((a, b) => (overlap(saved, b) > overlap(saved, a) ? b : a), first);
  if (overlap(saved, best) === 0) return first;
  const width = Math.min(saved.width, best.width);
  const height = Math.min(saved.height, best.height);
  return { width, height, x: between(best.x, saved.x, best.x + best.width - width), y: between(best.y, saved.y, best.y + best.height - height) };
}
