import uPlot from 'uplot';
import type { PointView } from '#app/park';
import { cssColour } from '#kit/look/theme';
import { plain } from '#kit/number';
import { tickOf } from '../drawing/chart.ts';
import { drawLines } from '../drawing/lines.ts';
import { drawShades } from '../drawing/marks.ts';
import { chartFont, type Picture } from '../drawing/picture.ts';
import { spread } from '../drawing/spread.ts';
import { limitsOf } from '../model/axes.ts';

/** The height of the value axis: all values, all limits, and room; rounded, so that it does not jump with every value. */
export function heightOf(point: PointView, low: number | null, high: number | null): readonly [number, number] {
  const all = [...limitsOf(point).map(({ at }) => at), ...(low === null ? [] : [low]), ...(high === null ? [] : [high])];
  if (all.length === 0) return [point.range.low, point.range.high];
  const [bottom, top] = [Math.min(...all), Math.max(...all)];
  const [from, to] = uPlot.rangeNum(bottom, top === bottom ? bottom + 1 : top, 0.08, true);
  return [from ?? bottom, to ?? top];
}

/** The limits, each with its name and figure at the right edge, and the moment the alarm began. */
function drawLimits(u: uPlot, picture: Picture, point: PointView, since: number | null): void {
  const { ctx, bbox } = u;
  const ratio = uPlot.pxRatio;
  const [low, high] = picture.heights.get('y') ?? [0, 1];
  const y = (at: number): number => Math.round(bbox.top + bbox.height - ((at - low) / (high - low)) * bbox.height);
  const inSight = point.type === 'analog' ? limitsOf(point).filter(({ at }) => at >= low && at <= high) : [];
  const labels = spread(new Map(inSight.map((l) => [l.kind, y(l.at)])), 16 * ratio, bbox.top, bbox.top + bbox.height);
  ctx.save();
  ctx.font = chartFont.replace('14px', `${14 * ratio}px`);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  for (const { kind, at } of inSight) {
    ctx.strokeStyle = cssColour('--trend-limit', u.root);
    ctx.fillStyle = cssColour('--text', u.root);
    ctx.lineWidth = (kind.length === 2 ? 2 : 1) * ratio;
    ctx.setLineDash(kind.length === 2 ? [] : [6 * ratio, 4 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y(at));
    ctx.lineTo(bbox.left + bbox.width, y(at));
    ctx.stroke();
    ctx.fillText(`${kind} ${plain(at)}`, bbox.left + bbox.width + 8 * ratio, labels.get(kind) ?? y(at));
  }
  const { from, to } = picture.view;
  if (since !== null && since >= from && since <= to) {
    const x = Math.round(bbox.left + ((since - from) / (to - from)) * bbox.width);
    ctx.strokeStyle = cssColour('--accent', u.root);
    ctx.lineWidth = 2 * ratio;
    ctx.setLineDash([2 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

/** A chart of one point in `box`. `picture` and `since` are asked anew at each drawing, so that a new value, theme or minute never makes a new chart; `pointed` hears the moment under the pointer. */
export function plot(box: HTMLElement, size: { readonly width: number; readonly height: number }, point: PointView, picture: () => Picture, since: () => number | null, pointed: (time: number | null) => void) {
  const colour = (name: `--${string}`) => (): string => cssColour(name, box);
  const inked = (name: `--${string}`): string => cssColour(name, box);
  const frame = (): uPlot.AlignedData => { const { from, to } = picture().view; return [[from / 1000, to / 1000], [null, null]]; };
  const analog = point.type === 'analog';
  const axis = { stroke: colour('--dim'), font: chartFont, grid: { stroke: colour('--trend-grid'), width: 1 }, ticks: { stroke: colour('--trend-grid'), width: 1, size: 5 } };
  const u = new uPlot({
    ...size, legend: { show: false }, padding: [10, 78, 0, analog ? 0 : 10],
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), picture().zone),
    scales: { x: { time: true, range: () => { const { from, to } = picture().view; return [from / 1000, to / 1000]; } }, y: { range: () => { const [low, high] = picture().heights.get('y') ?? [0, 1]; return [low, high]; } } },
    axes: [
      { ...axis, space: 90, size: 34, values: (_u, splits) => splits.map((s) => tickOf(s * 1000, 60_000, picture().site)) },
      { ...axis, space: 34, size: 64, show: analog, values: (_u, splits) => splits.map(plain) },
    ],
    series: [{}, { scale: 'y' }],
    hooks: {
      drawClear: [(self) => drawShades(self, picture(), inked)],
      draw: [(self) => { const p = picture(); drawLines(self, p, inked); drawLimits(self, p, point, since()); }],
      setCursor: [({ cursor: { left }, over }) => { const { from, to } = picture().view; pointed(left == null || left < 0 ? null : from + (left / Math.max(1, over.clientWidth)) * (to - from)); }],
    },
  }, frame(), box);
  return { draw: (): void => u.setData(frame()), size: (width: number, height: number): void => u.setSize({ width, height }), width: (): number => u.over.clientWidth, destroy: (): void => u.destroy() };
}
export type HourPlot = ReturnType<typeof plot>;
