import { levels } from '../demo-site/levels.ts';
import { csvOf, PERIOD_S, type Row } from '../demo-site/row.ts';
import { conditions, conditionSwitches } from './conditions.ts';
import { energyPart } from './energy.ts';
import { galleryPart } from './gallery.ts';
import { areaKm2, boundary, origin, type XY } from './ground.ts';
import { gases, hazardPart } from './hazards.ts';
import { buildingsOf, outlineOf } from './map/layout.ts';
import { cornersOf, PLOT, plots } from './map/plots.ts';
import { outsidePart } from './outside.ts';
import { asset, call, part, two, whole, type Part } from './part.ts';
import { inventedName, register } from './register.ts';
import { fillerPart, unitPart } from './units.ts';
import { waterPart } from './water.ts';
import { addressed, bulkIds, devicesOf, sourcesOf, type Size } from './wires.ts';

/** What is written by default, and what the switch goes up to. */
export const USUAL_POINTS = 2000;
export const MOST_POINTS = 100_000;

const name = { zh: '沧屿化工新材料产业园（虚构示范）', en: 'Cangyu Chemical Park (fictitious demonstration)' };
const site = { formatVersion: 1, id: 'whole', name, zone: 'Asia/Shanghai', frame: { datum: 'CGCS2000', origin }, owners: ['*'] };
const stateOf = (id: string): string => (id.startsWith('E') ? '正常生产 in production' : id.startsWith('P') ? '即将试生产 before trial production' : '长期停产 long shut down');

function enterprises(plot: ReadonlyMap<string, XY>): Part {
  return whole(register.map(([id, grade, substances, processes, licence, extension], n) => {
    const middle = plot.get(id)!;
    const { zh, en } = inventedName(n);
    const facts = { state: stateOf(id), code: `91320899MA${id}`, mhsGrade: grade, keySubstances: substances === '' ? '不涉及 none' : substances, keyProcesses: processes === '' ? '不涉及 none' : processes, licence, intercom: extension === '' ? '-' : extension };
    const dispatch = call('生产调度室', 'Production dispatch', `0000-6${id.slice(0, 1) === 'E' ? 1 : 2}${two(n)}`);
    return whole([
      part({ assets: [asset(id, 'enterprise', zh, en, 'park', middle, facts, dispatch, undefined, { outline: outlineOf(cornersOf({ middle, ...PLOT })) })] }),
      buildingsOf(id, middle, !id.startsWith('S'), processes !== ''),
    ]);
  }));
}

/** The park, whole: everything that is always there, and production units until `points` values are reached. */
export function parkOf(size: Size): Part {
  const { points } = size;
  const spots = plots(register.length);
  const plot = new Map(register.map(([id], i) => [id, spots[i]!] as const));
  const fixed = whole([
    part({ assets: [asset('park', 'park', name.zh, name.en, null, [0, 0], { areaHa: Math.round(areaKm2(boundary) * 100), enterprises: register.length, peoplePerDay: 8000 }, call('园区应急指挥中心值班', 'Emergency command centre, duty desk', '0000-8000'), undefined, { outline: outlineOf(boundary.toReversed()) })] }),
    enterprises(plot), hazardPart(register, plot), unitPart(register, plot), galleryPart(), waterPart(plot), energyPart(plot), outsidePart(plot),
  ]);
  if (points < fixed.rows.length) throw new RangeError(`the park has ${fixed.rows.length} points at least`);
  const filler = fillerPart(register, plot, points - fixed.rows.length, bulkIds(size));
  return whole([fixed, filler]);
}

const listed = (list: readonly unknown[]): string => `[\n${list.map((v) => `  ${JSON.stringify(v)}`).join(',\n')}\n]\n`;
const sections = (o: Readonly<Record<string, unknown>>): string => `{\n${Object.entries(o).map(([k, v]) => ` ${JSON.stringify(k)}: ${Array.isArray(v) ? listed(v).trimEnd() : JSON.stringify(v)}`).join(',\n')}\n}\n`;
const numbered = (rows: readonly Row[], everyOf: (device: string) => number): readonly Row[] => rows.map((r) => (r.periodS === PERIOD_S ? { ...r, periodS: Math.max(PERIOD_S, everyOf(r.source) * 3) } : r));

/** Every file of the park, by its path: the site below `sitePath`, the simulator's description as `parkPath`. */
export function wholeFiles(size: Size = { points: USUAL_POINTS }, sitePath = 'resources/sites/whole', parkPath = 'simulator/parks/whole.json'): ReadonlyMap<string, string> {
  const all = parkOf(size);
  const everyOf = (device: string): number => devicesOf(size).find((d) => d.id === device)?.everyS ?? 1;
  const rows = addressed(numbered(all.rows, everyOf));
  const used = new Set(rows.map((r) => r.source));
  const park = {
    name: name.en, gas: { molarMass: 42.08, lelPct: 2 }, weather: { meanC: 18, swingC: 7, windMs: 3, windFromDeg: 315, utcOffsetH: 8 },
    gases, scenarios: ['toxic-leak', 'gallery-settlement', 'compressor-trip', 'power-dip', 'storm'],
    loads: [...new Set(all.loads)], tanks: all.tanks, signals: all.signals, switches: [...all.switches, ...conditionSwitches], texts: [], detectors: all.detectors, basins: all.basins, mains: all.mains, feeders: all.feeders,
    conditions,
    devices: devicesOf(size).filter((d) => used.has(d.id)).map((d) => ({ ...d, everyS: undefined })),
    points: rows.map((r) => ({ id: r.point, device: r.source, address: r.address, low: r.low ?? 0, high: r.high ?? 1, digital: r.type !== 'analog', ...(everyOf(r.source) > 1 ? { everyS: everyOf(r.source) } : {}) })),
  };
  const kinds = [['places', ['park', 'enterprise', 'area', 'gate', 'road', 'river', 'receptor', 'gallery']], ['buildings', ['building', 'equipment', 'rack']], ['hazards', ['hazard-source', 'tank']], ['units', ['unit']], ['utilities', ['utility']], ['stations', ['sensor-station', 'camera']]] as const;
  return new Map([
    [parkPath, sections(park)],
    [`${sitePath}/site.json`, `${JSON.stringify(site, null, 2)}\n`], [`${sitePath}/sources.json`, `${JSON.stringify(sourcesOf(size).filter((s) => used.has(s.id)), null, 2)}\n`],
    [`${sitePath}/levels.json`, sections(levels)], [`${sitePath}/points.csv`, csvOf(rows)],
    ...kinds.map(([file, list]) => [`${sitePath}/assets/${file}.json`, listed(all.assets.filter((a) => (list as readonly string[]).includes(a.kind)))] as const),
  ]);
}
