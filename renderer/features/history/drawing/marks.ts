import uPlot from 'uplot';
import { plain } from '#kit/number';
import type { Placed } from './lines.ts';
import { aboveRow, bandRow, chartFont, flagRow, levelColour, seriesColour, type Hit, type Picture } from './picture.ts';
import { spread } from './spread.ts';

type Colour = (name: `--${string}`) => string;

function clipped(u: uPlot, draw: (ctx: CanvasRenderingContext2D) => void): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx);
  ctx.restore();
}
const fontOf = (weight = ''): string => `${weight} ${chartFont.replace('14px', `${14 * uPlot.pxRatio}px`)}`.trim();

/** Under everything: where the focused point was not sure, shaded, and where it was bad, hatched too; and the lanes of digital points apart. */
export function drawShades(u: uPlot, picture: Picture, colour: Colour): void {
  const { bbox } = u;
  const ratio = uPlot.pxRatio;
  const perMs = bbox.width / (picture.view.to - picture.view.from);
  const only = picture.lines.length === 1 ? picture.lines[0] : picture.lines.find((l) => l.focused);
  clipped(u, (ctx) => {
    ctx.strokeStyle = colour('--trend-shade');
    ctx.fillStyle = colour('--trend-shade');
    const px = (time: number): number => Math.min(bbox.left + bbox.width, Math.max(bbox.left, bbox.left + (time - picture.view.from) * perMs));
    for (const { from, to } of only?.trace?.doubts ?? []) ctx.fillRect(px(from), bbox.top, px(to) - px(from), bbox.height);
    for (const gap of only?.trace?.gaps ?? []) {
      const [left, right] = [px(gap.from), px(gap.to)];
      if (right - left < 1) continue;
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
      ctx.save();
      ctx.beginPath();
      ctx.rect(left, bbox.top, right - left, bbox.height);
      ctx.clip();
      ctx.lineWidth = 2;
      ctx.beginPath();
      for (let x = left - bbox.height; x < right; x += 12 * ratio) { ctx.moveTo(x, bbox.top + bbox.height); ctx.lineTo(x + bbox.height, bbox.top); }
      ctx.stroke();
      ctx.restore();
    }
  });
  if (picture.lanes > 0 && picture.lanes < 1) {
    const y = Math.round(bbox.top + bbox.height * (1 - picture.lanes));
    clipped(u, (ctx) => { ctx.strokeStyle = colour('--line'); ctx.lineWidth = ratio; ctx.beginPath(); ctx.moveTo(bbox.left, y); ctx.lineTo(bbox.left + bbox.width, y); ctx.stroke(); });
  }
}

/** The limits of the lines that have any to show, with their names apart from each other; with several lines the number of the line stands before. */
export function drawLimits(u: uPlot, lines: readonly Placed[], colour: Colour): void {
  const { ctx, bbox } = u;
  const ratio = uPlot.pxRatio;
  const some = lines.filter(({ line }) => line.axis !== null && line.limits.length > 0);
  const [top, bottom] = [bbox.top, bbox.top + bbox.height];
  const all = some.flatMap(({ line, place }) => line.limits.map((limit) => ({ line, limit, y: place.y(limit.at) }))).filter(({ y }) => y >= top && y <= bottom);
  const labels = spread(new Map(all.map((one) => [one, one.y])), 17 * ratio, top + 8 * ratio, bottom - 8 * ratio);
  ctx.save();
  ctx.font = fontOf();
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  for (const { line, limit, y } of all) {
    ctx.strokeStyle = some.length === 1 ? colour('--trend-limit') : colour(seriesColour(line.slot));
    ctx.lineWidth = (limit.kind.length === 2 ? 1.6 : 1) * ratio;
    ctx.setLineDash(limit.kind.length === 2 ? [12 * ratio, 3 * ratio] : [5 * ratio, 5 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, Math.round(y));
    ctx.lineTo(bbox.left + bbox.width, Math.round(y));
    ctx.stroke();
  }
  for (const one of all) {
    const text = `${some.length === 1 ? '' : `[${one.line.slot}] `}${one.limit.kind} ${plain(one.limit.at)}`;
    const [right, middle] = [bbox.left + bbox.width - 6 * ratio, labels.get(one) ?? one.y];
    const width = ctx.measureText(text).width;
    ctx.fillStyle = colour('--panel');
    ctx.fillRect(right - width - 4 * ratio, middle - 9 * ratio, width + 8 * ratio, 18 * ratio);
    ctx.fillStyle = colour('--text');
    ctx.fillText(text, right, middle);
  }
  ctx.restore();
}

/** The number of each line at its right end, apart from each other: told apart without any colour. */
export function drawNumbers(u: uPlot, picture: Picture, lines: readonly Placed[], colour: Colour): void {
  const { ctx, bbox } = u;
  const ratio = uPlot.pxRatio;
  const ends = new Map<Placed, number>();
  for (const one of lines) {
    const t = one.line.trace;
    if (t === null || t.length === 0) continue;
    let i = t.length - 1;
    while (i > 0 && t.from[i]! > picture.view.to) i--;
    ends.set(one, Math.min(bbox.top + bbox.height, Math.max(bbox.top, one.place.y(t.last[i]!))));
  }
  const at = spread(ends, 19 * ratio, bbox.top + 8 * ratio, bbox.top + bbox.height - 8 * ratio);
  ctx.save();
  ctx.font = fontOf('600');
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const [{ line }, y] of at) {
    const [left, width, height] = [bbox.left + bbox.width + 5 * ratio, 23 * ratio, 17 * ratio];
    ctx.globalAlpha = line.faint ? 0.6 : 1;
    ctx.fillStyle = colour(seriesColour(line.slot));
    ctx.fillRect(left, y - height / 2, width, height);
    ctx.fillStyle = colour('--panel');
    ctx.fillText(String(line.slot), left + width / 2, y + ratio);
  }
  ctx.restore();
}

/** The two moments that are compared. */
export function drawCursors(u: uPlot, { cursor, second, view }: Picture, colour: Colour): void {
  const { bbox } = u;
  const ratio = uPlot.pxRatio;
  clipped(u, (ctx) => {
    for (const [at, name] of [[cursor, 'A'], [second, 'B']] as const) {
      if (at === null || at < view.from || at > view.to) continue;
      const x = Math.round(bbox.left + ((at - view.from) / (view.to - view.from)) * bbox.width);
      ctx.strokeStyle = colour('--accent');
      ctx.lineWidth = 1.6 * ratio;
      ctx.setLineDash(name === 'A' ? [] : [6 * ratio, 4 * ratio]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.fillStyle = colour('--accent');
      ctx.fillRect(x - 9 * ratio, bbox.top, 18 * ratio, 18 * ratio);
      ctx.fillStyle = colour('--panel');
      ctx.font = fontOf('600');
      ctx.textAlign = 'center';
      ctx.textBaseline = 'middle';
      ctx.fillText(name, x, bbox.top + 10 * ratio);
    }
  });
}

/** Above the plot: alarms as bars from raise to clear with the letter of their level, and what people wrote as flags. Tells where each stands, so that it can be pressed. */
export function drawAbove(u: uPlot, picture: Picture, now: number, colour: Colour): readonly Hit[] {
  const { ctx, bbox } = u;
  const ratio = uPlot.pxRatio;
  const { from, to } = picture.view;
  const perMs = bbox.width / (to - from);
  const hits: Hit[] = [];
  const px = (time: number): number => Math.min(bbox.left + bbox.width, Math.max(bbox.left, bbox.left + (time - from) * perMs));
  const css = (x: number, y: number, width: number, height: number, what: Hit['what']): void => void hits.push({ left: (x - bbox.left) / ratio, right: (x + width - bbox.left) / ratio, top: (y - bbox.top) / ratio, bottom: (y + height - bbox.top) / ratio, what });
  ctx.save();
  ctx.font = fontOf('700');
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  const bandTop = bbox.top - (bandRow + 3) * ratio;
  for (const band of picture.bands) {
    const [left, right] = [px(band.from), px(band.to ?? Math.min(now, to))];
    const [width, height] = [Math.max(17 * ratio, right - left), (bandRow - 2) * ratio];
    ctx.globalAlpha = 0.5;
    ctx.fillStyle = colour(levelColour(band.level));
    ctx.fillRect(left, bandTop, width, height);
    ctx.globalAlpha = 1;
    ctx.fillRect(left, bandTop, 17 * ratio, height);
    ctx.fillStyle = band.level === 'U' ? colour('--level-u-ground') : colour('--level-ink');
    ctx.fillText(band.level, left + 8.5 * ratio, bandTop + height / 2 + ratio);
    css(left, bandTop, width, height, { kind: 'alarm', band });
    if (band.from >= from && band.from <= to) stem(ctx, left, bbox, colour(levelColour(band.level)), ratio);
  }
  const flagTop = bbox.top - aboveRow * ratio;
  for (const note of picture.notes) {
    const left = px(note.at);
    if (note.to !== null) { ctx.globalAlpha = 0.35; ctx.fillStyle = colour('--text'); ctx.fillRect(left, flagTop + 12 * ratio, px(note.to) - left, 4 * ratio); ctx.globalAlpha = 1; }
    ctx.fillStyle = colour(note.withdrawn === null ? '--text' : '--dim');
    ctx.beginPath();
    ctx.moveTo(left, flagTop);
    ctx.lineTo(left + 15 * ratio, flagTop + 5 * ratio);
    ctx.lineTo(left, flagTop + 10 * ratio);
    ctx.fill();
    ctx.fillRect(left - ratio, flagTop, 2 * ratio, (aboveRow - 2) * ratio);
    css(left - 3 * ratio, flagTop, Math.max(20 * ratio, px(note.to ?? note.at) - left), flagRow * ratio, { kind: 'note', note });
  }
  ctx.restore();
  return hits;
}
/** Where an alarm rose, down through the plot. */
function stem(ctx: CanvasRenderingContext2D, x: number, bbox: uPlot['bbox'], ink: string, ratio: number): void {
  ctx.save();
  ctx.strokeStyle = ink;
  ctx.globalAlpha = 0.7;
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 4 * ratio]);
  ctx.beginPath();
  ctx.moveTo(Math.round(x), bbox.top);
  ctx.lineTo(Math.round(x), bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}
