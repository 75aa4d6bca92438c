import { describe, expect, it } from 'vitest';
import { historyRules, rulesOf } from '#app/alarm';
import { assetId, diagnosticKinds, pointId, sourceId, type LevelTable, type LimitKind, type PointDefinition, type RuleDefinition, type Site } from '#app/park';

const point = (id: string, more: Partial<PointDefinition>): PointDefinition => ({
  id: pointId(id), name: { zh: id, en: id }, type: 'analog', unit: '', source: sourceId('plc'), address: id, range: { low: 0, high: 50 }, limits: { HH: null, H: null, L: null, LL: null },
  alarmWhen: null, deadband: 1, onDelayMs: 500, offDelayMs: 700, category: 'process', supervision: 'officer', asset: assetId('t1'), periodMs: 1000, ...more,
});
const policy = (level: LevelTable['policies'][number]['level'], handleWithinMs: number, more = {}) =>
  ({ level, name: { zh: level, en: level }, ackRequired: level !== 'D', confirmRequired: level === 'S', handleWithinMs, ...more });
const table: LevelTable = {
  version: 3, basis: 'S0c 19.1',
  policies: [policy('U', 600_000, { ackRequired: false }), policy('S', 180_000), policy('A', 180_000), policy('B', 600_000), policy('C', 600_000), policy('D', 600_000)],
  rows: [
    { category: 'hazard', limit: 'HH', level: 'S' }, { category: 'hazard', limit: 'H', level: 'A' }, { category: 'process', limit: 'HH', level: 'A' },
    { category: '*', limit: 'LL', level: 'B' }, { category: '*', limit: 'L', level: 'C' }, { category: '*', limit: 'noValue', level: 'D' }, { category: 'process', limit: 'noValue', level: 'A' },
    { category: 'process', limit: 'source', level: 'C' },
  ],
};
const site = (points: PointDefinition[], levels = table): Site => ({
  formatVersion: 1, id: 'x', name: { zh: 'x', en: 'x' }, zone: 'Asia/Shanghai', frame: { datum: 'CGCS2000', origin: { lon: 0, lat: 0, height: 0 } }, owners: [], assets: [],
  sources: [{ id: sourceId('plc'), name: { zh: 'p', en: 'p' }, kind: 'modbus', owner: '*', standby: null, options: {} }], points, levels,
});
const ofPlc = ['plc.clock D', 'plc.frozen D', 'plc.refused D'];
const brief = (s: Site) => rulesOf(s).map((r) => `${r.id} ${r.level}`).filter((r) => !ofPlc.includes(r));
const isDiagnostic = (r: { readonly kind: LimitKind }): boolean => (diagnosticKinds as readonly LimitKind[]).includes(r.kind);

describe('rules of a site', () => {
  it('ALM-39 the first row that fits category and kind gives the level', () => {
    const limits = { HH: 40, H: 30, L: 10, LL: 5 };
    expect(brief(site([point('T', { category: 'hazard', limits }), point('P', { limits })]))).toEqual([
      'T.HH S', 'T.H A', 'T.L C', 'T.LL B', 'T.noValue D', 'T.stale U', 'P.HH A', 'P.H U', 'P.L C', 'P.LL B', 'P.noValue D', 'P.stale U', 'plc.source U']);
  });

  it('ALM-40 what no row fits is unclassified: loud, and soonest of all, even where the table would hush it', () => {
    const [h] = rulesOf(site([point('P', { limits: { HH: null, H: 30, L: null, LL: null } })]));
    expect(h).toMatchObject({ level: 'U', ackRequired: true, handleWithinMs: 180_000 });
    const bare = { ...table, policies: [], rows: [{ category: '*' as const, limit: 'H' as const, level: 'B' as const }] };
    expect(rulesOf(site([point('P', { limits: { HH: null, H: 30, L: null, LL: null } })], bare))[0]).toMatchObject({ level: 'U', ackRequired: true, confirmRequired: false, handleWithinMs: 180_000 });
  });

  it('ALM-40 a row that says unclassified is as loud as no row', () => {
    const said = { ...table, rows: [{ category: '*' as const, limit: 'H' as const, level: 'U' as const }] };
    expect(rulesOf(site([point('P', { limits: { HH: null, H: 30, L: null, LL: null } })], said))[0]).toMatchObject({ level: 'U', ackRequired: true, handleWithinMs: 180_000 });
  });

  it('one rule for each limit that is set, with the policy of its level', () => {
    const rules = rulesOf(site([point('T', { category: 'hazard', limits: { HH: 0, H: null, L: null, LL: null }, periodMs: 0 })]));
    expect(rules.map((r) => r.id)).toEqual(['T.HH', 'T.noValue', 'plc.source', 'plc.clock', 'plc.frozen', 'plc.refused']);
    expect(rules[0]).toEqual({
      id: 'T.HH', kind: 'HH', point: 'T', source: 'plc', range: { low: 0, high: 50 }, limit: 0, deadband: 1, onDelayMs: 500, offDelayMs: 700, level: 'S', ackRequired: true, confirmRequired: true, handleWithinMs: 180_000,
    });
    expect(rules[1]).toMatchObject({ kind: 'noValue', limit: null, deadband: 0, onDelayMs: 2000, offDelayMs: 0, ackRequired: false });
    expect(rules[2]).toMatchObject({ kind: 'source', point: null, source: 'plc', onDelayMs: 0 });
  });

  it('ALM-61 what is found out about a source has the lowest level of the table, unless a row says otherwise', () => {
    const of = (rows: LevelTable['rows'], policies = table.policies): (string | boolean)[][] => rulesOf(site([], { ...table, rows, policies })).filter(isDiagnostic).map((r) => [r.id, r.level, r.ackRequired]);
    expect(of(table.rows)).toEqual([['plc.clock', 'D', false], ['plc.frozen', 'D', false], ['plc.refused', 'D', false]]);
    expect(of([{ category: '*', limit: 'refused', level: 'B' }, { category: 'gas', limit: 'clock', level: 'A' }])).toEqual([['plc.clock', 'D', false], ['plc.frozen', 'D', false], ['plc.refused', 'B', true]]);
    expect(of([], table.policies.slice(0, 3))).toEqual([['plc.clock', 'A', true], ['plc.frozen', 'A', true], ['plc.refused', 'A', true]]);
  });

  it('ALM-62 the alarms of history: that nothing is kept is told as the loss of a source, that room runs out with the lowest level, unless a row says otherwise', () => {
    const of = (rows: LevelTable['rows']): (string | boolean)[][] => historyRules({ ...table, rows }).map((r) => [r.id, r.level, r.ackRequired]);
    expect(of([{ category: '*', limit: 'source', level: 'A' }])).toEqual([['history-store.stopped', 'A', true], ['history-store.filling', 'D', false]]);
    expect(of([{ category: '*', limit: 'stopped', level: 'S' }, { category: '*', limit: 'filling', level: 'B' }, { category: 'gas', limit: 'filling', level: 'S' }])).toEqual([['history-store.stopped', 'S', true], ['history-store.filling', 'B', true]]);
    expect(of([])[0]).toEqual(['history-store.stopped', 'U', true]);
  });

  it('a contact alarms in the state that is named, words never do', () => {
    const limits = { HH: 1, H: null, L: null, LL: null };
    const rules = rulesOf(site([point('D', { type: 'digital', alarmWhen: 0, limits, periodMs: 0 }), point('W', { type: 'text', alarmWhen: 1, limits, periodMs: 0 })]));
    expect(rules.filter((r) => !isDiagnostic(r)).map((r) => [r.id, r.limit, r.range.high])).toEqual([['D.digital', 0, 1], ['D.noValue', null, 1], ['W.noValue', null, 50], ['plc.source', null, 1]]);
  });

  const base = { name: { zh: '规则', en: 'Rule' }, level: null, point: pointId('T'), deadband: 1, offDelayMs: 700 };
  const written: RuleDefinition[] = [
    { ...base, id: 'fast', kind: 'rate', direction: 'rising', limit: 2, per: 'h', windowMs: 60_000, onDelayMs: 300 },
    { ...base, id: 'apart', kind: 'deviation', other: pointId('P'), setPoint: null, limit: 10, in: 'percent', onDelayMs: 0 },
    { ...base, id: 'set', kind: 'deviation', other: null, setPoint: 20, limit: 4, in: 'unit', onDelayMs: 0 },
    { ...base, id: 'often', kind: 'count', when: { is: 'above', limit: 40 }, times: 3, windowMs: 60_000, onDelayMs: 0 },
    { ...base, id: 'long', kind: 'duration', when: { is: 'below', limit: 5 }, longerMs: 90_000, level: 'S' },
    { id: 'silent', name: base.name, level: null, kind: 'offline', enterprise: assetId('e1'), longerMs: 1_800_000 },
  ];
  const withRules = (rules: readonly RuleDefinition[], rows: LevelTable['rows'] = []): Site => ({
    ...site([point('T', {}), point('P', { periodMs: 0, range: { low: 0, high: 30 } })], { ...table, rows }), rules,
    assets: [['e1', 'enterprise', null], ['t1', 'tank', 'e1'], ['e2', 'enterprise', null]].map(([id, kind, parent]) => ({
      id: assetId(id!), kind: kind as 'tank', name: base.name, parent: parent === null ? null : assetId(parent!), position: null, contact: null, facts: {},
    })),
  });

  it('ALM-46 a written rule is named by itself and its kind, and its level is its own or that of the table', () => {
    const rows: LevelTable['rows'] = [{ category: 'process', limit: 'rate', level: 'A' }, { category: 'process', limit: 'offline', level: 'A' }, { category: '*', limit: 'offline', level: 'C' }, { category: '*', limit: 'duration', level: 'D' }];
    expect(brief(withRules(written, rows)).slice(-6)).toEqual(['fast.rate A', 'apart.deviation U', 'set.deviation U', 'often.count U', 'long.duration S', 'silent.offline C']);
    expect(rulesOf(withRules(written, rows)).at(-2)).toMatchObject({ confirmRequired: true, handleWithinMs: 180_000 });
  });

  it('ALM-46 what was written is what is asked: percent of the span, units of time, periods', () => {
    const [fast, apart, set, often, long, silent] = rulesOf(withRules(written)).slice(-6);
    expect(fast).toMatchObject({ kind: 'rate', point: 'T', source: 'plc', limit: 2, deadband: 1, onDelayMs: 300, offDelayMs: 700, terms: { direction: 'rising', perMs: 3_600_000, windowMs: 60_000, held: false } });
    expect(apart).toMatchObject({ limit: 5, deadband: 0.5, terms: { other: 'P', otherRange: { low: 0, high: 30 }, ownAgeMs: 3000, otherAgeMs: null } });
    expect(set).toMatchObject({ limit: 4, deadband: 1, terms: { other: null, setPoint: 20 } });
    expect(often).toMatchObject({ limit: 40, terms: { times: 3, windowMs: 60_000, bound: { is: 'above', limit: 40, deadband: 1, range: { low: 0, high: 50 } } } });
    expect(long).toMatchObject({ limit: 5, onDelayMs: 90_000, terms: { bound: { is: 'below' } } });
    expect(silent).toMatchObject({ point: null, limit: null, terms: { points: ['T', 'P'], sources: ['plc'], longerMs: 1_800_000 } });
  });

  it('ALM-57 a rule about what is not there makes no alarm', () => {
    const lost: RuleDefinition[] = [{ ...written[0]!, point: pointId('X') } as RuleDefinition, { ...written[1]!, other: pointId('X') } as RuleDefinition, { ...written[5]!, enterprise: assetId('e2') } as RuleDefinition];
    expect(rulesOf(withRules(lost)).length).toBe(rulesOf(withRules([])).length);
  });
});

it('ALM-37 the alarm of a source clears only when its link has stood for a while', () => {
  expect(rulesOf(site([])).find((r) => r.kind === 'source')).toMatchObject({ onDelayMs: 0, offDelayMs: 5000 });
});
