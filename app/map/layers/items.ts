import type { AssetKind, Corner, MapFeature, Name, Place3, Shape, System } from '#app/park';
import { placeTowards } from '../measure/distance.ts';
import { viewField } from '../measure/view-field.ts';
import { layerOfKind, type LayerId } from './layers.ts';

/** How a thing is painted; which colours these are is for the window to say (colour is kept for what is abnormal). */
export const tones = [
  'boundary', 'river', 'road', 'plot', 'plot-trial', 'plot-stopped', 'area', 'solid', 'hazard-1', 'hazard-2', 'hazard-3', 'hazard-4', 'housing', 'school', 'hospital', 'receptor', 'gate', 'camera', 'station',
  'water', 'sewage', 'power', 'gas', 'heat', 'gallery', 'utility',
] as const;
export type Tone = (typeof tones)[number];

/** What the park's model says of an asset; `facts` as its integrator wrote them. */
export interface Described { readonly id: string; readonly kind: AssetKind; readonly name: Name; readonly facts: Readonly<Record<string, string | number>> }

/** A corner on the ground; `height`, metres above the ellipsoid, where it is known to be another than the site's level. */
export type GroundCorner = Corner & { readonly height?: number };

/** One thing on the map. `at`: where its name and mark stand. `ring`: an outline on the ground. `line`: with its width in metres. `field`: what a camera sees. `people`: who is there. `size`: metres, for which of two names stays. `reach`: how far a camera sees, metres. */
export interface MapItem {
  readonly id: string; readonly kind: AssetKind; readonly layer: LayerId; readonly tone: Tone; readonly name: Name;
  readonly at: Place3 | null; readonly ring: readonly GroundCorner[] | null; readonly line: readonly Place3[] | null; readonly width: number; readonly field: readonly GroundCorner[] | null;
  readonly shape: Shape | null; readonly people: number | null; readonly size: number; readonly reach: number;
}

const number = (v: string | number | undefined): number | null => (typeof v === 'number' && Number.isFinite(v) ? v : null);
const text = (v: string | number | undefined): string => String(v ?? '').toLowerCase();

/** The grade of a major hazard source, 1 (the gravest) to 4, out of what was written: `一级 grade 1`, `2`, `三级`. Null where it says none (GB 18218-2018). */
export function gradeOf(written: string | number | undefined): 1 | 2 | 3 | 4 | null {
  const found = /[1-4一二三四]/.exec(text(written))?.[0];
  const grade = found === undefined ? 0 : '一二三四'.includes(found) ? '一二三四'.indexOf(found) + 1 : Number(found);
  return grade === 1 || grade === 2 || grade === 3 || grade === 4 ? grade : null;
}
/** Whether an enterprise works, out of what was written of its state. */
export function stateOf(written: string | number | undefined): 'plot' | 'plot-trial' | 'plot-stopped' {
  const said = text(written);
  return /试生产|trial/.test(said) ? 'plot-trial' : /停产|停工|关停|shut|stopp|closed/.test(said) ? 'plot-stopped' : 'plot';
}
const receptors = ['housing', 'school', 'hospital'] as const;

type ToneOf = (facts: Described['facts'], system: System | undefined) => Tone;
const always = (tone: Tone): ToneOf => () => tone;
const solid = always('solid');
const toneOf: Readonly<Record<AssetKind, ToneOf>> = {
  park: always('boundary'), river: always('river'), road: always('road'), area: always('area'), 'detector-group': always('area'), gate: always('gate'), camera: always('camera'), 'sensor-station': always('station'), gallery: always('gallery'),
  unit: solid, tank: solid, building: solid, equipment: solid, rack: solid,
  enterprise: (facts) => stateOf(facts['state']),
  'hazard-source': (facts) => `hazard-${gradeOf(facts['grade']) ?? 4}`,
  receptor: (facts) => receptors.find((r) => r === facts['kind']) ?? 'receptor',
  utility: (_facts, system) => system ?? 'utility',
};
/** Everything of these layers looks alike. */
const toneIn: Partial<Readonly<Record<LayerId, Tone>>> = { solids: 'solid', gallery: 'gallery' };
/** How wide a line lies on the ground, in metres: a road, a river or a gallery as written, a pipe by its nominal diameter. */
function widthOf(kind: AssetKind, facts: Described['facts']): number {
  const [wide, dn] = [number(facts['widthM']), number(facts['dn'])];
  if (wide !== null) return wide;
  if (dn !== null) return Math.max(1, dn / 100);
  return kind === 'road' ? 14 : kind === 'river' ? 40 : kind === 'gallery' ? 6 : 2;
}
/** The place half way along a line, or in the middle of a ring. */
function middleOf(f: MapFeature): Place3 | null {
  if (f.position !== null) return f.position;
  const line = f.route;
  if (line !== undefined) return line[Math.floor(line.length / 2)] ?? null;
  const ring = f.outline ?? [];
  return ring.length === 0 ? null : { lon: ring.reduce((s, c) => s + c.lon, 0) / ring.length, lat: ring.reduce((s, c) => s + c.lat, 0) / ring.length, height: 0 };
}

/** The corners of a solid's foot: a ring of twenty for what is round. */
export function footprintOf(at: Corner, { form, length, width, heading }: Shape): readonly Corner[] {
  if (form === 'cylinder' || form === 'sphere' || form === 'column' || form === 'stack' || form === 'mast') return Array.from({ length: 20 }, (_, i) => placeTowards(at, 360 - i * 18, length / 2));
  const corner = (along: number, across: number): Corner => placeTowards(at, heading + (Math.atan2(across * width, along * length) * 180) / Math.PI, Math.hypot(length, width) / 2);
  return [corner(1, 1), corner(1, -1), corner(-1, -1), corner(-1, 1)];
}

/** The layer of a feature: a utility that is a solid stands with the plant, a line of the gallery lies on it. */
function layerFor({ kind, system, shape }: MapFeature): LayerId | null {
  if (kind !== 'utility') return layerOfKind(kind)?.id ?? null;
  return system === 'gallery' ? 'gallery' : shape !== undefined ? 'solids' : 'utilities';
}
/** What a camera sees, and how far. */
const seenBy = ({ view, position }: MapFeature): Pick<MapItem, 'field' | 'reach'> => (view === undefined || position === null ? { field: null, reach: 0 } : { field: viewField(position, view), reach: view.range });
/** What a feature is on the map, in the words of the park's model; null for what has no layer or lies nowhere (MAP-03). */
export function itemOf(f: MapFeature, { name, kind, facts }: Described): MapItem | null {
  const { id, outline = null, route = null, shape = null } = f;
  const layer = layerFor(f);
  const at = middleOf(f);
  if (layer === null || (at === null && outline === null && route === null)) return null;
  return {
    id, kind: f.kind, layer, tone: toneIn[layer] ?? toneOf[kind](facts, f.system), name, at, ring: outline, line: route, width: widthOf(f.kind, facts),
    ...seenBy(f), shape, people: number(facts['people']) ?? number(facts['beds']), size: shape === null ? 0 : Math.max(shape.length, shape.width) * shape.height,
  };
}

/** Everything that a map shows of a park, in the order of its model; `describe` gives null for what the model does not know. */
export const itemsOf = (features: readonly MapFeature[], describe: (id: string) => Described | null): readonly MapItem[] =>
  features.map((f) => { const described = describe(f.id); return described === null ? null : itemOf(f, described); }).filter((i) => i !== null);
