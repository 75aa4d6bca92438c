import { createStore } from 'zustand/vanilla';
import type { AssetView, LevelView, parkContract, PointView, SiteView } from '#app/park';
import type { Client } from '#kernel/contract';
import type { Fault } from '#kernel/result';

/** The park as this window knows it, with what is looked up by id. */
export interface Park {
  readonly site: SiteView;
  readonly points: ReadonlyMap<string, PointView>;
  readonly assets: ReadonlyMap<string, AssetView>;
  readonly sources: ReadonlyMap<string, SiteView['sources'][number]>;
  readonly levels: ReadonlyMap<string, LevelView>;
  /** What lies directly in an asset, and the points that stand directly at it. */
  readonly children: ReadonlyMap<string, readonly AssetView[]>;
  readonly standing: ReadonlyMap<string, readonly PointView[]>;
  /** Where an asset stands among those of the site. */
  readonly order: ReadonlyMap<string, number>;
}
export interface ParkState { readonly park: Park | null; readonly fault: Fault | null }

const byId = <T extends { readonly id: string }>(list: readonly T[]): ReadonlyMap<string, T> => new Map(list.map((x) => [x.id, x]));
/** Everything of a site by its id. */
export const parkOf = (site: SiteView): Park => ({ site, points: byId(site.points), assets: byId(site.assets), sources: byId(site.sources), levels: new Map(site.levels.map((l) => [l.level, l])),
  children: Map.groupBy(site.assets.filter((a) => a.parent !== null), (a) => a.parent ?? ''), standing: Map.groupBy(site.points, (p) => p.asset), order: new Map(site.assets.map((a, i) => [a.id, i])),
});

/** An asset and what it lies in, the smallest first; a loop in the data ends where it would begin again. */
export function placesOf(park: Park, asset: string): readonly AssetView[] {
  const path: AssetView[] = [];
  for (let at = park.assets.get(asset); at !== undefined && !path.includes(at); at = at.parent === null ? undefined : park.assets.get(at.parent)) path.push(at);
  return path;
}
/** Whom to call about an asset: its own contact, or that of the nearest place around it. */
export const contactOf = (park: Park, asset: string): AssetView['contact'] => placesOf(park, asset).find((a) => a.contact !== null)?.contact ?? null;

/** An asset and everything in it, those nearest first; a loop in the data ends where it would begin again. */
export function assetsUnder(park: Park, asset: string): readonly AssetView[] {
  const found = new Set<AssetView>();
  const first = park.assets.get(asset);
  if (first !== undefined) found.add(first);
  for (const at of found) for (const child of park.children.get(at.id) ?? []) found.add(child);
  return [...found];
}
/** The points at an asset and at everything in it, those nearest first; at most so many. */
export function pointsUnder(park: Park, asset: string, most = Infinity): readonly PointView[] {
  const points: PointView[] = [];
  for (const a of assetsUnder(park, asset)) {
    for (const p of park.standing.get(a.id) ?? []) { if (points.length >= most) return points; points.push(p); }
  }
  return points;
}
/** Whom to call here: the desk of the park itself. */
export const parkContact = (park: Park): AssetView['contact'] => park.site.assets.find((a) => a.kind === 'park' && a.contact !== null)?.contact ?? null;

/** The site, read again whenever it changes. */
export function parkStore(engine: Client<typeof parkContract>) {
  const state = createStore<ParkState>(() => ({ park: null, fault: null }));
  let asked = 0;
  async function read(): Promise<void> {
    const turn = ++asked;
    const r = await engine.call('site.get', {});
    if (turn !== asked) return; // race: the site changed again meanwhile
    state.setState(r.ok ? { park: parkOf(r.value), fault: null } : { fault: r.fault });
  }
  const dispose = engine.listen('site.changed', { value: () => void read(), gap: () => void read() });
  return { state, dispose, read: read(), again: read };
}
export type ParkStore = ReturnType<typeof parkStore>;
