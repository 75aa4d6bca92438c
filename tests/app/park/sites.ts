import fc from 'fast-check';
import {
  assetId, assetKinds, categories, forms, levels, limitKinds, pointId, sourceId, supervisions, systems,
  type Asset, type Geometry, type LevelTable, type Name, type PointDefinition, type Shape, type Site, type SourceDefinition, type Treatment,
} from '#app/park';
import { anyRules } from './written.ts';

const text = (most = 12): fc.Arbitrary<string> =>
  fc.array(fc.oneof(fc.constantFrom('罐', '压力', '温度', ',', '"', ';', ' ', "'", '=', '-', '#', 'é', '°', 'µ', 'aZ9', 'T7'), fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 2 })), { minLength: 1, maxLength: most })
    .map((parts) => parts.join('').trim()).filter((s) => s !== '');
const name: fc.Arbitrary<Name> = fc.record({ zh: text(), en: text() });
const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._#-]{0,8}$/);
const number = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.constantFrom(0.1, 1e-7, 1e21, 1 / 3)).map((n) => n + 0);
const json = fc.jsonValue({ maxDepth: 3 }).filter((v) => !/"(__proto__|constructor|prototype)":|\\u|:\/\/|secret|token/.test(JSON.stringify(v))).map((v) => JSON.parse(JSON.stringify(v)) as unknown);
const position = fc.record({ lon: fc.double({ min: 118.5, max: 119.5, noNaN: true }), lat: fc.double({ min: 33, max: 34, noNaN: true }), height: fc.double({ min: 0, max: 100, noNaN: true }).map((n) => n + 0) });
const corner = fc.record({ lon: fc.double({ min: 118.5, max: 119.5, noNaN: true }), lat: fc.double({ min: 33, max: 34, noNaN: true }) });
const metres = fc.double({ min: 0.01, max: 20_000, noNaN: true });
const degrees = fc.double({ min: 0, max: 359.9, noNaN: true }).map((n) => n + 0);
/** A ring about a middle, so that it does not cross itself. */
const outline = fc.tuple(corner, fc.integer({ min: 3, max: 9 })).map(([c, n]) => Array.from({ length: n }, (_, i) => ({ lon: c.lon + 0.001 * Math.cos((i * 2 * Math.PI) / n), lat: c.lat + 0.001 * Math.sin((i * 2 * Math.PI) / n) })));
const shape = fc.tuple(fc.record({ form: fc.constantFrom(...forms), length: metres, width: metres, height: metres, heading: degrees }), fc.option(fc.double({ min: 0, max: 500, noNaN: true }).map((n) => n + 0), { nil: undefined })).map(([s, base]): Shape => ({ ...s, ...(base !== undefined && { base }) }));
/** Of a thing that has no position there is neither a solid nor a view. */
const geometryAt = (somewhere: boolean): fc.Arbitrary<Geometry> => fc.record({
  system: fc.constantFrom(...systems), outline, route: fc.array(position, { minLength: 2, maxLength: 4 }),
  ...(somewhere && { shape, view: fc.record({ bearing: degrees, width: fc.double({ min: 0.1, max: 360, noNaN: true }), range: metres, tilt: fc.double({ min: -90, max: 90, noNaN: true }).map((n) => n + 0) }) }),
}, { requiredKeys: [], noNullPrototype: true });
const ids = (least: number, most: number): fc.Arbitrary<string[]> => fc.uniqueArray(id, { minLength: least, maxLength: most, selector: (s) => s.toLowerCase() });

const assetsOf = (names: readonly string[]): fc.Arbitrary<Asset[]> => fc.tuple(...names.map((n, i) => fc.record({
  id: fc.constant(assetId(n)), kind: fc.constantFrom(...assetKinds), name, parent: i === 0 ? fc.constant(null) : fc.constantFrom(null, ...names.slice(0, i).map(assetId)),
  position: fc.option(position), contact: fc.option(fc.record({ role: name, phone: text() })), facts: fc.dictionary(text(3), fc.oneof(text(), number), { maxKeys: 4, noNullPrototype: true }),
}).chain((asset) => geometryAt(asset.position !== null).map((geometry): Asset => ({ ...asset, ...geometry })))));
/** `raw_unit` is left out: what it is to another unit is for a library to say (tests/storage/site/units.test.ts). */
const treatmentFor = ({ low, high }: { readonly low: number; readonly high: number }): fc.Arbitrary<Treatment | undefined> => {
  const amount = fc.double({ min: (high - low) * 1e-6, max: (high - low) * 0.999, noNaN: true });
  return fc.option(fc.record({
    raw: fc.constantFrom({ low: 4, high: 20 }, { low: 27_648, high: 0 }, { low: -0.5, high: 1 / 3 }), clamp: fc.constant(true), maxRate: amount, showDeadband: amount,
    frozenAfterMs: fc.integer({ min: 10_000, max: 86_400_000 }), driftLimit: amount,
  }, { requiredKeys: [], noNullPrototype: true }), { nil: undefined }).map((t) => (t === undefined || Object.keys(t).length === 0 ? undefined : t));
};
const sourcesOf = (names: readonly string[]): fc.Arbitrary<SourceDefinition[]> => fc.tuple(...names.map((n) => fc.record({
  id: fc.constant(sourceId(n)), name, kind: fc.constantFrom('opcua', 'modbus'), owner: fc.constantFrom('*', 'desk-1'), standby: fc.constantFrom(null, 'desk-2'),
  options: fc.dictionary(fc.stringMatching(/^[a-z0-9]{1,6}$/), json, { maxKeys: 4, noNullPrototype: true }), clockToleranceMs: fc.option(fc.integer({ min: 1000, max: 86_400_000 }), { nil: undefined }), frozenAfterMs: fc.option(fc.integer({ min: 0, max: 86_400_000 }), { nil: undefined }),
}).map(({ clockToleranceMs, frozenAfterMs, ...rest }): SourceDefinition => ({ ...rest, ...(clockToleranceMs !== undefined && { clockToleranceMs }), ...(frozenAfterMs !== undefined && { frozenAfterMs }) }))));

type Measure = Pick<PointDefinition, 'type' | 'range' | 'limits' | 'alarmWhen' | 'deadband'>;
const none = { HH: null, H: null, L: null, LL: null };
const analog: fc.Arbitrary<Measure> = fc.record({
  low: fc.integer({ min: -500, max: 500 }), steps: fc.array(fc.integer({ min: 2, max: 50 }), { minLength: 5, maxLength: 5 }), scale: fc.constantFrom(1, 0.1, 1 / 3, 1e6),
  has: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), deadband: fc.constantFrom(0, 0.5, 1),
}).map(({ low, steps, scale, has, deadband }): Measure => {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = steps.reduce<number[]>((sums, s) => [...sums, (sums.at(-1) ?? low) + s], []).map((n) => n * scale + 0);
  const at = (i: number, value: number): number | null => (has[i] ? value : null);
  return { type: 'analog', range: { low: low * scale + 0, high: e }, limits: { LL: at(0, a), L: at(1, b), H: at(2, c), HH: at(3, d) }, alarmWhen: null, deadband: deadband * scale };
});
const measure = fc.oneof(
  analog,
  fc.constantFrom<0 | 1 | null>(0, 1, null).map((alarmWhen): Measure => ({ type: 'digital', range: { low: 0, high: 1 }, limits: none, alarmWhen, deadband: 0 })),
  fc.constant<Measure>({ type: 'text', range: { low: 0, high: 0 }, limits: none, alarmWhen: null, deadband: 0 }),
);
const ms = fc.integer({ min: 0, max: 86_400_000 });
const pointsOf = (names: readonly string[], assets: readonly string[], sources: readonly string[]): fc.Arbitrary<PointDefinition[]> => fc.tuple(...names.map((n) => fc.record({
  id: fc.constant(pointId(n)), name, unit: fc.oneof(fc.constant(''), text(3)), source: fc.constantFrom(...sources.map(sourceId)), address: text(), measure,
  onDelayMs: ms, offDelayMs: ms, category: fc.constantFrom(...categories), supervision: fc.constantFrom(...supervisions), asset: fc.constantFrom(...assets.map(assetId)), periodMs: ms,
}).chain(({ measure: m, ...rest }) => (m.type === 'analog' ? treatmentFor(m.range) : fc.constant(undefined)).chain((treatment) => fc.option(position, { nil: undefined }).map((where): PointDefinition => ({ ...rest, ...m, ...(treatment && { treatment }), ...(where && { position: where }) }))))));
const table: fc.Arbitrary<LevelTable> = fc.record({
  version: fc.integer({ min: 1, max: 99 }), basis: text(),
  policies: fc.tuple(...levels.map((level) => fc.record({ level: fc.constant(level), name, ackRequired: fc.boolean(), confirmRequired: fc.boolean(), handleWithinMs: fc.integer({ min: 1000, max: 86_400_000 }) }))),
  rows: fc.array(fc.record({ category: fc.constantFrom(...categories, '*' as const), limit: fc.constantFrom(...limitKinds), level: fc.constantFrom(...levels), guidance: fc.array(name, { minLength: 1, maxLength: 3 }) }, { requiredKeys: ['category', 'limit', 'level'] }), { maxLength: 12 }),
});

const unruled: fc.Arbitrary<Site> = fc.record({ a: ids(1, 6), s: ids(1, 3), p: ids(0, 12) }).chain(({ a, s, p }) => fc.record({
  formatVersion: fc.constant(1 as const), id, name, zone: fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi', 'Europe/Berlin', 'UTC'),
  frame: fc.record({ datum: fc.constant('CGCS2000' as const), origin: fc.constant({ lon: 119, lat: 33.5, height: 10 }) }), owners: fc.constantFrom(['*'], ['desk-1', 'desk-2']),
  assets: assetsOf(a), sources: sourcesOf(s), points: pointsOf(p, a, s), levels: table,
}));
/** Any site that an integrator could have written: everything that PRK-09 to PRK-20 and PRK-31 ask for holds. */
export const anySite: fc.Arbitrary<Site> = unruled.chain((site) => anyRules(site, name).map((rules): Site => (rules.length === 0 ? site : { ...site, rules })));
