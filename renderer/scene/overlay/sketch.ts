import type { Enu, Projection } from '#app/map';
import type { Palette } from '../palette.ts';

/** What is being measured: corners in order, closed into an area or not, and a text at the last of them. */
export interface Sketch { readonly corners: readonly Enu[]; readonly closed: boolean; readonly text: string }

/** Draws what is being measured; what lies behind the camera is left out. */
export function drawSketch(pen: CanvasRenderingContext2D, { corners, closed, text }: Sketch, p: Projection, palette: Palette): void {
  const at = corners.map((c) => p.project(c)).filter((c) => c !== null);
  pen.beginPath();
  for (const c of at) pen.lineTo(c.x, c.y);
  if (closed && at.length > 2) { pen.closePath(); pen.fillStyle = palette.accent; pen.globalAlpha = 0.14; pen.fill(); pen.globalAlpha = 1; }
  for (const [width, colour] of [[4.5, palette.halo], [2, palette.accent]] as const) { pen.lineWidth = width; pen.strokeStyle = colour; pen.lineJoin = 'round'; pen.stroke(); }
  for (const c of at) { pen.beginPath(); pen.arc(c.x, c.y, 4, 0, 2 * Math.PI); pen.fillStyle = palette.halo; pen.fill(); pen.strokeStyle = palette.accent; pen.lineWidth = 2; pen.stroke(); }
  const last = at.at(-1);
  if (last === undefined || text === '') return;
  pen.font = '600 14px system-ui, "Noto Sans CJK SC", sans-serif';
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.lineWidth = 4;
  pen.strokeStyle = palette.halo;
  pen.strokeText(text, last.x + 12, last.y - 12);
  pen.fillStyle = palette.value;
  pen.fillText(text, last.x + 12, last.y - 12);
}
