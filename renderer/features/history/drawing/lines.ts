import uPlot from 'uplot';
import { rowAt, type Trace } from '../model/traced.ts';
import type { Line, Picture } from './picture.ts';
import { seriesColour } from './picture.ts';

/** From a moment and a value to a place on the canvas. */
export interface Place { readonly x: (time: number) => number; readonly y: (value: number) => number }
/** What is drawn of one trace: what is sure, and what is not. */
interface Paths { readonly sure: Path2D; readonly doubtful: Path2D }

/** Three px wide and more, a column shows where in it the first and the last stand. */
const wide = 3;

/** TRD-02: through every column from its first to its last by its least and greatest. */
function sloped(t: Trace, from: number, to: number, { x, y }: Place): Paths {
  const paths: Paths = { sure: new Path2D(), doubtful: new Path2D() };
  let [penX, penY] = [0, 0];
  for (let i = from; i <= to; i++) {
    const [left, right] = [x(t.from[i]!), x(t.to[i]!)];
    const middle = (left + right) / 2;
    const off = right - left >= wide ? (right - left) * 0.3 : 0;
    const path = t.doubtful[i] === 1 ? paths.doubtful : paths.sure;
    const first = y(t.first[i]!);
    if (i > from && t.joined[i] === 1) { path.moveTo(penX, penY); path.lineTo(middle - off, first); } else path.moveTo(middle - off, first);
    const [low, high, last] = [y(t.min[i]!), y(t.max[i]!), y(t.last[i]!)];
    if (low !== high) { path.lineTo(middle, low); path.lineTo(middle, high); } else if (t.joined[i] === 0 && t.joined[i + 1] !== 1) path.lineTo(middle - off + 1, first);   // a reading alone is a dot
    path.lineTo(middle + off, last);
    [penX, penY] = [middle + off, last];
  }
  if (to === t.length - 1 && !Number.isNaN(t.until)) { paths.sure.moveTo(penX, penY); paths.sure.lineTo(x(t.until), penY); }   // what was said last stands
  return paths;
}
/** The period before, for a look: through the last of every third px, and a veil from least to greatest so that its spikes are seen too. */
function ghostly(t: Trace, from: number, to: number, { x, y }: Place): Paths {
  const paths: Paths = { sure: new Path2D(), doubtful: new Path2D() };
  let penX = Number.NEGATIVE_INFINITY;
  for (let i = from; i <= to; i++) {
    const middle = (x(t.from[i]!) + x(t.to[i]!)) / 2;
    const [low, high] = [y(t.min[i]!), y(t.max[i]!)];
    if (low - high > 1) paths.doubtful.rect(x(t.from[i]!), high, Math.max(1, x(t.to[i]!) - x(t.from[i]!)), low - high);
    if (i > from && t.joined[i] === 0) { paths.sure.moveTo(middle, y(t.last[i]!)); penX = middle; continue; }
    if (middle - penX < wide && i < to) continue;
    if (i === from) paths.sure.moveTo(middle, y(t.last[i]!)); else paths.sure.lineTo(middle, y(t.last[i]!));
    penX = middle;
  }
  return paths;
}
/** What stands until the next: flat, and up or down where it changed. */
function stepped(t: Trace, from: number, to: number, { x, y }: Place): Paths {
  const paths: Paths = { sure: new Path2D(), doubtful: new Path2D() };
  for (let i = from; i <= to; i++) {
    const path = t.doubtful[i] === 1 ? paths.doubtful : paths.sure;
    const left = x(t.from[i]!);
    path.moveTo(left, y(i > from && t.joined[i] === 1 ? t.last[i - 1]! : t.first[i]!));
    path.lineTo(left, y(t.first[i]!));
    if (t.min[i] !== t.max[i]) { path.lineTo(left, y(t.min[i]!)); path.lineTo(left, y(t.max[i]!)); }
    path.lineTo(left, y(t.last[i]!));
    const next = i + 1 < t.length ? (t.joined[i + 1] === 1 ? t.from[i + 1]! : t.to[i]!) : Number.isNaN(t.until) ? t.to[i]! : t.until;
    path.lineTo(x(next), y(t.last[i]!));
  }
  return paths;
}

function strokes(u: uPlot, t: Trace, from: number, to: number, place: Place, style: { readonly colour: string; readonly width: number; readonly ghost: boolean }): void {
  const first = Math.max(0, rowAt(t, from) - 1);
  const last = Math.min(t.length - 1, rowAt(t, to));
  if (t.length === 0 || first > last) return;
  const { ctx } = u;
  const veiled = style.ghost && !t.stepped;
  const { sure, doubtful } = t.stepped ? stepped(t, first, last, place) : veiled ? ghostly(t, first, last, place) : sloped(t, first, last, place);
  const ratio = uPlot.pxRatio;
  ctx.strokeStyle = style.colour;
  ctx.lineWidth = style.width * ratio;
  ctx.lineJoin = 'round';
  ctx.setLineDash(style.ghost ? [7 * ratio, 4 * ratio] : []);
  if (veiled) {
    ctx.save();
    ctx.globalAlpha *= 0.28;
    ctx.fillStyle = style.colour;
    ctx.fill(doubtful);
    ctx.restore();
  }
  ctx.globalAlpha *= style.ghost ? 0.85 : 1;
  ctx.stroke(sure);
  if (veiled) return;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  ctx.stroke(doubtful);
}

/** Where the values of a line stand: on its axis, or in its lane. */
function placeOf(u: uPlot, line: Line, picture: Picture, lane: number, lanes: number): Place {
  const { left, top, width, height } = u.bbox;
  const { from, to } = picture.view;
  const perMs = width / (to - from);
  const x = (time: number): number => left + (time - from) * perMs;
  if (line.axis === null) {
    const [room, share] = [height * picture.lanes, 1 / Math.max(1, lanes)];
    const bottom = top + height - room * share * (lanes - 1 - lane) - room * share * 0.2;
    const tall = room * share * 0.55;
    return { x, y: (value) => bottom - Math.min(1, Math.max(0, value)) * tall };
  }
  const [low, high] = picture.heights.get(line.axis) ?? [0, 1];
  const tall = height * (1 - picture.lanes);
  return { x, y: (value) => top + tall - ((value - low) / (high - low)) * tall };
}
export interface Placed { readonly line: Line; readonly place: Place }
/** Every line that is drawn, with where its values stand; the focused one last, on top of the others. */
export function placed(u: uPlot, picture: Picture): readonly Placed[] {
  const lanes = picture.lines.filter((l) => l.axis === null);
  return picture.lines.map((line) => ({ line, place: placeOf(u, line, picture, lanes.indexOf(line), lanes.length) })).toSorted((a, b) => Number(a.line.focused) - Number(b.line.focused));
}

/** Draws the lines, each with the period it is compared with below it. */
export function drawLines(u: uPlot, picture: Picture, colour: (name: `--${string}`) => string): readonly Placed[] {
  const { ctx, bbox } = u;
  const all = placed(u, picture);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { line, place } of all) {
    const ink = colour(seriesColour(line.slot));
    const width = line.focused ? 2.2 : 1.3;
    ctx.globalAlpha = line.faint ? 0.45 : 1;
    const { from, to } = picture.view;
    if (line.ghost !== null) {
      const then: Place = { x: (t) => place.x(t + line.shiftMs), y: place.y };
      ctx.save();
      strokes(u, line.ghost, from - line.shiftMs, to - line.shiftMs, then, { colour: ink, width: 1.4, ghost: true });
      ctx.restore();
    }
    if (line.trace !== null) strokes(u, line.trace, from, to, place, { colour: ink, width, ghost: false });
  }
  ctx.restore();
  return all;
}
