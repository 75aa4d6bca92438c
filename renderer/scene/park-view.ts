import {
  bounded, cameraOf, fitted, flight, footprintOf, frameAt, groundPlaces, panned, projectionOf, saved, shownLayers, standingHeight, standingItem, turned, zoomed, type Camera, type Enu, type Frame, type LayerId, type MapItem, type Mark, type Relief,
  type SavedView, type Viewport, type Wind,
} from '#app/map';
import type { Corner, Name, Place3 } from '#app/park';
import type { Stop } from '#kernel/time';
import type { Backdrop, SceneFault, Slot } from './backdrop.ts';
import { overlay, type PlacedItem, type PlacedMark, type PlacedWind, type Shown, type Target } from './overlay/overlay.ts';
import type { Sketch } from './overlay/sketch.ts';
import type { Palette } from './palette.ts';
import { hand } from './pointer.ts';

/** What a view hears from its surroundings and says to its window. */
export interface ViewEars {
  readonly chosen: (target: Target | null, at: Place3 | null) => void;
  readonly hovered: (target: Target | null, x: number, y: number) => void;
  /** The camera stands still again. */
  readonly settled: (view: SavedView) => void;
  /** Everything stands on the terrain of the site now. */
  readonly stood: () => void;
  /** A click while something is being measured. */
  readonly measured: ((at: Place3, last: boolean) => boolean);
}
export interface ViewNeeds {
  readonly after: (ms: number, run: () => void) => Stop;
  readonly frame: (run: (now: number) => void) => void;
  readonly reducedMotion: () => boolean;
  readonly pixelRatio: number;
  readonly text: (name: Name) => string;
}
const keyOf = ({ lon, lat }: Corner): string => `${lon} ${lat}`;
const settleMs = 260;
/** What panels lie over of the view's edges, in pixels, when the whole park is shown. */
const covered = { left: 262, right: 12, top: 0, bottom: 56 } as const;

/** The camera, the overlay and what a hand does; the same whatever lies below. `backdrop` may be changed for another at any time. */
export function parkView(host: HTMLElement, canvas: HTMLCanvasElement, first: Backdrop, palette0: Palette, ears: ViewEars, needs: ViewNeeds) {
  let backdrop = first;
  let palette = palette0;
  let frame: Frame = frameAt({ lon: 0, lat: 0, height: 0 });
  let camera: Camera = bounded({ target: { east: 0, north: 0, up: 0 }, range: 6000, heading: 0, pitch: 48, plan: false });
  let viewport: Viewport = { width: Math.max(1, host.clientWidth), height: Math.max(1, host.clientHeight) };
  /** The park's things as its model says, and as they stand on terrain where there is some. */
  let told: readonly MapItem[] = [];
  let all: readonly MapItem[] = [];
  let toldMarks: readonly Mark[] = [];
  let relief: Relief | null = null;
  let standing = 0;
  /** What was flown to last, until a hand moved the camera: terrain that comes later raises it. */
  let aimed: { readonly places: readonly Place3[]; readonly least: number | undefined } | null = null;
  let shown: Shown = { items: [], marks: [], winds: [], on: shownLayers(), chosen: null, hovered: null, sketch: null, text: needs.text };
  let settling: Stop = () => {};
  let flying = 0;
  let waiting = false;
  let rechoose = true;
  const over = overlay(canvas);
  over.size(viewport, needs.pixelRatio, palette);

  const place = (item: MapItem): PlacedItem => {
    const foot = item.at;
    const ring = item.ring ?? (item.shape !== null && foot !== null ? footprintOf(foot, item.shape).map((c) => ({ ...c, height: foot.height })) : item.field);
    const up = item.shape === null ? 0 : (item.shape.base ?? 0) + item.shape.height;
    const at = item.at === null ? null : frame.toEnu({ ...item.at, height: item.at.height + up });
    return { item, at, outline: ring?.map((c) => frame.corner(c, c.height)) ?? null };
  };
  /** A place on the terrain, where it is known there. */
  const stood = <P extends Place3>(p: P): P => (relief === null ? p : { ...p, height: standingHeight(p.height, frame.origin.height, relief(p)) });
  const placedMark = (mark: Mark): PlacedMark => ({ mark, at: frame.toEnu(stood(mark.at)) });
  function put(): void {
    const ground = relief;
    all = ground === null ? told : told.map((item) => standingItem(item, frame.origin.height, ground));
    shown = { ...shown, items: all.map(place), marks: toldMarks.map(placedMark) };
    backdrop.show(all, frame);
    rechoose = true;
    look(camera);
  }
  /** Asks for the ground under everything, and puts it there. */
  async function stand(): Promise<void> {
    const turn = ++standing;
    const places = new Map<string, Corner>([...told.flatMap(groundPlaces), ...toldMarks.map((m) => m.at)].map((c) => [keyOf(c), c]));
    const heights = await backdrop.heights([...places.values()]);
    if (turn !== standing || heights === null) return;   // race: other things, or another ground, meanwhile
    const known = new Map([...places.keys()].map((key, i) => [key, heights[i] ?? null]));
    relief = (at) => known.get(keyOf(at)) ?? null;
    put();
    ears.stood();
    if (aimed !== null) flyTo(aimed.places, aimed.least);
  }
  function redraw(): void {
    if (waiting) return;
    waiting = true;
    needs.frame(() => { waiting = false; over.draw(shown, camera, viewport, palette, rechoose); rechoose = false; });
  }
  function look(next: Camera): void {
    camera = backdrop.kind === 'plan' ? { ...next, plan: true } : next;
    backdrop.look(camera, viewport, true);
    redraw();
    settling();
    settling = needs.after(settleMs, () => { backdrop.look(camera, viewport, false); rechoose = true; redraw(); ears.settled(saved(camera, frame)); });
  }
  /** By hand: ends a flight that is under way. */
  function move(next: Camera): void { flying++; aimed = null; look(bounded(next)); }
  function fly(to: Camera): void {
    const turn = ++flying;
    if (needs.reducedMotion()) { look(to); return; }
    const way = flight(camera, to);
    let began: number | null = null;
    const step = (now: number): void => {
      if (turn !== flying) return;
      began ??= now;
      const part = Math.min(1, (now - began) / way.ms);
      look(way.at(part));
      if (part < 1) needs.frame(step);
    };
    needs.frame(step);
  }
  function flyTo(places: readonly Place3[], least?: number): void {
    aimed = { places, least };
    const to = fitted(places.map((p) => frame.toEnu(stood(p))), viewport, { heading: camera.heading, pitch: camera.plan ? 90 : Math.max(28, Math.min(62, camera.pitch)), plan: camera.plan }, least);
    if (to !== null) fly(to);
  }
  const groundAt = (x: number, y: number): Enu | null => projectionOf(camera, viewport).ground(x, y);
  function targetAt(x: number, y: number): Target | null {
    const over1 = over.at(x, y);
    if (over1 !== null) return over1;
    const asset = shown.on.has('solids') ? backdrop.pick(x, y) : null;
    const item = asset === null ? undefined : all.find((i) => i.id === asset);
    return item === undefined ? null : { of: 'item', item };
  }
  const placeAt = (x: number, y: number): Place3 | null => { const seen = backdrop.ground(x, y); if (seen !== null) return seen; const at = groundAt(x, y); return at === null ? null : frame.toPlace(at); };
  const stopHand = hand(canvas, {
    drag: (dx, dy) => move(panned(camera, dx, dy, viewport)),
    turn: (dx, dy) => move(camera.plan ? panned(camera, dx, dy, viewport) : turned(camera, -dx * 0.25, dy * 0.2)),
    wheel: (factor, x, y) => move(zoomed(camera, factor, groundAt(x, y))),
    click(x, y, again) {
      const at = placeAt(x, y);
      if (at !== null && ears.measured(at, again)) return;
      ears.chosen(targetAt(x, y), at);
    },
    rest: (x, y) => ears.hovered(targetAt(x, y), x, y),
    leave: () => ears.hovered(null, 0, 0),
    release: () => undefined,
  }, needs.after);
  const resized = new ResizeObserver(() => {
    viewport = { width: Math.max(1, host.clientWidth), height: Math.max(1, host.clientHeight) };
    over.size(viewport, needs.pixelRatio, palette);
    look(camera);
  });
  resized.observe(host);

  return {
    /** The park's things; the camera stays unless this is the first of them. */
    show(items: readonly MapItem[], origin: Place3): void {
      frame = frameAt(origin);
      told = items;
      put();
      void stand();
    },
    layers(on: ReadonlySet<LayerId>): void { shown = { ...shown, on }; backdrop.layers(on); rechoose = true; redraw(); },
    marks(marks: readonly Mark[]): void { toldMarks = marks; shown = { ...shown, marks: marks.map(placedMark) }; rechoose = true; redraw(); void stand(); },
    /** Puts everything on the terrain, once there is one. */
    stand: (): void => void stand(),
    /** One mark that is another now. */
    mark(mark: Mark): void { shown = { ...shown, marks: shown.marks.map((m) => (m.mark.id === mark.id ? { ...m, mark } : m)) }; redraw(); },
    winds(winds: readonly { readonly asset: string; readonly wind: Wind }[]): void {
      shown = { ...shown, winds: winds.flatMap(({ asset, wind }): PlacedWind[] => { const at = shown.items.find((i) => i.item.id === asset)?.at ?? null; return at === null ? [] : [{ asset, at, wind }]; }) };
      redraw();
    },
    /** Marks what is chosen: assets by their ids, or a place. */
    choose(assets: readonly string[], at: Place3 | null): void {
      const items = shown.items.filter((i) => assets.includes(i.item.id));
      const middle = at === null ? items.find((i) => i.at !== null)?.at ?? null : frame.toEnu(stood(at));
      shown = { ...shown, chosen: items.length === 0 && middle === null ? null : { items, at: middle } };
      backdrop.mark(items[0]?.item.shape === null ? null : items[0]?.item.id ?? null);
      redraw();
    },
    hover(id: string | null): void { if (id !== shown.hovered) { shown = { ...shown, hovered: id }; redraw(); } },
    sketch(sketch: { readonly corners: readonly Place3[]; readonly closed: boolean; readonly text: string } | null): void {
      const drawn: Sketch | null = sketch === null ? null : { ...sketch, corners: sketch.corners.map((c) => frame.toEnu(c)) };
      shown = { ...shown, sketch: drawn };
      redraw();
    },
    text(text: (name: Name) => string): void { shown = { ...shown, text }; over.forget(); rechoose = true; redraw(); },
    paint(next: Palette): void { palette = next; over.forget(); backdrop.paint(next); rechoose = true; redraw(); },
    /** Another backdrop takes the place of the old one, which is ended. */
    change(next: Backdrop): void {
      backdrop.dispose();
      backdrop = next;
      next.paint(palette);
      next.show(all, frame);
      next.layers(shown.on);
      look(next.kind === 'plan' ? { ...camera, plan: true } : camera);
    },
    kind: (): Backdrop['kind'] => backdrop.kind,
    faults: (): readonly SceneFault[] => backdrop.faults(),
    slots: (): ReadonlySet<Slot> => backdrop.slots(),
    moving: (places: Float64Array | null): void => backdrop.moving(places),
    camera: (): Camera => camera,
    view: (): SavedView => saved(camera, frame),
    frame: (): Frame => frame,
    place: placeAt,
    inView: over.inView,
    /** Flies to places so that all are seen; of one place, near enough to know it. */
    flyTo,
    /** Looks at once, without a flight, and ends one that is under way. */
    look: (view: SavedView): void => { flying++; aimed = null; look(cameraOf(view, frame)); },
    fly: (view: SavedView): void => { aimed = null; fly(cameraOf(view, frame)); },
    home(items: readonly MapItem[], at: 'once' | 'fly', of: Pick<Camera, 'heading' | 'pitch' | 'plan'> = { heading: 345, pitch: 50, plan: camera.plan }): void {
      aimed = null;
      const corners = items.flatMap((i) => i.ring ?? []);
      const free = { width: Math.max(200, viewport.width - covered.left - covered.right), height: Math.max(200, viewport.height - covered.top - covered.bottom) };
      const to = fitted(corners.map((c) => frame.corner(c, c.height)), free, of);
      if (to === null) return;
      const whole = { ...to, range: (to.range * viewport.height) / free.height };
      const aside = panned(whole, (covered.left - covered.right) / 2, (covered.top - covered.bottom) / 2, viewport);
      if (at === 'once') look(aside); else fly(aside);
    },
    pan: (dx: number, dy: number): void => move(panned(camera, dx, dy, viewport)),
    zoom: (factor: number): void => move(zoomed(camera, factor)),
    turn: (heading: number, pitch: number): void => move(turned(camera, heading, pitch)),
    north: (): void => fly({ ...camera, heading: 0 }),
    plan(on: boolean): void { move({ ...camera, plan: on, heading: on ? 0 : camera.heading, pitch: on ? 90 : 48 }); },
    /** The view and what lies over it, as pictures of the same size. */
    size: (): Viewport => viewport,
    picture: (): readonly CanvasImageSource[] => [backdrop.image(), canvas],
    dispose(): void { stopHand(); resized.disconnect(); settling(); flying++; backdrop.dispose(); },
  };
}
export type ParkView = ReturnType<typeof parkView>;
