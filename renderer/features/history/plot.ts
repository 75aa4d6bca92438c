import uPlot from 'uplot';
import type { PointView } from '#app/park';
import { cssColour } from '#kit/look/theme';
import { plain } from '#kit/number';
import type { SiteTime } from '#kit/time';
import type { Drawn, Shade } from './columns.ts';
import { spread } from './spread.ts';

/** What the drawing asks each time it draws, so that a new value, theme or minute never makes a new chart. */
export interface Source {
  readonly point: PointView;
  readonly site: () => SiteTime;
  readonly zone: () => string;
  /** The first and last moment shown, epoch ms. */
  readonly window: () => readonly [from: number, to: number];
  readonly shades: () => readonly Shade[];
  /** When the alarm that is looked at began, or null. */
  readonly since: () => number | null;
  readonly pointed: (index: number | null) => void;
}

const kinds = ['HH', 'H', 'L', 'LL'] as const;
const limitsOf = ({ limits }: PointView): readonly (readonly [string, number])[] =>
  kinds.flatMap((kind) => { const at = limits[kind]; return at === null ? [] : [[kind, at] as const]; });

/** The span of the value axis: all values, all limits, and room; rounded, so that it does not jump with every value. */
export function heightOf(point: PointView, low: number | null, high: number | null): [number, number] {
  if (point.type === 'digital') return [-0.2, 1.2];
  const all = [...limitsOf(point).map(([, at]) => at), ...(low === null ? [] : [low]), ...(high === null ? [] : [high])];
  if (all.length === 0) return [point.range.low, point.range.high];
  const [bottom, top] = [Math.min(...all), Math.max(...all)];
  const [from, to] = uPlot.rangeNum(bottom, top === bottom ? bottom + 1 : top, 0.08, true);
  return [from ?? bottom, to ?? top];
}

const font = '14px "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", system-ui, sans-serif';

/** Stretches that are not good: shaded under everything, bad ones hatched as well. */
function drawShades(u: uPlot, source: Source): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { from, to, quality } of source.shades()) {
    const [left, right] = [u.valToPos(from / 1000, 'x', true), u.valToPos(to / 1000, 'x', true)];
    ctx.fillStyle = cssColour('--trend-shade', u.root);
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    if (quality !== 'bad') continue;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, bbox.top, right - left, bbox.height);
    ctx.clip();
    ctx.strokeStyle = cssColour('--trend-shade', u.root);
    ctx.lineWidth = 2;
    ctx.beginPath();
    for (let x = left - bbox.height; x < right; x += 12) { ctx.moveTo(x, bbox.top + bbox.height); ctx.lineTo(x + bbox.height, bbox.top); }
    ctx.stroke();
    ctx.restore();
  }
  ctx.restore();
}

/** The limits, each with its name and figure at the right edge, and the moment the alarm began. */
function drawLimits(u: uPlot, source: Source): void {
  const { ctx, bbox } = u;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.font = font.replace('14px', `${14 * ratio}px`);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  const inSight = limitsOf(source.point).map(([kind, at]) => [kind, Math.round(u.valToPos(at, 'y', true))] as const).filter(([, y]) => y >= bbox.top && y <= bbox.top + bbox.height);
  const labels = spread(new Map(inSight), 16 * ratio, bbox.top, bbox.top + bbox.height);
  for (const [kind, at] of limitsOf(source.point)) {
    const y = Math.round(u.valToPos(at, 'y', true));
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.strokeStyle = cssColour('--trend-limit', u.root);
    ctx.fillStyle = cssColour('--text', u.root);
    ctx.lineWidth = (kind.length === 2 ? 2 : 1) * ratio;
    ctx.setLineDash(kind.length === 2 ? [] : [6 * ratio, 4 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.fillText(`${kind} ${plain(at)}`, bbox.left + bbox.width + 8 * ratio, labels.get(kind) ?? y);
  }
  const since = source.since();
  const x = since === null ? -1 : Math.round(u.valToPos(since / 1000, 'x', true));
  if (x >= bbox.left && x <= bbox.left + bbox.width) {
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

const empty: Drawn = [[], [], [], []];

/** A chart in `box`, empty until `setData`. Its colours, window and limits are asked anew at each drawing. */
export function plot(box: HTMLElement, size: { readonly width: number; readonly height: number }, source: Source): uPlot {
  const colour = (name: `--${string}`) => (): string => cssColour(name, box);
  const digital = source.point.type === 'digital';
  const axis = { stroke: colour('--dim'), font, grid: { stroke: colour('--trend-grid'), width: 1 }, ticks: { stroke: colour('--trend-grid'), width: 1, size: 5 } };
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const line = { spanGaps: false, points: { show: (_: uPlot, __: number, from: number, to: number): boolean => to - from < 2 }, ...(digital && stepped !== undefined ? { paths: stepped } : {}) };
  return new uPlot({
    ...size,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), source.zone()),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    padding: [10, 78, 0, 0],
    scales: {
      x: { time: true, range: () => { const [from, to] = source.window(); return [from / 1000, to / 1000]; } },
      y: { range: (_u, low, high) => heightOf(source.point, low, high) },
    },
    axes: [
      { ...axis, space: 90, size: 34, values: (_u, splits) => splits.map((s) => source.site().minute(s * 1000)) },
      { ...axis, space: 34, size: 64, values: (_u, splits) => splits.map(plain), ...(digital ? { splits: () => [0, 1] } : {}) },
    ],
    series: [
      {},
      { ...line, label: 'low', stroke: 'transparent', width: 0, points: { show: false } },
      { ...line, label: 'high', stroke: 'transparent', width: 0, points: { show: false } },
      { ...line, label: 'last', stroke: colour('--trend-line'), width: 1.6 },
    ],
    bands: digital ? [] : [{ series: [2, 1], fill: colour('--trend-band') }],
    hooks: {
      drawClear: [(u) => drawShades(u, source)],
      draw: [(u) => drawLimits(u, source)],
      setCursor: [(u) => source.pointed(u.cursor.idx ?? null)],
    },
  }, empty, box);
}
