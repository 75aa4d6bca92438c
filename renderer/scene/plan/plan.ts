import { footprintOf, inRange, layers, metresPerPixel, projectionOf, type Camera, type Enu, type Frame, type LayerId, type MapItem, type Viewport } from '#app/map';
import type { Corner } from '#app/park';
import type { Backdrop, SceneFault } from '../backdrop.ts';
import type { Palette } from '../palette.ts';

type Seen = ReturnType<typeof projectionOf>;
interface Drawn { readonly item: MapItem; readonly ring: readonly Enu[] | null; readonly line: readonly Enu[] | null; readonly foot: readonly Enu[] | null; readonly field: readonly Enu[] | null }
const dashes: Partial<Readonly<Record<MapItem['tone'], readonly number[]>>> = { boundary: [16, 8], sewage: [10, 6], power: [4, 4], gas: [16, 6], 'plot-stopped': [3, 3], 'plot-trial': [6, 4], area: [5, 4] };

/** The park as a plan on a plain canvas: what is there when there is no WebGL, or none any more. The same things, from the same layers, always from straight above. */
export function planBackdrop(host: HTMLElement, first: Palette, pixelRatio: number): Backdrop {
  const canvas = document.createElement('canvas');
  canvas.className = 'scene-plan';
  host.append(canvas);
  const pen = canvas.getContext('2d', { alpha: false });
  let palette = first;
  let drawn: readonly Drawn[] = [];
  let on: ReadonlySet<LayerId> = new Set(layers.map((l) => l.id));
  let marked: string | null = null;
  let movers: Float64Array | null = null;
  let last: { camera: Camera; viewport: Viewport } | null = null;

  function path(p: Seen, corners: readonly Enu[], closed: boolean): void {
    if (pen === null) return;
    pen.beginPath();
    for (const c of corners) { const s = p.project(c); if (s !== null) pen.lineTo(s.x, s.y); }
    if (closed) pen.closePath();
  }
  function paintRing(p: Seen, ring: readonly Enu[], tone: MapItem['tone'], on2: CanvasRenderingContext2D): void {
    path(p, ring, true);
    if (tone !== 'boundary' && !tone.startsWith('hazard')) { on2.fillStyle = palette.tones[tone]; on2.fill(); }
    on2.strokeStyle = palette.tones[tone];
    on2.lineWidth = tone === 'boundary' ? 2.5 : 1.2;
    on2.stroke();
  }
  function paintLine(p: Seen, line: readonly Enu[], { tone, width }: MapItem, perPixel: number, on2: CanvasRenderingContext2D): void {
    const wide = tone === 'road' || tone === 'river';
    path(p, line, false);
    on2.strokeStyle = palette.tones[tone];
    on2.lineCap = wide ? 'round' : 'butt';
    on2.lineWidth = wide ? Math.max(1, width / perPixel) : 2;
    on2.stroke();
  }
  function fill(p: Seen, corners: readonly Enu[], colour: string, on2: CanvasRenderingContext2D): void { path(p, corners, true); on2.fillStyle = colour; on2.fill(); }
  function paintOne(p: Seen, { item, ring, line, foot, field }: Drawn, perPixel: number, on2: CanvasRenderingContext2D): void {
    on2.setLineDash([...(dashes[item.tone] ?? [])]);
    if (ring !== null) paintRing(p, ring, item.tone, on2);
    if (line !== null) paintLine(p, line, item, perPixel, on2);
    on2.setLineDash([]);
    if (field !== null && item.reach <= 600) fill(p, field, palette.tones[item.tone], on2);
    if (foot !== null) fill(p, foot, item.id === marked ? palette.accent : palette.tones.solid, on2);
  }
  function paintMovers(p: Seen, places: Float64Array, on2: CanvasRenderingContext2D): void {
    on2.fillStyle = palette.value;
    for (let i = 0; i < places.length; i += 3) {
      const s = p.project({ east: places[i] ?? 0, north: places[i + 1] ?? 0, up: places[i + 2] ?? 0 });
      if (s !== null) on2.fillRect(s.x - 2, s.y - 2, 4, 4);
    }
  }
  function paint(): void {
    if (pen === null || last === null) return;
    const { camera, viewport } = last;
    const flat: Camera = { ...camera, plan: true };
    const p = projectionOf(flat, viewport);
    const perPixel = metresPerPixel(flat, viewport);
    canvas.width = Math.round(viewport.width * pixelRatio);
    canvas.height = Math.round(viewport.height * pixelRatio);
    pen.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    pen.fillStyle = palette.ground;
    pen.fillRect(0, 0, viewport.width, viewport.height);
    const shown = layers.filter((l) => on.has(l.id) && inRange(l, camera.range));
    for (const layer of shown) for (const one of drawn) if (one.item.layer === layer.id) paintOne(p, one, perPixel, pen);
    if (movers !== null) paintMovers(p, movers, pen);
  }
  return {
    kind: 'plan',
    show(items, frame: Frame) {
      const corners = (list: readonly Corner[] | null): readonly Enu[] | null => list?.map((c) => frame.corner(c)) ?? null;
      drawn = items.map((item) => ({ item, ring: corners(item.ring), line: corners(item.line), field: corners(item.field), foot: item.shape === null || item.at === null ? null : corners(footprintOf(item.at, item.shape)) }));
      paint();
    },
    layers(next) { on = next; paint(); },
    paint(next) { palette = next; paint(); },
    look(camera, viewport) { last = { camera, viewport }; paint(); },
    pick: () => null,
    ground: () => null,
    heights: () => null,
    slots: () => new Set(),
    mark(asset) { marked = asset; paint(); },
    faults: (): readonly SceneFault[] => [],
    moving(places) { movers = places; paint(); },
    image: () => canvas,
    dispose: () => canvas.remove(),
  };
}
