import { pointsBelow } from '../belonging.ts';
import type { Draught, Entry } from '../check.ts';
import { shown, type Findings } from '../fault.ts';
import { assetId, type DeviationRule, type OfflineRule, type PointDefinition, type RateRule, type RuleDefinition, type When } from '../site.ts';
import { nearestAmong } from './nearest.ts';

type At = Entry<RuleDefinition>['at'];
type OfPoint = Exclude<RuleDefinition, OfflineRule>;
/** Length of each unit of time that a rate can be given in, in ms. */
const perMs = { s: 1000, min: 60_000, h: 3_600_000 } as const;

/** A limit that the range cannot reach, a deadband that it cannot leave (PRK-31). */
function checkWhen({ is, limit }: When, { type, range: { low, high } }: PointDefinition, deadband: number, at: At, found: Findings): void {
  if (type !== (is === 'state' ? 'digital' : 'analog')) { found.error(at(is), 'not-for-this-type', { type }); return; }
  if (is === 'state') { if (deadband > 0) found.error(at('deadband'), 'not-for-this-type', { type }); return; }
  const inside = is === 'above' ? limit > low && limit <= high : limit >= low && limit < high;
  if (!inside) found.error(at(is), 'limit-outside-range', { limit: is, value: limit, low, high });
  else if (is === 'above' ? limit - deadband <= low : limit + deadband >= high) found.error(at('deadband'), 'deadband-never-clears', { deadband, limit: is, value: limit });
}

/** A limit beyond what can come, and a deadband that leaves no room below it. */
function checkReach({ limit, deadband }: { readonly limit: number; readonly deadband: number }, most: number, at: At, found: Findings): void {
  if (limit > most) found.error(at('limit'), 'limit-never-met', { limit, most });
  if (deadband >= limit) found.error(at('deadband'), 'deadband-too-large', { deadband, room: limit });
}

function checkWindow(windowMs: number, leastMs: number, at: At, found: Findings): void {
  if (windowMs < leastMs) found.error(at('window_s'), 'window-too-short', { window: windowMs / 1000, least: leastMs / 1000 });
}
function checkRate(rule: RateRule, { range, periodMs }: PointDefinition, at: At, found: Findings): void {
  checkWindow(rule.windowMs, 2 * periodMs, at, found);
  checkReach(rule, ((range.high - range.low) / (rule.windowMs / 2)) * perMs[rule.per], at, found); // ALM-50: no change counts as over less than half the window
}

function checkDeviation(rule: DeviationRule, point: PointDefinition, other: PointDefinition | null, at: At, found: Findings): void {
  if (rule.other === rule.point) { found.error(at('other'), 'compares-with-itself', { id: shown(rule.point) }); return; }
  if (other !== null && other.type !== 'analog') { found.error(at('other'), 'rule-not-for-type', { kind: rule.kind, type: other.type }); return; }
  if (other !== null && other.unit !== point.unit) found.warn(at('other'), 'units-differ', { unit: point.unit, other: other.unit });
  const { low, high } = other === null ? { low: rule.setPoint ?? 0, high: rule.setPoint ?? 0 } : other.range;
  const most = Math.max(point.range.high - low, high - point.range.low);
  checkReach(rule, rule.in === 'unit' ? most : (most / (point.range.high - point.range.low)) * 100, at, found);
}

function checkKind(rule: OfPoint, point: PointDefinition, points: ReadonlyMap<string, PointDefinition | null>, at: At, found: Findings): void {
  if ((rule.kind === 'rate' || rule.kind === 'deviation') && point.type !== 'analog') { found.error(at('point'), 'rule-not-for-type', { kind: rule.kind, type: point.type }); return; }
  switch (rule.kind) {
    case 'rate': checkRate(rule, point, at, found); return;
    case 'deviation': checkDeviation(rule, point, rule.other === null ? null : points.get(rule.other) ?? null, at, found); return;
    case 'count': checkWhen(rule.when, point, rule.deadband, at, found); checkWindow(rule.windowMs, 2 * (rule.times - 1) * point.periodMs, at, found); return;
    case 'duration': checkWhen(rule.when, point, rule.deadband, at, found);
  }
}

/** What points at a point: judged where the points could be read. */
function pointChecks({ points }: Draught, found: Findings): (rule: OfPoint, at: At) => void {
  if (points === null) return () => {};
  const known = new Map(points.map((p) => [p.id, p.point]));
  const near = nearestAmong(new Set(known.keys()));
  const exists = (written: string, at: At, field: string): boolean => known.has(written) || (found.error(at(field), 'unknown-point', { id: shown(written), nearest: near(written) }), false);
  return (rule, at) => {
    const there = [exists(rule.point, at, 'point'), rule.kind !== 'deviation' || rule.other === null || exists(rule.other, at, 'other')];
    const point = known.get(rule.point) ?? null;
    if (point !== null && !there.includes(false)) checkKind(rule, point, known, at, found);
  };
}
/** What points at an enterprise: judged where the assets could be read. */
function enterpriseChecks({ assets, points }: Draught, found: Findings): (rule: OfflineRule, at: At) => void {
  if (assets === null) return () => {};
  const known = new Set(assets.filter((a) => a.value === null || a.value.kind === 'enterprise').map((a) => a.id));
  const near = nearestAmong(known);
  const below = points === null ? null : pointsBelow(assets.flatMap((a) => a.value ?? []), points.map((p) => ({ asset: assetId(p.asset) })));
  return ({ enterprise }, at) => {
    if (!known.has(enterprise)) found.error(at('enterprise'), 'unknown-enterprise', { id: shown(enterprise), nearest: near(enterprise) });
    else if (below?.(enterprise).length === 0) found.warn(at('enterprise'), 'enterprise-without-points', { id: shown(enterprise) });
  };
}

/** Judges each rule against the point or the enterprise that it speaks of: what it points at exists (PRK-10), and its alarm can come and can go (PRK-31). */
export function checkRules(draught: Draught, found: Findings): void {
  const ofPoint = pointChecks(draught, found);
  const ofEnterprise = enterpriseChecks(draught, found);
  for (const { value, at } of draught.rules ?? []) {
    if (value?.kind === 'offline') ofEnterprise(value, at);
    else if (value !== null) ofPoint(value, at);
  }
}
