import { z } from 'zod';
import type { Draft } from '#app/journal';
import { fail, ok, type Result } from '#kernel/result';
import { diffSites, siteParts, type DiffSummary } from './diff.ts';
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
    contact: z.object({ role: Name, phone: z.string() }).nullable(), facts: z.record(z.string(), z.union([z.string(), z.number()])),
  })),
  sources: z.array(z.object({ id: z.string(), name: Name, kind: z.string(), owner: z.string(), standby: z.string().nullable(), options: z.record(z.string(), z.unknown()), clockToleranceMs: z.number().exactOptional() })),
  points: z.array(z.object({
    id: z.string(), name: Name, type: z.enum(pointTypes), unit: z.string(), source: z.string(), address: z.string(),
    range: z.object({ low: z.number(), high: z.number() }), limits: z.object({ HH: limit, H: limit, L: limit, LL: limit }),
    alarmWhen: z.literal([0, 1]).nullable(), deadband: z.number(), onDelayMs: z.number(), offDelayMs: z.number(),
    category: z.enum(categories), supervision: z.enum(supervisions), asset: z.string(), periodMs: z.number(), treatment: Treatment.exactOptional(),   // since issue 3
  })),
  levels: z.object({
    version: z.number(), basis: z.string(),
    policies: z.array(z.object({ level: z.enum(levels), name: Name, ackRequired: z.boolean(), confirmRequired: z.boolean(), handleWithinMs: z.number() })),
    rows: z.array(z.object({ category: z.enum([...categories, '*']), limit: z.enum(limitKinds), level: z.enum(levels) })),
  }),
  rules: z.array(RuleJson).exactOptional(),                       // since issue 3; what was imported before has none
});
const Counts = z.object({ added: z.number(), removed: z.number(), changed: z.number() });
/** An older event counts fewer parts; of what it does not name nothing changed. */
const Summary = z.partialRecord(z.enum(siteParts), Counts).transform((s) => Object.fromEntries(siteParts.map((part) => [part, s[part] ?? { added: 0, removed: 0, changed: 0 }])));
const SiteImported = z.object({ site: SiteJson, summary: Summary, from: z.string() });

/** The kind of the event that puts a site in place, whole. */
export const siteImportedKind = 'site.imported';
/** Body v1 of `site.imported`. `summary`: what it changed. `from`: the name of the folder, for people. */
export interface SiteImported { readonly site: Site; readonly summary: DiffSummary; readonly from: string }

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]));
};
/** A site as text, the same for the same content whatever the order its keys were written in; what a digest is taken of. */
export const siteText = (site: Site): string => JSON.stringify(sorted(site));

/** The event that puts `site` in the place of `before`. Time, actor and realm are the caller's. */
export const siteImport = (site: Site, before: Site | null, from: string): Pick<Draft, 'kind' | 'v' | 'subject' | 'body'> =>
  ({ kind: siteImportedKind, v: 1, subject: site.id, body: { site, summary: diffSites(before, site).summary, from } satisfies SiteImported });

/** Reads the body of a `site.imported` back. Faults: `other-site-version`, `bad-site-event` with the path that does not fit. */
export function readSiteImported(event: Pick<Draft, 'v' | 'body'>): Result<SiteImported> {
  if (event.v !== 1) return fail('other-site-version', { version: event.v });
  const parsed = SiteImported.safeParse(event.body);
  if (!parsed.success) return fail('bad-site-event', { at: parsed.error.issues[0]?.path.join('.') ?? '' });
  return ok(parsed.data as unknown as SiteImported);
}

/** The fold: the site after an event. Events of other kinds change nothing; an event that cannot be read is a fault, and the site stays. */
export function foldSite(site: Site | null, event: Pick<Draft, 'kind' | 'v' | 'body'>): Result<Site | null> {
  if (event.kind !== siteImportedKind) return ok(site);
  const read = readSiteImported(event);
  return read.ok ? ok(read.value.site) : read;
}
