import { z } from 'zod';
import type { AssetId, Site } from '../site.ts';
import { assetKinds } from '../site.ts';
import { geometryJson, geometryOf, type Place3 } from './geometry.ts';

/** A page of the map holds at most so many features and points together. */
export const MOST_ON_PAGE = 1000;
const place = z.object({ lon: z.number(), lat: z.number(), height: z.number() });
/** Where an asset lies and how large it is; its name and facts are the site's, under the same id. */
export const MapFeature = z.object({ id: z.string(), kind: z.enum(assetKinds), parent: z.string().nullable(), position: place.nullable(), ...geometryJson });
export type MapFeature = z.infer<typeof MapFeature>;
/** Where a point is read. `own`: the instrument has a place of its own; otherwise it is that of its asset, or of the nearest above it that has one. */
export const PointPlace = z.object({ id: z.string(), position: place.nullable(), own: z.boolean() });
export type PointPlace = z.infer<typeof PointPlace>;
/** `next`: what to ask for after this page; null: it was the last. Another `revision` than that of the page before: the site has changed, so begin again. `origin`: the middle of the park. */
export const MapPage = z.object({ features: z.array(MapFeature), points: z.array(PointPlace), next: z.number().nullable(), revision: z.string(), origin: place });
export type MapPage = z.infer<typeof MapPage>;
export const MapQuery = z.object({ after: z.number().int().min(0), most: z.number().int().min(1).max(MOST_ON_PAGE).exactOptional() });

/** The place of an asset, or of the nearest thing above it that has one. */
export function placesOf(assets: Site['assets']): (id: AssetId) => Place3 | null {
  const byId = new Map(assets.map((a) => [a.id, a]));
  return (id) => {
    const seen = new Set<AssetId>();
    for (let at = byId.get(id); at !== undefined && !seen.has(at.id); at = at.parent === null ? undefined : byId.get(at.parent)) {
      if (at.position !== null) return at.position;
      seen.add(at.id);
    }
    return null;
  };
}

/** The map of a site in bounded pages (PRK-29): first its assets, then its points, in their order. */
export function mapPages(site: Site, revision: string): (after: number, most?: number) => MapPage {
  const { assets, points } = site;
  const placeOf = placesOf(assets);
  return (after, most = MOST_ON_PAGE / 2) => {
    const end = after + most;
    return {
      features: assets.slice(after, end).map((a) => ({ id: a.id, kind: a.kind, parent: a.parent, position: a.position, ...geometryOf(a) })),
      points: points.slice(Math.max(0, after - assets.length), Math.max(0, end - assets.length)).map((p) => ({ id: p.id, position: p.position ?? placeOf(p.asset), own: p.position !== undefined })),
      next: end < assets.length + points.length ? end : null, revision, origin: site.frame.origin,
    };
  };
}
