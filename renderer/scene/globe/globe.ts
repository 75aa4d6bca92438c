import { Cartesian3, Color, Matrix4, PrimitiveCollection } from '@cesium/engine';
import { footprintOf, layerIds, layerOf, type Camera, type Frame, type LayerId, type MapItem, type Tone, type Viewport } from '#app/map';
import type { Backdrop, SceneFault, Slot } from '../backdrop.ts';
import type { Palette } from '../palette.ts';
import type { Profile } from '../profile.ts';
import { applyCamera } from './camera.ts';
import { frames } from './frames.ts';
import { cameraFields, flatThings, groundDisc } from './ground.ts';
import { thinLines } from './lines.ts';
import { movingThings } from './moving.ts';
import { siteGround, type SiteGround } from './slots.ts';
import { solids } from './solids.ts';
import { openWidget } from './widget.ts';

/** `lost`: the graphics context is gone, or drawing failed; the globe draws no more. `faulty`: something could not be shown. `drawn`: a frame stands. `found`: a site's own ground or photographs are there. */
export interface GlobeEars { readonly lost: (why: string) => void; readonly faulty: () => void; readonly drawn: () => void; readonly found: () => void }

/** Which things of a layer lie flat on the ground; the others are the overlay's or the tiles'. */
const flat = new Set<LayerId>(['boundary', 'river', 'roads', 'enterprises', 'gallery', 'utilities', 'hazards', 'receptors', 'cameras']);

/** Metres that one flat layer lies above the one below it, so that they never flicker. */
const STEP = 0.3;
/** Cameras that see farther than this show their field only when they are chosen: it would cover the park. */
const WIDEST_FIELD = 600;
/** Over a photograph of the ground areas and roads are a breath of their colour. */
const COVER = 0.22;
/** A tile set that is broken throughout names its first tiles only. */
const mostFaults = 50;

/** A solid as its footprint, for where its tile is missing; anything else as it is. */
const onGround = (item: MapItem): MapItem => (item.layer === 'solids' && item.shape !== null && item.at !== null ? { ...item, ring: footprintOf(item.at, item.shape) } : item);

/** The park on the library's globe. */
export function globeBackdrop(host: HTMLElement, profile: Profile, first: Palette, ears: GlobeEars): Backdrop {
  const widget = openWidget(host, profile);
  const { scene } = widget;
  const canvas = widget.canvas;
  let ground = scene.primitives.add(new PrimitiveCollection()) as PrimitiveCollection;
  const plant = scene.primitives.add(new PrimitiveCollection()) as PrimitiveCollection;
  const found: SceneFault[] = [];
  /** The ground that was drawn last and is laid anew: it goes after the next frame, when what came instead holds the same shader programs. Gone before, they might be compiled again, and a software renderer keeps all that it compiled. */
  let worn: PrimitiveCollection | null = null;
  const ask = (): void => { scene.requestRender(); drawing.wake(); };
  const failed = (fault: SceneFault): void => {
    if (found.length >= mostFaults || found.some((f) => f.what === fault.what && f.name === fault.name)) return;
    found.push(fault);
    if (fault.what === 'tile' || fault.what === 'tileset') { bare = true; build(); }
    ears.faulty();
  };
  const tiles = solids(scene, plant, profile, ask, failed);
  const groups = new Map<LayerId, PrimitiveCollection>();
  let palette = first;
  let frame: Frame | null = null;
  let matrix = Matrix4.IDENTITY;
  let items: readonly MapItem[] = [];
  let on: ReadonlySet<LayerId> = new Set(layerIds);
  let movers: ReturnType<typeof movingThings> | null = null;
  let dead = false;
  let earth: SiteGround | null = null;
  let asked = false;
  /** True where solids are missing: their footprints stand in for all, under those that are there. */
  let bare = false;
  const fall = (why: string): void => { if (!dead) { dead = true; ears.lost(why); } };
  const drawing = frames(() => { widget.resize(); widget.render(); return tiles.busy() || (scene.globe !== undefined && !scene.globe.tilesLoaded); }, () => !dead, () => fall(canvas.getContext('webgl2')?.isContextLost() === true ? 'context-lost' : 'render-failed'));
  const contextLost = (event: Event): void => { event.preventDefault(); fall('context-lost'); };
  canvas.addEventListener('webglcontextlost', contextLost);
  scene.renderError.addEventListener(() => fall('render-failed'));
  scene.postRender.addEventListener(() => { if (worn !== null) scene.primitives.remove(worn); worn = null; ears.drawn(); });
  void tiles.load().then((any) => {
    if (dead) return;
    if (!any) { bare = true; build(); }
    if (tiles.photography()) ears.found();
  });
  async function ownGround(plain: number): Promise<void> {
    earth = await siteGround(scene, plain, profile.detail, ask, failed);
    if (earth === null || dead) return;
    build();
    ears.found();
  }
  const pictured = (): boolean => earth !== null && earth.slots.has('imagery') && on.has('imagery');

  const colourOf = (tone: Tone): Color => Color.fromCssColorString(palette.tones[tone] || '#808080');
  /** What of a layer lies on the ground; `i`: its place among the layers. */
  function layGround(id: LayerId, i: number, its: Frame): PrimitiveCollection {
    const plain = its.origin.height;
    const height = plain + i * STEP;
    const group = ground.add(new PrimitiveCollection()) as PrimitiveCollection;
    const of = items.filter((item) => item.layer === id).map(onGround);
    const fields = id === 'cameras' ? cameraFields(of.filter((c) => c.field !== null && c.reach <= WIDEST_FIELD), colourOf('camera'), height) : null;
    for (const part of [flatThings(of, colourOf, { height, plain, cover: id !== 'solids' && pictured() ? COVER : 1 }, its), fields, thinLines(of, colourOf, height + 0.3, plain)]) if (part !== null) group.add(part);
    return group;
  }
  function build(): void {
    if (frame === null) return;
    ground.show = false;
    if (worn === null) worn = ground; else scene.primitives.remove(ground);   // what was never drawn holds nothing
    ground = scene.primitives.add(new PrimitiveCollection(), 0) as PrimitiveCollection;
    groups.clear();
    scene.backgroundColor = Color.fromCssColorString(palette.sky);
    earth?.paint(palette.light);
    if (earth !== null) scene.globe.baseColor = Color.fromCssColorString(palette.ground);
    if (earth === null) ground.add(groundDisc(matrix, Color.fromCssColorString(palette.ground), Color.fromCssColorString(palette.sky)));
    for (const [i, id] of layerIds.entries()) if (flat.has(id) || (id === 'solids' && bare)) groups.set(id, layGround(id, i, frame));
    show();
  }
  function show(): void {
    for (const [id, group] of groups) group.show = on.has(id);
    tiles.show(on.has('solids'), on.has('photography'));
    earth?.imagery(on.has('imagery'));
    ask();
  }
  return {
    kind: 'globe',
    show(next, its) {
      items = next;
      frame = its;
      matrix = Matrix4.fromArray([...its.matrix]);
      build();
      if (!asked) { asked = true; void ownGround(its.origin.height); }
    },
    layers(next) { const before = pictured(); on = next; if (pictured() === before) show(); else build(); },
    paint(next) { palette = next; build(); tiles.paint(next.light, next.accent); },
    look(camera: Camera, viewport: Viewport, moving: boolean) {
      const scale = moving ? profile.moving : profile.scale;
      if (widget.resolutionScale !== scale) widget.resolutionScale = scale;
      for (const [id, group] of groups) { const { near, far } = layerOf(id); group.show = on.has(id) && camera.range >= near && camera.range <= far; }
      applyCamera(scene, camera, viewport, matrix);
      ask();
    },
    pick: (x, y) => tiles.pick(x, y),
    ground: (x, y) => earth?.pick(x, y) ?? null,
    heights: (places) => earth?.heights(places) ?? null,
    slots: () => new Set<Slot>([...(earth?.slots ?? []), ...(tiles.photography() ? ['photography' as const] : [])]),
    mark: (asset) => tiles.mark(asset),
    faults: () => found,
    moving(places) {
      if (places === null) { if (movers !== null) plant.remove(movers); movers = null; ask(); return; }
      if (movers === null) { movers = movingThings(matrix, Color.fromCssColorString(palette.value), Matrix4.getTranslation(matrix, new Cartesian3()), () => widget.resolutionScale); plant.add(movers); }
      movers.put(places);
      ask();
    },
    image() { scene.requestRender(); widget.render(); return canvas; },
    dispose() {
      dead = true;
      canvas.removeEventListener('webglcontextlost', contextLost);
      tiles.dispose();
      if (!widget.isDestroyed()) widget.destroy();
    },
  };
}
