import { z } from 'zod';
import { fail, ok, type Fault, type Result } from '#kernel/result';

/** An address that would lead away from the site's own folder. */
const outside = (way: string): boolean => /^([a-z][a-z0-9+.-]*:|\/)/i.test(way) || way.includes('..');
const Layer = z.object({
  format: z.string(), projection: z.string().default('EPSG:4326'), scheme: z.string().default('tms'), tiles: z.array(z.string()).min(1).max(20), parentUrl: z.string().default(''), available: z.array(z.unknown()).default([]),
});

export type TerrainFault = 'terrain-broken' | 'terrain-format' | 'terrain-projection' | 'terrain-outside' | 'terrain-unlisted';

/** What `terrain/layer.json` of a site says of its tiles (docs/site.md), so far as we can show them: quantized mesh or heightmap in EPSG:4326 (as CGCS2000) or EPSG:3857, from the site's own folder, with a list of what there is. */
export function terrainSaid(written: unknown): Result<{ readonly format: string }, Fault<TerrainFault>> {
  const said = Layer.safeParse(written);
  if (!said.success) return fail('terrain-broken');
  const { format, projection, scheme, tiles, parentUrl, available } = said.data;
  if (format !== 'heightmap-1.0' && !format.startsWith('quantized-mesh-1.')) return fail('terrain-format');
  if (!['EPSG:4326', 'EPSG:4490', 'EPSG:3857'].includes(projection)) return fail('terrain-projection');
  if (scheme !== 'tms' && scheme !== 'slippyMap') return fail('terrain-format');
  if ([...tiles, parentUrl].some(outside)) return fail('terrain-outside');
  return available.length === 0 ? fail('terrain-unlisted') : ok({ format });
}
