import { layerIds, type AssetKind } from '#app/park';

export { layerIds };
/** One layer of the map (MAP-01). */
export type LayerId = (typeof layerIds)[number];
export const layerGroups = ['ground', 'systems', 'risk', 'watch'] as const;

/**
 * What a layer shows. `kinds`: the assets it draws (none: it draws something else). `from`: where its changing part comes from. `near`, `far`: it is drawn while the camera is so many metres from what it looks
 * at. `namesFar`: up to this range its things are named. `rank`: of two names that touch, the lower stays. `on`: whether it is shown where nobody chose.
 */
export interface Layer {
  readonly id: LayerId; readonly group: (typeof layerGroups)[number]; readonly kinds: readonly AssetKind[]; readonly from: 'site' | 'alarms' | 'values' | 'tiles' | 'ground';
  readonly near: number; readonly far: number; readonly namesFar: number; readonly rank: number; readonly on: boolean;
}
const layer = (id: LayerId, group: Layer['group'], kinds: readonly AssetKind[], more: Partial<Layer> = {}): Layer =>
  ({ id, group, kinds, from: 'site', near: 0, far: Infinity, namesFar: 4000, rank: 50, on: true, ...more });

/** All layers, from the ground up: the order in which they are drawn. */
export const layers: readonly Layer[] = [
  layer('imagery', 'ground', [], { from: 'ground', namesFar: 0 }),
  layer('boundary', 'ground', ['park'], { namesFar: 0 }),
  layer('river', 'ground', ['river'], { namesFar: 14_000, rank: 60 }),
  layer('roads', 'ground', ['road'], { namesFar: 2600, rank: 70 }),
  layer('enterprises', 'ground', ['enterprise', 'area'], { namesFar: 15_000, rank: 40 }),
  layer('photography', 'ground', [], { from: 'ground', namesFar: 0 }),
  layer('solids', 'ground', ['tank', 'unit', 'building', 'equipment', 'rack'], { from: 'tiles', namesFar: 900, rank: 65 }),
  layer('gallery', 'systems', ['gallery'], { namesFar: 3000, rank: 55 }),
  layer('utilities', 'systems', ['utility'], { namesFar: 1400, rank: 58 }),
  layer('hazards', 'risk', ['hazard-source'], { namesFar: 2500, rank: 20, far: 14_000 }),
  layer('receptors', 'risk', ['receptor'], { namesFar: 12_000, rank: 25 }),
  layer('gates', 'watch', ['gate'], { namesFar: 9000, rank: 30 }),
  layer('cameras', 'watch', ['camera'], { namesFar: 1500, rank: 45, far: 2600 }),
  layer('weather', 'watch', ['sensor-station'], { from: 'values', namesFar: 3000, rank: 35 }),
  layer('points', 'watch', ['detector-group'], { from: 'alarms', namesFar: 0, rank: 0 }),
  layer('names', 'watch', [], { near: 0 }),
];
const byId = new Map(layers.map((l) => [l.id, l]));
const byKind = new Map(layers.flatMap((l) => l.kinds.map((k) => [k, l] as const)));
export const layerOf = (id: LayerId): Layer => byId.get(id) ?? layers[0]!;
export const layerOfKind = (kind: AssetKind): Layer | null => byKind.get(kind) ?? null;

/** Which layers are shown, by a configuration: those it names and this version knows, or each one's own choice. */
export const shownLayers = (chosen?: readonly string[]): ReadonlySet<LayerId> => new Set(layers.filter((l) => (chosen === undefined ? l.on : chosen.includes(l.id))).map((l) => l.id));
/** Layers that a configuration names and this version does not know: to be said, never dropped in silence. */
export const unknownLayers = (chosen: readonly string[]): readonly string[] => chosen.filter((name) => !layers.some((l) => l.id === name));
/** MAP-02: whether a layer is drawn at this range. */
export const inRange = ({ near, far }: Layer, range: number): boolean => range >= near && range <= far;
/** The photographs of the ground and of the plant: a site may have them or not, and a configuration that names none of them leaves them as they are. */
const photographs = layers.filter((l) => l.from === 'ground').map((l) => l.id);
/** What is shown by a configuration, of which the photographs are the officer's own choice: `now` is what is shown before. */
export const configuredLayers = (chosen: readonly string[] | undefined, now: ReadonlySet<LayerId>): ReadonlySet<LayerId> => new Set([...shownLayers(chosen), ...photographs.filter((id) => now.has(id))]);
