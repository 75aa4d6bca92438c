import type { AlarmView } from '#app/alarm';
import type { PointValue } from '#app/acquisition';
import type { AssetQuery, Awaited, Figure, Level, PointQuery, SiteView } from '#app/park';
import { levels } from '#app/park';
import { ownOrder } from './order.ts';

type AssetOf = SiteView['assets'][number];
type PointOf = SiteView['points'][number];

/** The park as figures ask for it: made once for a site. */
export interface TopicPark {
  readonly assets: readonly AssetOf[];
  readonly points: readonly PointOf[];
  readonly asset: (id: string) => AssetOf | undefined;
}
export function topicPark(site: SiteView): TopicPark {
  const byId = new Map(site.assets.map((a) => [a.id, a]));
  return { assets: site.assets, points: site.points, asset: (id) => byId.get(id) };
}

/** What is behind a figure, for whoever drills down (下钻). */
export interface Member { readonly kind: 'asset' | 'point' | 'alarm'; readonly id: string }
/** `count`: `of` is how many there could be, where that says something. `reading`: null without a good value. `rows`: in the order that their labels have, else most first. `worst`: the most urgent alarm behind it. */
export type FigureValue =
  | { readonly kind: 'count'; readonly value: number; readonly of: number | null; readonly unit: string; readonly worst: Level | null; readonly members: readonly Member[] }
  | { readonly kind: 'reading'; readonly value: number | null; readonly unit: string; readonly good: number; readonly of: number; readonly members: readonly Member[] }
  | { readonly kind: 'rows'; readonly rows: readonly { readonly label: string; readonly count: number; readonly members: readonly Member[] }[]; readonly total: number }
  | { readonly kind: 'awaits'; readonly what: Awaited }
  | { readonly kind: 'nothing' };

const fits = (written: string | number | undefined, wanted: string | number): boolean => written !== undefined && (typeof wanted === 'number' || typeof written === 'number' ? Number(written) === Number(wanted) : written.startsWith(wanted));
function isUnder(park: TopicPark, a: AssetOf, top: string): boolean {
  for (let at: AssetOf | undefined = a, n = 0; at !== undefined && n < 20; at = at.parent === null ? undefined : park.asset(at.parent), n++) if (at.id === top) return true;
  return false;
}
/** TOP-01: an asset belongs when its kind, every fact that is named, and its place in the park fit. */
function belongs(park: TopicPark, a: AssetOf, { kinds, facts = {}, systems, under }: AssetQuery): boolean {
  return kinds.includes(a.kind) && (systems === undefined || (a.system !== undefined && systems.includes(a.system))) && Object.entries(facts).every(([name, wanted]) => [wanted].flat().some((w) => fits(a.facts[name], w))) && (under === undefined || isUnder(park, a, under));
}
const assetsOf = (park: TopicPark, query: AssetQuery): readonly AssetOf[] => park.assets.filter((a) => belongs(park, a, query));
function pointsOf(park: TopicPark, { ids, categories, unit, of }: PointQuery): readonly PointOf[] {
  const named = ids === undefined ? null : new Set<string>(ids);
  const owners = of === undefined ? null : new Set(assetsOf(park, of).map((a) => a.id));
  return park.points.filter((p) => (named === null || named.has(p.id)) && (categories === undefined || categories.includes(p.category)) && (unit === undefined || p.unit === unit) && (owners === null || owners.has(p.asset)));
}

/** What changes while a topic is looked at. `alarms`: those that belong on the list. */
export interface TopicLive { readonly alarms: readonly AlarmView[]; readonly value: (point: string) => PointValue | null }
/** A figure with its members found: they change with the site alone, its value with every sample. `points`: whose values it needs. */
export interface Prepared { readonly points: readonly string[]; readonly now: (live: TopicLive) => FigureValue }

const assetMember = (a: AssetOf): Member => ({ kind: 'asset', id: a.id });
const still = (value: FigureValue): Prepared => ({ points: [], now: () => value });
const worstOf = (found: readonly AlarmView[]): Level | null => levels.find((l) => found.some((a) => a.level === l)) ?? null;
const good = (v: PointValue | null): v is PointValue & { readonly value: number } => v !== null && v.value !== null && v.quality !== 'bad' && !v.stale;

function rowsOf(found: readonly AssetOf[], by: string): FigureValue {
  const rows = new Map<string, Member[]>();
  for (const a of found) { const label = String(a.facts[by] ?? ''); rows.set(label, [...(rows.get(label) ?? []), assetMember(a)]); }
  const order = ownOrder([...rows.keys()]);
  const rank = (label: string): number => order?.get(label) ?? 0;
  return { kind: 'rows', total: found.length, rows: [...rows].map(([label, members]) => ({ label, count: members.length, members })).toSorted((a, b) => (rank(a.label) === rank(b.label) ? b.count - a.count || (a.label < b.label ? -1 : 1) : rank(a.label) - rank(b.label))) };
}
/** TOP-02: only good values count, and how many of how many is told beside it. */
function readingOf(of: readonly PointOf[], show: 'highest' | 'lowest' | 'mean' | 'total'): Prepared {
  const unit = new Set(of.map((p) => p.unit)).size === 1 ? of[0]?.unit ?? '' : '';
  return {
    points: of.map((p) => p.id),
    now({ value }) {
      const read = of.map((p) => ({ id: p.id, v: value(p.id) })).filter((r): r is { id: string; v: PointValue & { readonly value: number } } => good(r.v));
      const sorted = read.toSorted((a, b) => b.v.value - a.v.value);
      const sum = read.reduce((n, r) => n + r.v.value, 0);
      const figure = { highest: sorted[0]?.v.value, lowest: sorted.at(-1)?.v.value, mean: sum / read.length, total: sum }[show];
      return { kind: 'reading', value: read.length === 0 ? null : figure ?? null, unit, good: read.length, of: of.length, members: (show === 'lowest' ? sorted.toReversed() : sorted).map((r) => ({ kind: 'point', id: r.id })) };
    },
  };
}

/** TOP-03: a figure of which nothing is in this park says `nothing`, never 0 of 0. */
export function prepared(figure: Figure, park: TopicPark): Prepared {
  switch (figure.kind) {
    case 'awaits': return still({ kind: 'awaits', what: figure.what });
    case 'count': { const found = assetsOf(park, figure.assets); return still({ kind: 'count', value: found.length, of: null, unit: '', worst: null, members: found.map(assetMember) }); }
    case 'breakdown': { const found = assetsOf(park, figure.assets); return still(found.length === 0 ? { kind: 'nothing' } : rowsOf(found, figure.by)); }
    case 'sum': {
      const found = assetsOf(park, figure.assets).filter((a) => Number.isFinite(Number(a.facts[figure.fact] ?? Number.NaN)));
      return still(found.length === 0 ? { kind: 'nothing' } : { kind: 'count', value: found.reduce((n, a) => n + Number(a.facts[figure.fact]), 0), of: null, unit: figure.unit, worst: null, members: found.map(assetMember) });
    }
    case 'alarms': case 'reading': case 'state': case 'quality': {
      const of = pointsOf(park, figure.points);
      return of.length === 0 ? still({ kind: 'nothing' }) : live(figure, of);
    }
  }
}
function live(figure: Extract<Figure, { readonly points: PointQuery }>, of: readonly PointOf[]): Prepared {
  const ids = new Set(of.map((p) => p.id));
  switch (figure.kind) {
    case 'reading': return readingOf(of, figure.show);
    case 'alarms': return { points: [], now: ({ alarms }) => { const found = alarms.filter((a) => a.point !== null && ids.has(a.point)); return { kind: 'count', value: found.length, of: null, unit: '', worst: worstOf(found), members: found.map((a) => ({ kind: 'alarm', id: a.id })) }; } };
    case 'state': return { points: [...ids], now: ({ value }) => { const found = of.filter((p) => { const v = value(p.id); return good(v) && v.value === figure.when; }); return { kind: 'count', value: found.length, of: of.length, unit: '', worst: null, members: found.map((p) => ({ kind: 'point', id: p.id })) }; } };
    case 'quality': return { points: [...ids], now: ({ value }) => { const bad = of.filter((p) => !good(value(p.id))); return { kind: 'count', value: of.length - bad.length, of: of.length, unit: '', worst: null, members: bad.map((p) => ({ kind: 'point', id: p.id })) }; } };
  }
}
