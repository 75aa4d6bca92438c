import { geometryOf, keepingColumns, placeColumns, pointColumns, treatmentColumns, type Asset, type HistoryRules, type PointColumn, type PointDefinition, type RuleDefinition, type Site, type When } from '#app/park';
import { csvText } from './csv.ts';

const seconds = (ms: number): string => (ms === 0 ? '' : String(ms / 1000));
const number = (n: number | null): string => (n === null ? '' : String(n + 0));
/** Digital points that never alarm say so, or reading them would ask. */
const alarmWhen = ({ type, alarmWhen: when }: PointDefinition): string => (when !== null ? String(when) : type === 'digital' ? 'none' : '');

/** How each column of `points.csv` is written. */
const write: { readonly [C in PointColumn]: (p: PointDefinition) => string } = {
  point: (p) => p.id, name_zh: (p) => p.name.zh, name_en: (p) => p.name.en, type: (p) => p.type, unit: (p) => p.unit, source: (p) => p.source, address: (p) => p.address,
  low: (p) => (p.type === 'analog' ? number(p.range.low) : ''), high: (p) => (p.type === 'analog' ? number(p.range.high) : ''),
  hh: (p) => number(p.limits.HH), h: (p) => number(p.limits.H), l: (p) => number(p.limits.L), ll: (p) => number(p.limits.LL), alarm_when: alarmWhen,
  deadband: (p) => (p.deadband === 0 ? '' : number(p.deadband)), on_delay_s: (p) => seconds(p.onDelayMs), off_delay_s: (p) => seconds(p.offDelayMs),
  category: (p) => p.category, supervision: (p) => p.supervision, asset: (p) => p.asset, period_s: (p) => seconds(p.periodMs),
  raw_low: ({ treatment: t }) => number(t?.raw?.low ?? null), raw_high: ({ treatment: t }) => number(t?.raw?.high ?? null), raw_unit: ({ treatment: t }) => t?.unit?.from ?? '',
  clamp: ({ treatment: t }) => (t?.clamp === true ? 'yes' : ''), max_rate: ({ treatment: t }) => number(t?.maxRate ?? null), show_deadband: ({ treatment: t }) => number(t?.showDeadband ?? null),
  frozen_after_s: ({ treatment: t }) => seconds(t?.frozenAfterMs ?? 0), drift_limit: ({ treatment: t }) => number(t?.driftLimit ?? null),
  lon: ({ position: p }) => number(p?.lon ?? null), lat: ({ position: p }) => number(p?.lat ?? null), height_m: ({ position: p }) => number(p?.height ?? null),
  deviation: ({ keeping: k }) => number(k?.deviation ?? null), history: ({ keeping: k }) => k?.class ?? '', bits: ({ keeping: k }) => number(k?.bits ?? null),
};
/** The columns that a table needs: how readings are treated and kept and where instruments hang stands there only where it is said of some point. */
const columnsFor = (points: readonly PointDefinition[]): readonly PointColumn[] =>
  pointColumns.filter((c) => ![...treatmentColumns, ...placeColumns, ...keepingColumns].some((t) => t === c) || points.some((p) => write[c](p) !== ''));

/** Names sorted at every depth, so that one content has one text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]));
}
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const whenText = ({ is, limit }: When): object => ({ [is]: limit });
/** What each kind of rule says beyond its name, as `rules/alarms.json` spells it. */
function termsText(r: RuleDefinition): object {
  switch (r.kind) {
    case 'rate': return { direction: r.direction, limit: r.limit, per: r.per, window_s: r.windowMs / 1000, on_delay_s: r.onDelayMs / 1000 };
    case 'deviation': return { ...(r.other === null ? { setpoint: r.setPoint } : { other: r.other }), limit: r.limit, in: r.in, on_delay_s: r.onDelayMs / 1000 };
    case 'count': return { ...whenText(r.when), times: r.times, window_s: r.windowMs / 1000, on_delay_s: r.onDelayMs / 1000 };
    case 'duration': return { ...whenText(r.when), longer_than_s: r.longerMs / 1000 };
    case 'offline': return { longer_than_s: r.longerMs / 1000 };
  }
}
const ruleText = (r: RuleDefinition): object => ({
  id: r.id, kind: r.kind, name: { zh: r.name.zh, en: r.name.en }, ...(r.kind === 'offline' ? { enterprise: r.enterprise } : { point: r.point, deadband: r.deadband, off_delay_s: r.offDelayMs / 1000 }),
  ...termsText(r), level: r.level,
});

const geometryText = (a: Asset): object => {
  const { system, shape, outline, route, view } = geometryOf(a);
  return {
    ...(system && { system }), ...(shape && { shape: { form: shape.form, length: shape.length, width: shape.width, height: shape.height, heading: shape.heading, ...(shape.base !== undefined && { base: shape.base }) } }),
    ...(outline && { outline: outline.map(({ lon, lat }) => ({ lon, lat })) }), ...(route && { route: route.map(({ lon, lat, height }) => ({ lon, lat, height })) }),
    ...(view && { view: { bearing: view.bearing, width: view.width, range: view.range, tilt: view.tilt } }),
  };
};

const historyText = ({ budgetGB, classes, categories }: HistoryRules): object => ({
  budgetGB, classes: classes.map(({ id, rawDays, minuteDays, hourDays, dayDays }) => ({ id, rawDays, minuteDays, hourDays, dayDays })), categories: sorted(categories),
});

/** The files of a site's folder by name; the same site gives the same bytes (PRK-23). */
export function renderSite(site: Site): ReadonlyMap<string, string> {
  const { formatVersion, id, name, zone, frame, owners, assets, sources, points, levels, rules, topics, history } = site;
  const columns = columnsFor(points);
  const place = (p: Site['frame']['origin']): Site['frame']['origin'] => ({ lon: p.lon, lat: p.lat, height: p.height });
  const texts = ({ zh, en }: Site['name']): Site['name'] => ({ zh, en });
  return new Map([
    ['site.json', json({ formatVersion, id, name: texts(name), zone, frame: { datum: frame.datum, origin: place(frame.origin) }, owners })],
    ['assets/assets.json', json(assets.map((a) => ({
      id: a.id, kind: a.kind, name: texts(a.name), parent: a.parent, position: a.position === null ? null : place(a.position), ...geometryText(a), contact: a.contact === null ? null : { role: texts(a.contact.role), phone: a.contact.phone }, facts: sorted(a.facts),
    })))],
    ['sources.json', json(sources.map((s) => ({ id: s.id, name: texts(s.name), kind: s.kind, owner: s.owner, standby: s.standby, options: sorted(s.options), ...(s.clockToleranceMs !== undefined && { clockToleranceMs: s.clockToleranceMs }), ...(s.frozenAfterMs !== undefined && { frozenAfterMs: s.frozenAfterMs }) })))],
    ['points.csv', csvText([columns, ...points.map((p) => columns.map((c) => write[c](p)))])],
    ['levels.json', json({
      version: levels.version, basis: levels.basis,
      policies: levels.policies.map((p) => ({ level: p.level, name: texts(p.name), ackRequired: p.ackRequired, confirmRequired: p.confirmRequired, handleWithinS: p.handleWithinMs / 1000 })),
      rows: levels.rows.map(({ category, limit, level, guidance }) => ({ category, limit, level, ...(guidance && { guidance: guidance.map(texts) }) })),
    })],
    ...(history === undefined ? [] : [['history.json', json(historyText(history))] as const]),
    ...(topics === undefined || topics.length === 0 ? [] : [['topics.json', json(topics)] as const]),
    ...(rules === undefined || rules.length === 0 ? [] : [['rules/alarms.json', json(rules.map(ruleText))] as const]),
  ]);
}
