import { z } from 'zod';
import { geometryEntry, PlaceEntry } from './map/geometry.ts';
import type { Path } from './reading/document.ts';
import { wholeMs } from './reading/numeral.ts';
import { assetKinds, categories, levels, limitKinds } from './site.ts';

/** A refinement of ours: the code of its fault, and what its sentence needs. */
export const refuse = (code: string, more: Readonly<Record<string, string | number>> = {}) => ({ params: { code, more } });

/** False for control characters, line ends, text that turns the direction of writing, and halves of surrogate pairs. */
export const cleanText = (s: string): boolean => s.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u.test(s);
/** Letters, digits and `. _ # -`; never `/`, which parts the ids that alarms are named by. */
export const idPattern = /^[A-Za-z0-9][A-Za-z0-9._#-]{0,63}$/;
export const isZone = (zone: string): boolean => {
  if (!/^[A-Z][A-Za-z0-9_+/-]*$/.test(zone)) return false;
  try { return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''; } catch { return false; }
};

const text = (most: number) => z.string().trim().min(1).max(most).refine(cleanText, refuse('bad-characters'));
export const id = z.string().regex(idPattern);
/** English may be left out: then the Chinese name stands for both. */
export const Name = z.strictObject({ zh: text(200), en: text(200).optional() }).transform(({ zh, en }) => ({ zh, en: en ?? zh }));
const owner = z.union([z.literal('*'), id]);
const ownerText = z.string().refine((s) => owner.safeParse(s).success, refuse('bad-id'));

/** `site.json`. */
export const SiteFile = z.strictObject({
  formatVersion: z.literal(1), id, name: Name, zone: z.string().refine(isZone, refuse('unknown-zone')),
  frame: z.strictObject({ datum: z.literal('CGCS2000'), origin: PlaceEntry }),
  owners: z.array(ownerText).min(1).max(100),
});
/** One entry of a file of `assets/`. */
export const AssetEntry = z.strictObject({
  id, kind: z.enum(assetKinds), name: Name,
  parent: id.nullable().default(null),
  position: PlaceEntry.nullable().default(null),
  ...geometryEntry,
  contact: z.strictObject({ role: Name, phone: text(40) }).nullable().default(null),
  facts: z.record(text(64), z.union([text(2000), z.number()])).refine((f) => Object.keys(f).length <= 200, refuse('too-many', { most: 200 })).default({}),
});
/** One entry of `sources.json`. `options` belongs to the adapter of `kind`, which checks it when the source is opened. */
export const SourceEntry = z.strictObject({
  id, name: Name, kind: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
  owner: ownerText.default('*'), standby: ownerText.nullable().default(null),
  options: z.record(z.string().max(200), z.unknown()).default({}),
  clockToleranceMs: z.number().int().min(1000).max(86_400_000).exactOptional(),
  frozenAfterMs: z.number().int().min(0).max(86_400_000).exactOptional(),
});
/** `levels.json`. */
export const LevelsFile = z.strictObject({
  version: z.number().int().min(1), basis: text(500),
  policies: z.array(z.strictObject({
    level: z.enum(levels), name: Name, ackRequired: z.boolean(), confirmRequired: z.boolean(),
    handleWithinS: z.number().min(1).max(86_400).refine((s) => wholeMs(s) !== null, refuse('finer-than-ms')),
  })).max(50),
  rows: z.array(z.strictObject({ category: z.enum([...categories, '*']), limit: z.enum(limitKinds), level: z.enum(levels), guidance: z.array(Name).min(1).max(8).exactOptional() })).max(500),
});

type Shaped = { readonly shape?: Readonly<Record<string, unknown>> };
const inner = (schema: unknown): unknown => {
  const def = (schema as { def?: { innerType?: unknown; in?: unknown; element?: unknown; valueType?: unknown } } | undefined)?.def;
  return def?.innerType ?? def?.in;
};
const element = (schema: unknown): unknown => (schema as { def?: { element?: unknown } } | undefined)?.def?.element;

/** The fields that a schema knows under a path, so that an unknown one can be answered with the nearest (PRK-03). */
export const fieldsOf = (schema: unknown) => (path: Path): readonly string[] => {
  const open = (s: unknown): unknown => { let at = s; while (inner(at) !== undefined) at = inner(at); return at; };
  const at = path.reduce<unknown>((s, p) => open(typeof p === 'number' ? element(s) : (s as Shaped | undefined)?.shape?.[p]), open(schema));
  return Object.keys((at as Shaped | undefined)?.shape ?? {});
};
