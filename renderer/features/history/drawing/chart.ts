import uPlot from 'uplot';
import { cssColour } from '#kit/look/theme';
import { plain } from '#kit/number';
import type { SiteTime } from '#kit/time';
import type { Axis } from '../model/axes.ts';
import { drawLines } from './lines.ts';
import { drawAbove, drawCursors, drawLimits, drawNumbers, drawShades } from './marks.ts';
import { aboveRow, chartFont, seriesColour, type Hit, type Picture } from './picture.ts';

/** A chart that is drawn again whenever it is told; it holds no values of its own. */
export interface Chart {
  /** Draws what the picture says now. */
  draw(): void;
  size(width: number, height: number): void;
  /** Where the plot is in the box, CSS px. */
  plot(): { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  /** What was drawn at a place of the plot's own frame that can be pressed. */
  hitAt(x: number, y: number): Hit['what'] | null;
  readonly over: HTMLElement;
  destroy(): void;
}

const day = 86_400_000;
/** The room at the right end of the lines where their numbers stand, px. */
const numbersWidth = 32;
/** A mark of the time axis: the date at midnight and where marks are days apart, seconds where they are less than a minute apart. */
export function tickOf(ms: number, stepMs: number, site: SiteTime): string {
  const clock = site.clock(ms);
  if (stepMs >= day || clock === '00:00:00') return site.day(ms).slice(5);
  return stepMs < 60_000 ? clock : clock.slice(0, 5);
}

function axisOf(axis: Axis, i: number, slots: ReadonlyMap<string, number>, lanes: () => number, colour: (name: `--${string}`) => string): uPlot.Axis {
  const slotsOf = axis.points.map((p) => slots.get(p.id) ?? 1);
  const ink = (): string => colour(slotsOf.length === 1 ? seriesColour(slotsOf[0]!) : '--dim');
  return {
    scale: axis.key, side: i % 2 === 0 ? 3 : 1, size: 54, space: 36, font: chartFont, stroke: ink, labelFont: chartFont, label: `${axis.unit === '' ? '—' : axis.unit}  [${slotsOf.join(' ')}]`, labelSize: 20, labelGap: 0,
    grid: { show: i === 0, stroke: () => colour('--trend-grid'), width: 1 }, ticks: { stroke: () => colour('--trend-grid'), width: 1, size: 5 },
    filter: (u, splits) => { const scale = u.scales[axis.key]; const low = (scale?.min ?? 0) + ((scale?.max ?? 1) - (scale?.min ?? 0)) * lanes() - 1e-9; return splits.map((s) => (s >= low ? s : null)); },
    values: (_u, splits) => splits.map((s) => (s === null ? '' : plain(s))),
  };
}

/** A chart in `box` with these axes; `picture` is asked at each drawing. */
export function chart(box: HTMLElement, size: { readonly width: number; readonly height: number }, axes: readonly Axis[], slots: ReadonlyMap<string, number>, drawn: boolean, picture: () => Picture, now: () => number): Chart {
  let colours = new Map<string, string>();
  let hits: readonly Hit[] = [];
  const colour = (name: `--${string}`): string => {
    const there = colours.get(name);
    if (there !== undefined) return there;
    const fresh = cssColour(name, box);
    colours.set(name, fresh);
    return fresh;
  };
  /** An axis goes down below what it shows, by as much as the lanes take. */
  const reach = (key: string): [number, number] => {
    const { heights, lanes } = picture();
    const [low, high] = heights.get(key) ?? [0, 1];
    return [low - ((high - low) * lanes) / Math.max(0.05, 1 - lanes), high];
  };
  /** The two ends of what is seen, and nothing else: what is drawn is drawn by us. */
  const frame = (): uPlot.AlignedData => { const { from, to } = picture().view; return [[from / 1000, to / 1000], ...Array.from({ length: Math.max(1, axes.length) }, () => [null, null])]; };
  const shown = drawn ? axes : [];
  const u = new uPlot({
    ...size, legend: { show: false }, cursor: { show: false }, padding: [aboveRow + 4, 4, 0, shown.length === 0 ? 12 : 0],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), picture().zone),
    scales: { x: { time: true, range: () => { const { from, to } = picture().view; return [from / 1000, to / 1000]; } }, ...Object.fromEntries(axes.map((a) => [a.key, { range: () => reach(a.key) }])) },
    axes: [
      { stroke: () => colour('--dim'), font: chartFont, space: 96, size: 34, grid: { stroke: () => colour('--trend-grid'), width: 1 }, ticks: { stroke: () => colour('--trend-grid'), width: 1, size: 5 },
        values: (_u, splits) => { const step = ((splits[1] ?? 0) - (splits[0] ?? 0)) * 1000; return splits.map((s) => tickOf(s * 1000, step, picture().site)); } },
      { scale: axes[0]?.key ?? 'y', side: 1, size: numbersWidth, grid: { show: false }, ticks: { show: false }, values: () => [] },
      ...shown.map((a, i) => axisOf(a, i, slots, () => picture().lanes, colour)),
    ],
    series: [{}, ...(axes.length === 0 ? [{ scale: 'y' }] : axes.map((a) => ({ scale: a.key })))],
    hooks: {
      drawClear: [(self) => { colours = new Map(); drawShades(self, picture(), colour); }],
      draw: [(self) => {
        const now_ = now();
        const p = picture();
        const lines = drawLines(self, p, colour);
        drawLimits(self, lines, colour);
        drawNumbers(self, p, lines, colour);
        drawCursors(self, p, colour);
        hits = drawAbove(self, p, now_, colour);
      }],
    },
  }, frame(), box);
  return {
    over: u.over,
    draw: () => u.setData(frame()),
    size: (width, height) => u.setSize({ width, height }),
    plot: () => ({ left: u.over.offsetLeft, top: u.over.offsetTop, width: u.over.clientWidth, height: u.over.clientHeight }),
    hitAt: (x, y) => hits.findLast((h) => x >= h.left && x <= h.right && y >= h.top && y <= h.bottom)?.what ?? null,
    destroy: () => u.destroy(),
  };
}
