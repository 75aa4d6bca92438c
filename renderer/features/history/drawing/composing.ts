import type { Columns } from '#app/history';
import type { PointView } from '#app/park';
import type { SiteTime } from '#kit/time';
import type { NotesState } from '../asking/notes.ts';
import type { Page, PagesState } from '../asking/pages.ts';
import type { AlarmsState } from '../asking/alarms.ts';
import type { Item, TrendState } from '../asking/trend-store.ts';
import { axesOf, limitsOf, steady, type Axis, type Limit } from '../model/axes.ts';
import { bandsIn } from '../model/bands.ts';
import { extentOf, silenceOf, traced, type Trace } from '../model/traced.ts';
import type { Line, Picture } from './picture.ts';

/** All that is known when something is drawn. `pointOf`: null of a point that the site has not. */
export interface Known {
  readonly trend: TrendState; readonly page: PagesState; readonly ghost: PagesState; readonly alarms: AlarmsState; readonly notes: NotesState;
  readonly pointOf: (id: string) => PointView | null; readonly nameOf: (id: string) => string; readonly site: SiteTime; readonly zone: string;
}
/** The share of the plot's height that one lane takes, and all of them at most, beside axes. */
const [laneShare, mostLanes] = [0.085, 0.5] as const;

/** The axes that are there for what is shown. */
export const axesIn = ({ items, axes }: Pick<TrendState, 'items' | 'axes'>, pointOf: Known['pointOf']): readonly Axis[] =>
  axesOf(items.filter((i) => !i.hidden).map((i) => pointOf(i.id)).filter((p) => p !== null), axes === 'unit' ? 'unit' : 'own');

/** Makes the picture out of what is known. What was traced is traced once, and an axis remembers how high it was (TRD-07). */
export function composer(known: () => Known) {
  const kept = new WeakMap<Columns, { readonly anchors: unknown; readonly trace: Trace }>();
  let heights = new Map<string, readonly [number, number]>();

  function traceOf(page: Page | null, id: string, periodMs: number): Trace | null {
    const columns = page?.of.get(id);
    if (page === null || columns === undefined) return null;
    const anchors = page.anchors.get(id);
    const there = kept.get(columns);
    if (there !== undefined && there.anchors === anchors) return there.trace;
    const trace = traced(columns, silenceOf(columns, periodMs), anchors);
    kept.set(columns, { anchors, trace });
    return trace;
  }
  function limitsFor(k: Known, id: string, analog: number): readonly Limit[] {
    const point = k.pointOf(id);
    return point === null || !k.trend.marks.limits || (analog > 2 && k.trend.focused !== id) ? [] : limitsOf(point);
  }
  function heightOf(k: Known, axis: Axis, lines: readonly Line[]): readonly [number, number] {
    if (k.trend.fixed) return [Math.min(...axis.points.map((p) => p.range.low)), Math.max(...axis.points.map((p) => p.range.high))];
    const { from, to } = k.trend.view;
    const of = lines.filter((l) => l.axis === axis.key);
    const values = of.flatMap((l) => [l.trace === null ? null : extentOf(l.trace, from, to), l.ghost === null ? null : extentOf(l.ghost, from - l.shiftMs, to - l.shiftMs)].filter((e) => e !== null).flat());
    const seen = [...values, ...(lines.length <= 2 ? of.flatMap((l) => l.limits.map((limit) => limit.at)) : [])];
    if (seen.length === 0) return heights.get(axis.key) ?? [axis.points[0]!.range.low, axis.points[0]!.range.high];
    return steady(heights.get(axis.key), Math.min(...seen), Math.max(...seen));
  }
  function lineOf(k: Known, item: Item, axisOfPoint: ReadonlyMap<string, string>, analog: number): Line {
    const period = k.pointOf(item.id)?.periodMs ?? 0;
    const { focused, shiftMs } = k.trend;
    return {
      id: item.id, slot: item.slot, axis: axisOfPoint.get(item.id) ?? null, trace: traceOf(k.page.page, item.id, period), ghost: shiftMs === 0 ? null : traceOf(k.ghost.page, item.id, period), shiftMs,
      focused: focused === item.id, faint: focused !== null && focused !== item.id, limits: limitsFor(k, item.id, analog), name: k.nameOf(item.id),
    };
  }
  return {
    /** The line of a point as it stands, whether it is drawn or not. */
    traceOf: (id: string): Trace | null => { const k = known(); return traceOf(k.page.page, id, k.pointOf(id)?.periodMs ?? 0); },
    ghostOf: (id: string): Trace | null => { const k = known(); return k.trend.shiftMs === 0 ? null : traceOf(k.ghost.page, id, k.pointOf(id)?.periodMs ?? 0); },
    picture: (): Picture => {
      const k = known();
      const { trend } = k;
      const axes = axesIn(trend, k.pointOf);
      const axisOfPoint = new Map(axes.flatMap((a) => a.points.map((p) => [p.id, a.key] as const)));
      const items = trend.items.filter((i) => !i.hidden && k.pointOf(i.id) !== null);
      const lines = items.map((i) => lineOf(k, i, axisOfPoint, axisOfPoint.size));
      const laned = lines.filter((l) => l.axis === null).length;
      const next = new Map(axes.map((a) => [a.key, heightOf(k, a, lines)] as const));
      if (!trend.fixed) heights = next;
      const points = new Set(items.map((i) => i.id));
      const { from, to } = trend.view;
      return {
        view: trend.view, lines, axes, heights: next, lanes: axes.length === 0 ? 1 : Math.min(mostLanes, laned * laneShare), cursor: trend.cursor, second: trend.second, site: k.site, zone: k.zone,
        bands: trend.marks.alarms ? bandsIn(k.alarms.bands, from, to).filter((b) => points.has(b.point)) : [],
        notes: trend.marks.notes ? k.notes.notes.filter((n) => n.at <= to && (n.to ?? n.at) >= from && n.withdrawn === null) : [],
      };
    },
  };
}
export type Composer = ReturnType<typeof composer>;
