import { z } from 'zod';

/** What `tiles/tilesets.json` of a site lists (docs/site.md). `kind`: solids know their assets; photography is only looked at. */
export const TileSets = z.array(z.object({
  id: z.string().min(1).max(64), name: z.object({ zh: z.string(), en: z.string() }), kind: z.enum(['solids', 'photography']), file: z.string().regex(/^[\w-]+(\/[\w-][\w.-]*)*\.json$/),
})).max(50);
export type TileSets = z.infer<typeof TileSets>;
