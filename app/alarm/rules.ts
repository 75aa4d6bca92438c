import {
  derivedKind, diagnosticKinds, keepingKinds, sourceId, levels as mostUrgentFirst, pointsBelow, type DiagnosticKind, type KeepingKind, type Level, type LevelPolicy, type LevelTable, type LimitKind, type OfflineRule, type PointDefinition, type RuleDefinition, type Site, type SourceDefinition,
} from '#app/park';
import { alarmId, type AlarmRule } from './alarm.ts';
import type { Bound, Terms } from './kinds/terms.ts';

/** How long `no communication` of one point waits for word that the whole source has lost its link (ALM-35), in ms. */
const linkWordMs = 2000;
/** How long a link must stand before its source's alarm clears, in ms: a link that flaps is one alarm (ALM-37). */
const steadyMs = 5000;
/** S0c-273: the shortest time to the start of handling, in ms; for a table that names none. */
const shortestMs = 180_000;

/** ALM-40: what no row classifies, or what a row gives to a level without a policy, is loud and has the shortest time. */
function unclassified(table: LevelTable): LevelPolicy {
  const own = table.policies.find((p) => p.level === 'U');
  const handleWithinMs = Math.min(...(table.policies.length > 0 ? table.policies.map((p) => p.handleWithinMs) : [shortestMs]));
  return { level: 'U', name: own?.name ?? { zh: '未分级', en: 'Unclassified' }, ackRequired: true, confirmRequired: own?.confirmRequired ?? false, handleWithinMs };
}
const withLevel = (table: LevelTable, level: Level | undefined): LevelPolicy => table.policies.find((p) => p.level === level && p.level !== 'U') ?? unclassified(table);
/** ALM-39: the first row that fits. What is no point's own has no category, so only a row for any category fits it. */
function policyOf(table: LevelTable, category: PointDefinition['category'] | null, kind: LimitKind): LevelPolicy {
  const fits = table.rows.find((r) => r.limit === kind && (r.category === '*' || r.category === category));
  return withLevel(table, fits?.level);
}

/** The kinds that a point has by its own row of `points.csv`. */
const pointKinds = ['HH', 'H', 'L', 'LL', 'digital', 'noValue', 'stale'] as const satisfies readonly LimitKind[];
type PointKind = (typeof pointKinds)[number];

/** What stands at each kind of alarm of one point: its limit, or null where there is no such alarm. */
function limitOf(p: PointDefinition, kind: PointKind): { readonly limit: number | null } | null {
  const set = (limit: number | null, where: boolean) => (where && limit !== null ? { limit } : null);
  switch (kind) {
    case 'HH': case 'H': case 'L': case 'LL': return set(p.limits[kind], p.type === 'analog');
    case 'digital': return set(p.alarmWhen, p.type === 'digital');
    case 'noValue': return { limit: null };
    case 'stale': return p.periodMs > 0 ? { limit: null } : null;
  }
}

const rangeOf = (p: PointDefinition) => (p.type === 'digital' ? { low: 0, high: 1 } : p.range);
type Handling = Pick<AlarmRule, 'level' | 'ackRequired' | 'confirmRequired' | 'handleWithinMs'>;
const handling = ({ level, ackRequired, confirmRequired, handleWithinMs }: LevelPolicy): Handling => ({ level, ackRequired, confirmRequired, handleWithinMs });

const lowestOf = (table: LevelTable): Level | undefined => table.policies.toSorted((a, b) => mostUrgentFirst.indexOf(a.level) - mostUrgentFirst.indexOf(b.level)).at(-1)?.level;
/** ALM-61: the alarms of what is found out about a source. What no row fits has the lowest level of the table: it is about the instruments, not the plant. */
function ofSource({ levels: table, sources }: Pick<Site, 'levels' | 'sources'>): AlarmRule[] {
  const levelOf = (kind: LimitKind): LevelPolicy => (table.rows.some((r) => r.limit === kind && r.category === '*') ? policyOf(table, null, kind) : withLevel(table, lowestOf(table)));
  const of = (s: SourceDefinition, kind: 'source' | DiagnosticKind, offDelayMs: number, policy: LevelPolicy): AlarmRule =>
    ({ id: alarmId(`${s.id}.${kind}`), kind, point: null, source: s.id, range: { low: 0, high: 1 }, limit: null, deadband: 0, onDelayMs: 0, offDelayMs, ...handling(policy) });
  return sources.flatMap((s) => [of(s, 'source', steadyMs, policyOf(table, null, 'source')), ...diagnosticKinds.map((kind) => of(s, kind, 0, levelOf(kind)))]);
}

/** What the alarms of history stand under, as if it were a source. */
export const historySource = sourceId('history-store');
/** ALM-62: the alarms of where the samples are kept. That they are kept no more is told as the loss of a source is, unless a row says otherwise; that room runs out with the lowest level. */
export function historyRules(table: LevelTable): AlarmRule[] {
  const levelOf = (kind: KeepingKind): LevelPolicy => (table.rows.some((r) => r.limit === kind && r.category === '*') ? policyOf(table, null, kind) : kind === 'stopped' ? policyOf(table, null, 'source') : withLevel(table, lowestOf(table)));
  return keepingKinds.map((kind) => ({
    id: alarmId(`${historySource}.${kind}`), kind, point: null, source: historySource, range: { low: 0, high: 1 }, limit: null, deadband: 0, onDelayMs: 0, offDelayMs: 0, ...handling(levelOf(kind)),
  }));
}

function ofPoint(table: LevelTable, p: PointDefinition, kind: PointKind): AlarmRule[] {
  const has = limitOf(p, kind);
  if (has === null) return [];
  const delays = has.limit === null ? { onDelayMs: kind === 'noValue' ? linkWordMs : 0, offDelayMs: 0, deadband: 0 }
    : { onDelayMs: p.onDelayMs, offDelayMs: p.offDelayMs, deadband: kind === 'digital' ? 0 : p.deadband };
  return [{
    id: alarmId(`${p.id}.${kind}`), kind, point: p.id, source: p.source, range: rangeOf(p), limit: has.limit, ...delays,
    ...handling(policyOf(table, p.category, kind)),
  }];
}

const perMs = { s: 1000, min: 60_000, h: 3_600_000 } as const;
/** How old a value may be before nothing is compared with it: three periods (PIP-09); null for a point that speaks only of change. */
const ageOf = (p: PointDefinition | null): number | null => (p === null || p.periodMs <= 0 ? null : 3 * p.periodMs);

type OfOnePoint = Exclude<RuleDefinition, OfflineRule>;
/** What a rule asks of its point, and the limit, deadband and on-delay that go with it. */
function termsOf(r: OfOnePoint, p: PointDefinition, other: PointDefinition | null): { readonly terms: Terms; readonly limit: number; readonly deadband: number; readonly onDelayMs: number } {
  const bound = (limit: number, is: Bound['is']): Bound => ({ is, limit, deadband: r.deadband, range: rangeOf(p) });
  switch (r.kind) {
    case 'rate': return { terms: { kind: r.kind, direction: r.direction, perMs: perMs[r.per], windowMs: r.windowMs, held: p.periodMs <= 0 }, limit: r.limit, deadband: r.deadband, onDelayMs: r.onDelayMs };
    case 'deviation': {
      const unit = r.in === 'unit' ? 1 : (p.range.high - p.range.low) / 100;
      const terms = { kind: r.kind, other: r.other, otherRange: other === null ? p.range : rangeOf(other), setPoint: r.setPoint, ownAgeMs: ageOf(p), otherAgeMs: ageOf(other) };
      return { terms, limit: r.limit * unit, deadband: r.deadband * unit, onDelayMs: r.onDelayMs };
    }
    case 'count': return { terms: { kind: r.kind, bound: bound(r.when.limit, r.when.is), times: r.times, windowMs: r.windowMs }, limit: r.when.limit, deadband: r.deadband, onDelayMs: r.onDelayMs };
    case 'duration': return { terms: { kind: r.kind, bound: bound(r.when.limit, r.when.is) }, limit: r.when.limit, deadband: r.deadband, onDelayMs: r.longerMs };
  }
}

/** ALM-57: of an enterprise without points, and of a point that is not there, nothing can be told. */
function written(site: Site): AlarmRule[] {
  const { levels, points, rules = [] } = site;
  const byId = new Map(points.map((p) => [p.id, p]));
  const below = pointsBelow(site.assets, points);
  return rules.flatMap((r): AlarmRule[] => {
    const policy = (category: PointDefinition['category'] | null): Handling => handling(r.level === null ? policyOf(levels, category, r.kind) : withLevel(levels, r.level));
    const id = alarmId(`${r.id}.${r.kind}`);
    if (r.kind === 'offline') {
      const theirs = below(r.enterprise);
      const sources = [...new Set(theirs.map((p) => p.source))];
      if (sources[0] === undefined) return [];
      const terms = { kind: r.kind, points: theirs.map((p) => p.id), sources, longerMs: r.longerMs };
      return [{ id, kind: r.kind, point: null, source: sources[0], range: { low: 0, high: 1 }, limit: null, deadband: 0, onDelayMs: 0, offDelayMs: 0, ...policy(null), terms }];
    }
    const p = byId.get(r.point);
    const other = r.kind === 'deviation' && r.other !== null ? byId.get(r.other) ?? null : null;
    if (p === undefined || (r.kind === 'deviation' && r.other !== null && other === null)) return [];
    return [{ id, kind: r.kind, point: p.id, source: p.source, range: rangeOf(p), offDelayMs: r.offDelayMs, ...policy(p.category), ...termsOf(r, p, other) }];
  });
}

/** Every alarm a site has, in the order of its points, then of its sources, then of its written rules: one for each limit that is set, `noValue` for each point, `stale` where a period is known (neither for a derived one), `source` and the diagnostic ones for each source. */
export function rulesOf(site: Site): AlarmRule[] {
  const derived = new Set(site.sources.filter((s) => s.kind === derivedKind).map((s) => s.id));
  const points = site.points.flatMap((p) => pointKinds.filter((kind) => (kind !== 'noValue' && kind !== 'stale') || !derived.has(p.source)).flatMap((kind) => ofPoint(site.levels, p, kind)));   // CAL-25
  return [...points, ...ofSource(site), ...written(site)];
}
