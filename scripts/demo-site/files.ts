import { assetFiles, origin } from './assets.ts';
import { DERIVED, derivedRows } from './derived.ts';
import { gasPlant, gasRows } from './gas.ts';
import { levels } from './levels.ts';
import { csvOf, type Row } from './row.ts';
import { tankPlant, tankRows } from './tanks.ts';
import { unitPlant, unitRows } from './unit.ts';

const SITE = 'resources/sites/demo';
const ports = { 'dcs-1': 48_410, 'plc-2': 15_502, 'gds-3': 15_503 } as const;

const site = {
  formatVersion: 1, id: 'demo', name: { zh: '星澜新材料产业园（示例）', en: 'Xinglan New Materials Park (demo)' }, zone: 'Asia/Shanghai',
  frame: { datum: 'CGCS2000', origin }, owners: ['*'],
};

const source = (id: keyof typeof ports | typeof DERIVED, zh: string, en: string, kind: 'opcua' | 'modbus' | 'derived', options: Readonly<Record<string, unknown>>) =>
  ({ id, name: { zh, en }, kind, owner: '*', standby: null, options });
const modbus = (id: keyof typeof ports) => ({ host: '127.0.0.1', port: ports[id], unit: 1, everyMs: 500, answerMs: 1000, retryMs: 1000, maxRegisters: 125, maxGap: 8 });
/** Sampling 0: told every change, so that no pulse is missed. Security None, so that the demo runs from a fresh clone; a real site signs and encrypts, and keeps a trust list. */
const sources = [
  source('dcs-1', '罐区A与聚合装置 DCS', 'DCS of tank farm A and the process unit', 'opcua', {
    endpoint: `opc.tcp://127.0.0.1:${ports['dcs-1']}/park`, securityMode: 'None', securityPolicy: 'None', user: null, publishingMs: 250, samplingMs: 0, queueSize: 50, retryMs: 1000, answerMs: 3000,
  }),
  source('plc-2', '罐区B PLC', 'PLC of tank farm B', 'modbus', modbus('plc-2')),
  source('gds-3', '气体检测系统 GDS', 'Gas detection system', 'modbus', modbus('gds-3')),
  source(DERIVED, '计算点位', 'Derived points', 'derived', {}),
];

const rows: readonly Row[] = [...tankRows, ...unitRows, ...gasRows];

/** The park as the simulator reads it; its points are those of points.csv that a device has. */
const park = {
  name: site.name.en,
  gas: { molarMass: 42.08, lelPct: 2 },
  weather: { meanC: 18, swingC: 7, windMs: 3, windFromDeg: 315, utcOffsetH: 8 },
  tanks: tankPlant,
  signals: unitPlant.signals,
  switches: [...unitPlant.switches, ...gasPlant.switches],
  texts: unitPlant.texts,
  detectors: gasPlant.detectors,
  devices: [
    { id: 'dcs-1', kind: 'opcua', port: ports['dcs-1'] },
    { id: 'plc-2', kind: 'modbus', port: ports['plc-2'], regions: [['hr:100', 80], ['di:0', 32]] },
    { id: 'gds-3', kind: 'modbus', port: ports['gds-3'], regions: [['hr:0', 160], ['ir:0', 16], ['di:0', 64]] },
  ],
  points: rows.map((r) => ({ id: r.point, device: r.source, address: r.address, low: r.low ?? 0, high: r.high ?? 1, digital: r.type !== 'analog' })),
};

/** A list with one entry a line, so that a difference is read at a glance. */
const listed = (list: readonly unknown[]): string => `[\n${list.map((v) => `  ${JSON.stringify(v)}`).join(',\n')}\n]\n`;
const sections = (o: Readonly<Record<string, unknown>>): string =>
  `{\n${Object.entries(o).map(([k, v]) => ` ${JSON.stringify(k)}: ${Array.isArray(v) ? listed(v).trimEnd() : JSON.stringify(v)}`).join(',\n')}\n}\n`;

/** Every file that the generator writes, by its path from the project's root. */
export const demoFiles = (): ReadonlyMap<string, string> => new Map([
  ['simulator/parks/demo.json', sections(park)],
  [`${SITE}/site.json`, `${JSON.stringify(site, null, 2)}\n`],
  [`${SITE}/sources.json`, `${JSON.stringify(sources, null, 2)}\n`],
  [`${SITE}/levels.json`, sections(levels)],
  [`${SITE}/points.csv`, csvOf([...rows, ...derivedRows])],
  ...Object.entries(assetFiles).map(([name, list]) => [`${SITE}/${name}`, listed(list)] as const),
]);
