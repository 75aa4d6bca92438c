import { assetId, pointId, sourceId, type LevelTable, type PointDefinition, type Site, type SourceDefinition } from '#app/park';

const name = (zh: string, en = zh) => ({ zh, en });

/** The level table of the specification (S0c 19.1), short. */
export const levelTable: LevelTable = {
  version: 1, basis: 'S0c 19.1',
  policies: (['U', 'S', 'A', 'B', 'C', 'D'] as const).map((level) => ({ level, name: name(level), ackRequired: level !== 'D', confirmRequired: false, handleWithinMs: level === 'U' || level === 'S' || level === 'A' ? 180_000 : 600_000 })),
  rows: [
    { category: 'hazard', limit: 'HH', level: 'S' }, { category: 'hazard', limit: 'H', level: 'A' },
    { category: 'gas', limit: 'HH', level: 'A' }, { category: 'gas', limit: 'H', level: 'B' },
    { category: 'process', limit: 'HH', level: 'A' }, { category: 'process', limit: 'H', level: 'B' },
    { category: '*', limit: 'LL', level: 'B' }, { category: '*', limit: 'L', level: 'C' }, { category: '*', limit: 'digital', level: 'S' },
    { category: '*', limit: 'noValue', level: 'C' }, { category: '*', limit: 'stale', level: 'C' }, { category: '*', limit: 'source', level: 'C' },
  ],
};

/** A gas detector unless told otherwise: 0 to 100 %LEL, HH 50, H 25. */
export const point = (id: string, source: string, address: string, more: Partial<PointDefinition> = {}): PointDefinition => ({
  id: pointId(id), name: name(id), type: 'analog', unit: '%LEL', source: sourceId(source), address, range: { low: 0, high: 100 },
  limits: { HH: null, H: 25, L: null, LL: null }, alarmWhen: null, deadband: 2, onDelayMs: 0, offDelayMs: 0, category: 'gas', supervision: 'officer', asset: assetId('unit'), periodMs: 0, ...more,
});
export const source = (id: string, kind: string, options: SourceDefinition['options'] = {}): SourceDefinition => ({ id: sourceId(id), name: name(id), kind, owner: '*', standby: null, options });

/** A park as small as a story needs. */
export const smallSite = (sources: readonly SourceDefinition[], points: readonly PointDefinition[]): Site => ({
  formatVersion: 1, id: 'small', name: name('小园区', 'Small park'), zone: 'Asia/Shanghai', frame: { datum: 'CGCS2000', origin: { lon: 119, lat: 33, height: 5 } }, owners: ['*'],
  assets: [{ id: assetId('unit'), kind: 'unit', name: name('装置', 'Unit'), parent: null, position: null, contact: null, facts: {} }],
  sources, points, levels: levelTable,
});
