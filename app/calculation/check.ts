import { derivedKind, shown, type PointDefinition, type PointId, type Site } from '#app/park';
import type { CalculationFault, Expression, Know } from './term.ts';
import { ordered } from './order.ts';
import { readExpression } from './reading/read.ts';

/** A mistake of one derived point, and the column of `points.csv` where it stands. */
export interface PointFault { readonly point: PointId; readonly field: string; readonly fault: CalculationFault }
/** A derived point with its expression; null where that means nothing. */
export interface DerivedPoint { readonly definition: PointDefinition; readonly id: PointId; readonly expression: Expression | null; readonly points: readonly PointId[] }

/** The points of the site whose values are reckoned. */
export function derivedPoints({ sources, points }: Pick<Site, 'sources' | 'points'>): readonly PointDefinition[] {
  const derived = new Set(sources.filter((s) => s.kind === derivedKind).map((s) => s.id));
  return derived.size === 0 ? [] : points.filter((p) => derived.has(p.source));
}

/** What is done to readings in a collector is not done to what is reckoned: a column that would do nothing is a mistake (CAL-09). */
const untreated = [['raw', 'raw_low'], ['unit', 'raw_unit'], ['clamp', 'clamp'], ['maxRate', 'max_rate']] as const;
function ofRow({ id, type, treatment }: PointDefinition): readonly PointFault[] {
  return [
    ...(type === 'text' ? [{ point: id, field: 'type', fault: { code: 'derived-text' as const, params: {} } }] : []),
    ...untreated.flatMap(([what, field]) => (treatment?.[what] === undefined ? [] : [{ point: id, field, fault: { code: 'derived-untreated' as const, params: { column: field } } }])),
  ];
}

/** Reads every derived point of a site (CAL-01): those that can be reckoned in the order in which that goes, then the others; and everything that is wrong with any. */
export function readDerived(site: Pick<Site, 'sources' | 'points'>): { readonly points: readonly DerivedPoint[]; readonly faults: readonly PointFault[] } {
  const definitions = derivedPoints(site);
  if (definitions.length === 0) return { points: [], faults: [] };
  const known = new Map<string, PointDefinition>(site.points.map((p) => [p.id, p]));
  const know: Know = (id) => known.get(id) ?? null;
  const names = site.points.length > mostNear ? [] : [...known.keys()];
  const faults: PointFault[] = [];
  const all = definitions.map((definition): DerivedPoint => {
    faults.push(...ofRow(definition));
    const read = readExpression(definition.address, know, names);
    if (!read.ok) faults.push(...read.faults.map((fault) => ({ point: definition.id, field: 'address', fault })));
    return { definition, id: definition.id, expression: read.ok ? read.value : null, points: read.ok ? read.value.points : [] };
  });
  const { order, circles } = ordered(all);
  for (const circle of circles) faults.push({ point: circle[0]!, field: 'address', fault: { code: 'points-in-circle', params: { circle: shown(circle.join(' → ')) } } });
  const placed = new Set(order.map((p) => p.id));
  return { points: [...order, ...all.filter((p) => !placed.has(p.id)).map((p) => ({ ...p, expression: null, points: [] }))], faults };
}
/** The nearest name is looked for among so many at most. */
const mostNear = 20_000;
