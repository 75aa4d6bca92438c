import type { Row } from '../demo-site/row.ts';
import { waterStations } from './water.ts';

/** `everyS`: how often the device refreshes its points. */
interface Device { readonly id: string; readonly kind: 'opcua' | 'modbus' | 'mqtt' | 'hj212' | 'http' | 'database'; readonly port: number; readonly file?: string; readonly format?: 'json' | 'sparkplug'; readonly stations?: readonly { readonly mn: string; readonly st: string }[]; readonly periodMs?: number; readonly everyS: number }

/** A device of the bulk holds so many points: two registers each. */
const BULK = 25_000;
/** What the sparkplug hosts carry at most; the rest of a large park goes to the bulk. */
const HOSTS = 1500;
const base: readonly Device[] = [
  { id: 'dcs-1', kind: 'opcua', port: 48_420, everyS: 1 }, { id: 'dcs-2', kind: 'opcua', port: 48_421, everyS: 1 },
  { id: 'plc-1', kind: 'modbus', port: 15_521, everyS: 1 }, { id: 'plc-2', kind: 'modbus', port: 15_522, everyS: 1 }, { id: 'gds-1', kind: 'modbus', port: 15_523, everyS: 1 }, { id: 'gds-2', kind: 'modbus', port: 15_524, everyS: 1 },
  { id: 'scada-1', kind: 'modbus', port: 15_525, everyS: 1 }, { id: 'water-1', kind: 'modbus', port: 15_526, everyS: 1 }, { id: 'power-1', kind: 'modbus', port: 15_527, everyS: 1 }, { id: 'heat-1', kind: 'modbus', port: 15_528, everyS: 1 },
  { id: 'iot-1', kind: 'mqtt', port: 18_841, format: 'json', everyS: 5 }, { id: 'iot-2', kind: 'mqtt', port: 18_842, format: 'sparkplug', everyS: 1 },
  { id: 'env-1', kind: 'hj212', port: 15_212, stations: waterStations, periodMs: 10_000, everyS: 10 },
  { id: 'cam-1', kind: 'http', port: 18_081, everyS: 1 }, { id: 'gate-1', kind: 'http', port: 18_082, everyS: 2 },
];
/** `database`: the SQLite file of an enterprise's intermediate database; without it there is none, since its place is the machine's own. */
export interface Size { readonly points: number; readonly database?: string }
/** How many points the database carries. */
const ROWS = 100;
const bulkCount = (points: number): number => Math.max(0, Math.ceil((points - 3000) / BULK));
export const devicesOf = ({ points, database }: Size): readonly Device[] => [...base, ...(database === undefined ? [] : [{ id: 'db-1', kind: 'database', port: 0, file: database, everyS: 2 } satisfies Device]), ...Array.from({ length: bulkCount(points) }, (_, i): Device => ({ id: `bulk-${i + 1}`, kind: 'modbus', port: 15_530 + i, everyS: 1 }))];
/** Where the n-th point of the filler goes. */
export const bulkIds = ({ points, database }: Size) => (n: number): string => (database !== undefined && n < ROWS ? 'db-1' : n < HOSTS || bulkCount(points) === 0 ? 'iot-2' : `bulk-${Math.floor((n - HOSTS) / BULK) + 1}`);

const names: Readonly<Record<string, readonly [string, string]>> = {
  'dcs-1': ['E05 全厂 DCS', 'DCS of E05'], 'dcs-2': ['一级重大危险源企业 DCS', 'DCS of the grade 1 enterprises'], 'plc-1': ['罐区 PLC（单号企业）', 'Tank farm PLC, odd'], 'plc-2': ['罐区 PLC（双号企业）', 'Tank farm PLC, even'],
  'gds-1': ['气体检测系统 1', 'Gas detection 1'], 'gds-2': ['气体检测系统 2', 'Gas detection 2'], 'scada-1': ['管廊 SCADA', 'Gallery SCADA'], 'water-1': ['供水与污水 SCADA', 'Water and sewage SCADA'], 'power-1': ['电力监控', 'Power monitoring'], 'heat-1': ['燃气与热网', 'Gas and heat network'],
  'iot-1': ['沉降与气象物联网', 'Settlement and weather IoT'], 'iot-2': ['企业数据采集主机', 'Enterprise collection hosts'], 'env-1': ['环保数采（HJ 212）', 'Environmental stations (HJ 212)'], 'cam-1': ['气体云成像平台', 'Gas-cloud cameras'], 'gate-1': ['卡口管理平台', 'Gate platform'], 'db-1': ['企业中间库', 'Intermediate database of enterprises'],
};
/** A source's options as its adapter takes them. Nothing is secured, so that the park runs from a fresh clone; a real site signs, encrypts and asks who is there. */
function optionsOf(d: Device): readonly [kind: string, options: Readonly<Record<string, unknown>>] {
  switch (d.kind) {
    case 'opcua': return ['opcua', { endpoint: `opc.tcp://127.0.0.1:${d.port}/park`, securityMode: 'None', securityPolicy: 'None', user: null, publishingMs: 250, samplingMs: 0, queueSize: 50, retryMs: 1000, answerMs: 3000, events: 'conditions' }];
    case 'modbus': return ['modbus', { host: '127.0.0.1', port: d.port, unit: 1, everyMs: 1000, answerMs: 1000, retryMs: 1000, maxRegisters: 125, maxGap: 8 }];
    case 'mqtt': return ['mqtt', { url: `mqtt://127.0.0.1:${d.port}`, version: 4, retryMs: 1000, freshMs: d.everyS * 2000 + 10_000, ...(d.format === 'json' ? { timePath: '$.t', qualityPath: '$.q' } : {}) }];
    case 'hj212': return ['hj212', { host: '127.0.0.1', port: d.port, stations: (d.stations ?? []).map(({ mn }) => ({ mn, password: null })), silentMs: 60_000, askMissing: false }];
    case 'database': return ['database', { dialect: 'sqlite', file: d.file, table: 'readings', columns: { point: 'tag', key: 'id', time: 'ts', value: 'value', quality: 'quality' }, by: 'key' }];
    case 'http': return ['http-poll', { url: `http://127.0.0.1:${d.port}`, everyMs: d.everyS * 1000, timePath: '@.time', qualityPath: '@.quality' }];
  }
}
export const sourcesOf = (size: Size) => devicesOf(size).map((d) => {
  const [kind, options] = optionsOf(d);
  const [zh, en] = names[d.id] ?? [`扩容采集 ${d.id}`, `Further collection ${d.id}`];
  return { id: d.id, name: { zh, en }, kind, owner: '*', standby: null, options };
});

/** Gives every row that has none its address on its device: nodes, topics and resources by name, registers and inputs in order. */
export function addressed(rows: readonly Row[]): readonly Row[] {
  const kinds = new Map(devicesOf({ points: 200_000, database: '-' }).map((d) => [d.id, d] as const));
  const next = new Map<string, number>();
  const take = (key: string): number => { const n = next.get(key) ?? 0; next.set(key, n + 1); return n; };
  return rows.map((r) => {
    if (r.address !== '') return r;
    const d = kinds.get(r.source)!;
    const flat = r.point.replaceAll('.', '_');
    switch (d.kind) {
      case 'opcua': return { ...r, address: `ns=2;s=${r.point}` };
      case 'modbus': {
        const n = take(`${d.id} ${r.type}`);
        return { ...r, address: r.type === 'digital' ? `di:${n}` : `hr:${2 * n}:f32` };
      }
      case 'mqtt': return { ...r, address: d.format === 'json' ? `park/${r.asset}/${flat}#$.v` : `sp:park/${r.asset.slice(0, 3)}:${r.point}` };
      case 'http': return { ...r, address: `${r.asset}#$.${flat}.value` };
      case 'database': return { ...r, address: r.point };
      case 'hj212': throw new Error(`${r.point} needs a factor`);
    }
  });
}
