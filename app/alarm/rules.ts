import { limitKinds, type LevelPolicy, type LevelTable, type LimitKind, type PointDefinition, type Site } from '#app/park';
import { alarmId, type AlarmRule } from './alarm.ts';

/** How long `no communication` of one point waits for word that the whole source has lost its link (ALM-35), in ms. */
const linkWordMs = 2000;
/** S0c-273: the shortest time to the start of handling, in ms; for a table that names none. */
const shortestMs = 180_000;

/** ALM-40: what no row classifies, or what a row gives to a level without a policy, is loud and has the shortest time. */
function unclassified(table: LevelTable): LevelPolicy {
  const own = table.policies.find((p) => p.level === 'U');
  const handleWithinMs = Math.min(...(table.policies.length > 0 ? table.policies.map((p) => p.handleWithinMs) : [shortestMs]));
  return { level: 'U', name: own?.name ?? { zh: '未分级', en: 'Unclassified' }, ackRequired: true, confirmRequired: own?.confirmRequired ?? false, handleWithinMs };
}
/** ALM-39: the first row that fits. What is no point's own has no category, so only a row for any category fits it. */
function policyOf(table: LevelTable, category: PointDefinition['category'] | null, kind: LimitKind): LevelPolicy {
  const fits = table.rows.find((r) => r.limit === kind && (r.category === '*' || r.category === category));
  return table.policies.find((p) => p.level === fits?.level && p.level !== 'U') ?? unclassified(table);
}

/** What stands at each kind of alarm of one point: its limit, or null where there is no such alarm. */
function limitOf(p: PointDefinition, kind: LimitKind): { readonly limit: number | null } | null {
  const set = (limit: number | null, where: boolean) => (where && limit !== null ? { limit } : null);
  switch (kind) {
    case 'HH': case 'H': case 'L': case 'LL': return set(p.limits[kind], p.type === 'analog');
    case 'digital': return set(p.alarmWhen, p.type === 'digital');
    case 'noValue': return { limit: null };
    case 'stale': return p.periodMs > 0 ? { limit: null } : null;
    case 'source': return null;
  }
}

function ofPoint(table: LevelTable, p: PointDefinition, kind: LimitKind): AlarmRule[] {
  const has = limitOf(p, kind);
  if (has === null) return [];
  const { level, ackRequired, confirmRequired, handleWithinMs } = policyOf(table, p.category, kind);
  const delays = has.limit === null ? { onDelayMs: kind === 'noValue' ? linkWordMs : 0, offDelayMs: 0, deadband: 0 }
    : { onDelayMs: p.onDelayMs, offDelayMs: p.offDelayMs, deadband: kind === 'digital' ? 0 : p.deadband };
  return [{
    id: alarmId(`${p.id}.${kind}`), kind, point: p.id, source: p.source, range: p.type === 'digital' ? { low: 0, high: 1 } : p.range, limit: has.limit, ...delays,
    level, ackRequired, confirmRequired, handleWithinMs,
  }];
}

/** Every alarm a site has, in the order of its points and then of its sources: one for each limit that is set, `noValue` for each point, `stale` where a period is known, `source` for each source. */
export function rulesOf(site: Site): AlarmRule[] {
  const points = site.points.flatMap((p) => limitKinds.flatMap((kind) => ofPoint(site.levels, p, kind)));
  const sources = site.sources.map((s): AlarmRule => {
    const { level, ackRequired, confirmRequired, handleWithinMs } = policyOf(site.levels, null, 'source');
    return {
      id: alarmId(`${s.id}.source`), kind: 'source', point: null, source: s.id, range: { low: 0, high: 1 }, limit: null, deadband: 0, onDelayMs: 0, offDelayMs: 0,
      level, ackRequired, confirmRequired, handleWithinMs,
    };
  });
  return [...points, ...sources];
}
