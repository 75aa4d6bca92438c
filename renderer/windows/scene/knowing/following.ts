import type { MapData } from '../outside.ts';
import type { AlarmView } from '#app/alarm';
import type { Place3 } from '#app/park';
import type { Selected } from '#app/selection';

/** What is known of what may be chosen. */
export interface Known { readonly map: MapData | null; readonly alarm: (id: string) => AlarmView | undefined; readonly assetOf: (point: string) => string | null }
/** Where what is chosen lies: the asset that is marked, the place of its own where it has one, and all that is to be seen of it. */
export interface Where { readonly asset: string | null; readonly at: Place3 | null; readonly places: readonly Place3[] }

/** The point that a choice is about: itself, or that of its alarm. */
export function pointOf({ kind, id }: Selected, alarm: Known['alarm']): string | null {
  if (kind === 'point') return id;
  return kind === 'alarm' ? alarm(id)?.point ?? null : null;
}
/** Everything of an asset that is to be seen: its outline, its route, or where it stands. */
function extentOf(map: MapData | null, asset: string | null): readonly Place3[] {
  const item = map?.items.find((i) => i.id === asset);
  if (map === null || item === undefined) return [];
  const height = map.origin.height;
  return item.ring?.map((c) => ({ ...c, height })) ?? item.line ?? (item.at === null ? [] : [{ ...item.at, height }]);
}
/** Where a choice of any window lies on the map. */
export function whereIs(what: Selected, { map, alarm, assetOf }: Known): Where {
  const point = pointOf(what, alarm);
  const said = what.at === undefined || map === null ? null : { ...what.at, height: map.origin.height };
  const at = said ?? map?.points.find((p) => p.id === point)?.position ?? null;
  const asset = what.kind === 'asset' || what.kind === 'camera' ? what.id : point === null ? null : assetOf(point);
  return { asset, at, places: at === null ? extentOf(map, asset) : [at] };
}
