import { dayLight, footprintOf, inside, windOf } from '#app/map';
import type { Selected } from '#app/selection';
import type { Name, Place3 } from '#app/park';
import { globeBackdrop, paletteOf, parkView, planBackdrop, profileOf, webglRenderer, type Backdrop, type ParkView, type Target } from '../globe.ts';
import { whereIs, type Known } from './knowing/following.ts';
import { told } from './measuring/measuring.ts';
import type { SceneStores } from './stores.ts';

/** What a view needs of the window. */
export interface Driven {
  readonly view: ParkView;
  /** Shows the whole park again. */
  readonly home: () => void;
  /** Goes to what is chosen. */
  readonly follow: () => void;
  readonly stop: () => void;
}

/** The moment that is looked at changes too, and is no reason to move. */
const sameThing = (a: Selected | null, b: Selected | null): boolean => a === b || (a !== null && b !== null && a.kind === b.kind && a.id === b.id);
const retryMs = [2000, 4000, 8000, 15_000, 30_000] as const;

/** What a target is to the rest of the workstation. */
export function selectedOf(target: Target): Selected {
  if (target.of === 'mark') return target.mark.alarm === null ? { kind: 'point', id: target.mark.points[0] ?? target.mark.id } : { kind: 'alarm', id: target.mark.alarm };
  return { kind: target.item.kind === 'camera' ? 'camera' : 'asset', id: target.item.id };
}

/** Opens the view of the park in `host` and drives it: the stores tell it what to show, and it tells the stores what was chosen. Without WebGL, or when it is lost, the plan takes its place until the globe can be drawn again. */
export function drive(scene: SceneStores, host: HTMLElement, canvas: HTMLCanvasElement, name: (name: Name) => string): Driven {
  const { state, map, surroundings } = scene;
  const { after } = surroundings;
  const stops: (() => void)[] = [];
  let over = false;
  let losses = 0;
  let seen = false;
  let pictured = false;
  const light = (): number => { const origin = map.state.getState().map?.origin; return origin === undefined ? 1 : dayLight(origin, surroundings.now()); };
  let lit = light();
  const pixelRatio = window.devicePixelRatio;

  function plan(): Backdrop { return planBackdrop(host, paletteOf(light()), pixelRatio); }
  function globe(): Backdrop | null {
    const renderer = webglRenderer(document.createElement('canvas'));
    if (renderer === null) return null;
    const box = document.createElement('div');
    box.className = 'scene-globe';
    host.append(box);
    try {
      const made = globeBackdrop(box, profileOf(renderer, pixelRatio), paletteOf(light()), { lost, faulty: () => state.setState({ faults: [...view.faults()] }), drawn: () => { if (!pictured && seen) { pictured = true; performance.mark('scene-first-picture'); } host.dispatchEvent(new CustomEvent('scene-drawn')); }, found: () => { state.setState({ slots: view.slots() }); view.stand(); } });
      return { ...made, dispose() { made.dispose(); box.remove(); } };
    } catch {
      box.remove();
      return null;
    }
  }
  function lost(why: string): void {
    after(0, () => {
      if (over || view.kind() === 'plan') return;
      view.change(plan());
      state.setState({ kind: 'plan', why });
      after(retryMs[Math.min(losses++, retryMs.length - 1)] ?? 30_000, again);
    });
  }
  function again(): void {
    if (over || view.kind() === 'globe') return;
    const next = globe();
    if (next === null) { after(retryMs[Math.min(losses++, retryMs.length - 1)] ?? 30_000, again); return; }
    view.change(next);
    state.setState({ kind: 'globe', why: null });
  }
  const first = globe();
  const view: ParkView = parkView(host, canvas, first ?? plan(), paletteOf(light()), {
    chosen: (target) => scene.selected.choose(target === null ? null : selectedOf(target)),
    hovered: (target, x, y) => { state.setState({ hover: target === null ? null : { target, x, y } }); view.hover(target?.of === 'item' ? target.item.id : null); },
    settled: (at) => state.setState({ view: at }),
    stood: () => follow(false),
    measured: (at, last) => scene.measuring.add(topOf(at), last),
  }, {
    after, frame: (run) => void requestAnimationFrame(run), reducedMotion: () => window.matchMedia('(prefers-reduced-motion: reduce)').matches, pixelRatio, text: name,
  });
  state.setState({ kind: view.kind(), why: first === null ? 'no-webgl' : null, plan: view.kind() === 'plan' });
  if (first === null) after(retryMs[0], again);

  /** The top of the solid that is under a place, or the ground. */
  function topOf(at: Place3): Place3 {
    const solid = map.state.getState().map?.items.find((i) => i.shape !== null && i.at !== null && inside(at, footprintOf(i.at, i.shape)));
    return solid?.shape == null || solid.at === null ? at : { ...at, height: solid.at.height + (solid.shape.base ?? 0) + solid.shape.height };
  }
  function sketch(): void {
    const now = scene.measuring.state.getState();
    view.sketch(now.tool === null || now.corners.length === 0 ? null : { corners: now.corners, closed: now.tool === 'area', text: told(now)[0]?.text ?? '' });
  }
  /** Only what an arrow would show: a wind that turns or blows harder by less than it can say draws nothing (MAP-08). */
  let blowing = '';
  function blow(): void {
    const winds = scene.wind().flatMap(({ asset, speed, from }) => { const wind = windOf(scene.values.get(speed)?.value ?? null, scene.values.get(from)?.value ?? null); return wind === null ? [] : [{ asset, wind }]; });
    const said = JSON.stringify(winds);
    if (said === blowing) return;
    blowing = said;
    view.winds(winds);
  }
  function showMap(): void {
    const now = map.state.getState().map;
    if (now === null) return;
    view.show(now.items, now.origin);
    view.marks(scene.marks());
    view.layers(state.getState().on);
    blowing = '';
    blow();
    follow(false);
    if (!seen) { seen = true; view.home(now.items.filter((i) => i.tone === 'boundary'), 'once'); follow(true); }   // opened for what another window looks at: there
  }
  const known = (): Known => ({ map: map.state.getState().map, alarm: (id) => scene.alarms.get(id), assetOf: (point) => scene.park.state.getState().park?.points.get(point)?.asset ?? null });
  /** Marks what the workstation looks at and, if another window chose it or the officer asks, goes there. */
  function follow(fly: boolean, asked = false): void {
    const { shown, selection } = scene.selected.state.getState();
    const { asset, at, places } = shown === null ? { asset: null, at: null, places: [] } : whereIs(shown, known());
    view.choose(asset === null ? [] : [asset], at);
    if (fly && (asked || selection.by !== 'scene')) view.flyTo(places, 420);
  }
  scene.opened(view);
  showMap();
  after(0, () => { if (!over) view.paint(paletteOf(light())); });   // the theme's own effect runs after this one
  stops.push(
    map.state.subscribe((s, b) => { if (s.map !== b.map) showMap(); }),
    scene.hearMarks((m) => view.mark(m)),
    state.subscribe((s, b) => { if (s.on !== b.on) view.layers(s.on); if (s.plan !== b.plan) view.plan(s.plan); if (s.wanted !== b.wanted && s.wanted !== null) view.fly(s.wanted); }),
    surroundings.every(60_000, () => { if (light() !== lit) { lit = light(); view.paint(paletteOf(lit)); } }),
    scene.measuring.state.subscribe(sketch), scene.values.state.subscribe(blow),
    scene.selected.state.subscribe((s, b) => {
      const asked = !s.pinned && s.selection.looked !== b.selection.looked;
      if (asked || !sameThing(s.shown, b.shown)) follow(true, asked);
    }),
    scene.settings.state.subscribe((s, b) => { if (s.theme !== b.theme) after(0, () => view.paint(paletteOf(light()))); }),
  );
  return {
    view, follow: () => follow(true, true),
    home: () => view.home((map.state.getState().map?.items ?? []).filter((i) => i.tone === 'boundary'), 'fly'),
    stop() { over = true; scene.opened(null); for (const stop of stops) stop(); view.dispose(); },
  };
}
