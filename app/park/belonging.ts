import type { Place } from '#kernel/session';
import type { Asset, AssetId, PointDefinition } from './site.ts';

/** The points that stand at an asset or at anything below it, in their order. A circle of parents, which no read site has, ends the climb. */
export function pointsBelow<P extends Pick<PointDefinition, 'asset'>>(assets: readonly Pick<Asset, 'id' | 'parent'>[], points: readonly P[]): (asset: AssetId) => readonly P[] {
  const parent = new Map(assets.map((a) => [a.id, a.parent]));
  const known = new Map<AssetId, P[]>();
  for (const p of points) {
    const way = new Set<AssetId>();
    for (let at: AssetId | null = p.asset; at !== null && !way.has(at); at = parent.get(at) ?? null) way.add(at);
    for (const id of way) { const there = known.get(id); if (there === undefined) known.set(id, [p]); else there.push(p); }
  }
  return (asset) => known.get(asset) ?? [];
}

/** Whose something is: of the enterprise and in the area that its asset is, or stands below; null where there is none such (ACC-34). */
export interface Belonging {
  ofAsset(asset: AssetId | null): Place;
  /** Of what speaks of several points: where they are all of one enterprise, or all in one area. Of none, and of points that are not there, neither. */
  ofPoints(points: readonly string[]): Place;
  /** Of a source: as of all its points. */
  ofSource(source: string): Place;
}
const nowhere: Place = { enterprise: null, area: null };

export function belonging({ assets, points }: { readonly assets: readonly Pick<Asset, 'id' | 'parent' | 'kind'>[]; readonly points: readonly Pick<PointDefinition, 'id' | 'asset' | 'source'>[] }): Belonging {
  const byId = new Map(assets.map((a) => [a.id, a]));
  const assetOf = new Map<string, AssetId | null>(points.map((p) => [p.id, p.asset]));
  const ofOneSource = new Map<string, string[]>();
  for (const p of points) { const there = ofOneSource.get(p.source); if (there === undefined) ofOneSource.set(p.source, [p.id]); else there.push(p.id); }

  function ofAsset(asset: AssetId | null): Place {
    const way = new Set<AssetId>();
    let found = nowhere;
    for (let at = asset; at !== null && !way.has(at); at = byId.get(at)?.parent ?? null) {
      way.add(at);
      const kind = byId.get(at)?.kind;
      if (kind === 'enterprise') found = { ...found, enterprise: found.enterprise ?? at };
      if (kind === 'area') found = { ...found, area: found.area ?? at };
    }
    return found;
  }
  function ofPoints(ids: readonly string[]): Place {
    const places = [...new Set(ids.map((id) => assetOf.get(id) ?? null))].map(ofAsset);
    const same = (one: keyof Place): string | null => { const all = new Set(places.map((p) => p[one])); const [first] = all; return all.size === 1 ? first ?? null : null; };
    return { enterprise: same('enterprise'), area: same('area') };
  }
  return { ofAsset, ofPoints, ofSource: (source) => ofPoints(ofOneSource.get(source) ?? []) };
}
