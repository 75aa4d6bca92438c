import type { LevelTable, Site } from './site.ts';

/** What a site is made of, in the order a diff tells it. `levels`: version, basis and order of the level table. */
export const siteParts = ['site', 'levels', 'policy', 'row', 'asset', 'source', 'point', 'rule', 'topic'] as const;
export type SitePart = (typeof siteParts)[number];
/** One field, by its path (`limits.HH`, `options.host`); `undefined` is a field that is not there. Lists are one value. */
export interface FieldChange { readonly field: string; readonly before: unknown; readonly after: unknown }
/** One thing that came, went or is different. `fields` are sorted; of what came there is no before, of what went no after. */
export interface SiteChange { readonly op: 'added' | 'removed' | 'changed'; readonly part: SitePart; readonly id: string; readonly fields: readonly FieldChange[] }
export interface Counts { readonly added: number; readonly removed: number; readonly changed: number }
export type DiffSummary = Readonly<Record<SitePart, Counts>>;
export interface SiteDiff { readonly changes: readonly SiteChange[]; readonly summary: DiffSummary; readonly same: boolean }

type Fields = ReadonlyMap<string, unknown>;
const sortText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The leaves of a record by path; a list and an empty record are leaves. */
function leaves(value: unknown, path: string, into: Map<string, unknown>): Map<string, unknown> {
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  if (entries.length === 0) { into.set(path, value); return into; }
  for (const [key, inner] of entries) leaves(inner, path === '' ? key : `${path}.${key}`, into);
  return into;
}
const fieldsOf = (value: object): Fields => leaves(value, '', new Map());
const same = (a: unknown, b: unknown): boolean => a === b || text(a) === text(b);

/** JSON with sorted keys, so that two records that say the same compare equal. */
function text(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(text).join(',')}]`;
  if (typeof value === 'object' && value !== null) return `{${Object.entries(value).toSorted(([a], [b]) => sortText(a, b)).map(([k, v]) => `${JSON.stringify(k)}:${text(v)}`).join(',')}}`;
  return JSON.stringify(value) ?? 'undefined';
}

function changesOf(before: Fields, after: Fields): readonly FieldChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted(sortText);
  return names.map((field) => ({ field, before: before.get(field), after: after.get(field) })).filter((c) => !same(c.before, c.after));
}

/** Whether two values say the same: plain data, the order of names does not count. Makes nothing, so that a large site is compared at once. */
function alike(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  for (const name of names) if (!Object.hasOwn(b, name) || !alike((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name])) return false;
  return true;
}

/** What there is of one part, by name; `fields`: one of them as its fields. */
interface Items { readonly of: ReadonlyMap<string, object>; readonly fields: (record: object) => Fields }
function items<T extends object>(list: readonly T[], name: (t: T) => string, rest: (t: T) => object): Items {
  const of = new Map<string, T>();
  for (const t of list) { const id = name(t); let key = id; for (let n = 2; of.has(key); n++) key = `${id}#${n}`; of.set(key, t); }
  return { of, fields: (record) => fieldsOf(rest(record as T)) };
}
/** A record less the field that names it. */
const without = (name: string) => (record: object): object => Object.fromEntries(Object.entries(record).filter(([k]) => k !== name));
const rowName = (r: LevelTable['rows'][number]): string => `${r.category}/${r.limit}`;

/** A site as named records of fields, part by part. */
function partsOf(site: Site): Readonly<Record<SitePart, Items>> {
  const { assets, sources, points, levels, rules = [], topics = [], ...self } = site;
  return {
    site: items([self], (s) => s.id, without('id')),
    levels: items([{ version: levels.version, basis: levels.basis, order: levels.rows.map(rowName) }], () => 'levels', (l) => l),
    policy: items(levels.policies, (p) => p.level, without('level')),
    row: items(levels.rows, rowName, ({ level, guidance }) => ({ level, ...(guidance && { guidance }) })),
    asset: items(assets, (a) => a.id, without('id')),
    source: items(sources, (s) => s.id, without('id')),
    point: items(points, (p) => p.id, without('id')),
    rule: items(rules, (r) => r.id, without('id')),
    topic: items(topics, (t) => t.id, without('id')),
  };
}
const none: Fields = new Map();

interface Changed { readonly op: SiteChange['op']; readonly part: SitePart; readonly id: string; readonly was: Fields | null; readonly is: Fields | null }
/** Calls `tell` for everything that is not the same, in the order of a diff. `fields`: whether their fields are wanted, which costs far more than finding them. */
function compare(before: Site | null, after: Site, fields: boolean, tell: (changed: Changed) => void): void {
  const old = before === null ? null : partsOf(before);
  const fresh = partsOf(after);
  for (const part of siteParts) {
    const [was, is] = [old?.[part], fresh[part]];
    const found: Changed[] = [];
    const look = (id: string, a: object | undefined, b: object | undefined): void => {
      if (a !== undefined && b !== undefined && alike(a, b)) return;
      found.push({ op: b === undefined ? 'removed' : a === undefined ? 'added' : 'changed', part, id, was: fields && a !== undefined && was !== undefined ? was.fields(a) : null, is: fields && b !== undefined ? is.fields(b) : null });
    };
    for (const [id, b] of is.of) look(id, was?.of.get(id), b);
    if (was !== undefined) for (const [id, a] of was.of) if (!is.of.has(id)) look(id, a, undefined);
    for (const changed of fields ? found.toSorted((a, b) => sortText(a.id, b.id)) : found) tell(changed);
  }
}

/** What changes when `after` takes the place of `before` (null: there was none). Order of lists does not count, but that of the level table's rows does. */
export function diffSites(before: Site | null, after: Site): SiteDiff {
  const changes: SiteChange[] = [];
  compare(before, after, true, ({ op, part, id, was, is }) => changes.push({ op, part, id, fields: changesOf(was ?? none, is ?? none) }));
  return { changes, summary: diffSummary(before, after), same: changes.length === 0 };
}

/** How much changes, part by part. */
export function diffSummary(before: Site | null, after: Site): DiffSummary {
  const summary = Object.fromEntries(siteParts.map((part) => [part, { added: 0, removed: 0, changed: 0 }])) as Record<SitePart, { -readonly [K in keyof Counts]: Counts[K] }>;
  compare(before, after, false, ({ part, op }) => { summary[part][op]++; });
  return summary;
}
/** How many things a summary counts. */
export const changesIn = (summary: DiffSummary): number => Object.values(summary).reduce((n, c) => n + c.added + c.removed + c.changed, 0);
