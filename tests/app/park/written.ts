import fc from 'fast-check';
import { directions, levels, rateUnits, type Name, type PointDefinition, type RuleDefinition, type Site, type When } from '#app/park';

const day = 86_400_000;
const perMs = { s: 1000, min: 60_000, h: 3_600_000 } as const;
const ms = fc.integer({ min: 0, max: day });
const share = fc.constantFrom(0.01, 0.1, 1 / 3, 0.9);
/** The common part of a rule: `deadbandOf` its limit, so that its alarm can clear. */
const common = (name: fc.Arbitrary<Name>) => ({ name, level: fc.constantFrom(null, ...levels) });

function whenOf(p: PointDefinition): fc.Arbitrary<When> {
  if (p.type === 'digital') return fc.constantFrom<When>({ is: 'state', limit: 0 }, { is: 'state', limit: 1 });
  return fc.tuple(fc.constantFrom('above', 'below'), share).map(([is, f]): When => ({ is, limit: p.range.low + (p.range.high - p.range.low) * f }));
}
function ofPoint(p: PointDefinition, others: readonly PointDefinition[], name: fc.Arbitrary<Name>): fc.Arbitrary<RuleDefinition>[] {
  const span = p.range.high - p.range.low;
  const base = { ...common(name), id: fc.constant('?'), point: fc.constant(p.id), deadband: fc.constant(0), offDelayMs: ms };
  const when = { when: whenOf(p) };
  const least = Math.max(1000, 2 * p.periodMs);
  const windowMs = fc.integer({ min: least, max: Math.max(least, day) });
  const timed: fc.Arbitrary<RuleDefinition>[] = [
    fc.record({ ...base, ...when, kind: fc.constant('duration' as const), longerMs: fc.integer({ min: 1000, max: day }) }),
    ...(least > day ? [] : [fc.record({ ...base, ...when, kind: fc.constant('count' as const), times: fc.constant(2), windowMs, onDelayMs: ms })]),
  ];
  if (p.type === 'digital' || p.type === 'text') return p.type === 'text' ? [] : timed;
  const rate = fc.record({ ...base, kind: fc.constant('rate' as const), direction: fc.constantFrom(...directions), per: fc.constantFrom(...rateUnits), windowMs, onDelayMs: ms, f: share })
    .map(({ f, ...r }): RuleDefinition => { const limit = ((span * f) / (r.windowMs / 2)) * perMs[r.per]; return { ...r, limit, deadband: limit / 2 }; });
  const partner = fc.constantFrom(null, ...others.filter((o) => o.type === 'analog' && o.id !== p.id).map((o) => o.id));
  const deviation = fc.record({ ...base, kind: fc.constant('deviation' as const), other: partner, in: fc.constantFrom('unit', 'percent'), onDelayMs: ms, f: share })
    .map(({ f, ...r }): RuleDefinition => ({ ...r, setPoint: r.other === null ? p.range.low : null, limit: (r.in === 'unit' ? span : 100) * f * 0.5, deadband: 0 }));
  return [...timed, deviation, ...(least > day ? [] : [rate])];
}

/** Rules that fit a site; none for a site without points and enterprises. */
export function anyRules(site: Site, name: fc.Arbitrary<Name>): fc.Arbitrary<RuleDefinition[]> {
  const offline = site.assets.filter((a) => a.kind === 'enterprise').map((a): fc.Arbitrary<RuleDefinition> =>
    fc.record({ ...common(name), id: fc.constant('?'), kind: fc.constant('offline' as const), enterprise: fc.constant(a.id), longerMs: fc.integer({ min: 1000, max: day }) }));
  const all = [...offline, ...site.points.flatMap((p) => ofPoint(p, site.points, name))];
  return all.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...all), { maxLength: 6 }).map((rules) => rules.map((r, i) => ({ ...r, id: `rule-${i}` })));
}
