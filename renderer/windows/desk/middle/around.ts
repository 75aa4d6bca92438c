import type { PointValue } from '#app/acquisition';
import { abnormality, groupPlace, type AlarmView } from '#app/alarm';
import { levels, type AssetView, type PointView } from '#app/park';
import type { Selected } from '#app/selection';
import { assetsUnder, mostTrendPoints, placesOf, pointsUnder, type Park } from '../beside.ts';

/** How many points around are listed, and so watched, at most; and among how many they are looked for. */
export const mostAround = 60;
const mostFound = 5000;

/** What is chosen, and what stands around it. `place`: the unit, or the asset itself, whose alarms and cameras are near. `points`: the chosen one is not among them. */
export interface Around {
  readonly point: PointView | null;
  readonly asset: AssetView | null;
  readonly places: readonly AssetView[];
  readonly place: AssetView | null;
  readonly points: readonly PointView[];
  readonly cameras: readonly AssetView[];
}
export const nothingAround: Around = { point: null, asset: null, places: [], place: null, points: [], cameras: [] };

function atAsset(park: Park, id: string, point: PointView | null): Around {
  const places = placesOf(park, id);
  const asset = places[0] ?? null;
  const place = point === null ? asset : groupPlace(places, 'unit');
  const found = place === null ? [] : [...(point === null ? [] : park.standing.get(id) ?? []), ...pointsUnder(park, place.id, mostFound)];
  const points = [...new Set(found)].filter((p) => p.id !== point?.id);
  const enterprise = places.find((p) => p.kind === 'enterprise') ?? place;
  const cameras = place === null ? [] : [...new Set([...assetsUnder(park, place.id), ...assetsUnder(park, enterprise?.id ?? place.id)])].filter((a) => a.kind === 'camera').slice(0, 12);
  return { point, asset, places, place, points: points.slice(0, mostFound), cameras };
}

const ofSource = (park: Park, source: string): Around => ({ ...nothingAround, points: park.site.points.filter((p) => p.source === source).slice(0, mostFound) });
function atPoint(park: Park, id: string | null): Around | null {
  const point = id === null ? undefined : park.points.get(id);
  return point === undefined ? null : atAsset(park, point.asset, point);
}

/** Everything around what is chosen, by the site alone. */
export function aroundOf(park: Park | null, what: Selected | null, alarm: AlarmView | null): Around {
  if (park === null || what === null) return nothingAround;
  switch (what.kind) {
    case 'point': return atPoint(park, what.id) ?? nothingAround;
    case 'alarm': return alarm === null ? nothingAround : atPoint(park, alarm.point) ?? ofSource(park, alarm.source);
    case 'asset': case 'camera': return atAsset(park, what.id, null);
    case 'source': return ofSource(park, what.id);
    case 'place': return nothingAround;
  }
}

/** What a trend of it shows: the point, or the first of those at the place. */
export const pointsAround = ({ point, asset, points }: Around): readonly string[] => (point !== null ? [point.id] : asset === null ? [] : points.slice(0, mostTrendPoints).map((p) => p.id));

/** A point around: the worst alarm of it, and what it says. */
export interface NearPoint { readonly point: PointView; readonly alarm: AlarmView | null; readonly value: PointValue | null }
const rank = (a: AlarmView | null): number => (a === null ? levels.length : levels.indexOf(a.level));
function nearness({ point, value }: NearPoint): number {
  if (value === null) return -1;
  const flawed = value.quality === 'bad' || value.stale;
  return abnormality(point, value.quality === 'bad' ? null : value.value) ?? (flawed ? 0.5 : -1);
}

/** UIX-05: those in alarm first, by level; then the nearest to a limit; what gives no value stands in the middle. Equal ones keep their order. */
export const byAbnormality = (points: readonly NearPoint[]): readonly NearPoint[] => points.toSorted((a, b) => rank(a.alarm) - rank(b.alarm) || nearness(b) - nearness(a));
