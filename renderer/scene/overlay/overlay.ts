import {
  inRange, layerOf, moreUrgent, placedNames, projectionOf, stacked, type Box, type Camera, type Enu, type LayerId, type MapItem, type Mark, type Projection, type Viewport, type Wind,
} from '#app/map';
import type { Name } from '#app/park';
import type { Palette } from '../palette.ts';
import { drawSketch, type Sketch } from './sketch.ts';
import { glyph, hasGlyph, levelMark, sprites } from './symbols.ts';

/** A thing or a mark with its place in the frame, worked out once. */
export interface PlacedItem { readonly item: MapItem; readonly at: Enu | null; readonly outline: readonly Enu[] | null }
export interface PlacedMark { readonly mark: Mark; readonly at: Enu }
export interface PlacedWind { readonly asset: string; readonly at: Enu; readonly wind: Wind }

/** Everything that the overlay shows. `chosen`, `hovered`: ids of assets or of marks. `missing`: assets whose solid is not there. */
export interface Shown {
  readonly items: readonly PlacedItem[]; readonly marks: readonly PlacedMark[]; readonly winds: readonly PlacedWind[]; readonly on: ReadonlySet<LayerId>;
  readonly chosen: { readonly items: readonly PlacedItem[]; readonly at: Enu | null } | null; readonly hovered: string | null; readonly sketch: Sketch | null;
  readonly text: (name: Name) => string;
}
/** Something that a pointer may mean. */
export type Target = { readonly of: 'mark'; readonly mark: Mark; readonly others: readonly Mark[] } | { readonly of: 'item'; readonly item: MapItem };
interface Spot { readonly x: number; readonly y: number; readonly r: number; readonly target: Target }

/** Names at most, and how far away (metres) a point without an alarm is still a dot. */
const mostNames = 110;
const dotsUpTo = 3200;
const font = '13px "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", system-ui, sans-serif';

interface Loud extends OnScreen { readonly mark: Mark }
const byUrgency = (a: Loud, b: Loud): number => (moreUrgent(a.mark, b.mark) ? -1 : moreUrgent(b.mark, a.mark) ? 1 : a.mark.id < b.mark.id ? -1 : 1);
interface OnScreen { readonly x: number; readonly y: number; readonly depth: number }
const within = (p: OnScreen, { width, height }: Viewport): boolean => p.x > -60 && p.y > -40 && p.x < width + 60 && p.y < height + 40;

/** What lies over the globe or the plan: marks of alarms, names, glyphs, winds, the selection and what is being measured. One canvas, drawn anew when something of it changed. */
export function overlay(canvas: HTMLCanvasElement) {
  const pen = canvas.getContext('2d', { alpha: true });
  let ratio = 1;
  let pictures = sprites(ratio);
  let spots: readonly Spot[] = [];
  let names: readonly PlacedItem[] = [];
  const widths = new Map<string, number>();

  function widthOf(text: string): number {
    const known = widths.get(text);
    if (known !== undefined || pen === null) return known ?? 0;
    pen.font = font;
    const width = pen.measureText(text).width;
    if (widths.size > 4000) widths.clear();
    widths.set(text, width);
    return width;
  }
  const project = (p: Projection, at: Enu | null, viewport: Viewport): OnScreen | null => { const s = at === null ? null : p.project(at); return s !== null && within(s, viewport) ? s : null; };
  const nameBox = (text: string, at: OnScreen, below: boolean): Box => { const w = widthOf(text) + 8; return { x: at.x - w / 2, y: at.y + (below ? 12 : -9), width: w, height: 18 }; };

  /** Which names stand now: every layer up to its distance, those of lower rank first; kept until the next call, so that nothing flickers while the camera moves. */
  function chooseNames(shown: Shown, p: Projection, viewport: Viewport, range: number, taken: readonly Box[]): void {
    const candidates = shown.on.has('names') ? shown.items.flatMap((one) => {
      const layer = layerOf(one.item.layer);
      if (!shown.on.has(layer.id) || !inRange(layer, range)) return [];
      const s = project(p, one.at, viewport);
      return s === null || s.depth > layer.namesFar ? [] : [{ one, s, rank: layer.rank, size: one.item.size }];
    }) : [];
    const sorted = candidates.toSorted((a, b) => a.rank - b.rank || b.size - a.size || a.s.depth - b.s.depth);
    names = placedNames(sorted, ({ one, s }) => nameBox(shown.text(one.item.name), s, hasGlyph(one.item)), taken, mostNames).map(({ one }) => one);
  }
  function drawName(on: CanvasRenderingContext2D, palette: Palette, text: string, box: Box, strong: boolean): void {
    pictures.put(on, `n${strong ? 1 : 0}${text}`, box.width, box.height, box.x + box.width / 2, box.y + box.height / 2, (o) => {
      o.font = font;
      o.textAlign = 'center';
      o.textBaseline = 'middle';
      o.lineJoin = 'round';
      o.lineWidth = 3.5;
      o.strokeStyle = palette.halo;
      o.strokeText(text, box.width / 2, 9.5);
      o.fillStyle = strong ? palette.value : palette.ink;
      o.fillText(text, box.width / 2, 9.5);
    });
  }
  function drawLoud(on: CanvasRenderingContext2D, palette: Palette, { mark, x, y }: Loud, hidden: number): void {
    const level = mark.level ?? 'D';
    const size = level === 'U' || level === 'S' || level === 'A' ? 24 : 20;
    pictures.put(on, `m${level}${mark.look}`, 36, 36, x, y, (o) => levelMark(o, palette, level, mark.look, 18, 18, size));
    if (hidden > 0) pictures.put(on, `c${hidden}`, 34, 16, x + 21, y - 12, (o) => { o.font = `600 ${font}`; o.textAlign = 'center'; o.textBaseline = 'middle'; o.lineWidth = 3.5; o.lineJoin = 'round'; o.strokeStyle = palette.halo; o.strokeText(`+${hidden}`, 17, 8.5); o.fillStyle = palette.value; o.fillText(`+${hidden}`, 17, 8.5); });
  }
  function drawMarks(on: CanvasRenderingContext2D, shown: Shown, p: Projection, viewport: Viewport, palette: Palette, into: Spot[]): readonly Box[] {
    if (!shown.on.has('points')) return [];
    const taken: Box[] = [];
    const loud: Loud[] = [];
    for (const { mark, at } of shown.marks) {
      const s = project(p, at, viewport);
      if (s === null) continue;
      if (mark.level !== null) { loud.push({ ...s, mark }); continue; }
      if (s.depth > dotsUpTo) continue;
      const bad = mark.quality === 'bad' || mark.quality === 'unheard';
      pictures.put(on, `d${mark.quality}`, 12, 12, s.x, s.y, (o) => dot(o, palette, mark.quality !== 'good', bad));
      into.push({ x: s.x, y: s.y, r: 7, target: { of: 'mark', mark, others: [] } });
    }
    const stacks = stacked(loud.toSorted(byUrgency), 24);
    for (const { first, others } of stacks.toReversed()) {
      drawLoud(on, palette, first, others.length + first.mark.alarms - 1);
      into.push({ x: first.x, y: first.y, r: 15, target: { of: 'mark', mark: first.mark, others: others.map((o) => o.mark) } });
      taken.push({ x: first.x - 14, y: first.y - 14, width: 28, height: 28 });
    }
    return taken;
  }
  function drawGlyphs(on: CanvasRenderingContext2D, shown: Shown, p: Projection, viewport: Viewport, range: number, palette: Palette, into: Spot[]): readonly Box[] {
    const taken: Box[] = [];
    for (const { item, at } of shown.items) {
      if (!shown.on.has(item.layer) || !hasGlyph(item) || !inRange(layerOf(item.layer), range)) continue;
      const s = project(p, at, viewport);
      if (s === null || s.depth > layerOf(item.layer).namesFar * 1.6) continue;
      pictures.put(on, `g${item.tone}`, 30, 30, s.x, s.y, (o) => glyph(o, palette, item.tone, 15, 15));
      into.push({ x: s.x, y: s.y, r: 11, target: { of: 'item', item } });
      taken.push({ x: s.x - 11, y: s.y - 11, width: 22, height: 22 });
    }
    return taken;
  }
  function drawWinds(on: CanvasRenderingContext2D, shown: Shown, p: Projection, viewport: Viewport, palette: Palette, heading: number): void {
    if (!shown.on.has('weather')) return;
    for (const { at, wind } of shown.winds) {
      const s = project(p, at, viewport);
      if (s === null) continue;
      pictures.put(on, `w${wind.force} ${Math.round(wind.towards - heading)}`, 76, 76, s.x, s.y, (o) => windArrow(o, palette, wind, heading));
    }
  }
  function drawChosen(on: CanvasRenderingContext2D, { chosen }: Shown, p: Projection, palette: Palette, viewport: Viewport): void {
    if (chosen === null) return;
    on.strokeStyle = palette.accent;
    on.lineJoin = 'round';
    for (const { outline } of chosen.items) {
      const corners = outline?.map((c) => p.project(c)) ?? [];
      if (corners.length < 3 || corners.some((c) => c === null)) continue;
      on.beginPath();
      for (const c of corners) if (c !== null) on.lineTo(c.x, c.y);
      on.closePath();
      on.lineWidth = 2;
      on.stroke();
    }
    const s = project(p, chosen.at, viewport);
    if (s === null) return;
    on.lineWidth = 2;
    for (let i = 0; i < 4; i++) { on.beginPath(); on.arc(s.x, s.y, 20, (i * Math.PI) / 2 + 0.35, ((i + 1) * Math.PI) / 2 - 0.35); on.stroke(); }
  }
  return {
    /** Takes the size of what it lies over, in CSS pixels. */
    size({ width, height }: Viewport, pixelRatio: number, palette: Palette | null): void {
      ratio = pixelRatio;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      if (palette !== null) pictures = sprites(ratio);
    },
    /** After a change of colours or language. */
    forget(): void { pictures = sprites(ratio); },
    /** `settled`: the camera stands still, so the names may be chosen anew. */
    draw(shown: Shown, camera: Camera, viewport: Viewport, palette: Palette, settled: boolean): void {
      if (pen === null) return;
      const p = projectionOf(camera, viewport);
      const into: Spot[] = [];
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.clearRect(0, 0, viewport.width, viewport.height);
      drawChosen(pen, shown, p, palette, viewport);
      drawWinds(pen, shown, p, viewport, palette, camera.plan ? 0 : camera.heading);
      const glyphs = drawGlyphs(pen, shown, p, viewport, camera.range, palette, into);
      const spotsOfMarks: Spot[] = [];
      const taken = drawMarks(pen, shown, p, viewport, palette, spotsOfMarks);
      if (settled) chooseNames(shown, p, viewport, camera.range, [...taken, ...glyphs]);
      for (const one of names) {
        const s = project(p, one.at, viewport);
        if (s !== null) drawName(pen, palette, shown.text(one.item.name), nameBox(shown.text(one.item.name), s, hasGlyph(one.item)), shown.hovered === one.item.id);
      }
      if (shown.sketch !== null) drawSketch(pen, shown.sketch, p, palette);
      spots = [...into, ...spotsOfMarks];
    },
    /** What a pixel means, of what was drawn last: the uppermost that is near enough. */
    at(x: number, y: number): Target | null { return spots.findLast((s) => Math.hypot(s.x - x, s.y - y) <= s.r)?.target ?? null; },
    /** Everything that can be seen now, from the left to the right: what the keyboard walks through. */
    inView: (): readonly Target[] => spots.filter((s) => s.x >= 0 && s.y >= 0 && s.x * ratio <= canvas.width && s.y * ratio <= canvas.height).toSorted((a, b) => a.x - b.x || a.y - b.y).map((s) => s.target),
  };
}
export type Overlay = ReturnType<typeof overlay>;

type Pen = OffscreenCanvasRenderingContext2D;
function dot(o: Pen, palette: Palette, flawed: boolean, bad: boolean): void {
  o.beginPath();
  o.arc(6, 6, 2.6, 0, 2 * Math.PI);
  o.fillStyle = flawed ? palette.halo : palette.dim;
  o.strokeStyle = flawed ? palette.dim : palette.halo;
  o.lineWidth = 1.2;
  o.fill();
  o.stroke();
  if (bad) { o.beginPath(); o.moveTo(2, 10); o.lineTo(10, 2); o.strokeStyle = palette.ink; o.stroke(); }
}
function windArrow(o: Pen, palette: Palette, { towards, force }: Wind, heading: number): void {
  o.translate(38, 38);
  o.rotate(((towards - heading) * Math.PI) / 180);
  const length = 16 + Math.min(14, force * 2.5);
  o.lineCap = 'round';
  for (const [width, colour] of [[5, palette.halo], [2, palette.ink]] as const) {
    o.lineWidth = width;
    o.strokeStyle = colour;
    o.beginPath();
    o.moveTo(0, 13); o.lineTo(0, 13 - 0.01);
    o.moveTo(0, -13); o.lineTo(0, -13 - length + 4);
    o.moveTo(-5, -13 - length + 9); o.lineTo(0, -13 - length + 3); o.lineTo(5, -13 - length + 9);
    o.stroke();
  }
}
