import { gated, type Action } from '#kit/actions';
import type { ParkView } from '../globe.ts';
import { tools, type Tool } from './measuring/measuring.ts';
import type { Panel, SceneStores } from './stores.ts';

/** How far one press of a key goes: pixels, part of the distance, degrees. */
const step = { pan: 90, zoom: 0.8, turn: 15, tilt: 8 } as const;
const toolKeys: Readonly<Record<Tool, string>> = { distance: 'd', area: 'a', height: 'h', section: 'x' };

/** Everything that the scene can do, by its id: the codes of its words. */
export const sceneKeys = [
  'left', 'right', 'up', 'down', 'nearer', 'farther', 'turn-left', 'turn-right', 'steeper', 'flatter', 'home', 'north', 'plan', 'go', ...tools, 'undo', 'layers', 'views', 'in-view', 'picture', 'find', 'drop', 'help', 'theme',
] as const;

/** What the window does that is more than moving the camera. */
export interface Does { readonly home: () => void; readonly go: () => void; readonly picture: () => void; readonly find: () => void; readonly help: () => void; readonly drop: () => void }

/** Everything that can be done in the scene; toolbar, keyboard, key help and palette are made from this list. */
export function sceneActions(scene: SceneStores, view: () => ParkView | null, does: Does): readonly Action[] {
  const there = (): boolean => view() !== null;
  const always = (): boolean => true;
  const solid = (): boolean => view()?.kind() === 'globe';
  const turning = (): boolean => solid() && !scene.state.getState().plan;
  const act = (id: (typeof sceneKeys)[number], keys: readonly string[], run: () => void, allowed: () => boolean = there): Action => ({ id, title: `scene:key-${id}`, keys, allowed, run });
  const topicAt = (n: number): string | undefined => scene.topics.state.getState().topics[n - 1]?.id;
  const move = (run: (v: ParkView) => void) => (): void => { const v = view(); if (v !== null) run(v); };
  const panel = (name: Panel) => (): void => scene.show(name, !scene.state.getState().panels.has(name));
  return gated([
    act('left', ['ArrowLeft'], move((v) => v.pan(step.pan, 0))), act('right', ['ArrowRight'], move((v) => v.pan(-step.pan, 0))), act('up', ['ArrowUp'], move((v) => v.pan(0, step.pan))), act('down', ['ArrowDown'], move((v) => v.pan(0, -step.pan))),
    act('nearer', ['+', '='], move((v) => v.zoom(step.zoom))), act('farther', ['-'], move((v) => v.zoom(1 / step.zoom))),
    act('turn-left', ['q'], move((v) => v.turn(-step.turn, 0)), turning), act('turn-right', ['e'], move((v) => v.turn(step.turn, 0)), turning),
    act('steeper', ['PageUp'], move((v) => v.turn(0, step.tilt)), turning), act('flatter', ['PageDown'], move((v) => v.turn(0, -step.tilt)), turning),
    act('home', ['Home', '0'], does.home), act('north', ['n'], move((v) => v.north()), turning), act('plan', ['p'], () => scene.state.setState(({ plan }) => ({ plan: !plan })), solid), act('go', ['g', 'z'], does.go, () => scene.selected.state.getState().shown !== null),
    ...tools.map((t) => act(t, [toolKeys[t]], () => scene.measuring.use(t))),
    act('undo', ['Backspace'], () => scene.measuring.undo(), () => scene.measuring.state.getState().corners.length > 0),
    act('layers', ['l'], panel('layers'), always), act('views', ['v'], panel('views'), always), act('in-view', ['i'], panel('in-view'), always), act('picture', ['s'], does.picture),
    act('find', ['Ctrl+k', '/'], does.find, always), act('drop', ['Escape'], does.drop, always), act('help', ['?', '？', 'F1'], does.help, always),
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n): Action => ({
      id: `topic-${n}`, title: 'scene:key-topic', params: { n }, keys: [String(n)], allowed: () => topicAt(n) !== undefined,
      run: () => { const id = topicAt(n) ?? null; scene.topic(id === scene.topics.state.getState().chosen?.id ? null : id); },
    })),
    { ...act('theme', ['t'], () => scene.settings.change({ theme: scene.settings.state.getState().theme === 'dark' ? 'light' : 'dark' }), always), needs: 'settings.change' },
  ], scene.seat.may, scene.seat.refuse);
}
