import type { MapItem, Tone } from '#app/map';
import type { Level } from '#app/park';
import type { Palette } from '../palette.ts';

type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** The shapes of the alarm levels in a box of 24, the same as kit/controls/LevelMark: filled square S, diamond A, triangle B, circle C, dot D; U is a white octagon with a red edge. */
const shapes: Readonly<Record<Level, { readonly path: string; readonly y: number }>> = {
  U: { path: 'M8 2.2h8l5.8 5.8v8L16 21.8H8L2.2 16V8z', y: 12.6 }, S: { path: 'M3 3h18v18H3z', y: 12.6 }, A: { path: 'M12 1l11 11-11 11L1 12z', y: 12.6 },
  B: { path: 'M12 1.6L23.2 22H.8z', y: 15.8 }, C: { path: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z', y: 12.6 }, D: { path: 'M12 4.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15z', y: 12.6 },
};

/** Draws a level's mark with its middle at (x, y). `over`: an outline; `waiting`: with a ring around it. */
export function levelMark(pen: Pen, palette: Palette, level: Level, look: 'waiting' | 'steady' | 'over', x: number, y: number, size: number): void {
  const { path, y: letterAt } = shapes[level];
  const k = size / 24;
  const shape = new Path2D(path);
  pen.save();
  pen.translate(x - size / 2, y - size / 2);
  pen.scale(k, k);
  if (look === 'waiting') { pen.lineWidth = 7; pen.lineJoin = 'round'; pen.strokeStyle = palette.value; pen.stroke(shape); }
  pen.lineWidth = look === 'waiting' ? 3.4 : 2.6;
  pen.strokeStyle = palette.halo;
  pen.stroke(shape);
  pen.fillStyle = look === 'over' ? palette.halo : palette.levels[level];
  pen.fill(shape);
  if (look === 'over') { pen.lineWidth = 2.4; pen.strokeStyle = palette.levels[level]; pen.stroke(shape); }
  if (level === 'U') { pen.lineWidth = 2.8; pen.strokeStyle = '#c20d0d'; pen.stroke(shape); }
  pen.fillStyle = level === 'U' ? '#c20d0d' : look === 'over' ? palette.value : palette.levelInk;
  pen.font = '700 13px system-ui, sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(level, 12, letterAt);
  pen.restore();
}

/** What a thing without an alarm is marked by: a quiet glyph in a box of 16. */
const glyphs: Partial<Readonly<Record<Tone, string>>> = {
  gate: 'M2 14V5h12v9h-2.5V8h-7v6z', camera: 'M1.5 4.5h8.5v7H1.5zM10 7l4.5-2.5v7L10 9z', station: 'M8 1.5v13M4 5.5a5 5 0 0 1 8 0M5.7 8a3 3 0 0 1 4.6 0',
  housing: 'M2 8l6-5.5L14 8v6H9.7V9.7H6.3V14H2z', school: 'M8 2l7 3.4L8 8.8 1 5.4zM4 7.6V11c0 1.4 8 1.4 8 0V7.6', hospital: 'M6 2h4v4h4v4h-4v4H6v-4H2V6h4z', receptor: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z',
};
const stroked = new Set<Tone>(['station', 'school']);
const grades: Partial<Readonly<Record<Tone, string>>> = { 'hazard-1': 'Ⅰ', 'hazard-2': 'Ⅱ', 'hazard-3': 'Ⅲ', 'hazard-4': 'Ⅳ' };

/** True if a thing has a mark of its own, beside its name. */
export const hasGlyph = ({ tone }: Pick<MapItem, 'tone'>): boolean => glyphs[tone] !== undefined || grades[tone] !== undefined;
/** Draws the glyph of a thing with its middle at (x, y): white on a dark disc; a hazard source as a hexagon with its grade. */
export function glyph(pen: Pen, palette: Palette, tone: Tone, x: number, y: number): void {
  const grade = grades[tone];
  pen.save();
  pen.translate(x, y);
  pen.lineWidth = 1;
  pen.strokeStyle = palette.tones[tone];
  pen.fillStyle = palette.halo;
  pen.beginPath();
  if (grade === undefined) pen.arc(0, 0, 10, 0, 2 * Math.PI);
  else for (let i = 0; i < 6; i++) pen.lineTo(11 * Math.cos((i * Math.PI) / 3), 11 * Math.sin((i * Math.PI) / 3));
  pen.closePath();
  pen.fill();
  pen.lineWidth = grade === undefined ? 1 : 5.2 - 1.2 * Number(tone.slice(-1));
  pen.stroke();
  pen.fillStyle = palette.ink;
  pen.strokeStyle = palette.ink;
  if (grade !== undefined) {
    pen.font = '600 12px system-ui, sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(grade, 0, 0.5);
  } else {
    pen.scale(0.78, 0.78);
    pen.translate(-8, -8);
    const path = new Path2D(glyphs[tone]);
    pen.lineWidth = 1.6;
    if (stroked.has(tone)) pen.stroke(path); else pen.fill(path);
  }
  pen.restore();
}

/** Small pictures that are drawn once and then only copied. `ratio`: of the display. */
export function sprites(ratio: number, most = 600) {
  const kept = new Map<string, { readonly canvas: OffscreenCanvas; readonly width: number; readonly height: number }>();
  return {
    clear: (): void => kept.clear(),
    /** Puts the picture `key` with its middle at (x, y); `paint` draws it the first time, in a box of width and height. */
    put(pen: CanvasRenderingContext2D, key: string, width: number, height: number, x: number, y: number, paint: (on: OffscreenCanvasRenderingContext2D) => void): void {
      let one = kept.get(key);
      if (one === undefined) {
        if (kept.size >= most) for (const old of [...kept.keys()].slice(0, most / 4)) kept.delete(old);
        const canvas = new OffscreenCanvas(Math.ceil(width * ratio), Math.ceil(height * ratio));
        const on = canvas.getContext('2d');
        if (on === null) return;
        on.scale(ratio, ratio);
        paint(on);
        one = { canvas, width, height };
        kept.set(key, one);
      }
      pen.drawImage(one.canvas, Math.round((x - one.width / 2) * ratio) / ratio, Math.round((y - one.height / 2) * ratio) / ratio, one.width, one.height);
    },
  };
}
export type Sprites = ReturnType<typeof sprites>;
