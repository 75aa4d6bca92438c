import type { LevelTable, Site } from './site.ts';

/** What a site is made of, in the order a diff tells it. `levels`: version, basis and order of the level table. */
export const siteParts = ['site', 'levels', 'policy', 'row', 'asset', 'source', 'point', 'rule'] as const;
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

type Items = ReadonlyMap<string, Fields>;
const items = <T>(list: readonly T[], name: (t: T) => string, rest: (t: T) => object): Items => {
  const out = new Map<string, Fields>();
  for (const t of list) { const id = name(t); let key = id; for (let n = 2; out.has(key); n++) key = `${id}#${n}`; out.set(key, fieldsOf(rest(t))); }
  return out;
};
/** A record less the field that names it. */
const without = (name: string) => (record: object): object => Object.fromEntries(Object.entries(record).filter(([k]) => k !== name));
const rowName = (r: LevelTable['rows'][number]): string => `${r.category}/${r.limit}`;

/** A site as named records of fields, part by part. */
function partsOf(site: Site): Readonly<Record<SitePart, Items>> {
  const { assets, sources, points, levels, rules = [], ...self } = site;
  return {
    site: items([self], (s) => s.id, without('id')),
    levels: items([levels], () => 'levels', ({ version, basis, rows }) => ({ version, basis, order: rows.map(rowName) })),
    policy: items(levels.policies, (p) => p.level, without('level')),
    row: items(levels.rows, rowName, ({ level }) => ({ level })),
    asset: items(assets, (a) => a.id, without('id')),
    source: items(sources, (s) => s.id, without('id')),
    point: items(points, (p) => p.id, without('id')),
    rule: items(rules, (r) => r.id, without('id')),
  };
}
const nothing: Items = new Map();
const none: Fields = new Map();

/** What changes when `after` takes the place of `before` (null: there was none). Order of lists does not count, but that of the level table's rows does. */
export function diffSites(before: Site | null, after: Site): SiteDiff {
  const old = before === null ? null : partsOf(before);
  const fresh = partsOf(after);
  const changes = siteParts.flatMap((part) => {
    const was = old?.[part] ?? nothing;
    const is = fresh[part];
    const ids = [...new Set([...was.keys(), ...is.keys()])].toSorted(sortText);
    return ids.flatMap((id): readonly SiteChange[] => {
      const fields = changesOf(was.get(id) ?? none, is.get(id) ?? none);
      if (was.has(id) && is.has(id)) return fields.length === 0 ? [] : [{ op: 'changed', part, id, fields }];
      return [{ op: is.has(id) ? 'added' : 'removed', part, id, fields }];
    });
  });
  return { changes, summary: summaryOf(changes), same: changes.length === 0 };
}

function summaryOf(changes: readonly SiteChange[]): DiffSummary {
  const count = (part: SitePart): Counts => {
    const of = (op: SiteChange['op']): number => changes.filter((c) => c.part === part && c.op === op).length;
    return { added: of('added'), removed: of('removed'), changed: of('changed') };
  };
  return Object.fromEntries(siteParts.map((part) => [part, count(part)])) as DiffSummary;
}
