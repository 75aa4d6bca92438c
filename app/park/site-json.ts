import { z } from 'zod';
import type { Draft } from '#app/journal';
import { fail, ok, type Result } from '#kernel/result';
import { siteParts, type DiffSummary } from './diff.ts';
import { HistoryJson } from './keeping/history.ts';
import { geometryJson } from './map/geometry.ts';
import { TopicJson } from './topics/reading.ts';
import { assetKinds, categories, directions, levels, limitKinds, pointTypes, rateUnits, supervisions, type Site } from './site.ts';

const Name = z.object({ zh: z.string(), en: z.string() });
const Position = z.object({ lon: z.number(), lat: z.number(), height: z.number() });
const limit = z.number().nullable();

const written = { id: z.string(), name: Name, level: z.enum(levels).nullable() };
const ofPoint = { ...written, point: z.string(), deadband: z.number(), offDelayMs: z.number() };
const when = z.object({ is: z.enum(['above', 'below', 'state']), limit: z.number() });
const RuleJson = z.discriminatedUnion('kind', [
  z.object({ ...ofPoint, kind: z.literal('rate'), direction: z.enum(directions), limit: z.number(), per: z.enum(rateUnits), windowMs: z.number(), onDelayMs: z.number() }),
  z.object({ ...ofPoint, kind: z.literal('deviation'), other: z.string().nullable(), setPoint: z.number().nullable(), limit: z.number(), in: z.enum(['unit', 'percent']), onDelayMs: z.number() }),
  z.object({ ...ofPoint, kind: z.literal('count'), when, times: z.number(), windowMs: z.number(), onDelayMs: z.number() }),
  z.object({ ...ofPoint, kind: z.literal('duration'), when, longerMs: z.number() }),
  z.object({ ...written, kind: z.literal('offline'), enterprise: z.string(), longerMs: z.number() }),
]);

const Treatment = z.object({
  raw: z.object({ low: z.number(), high: z.number() }).exactOptional(), unit: z.object({ from: z.string(), scale: z.number(), offset: z.number() }).exactOptional(), clamp: z.boolean().exactOptional(),
  maxRate: z.number().exactOptional(), showDeadband: z.number().exactOptional(), frozenAfterMs: z.number().exactOptional(), driftLimit: z.number().exactOptional(),
});

/** A site as the journal keeps it: the shape only, since what was once imported must be read for ever, also by stricter rules of later days. */
const SiteJson = z.object({
  formatVersion: z.literal(1), id: z.string(), name: Name, zone: z.string(),
  frame: z.object({ datum: z.literal('CGCS2000'), origin: Position }), owners: z.array(z.string()),
  assets: z.array(z.object({
    id: z.string(), kind: z.enum(assetKinds), name: Name, parent: z.string().nullable(), position: Position.nullable(),
    contact: z.object({ role: Name, phone: z.string() }).nullable(), facts: z.record(z.string(), z.union([z.string(), z.number()])), ...geometryJson,   // geometry since issue 4
  })),
  sources: z.array(z.object({ id: z.string(), name: Name, kind: z.string(), owner: z.string(), standby: z.string().nullable(), options: z.record(z.string(), z.unknown()), clockToleranceMs: z.number().exactOptional(), frozenAfterMs: z.number().exactOptional() })),
  points: z.array(z.object({
    id: z.string(), name: Name, type: z.enum(pointTypes), unit: z.string(), source: z.string(), address: z.string(),
    range: z.object({ low: z.number(), high: z.number() }), limits: z.object({ HH: limit, H: limit, L: limit, LL: limit }),
    alarmWhen: z.literal([0, 1]).nullable(), deadband: z.number(), onDelayMs: z.number(), offDelayMs: z.number(),
    category: z.enum(categories), supervision: z.enum(supervisions), asset: z.string(), periodMs: z.number(), treatment: Treatment.exactOptional(), position: Position.exactOptional(),   // since issues 3 and 4
    keeping: z.object({ deviation: z.number().exactOptional(), class: z.string().exactOptional(), bits: z.number().exactOptional() }).exactOptional(),   // since issue 6
  })),
  levels: z.object({
    version: z.number(), basis: z.string(),
    policies: z.array(z.object({ level: z.enum(levels), name: Name, ackRequired: z.boolean(), confirmRequired: z.boolean(), handleWithinMs: z.number() })),
    rows: z.array(z.object({ category: z.enum([...categories, '*']), limit: z.enum(limitKinds), level: z.enum(levels), guidance: z.array(Name).exactOptional() })),   // guidance since issue 4
  }),
  history: HistoryJson.exactOptional(),                           // since issue 6
  topics: z.array(TopicJson).exactOptional(),                     // since issue 4
  rules: z.array(RuleJson).exactOptional(),                       // since issue 3; what was imported before has none
});
const Counts = z.object({ added: z.number(), removed: z.number(), changed: z.number() });
/** An older event counts fewer parts; of what it does not name nothing changed. */
const Summary = z.partialRecord(z.enum(siteParts), Counts).transform((s) => Object.fromEntries(siteParts.map((part) => [part, s[part] ?? { added: 0, removed: 0, changed: 0 }])));
const SiteImported = z.object({ site: SiteJson, summary: Summary, from: z.string() });
const Parts = z.object({ parts: z.object({ key: z.string(), count: z.number().int().min(1).max(1000) }) });
const SitePart = z.object({ n: z.number().int().min(0), assets: SiteJson.shape.assets, points: SiteJson.shape.points });

/** The kind of the event that puts a site in place, whole. */
export const siteImportedKind = 'site.imported';
/** The kind of an event that holds some of the assets and points of a site too large for one event; its subject is the key of the import. */
export const sitePartKind = 'site.part';
/** Assets and points that one event holds at most: about 2 MB, far below what the journal takes. */
const MOST_IN_EVENT = 5000;
/** Body v1 of `site.imported`; v2 has no assets and points of its own but `parts`: the key and the number of the events that hold them, which stand before it. `summary`: what it changed. `from`: the name of the folder, for people. */
export interface SiteImported { readonly site: Site; readonly summary: DiffSummary; readonly from: string }

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]));
};
/** A site as text, the same for the same content whatever the order its keys were written in; what a digest is taken of. */
export const siteText = (site: Site): string => JSON.stringify(sorted(site));

type Event = Pick<Draft, 'kind' | 'v' | 'subject' | 'body'>;
/**
 * The events that put `site` in the place of `summary`'s other, the last of them being the import itself; until it is there, nothing has changed. Mostly it is the only one. `key`: names its parts where it has some,
 * never used before. Time, actor and realm are the caller's.
 */
export function siteImport(site: Site, summary: DiffSummary, from: string, key: string, most = MOST_IN_EVENT): readonly Event[] {
  const { assets, points } = site;
  const all = assets.length + points.length;
  if (all <= most) return [{ kind: siteImportedKind, v: 1, subject: site.id, body: { site, summary, from } satisfies SiteImported }];
  const count = Math.ceil(all / most);
  const parts = Array.from({ length: count }, (_, n): Event => {
    const [first, end] = [n * most, (n + 1) * most];
    return { kind: sitePartKind, v: 1, subject: key, body: { n, assets: assets.slice(first, end), points: points.slice(Math.max(0, first - assets.length), Math.max(0, end - assets.length)) } };
  });
  return [...parts, { kind: siteImportedKind, v: 2, subject: site.id, body: { site: { ...site, assets: [], points: [] }, summary, from, parts: { key, count } } }];
}
/** Where the parts of an import are, by the subject and number of their events; null where it has none. */
export function importParts(event: Pick<Draft, 'v' | 'body'>): { readonly key: string; readonly count: number } | null {
  const read = event.v === 2 ? Parts.safeParse(event.body) : null;
  return read?.success === true ? read.data.parts : null;
}

/** Reads a `site.imported` back, with its parts where it has some. Faults: `other-site-version`, `bad-site-event` with the path that does not fit, `site-part-missing` with the number of the first that is not there. */
export function readSiteImported(event: Pick<Draft, 'v' | 'body'>, parts: readonly Pick<Draft, 'body'>[] = []): Result<SiteImported> {
  if (event.v !== 1 && event.v !== 2) return fail('other-site-version', { version: event.v });
  const parsed = SiteImported.safeParse(event.body);
  if (!parsed.success) return fail('bad-site-event', { at: parsed.error.issues[0]?.path.join('.') ?? '' });
  const imported = parsed.data as unknown as SiteImported;
  if (event.v === 1) return ok(imported);
  const read = parts.map((p) => SitePart.safeParse(p.body).data).filter((p) => p !== undefined);
  const found = new Map(read.map((p) => [p.n, p as unknown as Pick<Site, 'assets' | 'points'>]));
  const count = importParts(event)?.count ?? 0;
  const all = Array.from({ length: count }, (_, n) => found.get(n));
  const missing = count === 0 ? 0 : all.indexOf(undefined);
  if (missing >= 0) return fail('site-part-missing', { part: missing + 1, count });
  return ok({ ...imported, site: { ...imported.site, assets: all.flatMap((p) => [...p?.assets ?? []]), points: all.flatMap((p) => [...p?.points ?? []]) } });
}
