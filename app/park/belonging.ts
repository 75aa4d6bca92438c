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
