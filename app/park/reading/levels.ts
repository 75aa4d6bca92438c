import type { Findings } from '../fault.ts';
import { diagnosticKinds, keepingKinds, levels, type Category, type LevelTable, type LimitKind, type PointDefinition, type Site } from '../site.ts';
import { type Document, placeOf } from './document.ts';

/** The kinds of alarm one point can raise, in the order of the level table. A text point is never judged, but its link is. */
export function kindsOf(point: Pick<PointDefinition, 'limits' | 'alarmWhen' | 'periodMs'>): readonly LimitKind[] {
  const limits = (['HH', 'H', 'L', 'LL'] as const).filter((k) => point.limits[k] !== null);
  return [...limits, ...(point.alarmWhen === null ? [] : ['digital' as const]), 'noValue', ...(point.periodMs > 0 ? ['stale' as const] : [])];
}

/** The row of the table that decides, or null: unclassified. The first match wins. A source and an enterprise are of no category (null), so only a row for any fits it. */
export const rowOf = (table: Pick<LevelTable, 'rows'>, category: Category | null, limit: LimitKind): LevelTable['rows'][number] | null =>
  table.rows.find((r) => r.limit === limit && (r.category === '*' || r.category === category)) ?? null;

const ofNoCategory: ReadonlySet<LimitKind> = new Set(['source', 'offline', ...diagnosticKinds, ...keepingKinds]);
/** Every level has one policy (PRK-16), and no row stands behind one that takes everything from it. */
export function checkLevels(table: LevelTable, doc: Document, found: Findings): void {
  const seen = new Map<string, number>();
  table.policies.forEach(({ level }, i) => {
    if (seen.has(level)) found.error(placeOf(doc, ['policies', i, 'level']), 'duplicate-policy', { level, firstLine: doc.lineOf(['policies', seen.get(level) ?? 0]) });
    else seen.set(level, i);
  });
  for (const level of levels) if (!seen.has(level)) found.error(placeOf(doc, ['policies']), 'missing-policy', { level });
  table.rows.forEach((row, i) => {
    const first = table.rows.findIndex((r) => r.limit === row.limit && (r.category === '*' || r.category === row.category));
    if (first < i) found.warn(placeOf(doc, ['rows', i]), 'row-never-reached', { category: row.category, limit: row.limit, firstLine: doc.lineOf(['rows', first]) });
    else if (ofNoCategory.has(row.limit) && row.category !== '*') found.warn(placeOf(doc, ['rows', i, 'category']), 'source-has-no-category', { category: row.category });
  });
}

interface Use { readonly category: Category | null; readonly limit: LimitKind; readonly first: string; count: number }

/** Names every combination of category and limit that some point, source or rule uses and no row of the table classifies (PRK-17). A rule with a level of its own asks no row. */
export function checkClassified(table: LevelTable, { points, sources, rules = [] }: Pick<Site, 'points' | 'sources' | 'rules'>, doc: Document, found: Findings): void {
  const uses = new Map<string, Use>();
  const use = (category: Category | null, limit: LimitKind, first: string): void => {
    const key = `${category ?? '*'}/${limit}`;
    const known = uses.get(key);
    if (known === undefined) uses.set(key, { category, limit, first, count: 1 });
    else known.count++;
  };
  for (const p of points) for (const limit of kindsOf(p)) use(p.category, limit, p.id);
  for (const s of sources) use(null, 'source', s.id);
  const categoryOf = new Map(points.map((p) => [p.id, p.category]));
  for (const r of rules) if (r.level === null) use(r.kind === 'offline' ? null : categoryOf.get(r.point) ?? null, r.kind, r.id);
  for (const { category, limit, first, count } of uses.values()) {
    if (rowOf(table, category, limit) === null) found.warn(placeOf(doc, ['rows']), 'unclassified', { category: category ?? '*', limit, count, first });
  }
}
