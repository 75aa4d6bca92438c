import { Cartesian3, type Color, Material, PolylineCollection } from '@cesium/engine';
import type { MapItem, Tone } from '#app/map';

/** How a line of a tone is drawn: pixels wide, and how long its dashes are (0: none). Systems differ by dash as well as by tint, so that a print in grey can tell them. */
const strokes: Partial<Readonly<Record<Tone, { readonly width: number; readonly dash: number }>>> = {
  boundary: { width: 2.5, dash: 18 }, plot: { width: 1.2, dash: 0 }, 'plot-trial': { width: 1.2, dash: 8 }, 'plot-stopped': { width: 1.2, dash: 4 }, area: { width: 1, dash: 6 },
  water: { width: 2.2, dash: 0 }, sewage: { width: 2.2, dash: 14 }, power: { width: 1.8, dash: 6 }, gas: { width: 2.4, dash: 24 }, heat: { width: 2.4, dash: 0 }, gallery: { width: 1.5, dash: 0 }, utility: { width: 1.8, dash: 0 },
  'hazard-1': { width: 2, dash: 0 }, 'hazard-2': { width: 1.6, dash: 0 }, 'hazard-3': { width: 1.2, dash: 0 }, 'hazard-4': { width: 1, dash: 0 }, housing: { width: 1.2, dash: 0 }, school: { width: 1.2, dash: 0 }, hospital: { width: 1.2, dash: 0 }, receptor: { width: 1.2, dash: 0 },
};

/** The outlines and thin lines of some things; null where there are none. `height`: metres above the ellipsoid; corners of known ground lie as far above it as `height` is above `plain`. */
export function thinLines(items: readonly MapItem[], colourOf: (tone: Tone) => Color, height: number, plain: number): PolylineCollection | null {
  const lines = new PolylineCollection();
  for (const item of items) {
    const stroke = strokes[item.tone];
    if (stroke === undefined) continue;
    const color = colourOf(item.tone).withAlpha(1);
    const material = stroke.dash === 0 ? Material.fromType('Color', { color }) : Material.fromType('PolylineDash', { color, dashLength: stroke.dash });
    if (item.ring !== null) lines.add({ positions: item.ring.map(({ lon, lat, height: own }) => Cartesian3.fromDegrees(lon, lat, own === undefined ? height : own + height - plain)), width: stroke.width, material, loop: true });
    if (item.line !== null) lines.add({ positions: item.line.map(({ lon, lat, height: h }) => Cartesian3.fromDegrees(lon, lat, Math.max(h, height))), width: stroke.width, material });
  }
  return lines.length === 0 ? null : lines;
}
