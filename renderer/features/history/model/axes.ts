import type { PointView } from '#app/park';

export const axisModes = ['unit', 'own', 'none'] as const;
/** TRD-06: points of one unit on one axis, or each on its own, or no axis drawn (each has its own height then). */
export type AxisMode = (typeof axisModes)[number];
export interface Axis { readonly key: string; readonly unit: string; readonly points: readonly PointView[] }

/** The axes of the analog points, in the order of their first. Digital and text points have lanes, no axis. */
export function axesOf(points: readonly PointView[], mode: AxisMode): readonly Axis[] {
  const analog = points.filter((p) => p.type === 'analog');
  const by = Map.groupBy(analog, (p) => (mode === 'unit' ? `unit ${p.unit}` : `point ${p.id}`));
  return [...by].map(([key, of]) => ({ key, unit: of[0]!.unit, points: of }));
}

export const limitKinds = ['HH', 'H', 'L', 'LL'] as const;
export type LimitKind = (typeof limitKinds)[number];
export interface Limit { readonly kind: LimitKind; readonly at: number }
export const limitsOf = ({ limits }: Pick<PointView, 'limits'>): readonly Limit[] => limitKinds.flatMap((kind) => { const at = limits[kind]; return at === null ? [] : [{ kind, at }]; });

type Height = readonly [low: number, high: number];
/** A round step that goes some five times into a height. */
function stepOf(height: number): number {
  const rough = height / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 2.5, 5, 10].find((n) => n * power >= rough) ?? 10) * power;
}
/** A little more than what must be seen, on round figures. */
export function roomy(low: number, high: number): Height {
  const height = Math.max(high > low ? high - low : Math.abs(high) * 0.02, Math.abs(high) * 1e-9, Math.abs(low) * 1e-9, 1e-9);
  const step = stepOf(height) / 5;
  return [Math.floor((low - height * 0.05) / step) * step, Math.ceil((high + height * 0.05) / step) * step];
}
/** TRD-07: an axis stays as it is while what must be seen fits in it and fills a third of it, so that it does not jump with every value. */
export function steady(before: Height | undefined, low: number, high: number): Height {
  const next = roomy(low, high);
  if (before === undefined || low < before[0] || high > before[1]) return next;
  return high - low >= (before[1] - before[0]) / 3 || next[1] - next[0] >= (before[1] - before[0]) * 0.6 ? before : next;
}
