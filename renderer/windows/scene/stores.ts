import { createStore } from 'zustand/vanilla';
import { configuredLayers, markBook, shownLayers, windPoints, type LayerId, type Mark, type MarkBook, type SavedView, type SceneMemory, type Solid, type WindPoints } from '#app/map';
import { entriesOf } from '../finding/entries.ts';
import { alarmStore, mapStore, paletteStore, pinyinReadings, pointsUnder, topicStore, valueStore, type Park } from '../features.ts';
import type { ParkView, SceneFault, Slot, Target } from '../globe.ts';
import type { Surroundings } from '../open/surroundings.ts';
import { workstation } from '../open/workstation.ts';
import { flaws } from './knowing/flaws.ts';
import { pointOf } from './knowing/following.ts';
import { pacing } from './knowing/pacing.ts';
import { measuringStore } from './measuring/measuring.ts';
import { later } from './panels/Later.tsx';

/** What can be opened beside the map. */
export type Panel = 'layers' | 'legend' | 'views' | 'in-view' | 'keys';
/** What the window shows besides the park. `hover`: what the pointer rests on, and where. `kind`: what it is drawn on; null before the first picture. */
export interface SceneState {
  readonly on: ReadonlySet<LayerId>; readonly panels: ReadonlySet<Panel>; readonly plan: boolean; readonly view: SavedView | null;
  readonly hover: { readonly target: Target; readonly x: number; readonly y: number } | null;
  readonly kind: 'globe' | 'plan' | null; readonly why: string | null; readonly faults: readonly SceneFault[];
  /** What of a site's own ground and photographs there is. */
  readonly slots: ReadonlySet<Slot>;
  /** A view that the camera is to take. */
  readonly wanted: SavedView | null;
}

/** Of one thing at most so many points are listened to. */
const mostHeard = 12;

/** Everything the scene knows, made once for the life of the window. */
export function sceneStores(surroundings: Surroundings) {
  const { every } = surroundings;
  const base = workstation('scene', surroundings);
  const { ask, draw, settings, ticks } = base;
  const state = createStore<SceneState>(() => ({ on: shownLayers(), panels: new Set<Panel>(['layers', 'legend']), plan: false, view: null, hover: null, kind: null, why: null, faults: [], slots: new Set<Slot>(), wanted: null }));
  const alarms = alarmStore(ask, draw);
  const pace = pacing(draw, (run) => ticks.now.subscribe(() => void surroundings.after(later.card.ms, run)), surroundings.now);
  const values = valueStore(ask, pace.draw);
  const map = mapStore(ask);
  const palette = paletteStore(pinyinReadings, surroundings.after);
  let topicPoints: readonly string[] = [];
  const topics = topicStore({ get alarms() { return alarms.all(); }, value: (point) => values.get(point) }, (points) => { topicPoints = points; watch(); });
  const measuring = measuringStore(() => (map.state.getState().map?.items ?? []).flatMap(({ id, at, shape }): Solid[] => (at === null || shape === null ? [] : [{ id, position: at, shape }])));
  let winds: readonly WindPoints[] = [];
  let parkView: ParkView | null = null;
  const remember = (part: Partial<SceneMemory>): void => settings.change({ scene: { ...settings.state.getState().scene, ...part } });
  const ears = new Set<(mark: Mark) => void>();
  let book: MarkBook = markBook([]);
  const tell = (mark: Mark | null): void => { if (mark !== null) for (const ear of ears) ear(mark); };

  alarms.hear((before, after) => { const a = after ?? (before === undefined ? undefined : { ...before, state: 'normal' as const }); if (a !== undefined) tell(book.put(a)); });
  const quality = flaws(ask, every, (point, q) => tell(book.quality(point, q)));
  map.state.subscribe(({ map: next }, { map: was }) => {
    if (next === null || next === was) return;
    book = markBook(next.points);
    for (const a of alarms.all()) book.put(a);
    quality.again();
  });
  base.park.state.subscribe(({ park }, { park: before }) => {
    if (park === null || park === before) return;
    winds = windPoints(park.site.points);
    topics.site(park.site);
    recall();
    void palette.fill(entriesOf(park));
  });
  /** The points of what is chosen: one, or those of a thing. */
  function chosenPoints(park: Park): readonly string[] {
    const { shown } = base.selected.state.getState();
    if (shown === null) return [];
    if (shown.kind === 'asset' || shown.kind === 'camera') return pointsUnder(park, shown.id, mostHeard).map((p) => p.id);
    const point = pointOf(shown, (id) => alarms.get(id));
    return point === null ? [] : [point];
  }
  /** Which points are listened to: those of the winds, of what is chosen and of what the pointer rests on. */
  function watch(): void {
    const { park } = base.park.state.getState();
    const { hover } = state.getState();
    if (park === null) return;
    pace.hurry();
    const hovered = hover?.target.of === 'mark' ? [hover.target.mark, ...hover.target.others].flatMap((m) => m.points).slice(0, mostHeard) : [];
    void values.watch([...winds.flatMap((w) => [w.speed, w.from]), ...chosenPoints(park), ...hovered, ...topicPoints].filter((p) => park.points.has(p)));
  }
  state.subscribe((s, b) => { if (s.hover !== b.hover) watch(); });
  base.selected.state.subscribe((s, b) => { if (s.shown !== b.shown) watch(); });
  base.park.state.subscribe(watch);
  let asked: readonly string[] | undefined;
  settings.state.subscribe(({ scene }) => { if (scene?.layers !== undefined && asked === undefined) { asked = scene.layers; state.setState({ on: shownLayers(scene.layers) }); } });
  let recalled = false;
  /** The topic of last time, once the site and the settings are known; what the officer chose meanwhile counts more. */
  function recall(): void {
    const { scene } = settings.state.getState();
    if (recalled || scene?.topic === undefined || scene.topic === null || topics.state.getState().topics.length === 0) return;
    choose(scene.topic);
  }
  function choose(id: string | null): void {
    recalled = true;
    topics.choose(id);
    configure({ layers: topics.state.getState().chosen?.layers });
  }
  settings.state.subscribe(recall);
  /** Shows what a topic asks for; what the officer chose by himself is not forgotten. */
  function configure({ layers, view }: { readonly layers?: readonly string[] | undefined; readonly view?: SavedView | undefined }): void {
    state.setState({ on: configuredLayers(layers ?? settings.state.getState().scene?.layers, state.getState().on), ...(view !== undefined && { wanted: view }) });
  }
  ticks.now.subscribe(() => topics.look());
  return {
    ...base, state, alarms, values, map, surroundings,
    marks: (): readonly Mark[] => book.all(),
    markOf: (point: string): Mark | null => book.of(point),
    /** Hears every mark that is another now. */
    hearMarks(ear: (mark: Mark) => void) { ears.add(ear); return () => void ears.delete(ear); },
    layer(id: LayerId, shown: boolean): void {
      const on = new Set(state.getState().on);
      if (shown) on.add(id); else on.delete(id);
      state.setState({ on });
      if (topics.state.getState().chosen === null) remember({ layers: [...on] });   // a topic's layers are not the officer's own choice
    },
    /** A topic of the one map, or none: its layers and its figures. */
    topic: (id: string | null): void => {
      choose(id);
      remember({ topic: id });
    },
    show(panel: Panel, open: boolean): void {
      const panels = new Set(state.getState().panels);
      if (open) panels.add(panel); else panels.delete(panel);
      state.setState({ panels });
    },
    /** The view that is open now; null before it opens and after it closed. */
    opened: (view: ParkView | null): void => { parkView = view; },
    view: (): ParkView | null => parkView,
    configure, remember, measuring, palette, topics, wind: (): readonly WindPoints[] => winds,
  };
}
export type SceneStores = ReturnType<typeof sceneStores>;
