import { z } from 'zod';
import type { Contract } from '#kernel/contract';
import { systems } from './map/geometry.ts';
import { MapPage, MapQuery } from './map/pages.ts';
import { TopicView } from './topics/reading.ts';
import { assetKinds, categories, levels, limitKinds, pointTypes, ruleKinds, supervisions } from './site.ts';

const Name = z.object({ zh: z.string(), en: z.string() });
const limit = z.number().nullable();

export const PointView = z.object({
  id: z.string(), name: Name, type: z.enum(pointTypes), unit: z.string(), source: z.string(), address: z.string(),
  range: z.object({ low: z.number(), high: z.number() }),
  limits: z.object({ HH: limit, H: limit, L: limit, LL: limit }),
  alarmWhen: z.number().nullable(), deadband: z.number(), onDelayMs: z.number(), offDelayMs: z.number(),
  category: z.enum(categories), supervision: z.enum(supervisions), asset: z.string(), periodMs: z.number(),
});
export type PointView = z.infer<typeof PointView>;
export const AssetView = z.object({
  id: z.string(), kind: z.enum(assetKinds), name: Name, parent: z.string().nullable(),
  position: z.object({ lon: z.number(), lat: z.number(), height: z.number() }).nullable(),
  contact: z.object({ role: Name, phone: z.string() }).nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  system: z.enum(systems).optional(),
});
export type AssetView = z.infer<typeof AssetView>;
export const LevelView = z.object({ level: z.enum(levels), name: Name, ackRequired: z.boolean(), confirmRequired: z.boolean(), handleWithinMs: z.number() });
export type LevelView = z.infer<typeof LevelView>;
/** An alarm that was written as a rule: `<id>.<kind>` is the id of its alarm. `asset`: the enterprise of an `offline` one. */
export const RuleView = z.object({ id: z.string(), kind: z.enum(ruleKinds), name: Name, point: z.string().nullable(), asset: z.string().nullable() });
export type RuleView = z.infer<typeof RuleView>;
/** What an officer does about alarms of this category (`*`: any) and kind, in order. */
export const GuidanceView = z.object({ category: z.enum([...categories, '*']), limit: z.enum(limitKinds), steps: z.array(Name) });
export type GuidanceView = z.infer<typeof GuidanceView>;
/** What a window knows of the park: everything but the options of its sources. */
export const SiteView = z.object({
  id: z.string(), name: Name, zone: z.string(), levelsVersion: z.number(),
  levels: z.array(LevelView), assets: z.array(AssetView), points: z.array(PointView),
  sources: z.array(z.object({ id: z.string(), name: Name, kind: z.string() })),
  rules: z.array(RuleView).optional(),
  /** In the order of the level table: the first that fits counts. */
  guidance: z.array(GuidanceView).optional(),
  topics: z.array(TopicView).optional(),
});
export type SiteView = z.infer<typeof SiteView>;

/** What came of reading the site's folder again: how much changed, or every mistake with its place, and then nothing changed. */
export const SiteReload = z.object({
  changes: z.number(),
  mistakes: z.array(z.object({ where: z.string(), fault: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }) })),
});
export type SiteReload = z.infer<typeof SiteReload>;

export const parkContract = {
  calls: {
    'site.get': { in: z.object({}), out: SiteView, needs: 'site.view' },
    /** Where everything is, in bounded pages; `after` 0 is the first. */
    'park.map': { in: MapQuery, out: MapPage, needs: 'site.view' },
    /** Reads the folder that the engine was started with again, and applies it without a restart. */
    'site.reload': { in: z.object({}), out: SiteReload, needs: 'site.import' },
  },
  streams: { 'site.changed': { kind: 'every', of: z.object({ id: z.string() }), needs: 'site.view' } },
} as const satisfies Contract;
