import { detectors } from './gas.ts';
import type { Geometry, Position, Shape } from './geometry.ts';
import { farmA, farmB, type Tank } from './tanks.ts';

/** In both languages. */
export interface Name { readonly zh: string; readonly en: string }
/** One entry of a file of `assets/`. */
export interface Asset extends Geometry {
  readonly id: string;
  readonly kind: string;
  readonly name: Name;
  readonly parent: string | null;
  readonly position: Position | null;
  readonly contact: { readonly role: Name; readonly phone: string } | null;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** A fictitious park: nothing stands at these coordinates, nobody answers these numbers. */
export const origin: Position = { lon: 122.5, lat: 31.5, height: 4 };
const METRES_PER_DEGREE = 111_320;

/** Metres east and north of the origin as degrees; flat-earth, good to a centimetre over the park. */
const at = (x: number, y: number, height = origin.height): Position => ({
  lon: Number((origin.lon + x / (METRES_PER_DEGREE * Math.cos((origin.lat * Math.PI) / 180))).toFixed(6)),
  lat: Number((origin.lat + y / METRES_PER_DEGREE).toFixed(6)),
  height,
});
const centre = (spots: readonly { readonly x: number; readonly y: number }[]): Position =>
  at(spots.reduce((s, p) => s + p.x, 0) / spots.length, spots.reduce((s, p) => s + p.y, 0) / spots.length);

const call = (zh: string, en: string, phone: string): Asset['contact'] => ({ role: { zh, en }, phone });
const asset = (id: string, kind: string, zh: string, en: string, parent: string | null, position: Position | null, contact: Asset['contact'] = null, facts: Asset['facts'] = {}, geometry: Geometry = {}): Asset =>
  ({ id, kind, name: { zh, en }, parent, position, ...geometry, contact, facts });
/** Solids in metres; round ones have their diameter twice. */
const solid = (form: Shape['form'], length: number, width: number, height: number, heading = 0): Geometry => ({ shape: { form, length, width, height, heading } });
const round = (form: Shape['form'], diameter: number, height: number): Geometry => solid(form, diameter, diameter, height);
const lonLat = (x: number, y: number): Omit<Position, 'height'> => { const { lon, lat } = at(x, y); return { lon, lat }; };

const tankAsset = (t: Tank, parent: string): Asset =>
  asset(t.id, 'tank', `${t.id} ${t.zh}储罐`, `${t.id} ${t.en} tank`, parent, at(t.x, t.y), null, { substance: `${t.zh} ${t.en}`, cas: t.cas, volumeM3: t.areaM2 * t.heightM }, round('cylinder', Number(Math.sqrt((4 * t.areaM2) / Math.PI).toFixed(2)), Number((t.heightM * 1.06).toFixed(2))));
const group = (id: string, zh: string, en: string, parent: string): Asset =>
  asset(id, 'detector-group', `${zh}气体探测器`, `${en} gas detectors`, parent, centre(detectors.filter((d) => d.place === id)), null, { detectors: detectors.filter((d) => d.place === id).length });

const places: readonly Asset[] = [
  asset('park', 'park', '星澜新材料产业园', 'Xinglan New Materials Park', null, at(0, 0), call('园区应急指挥中心值班', 'Emergency command centre, duty desk', '0000-8000'), { areaHa: 64 }, { outline: [lonLat(-400, -400), lonLat(400, -400), lonLat(400, 400), lonLat(-400, 400)] }),
  asset('lanshi', 'enterprise', '澜石化学', 'Lanshi Chemical', 'park', at(80, -20), call('生产调度室', 'Production dispatch', '0000-8110')),
  asset('yunting', 'enterprise', '云汀储运', 'Yunting Storage', 'park', at(-155, 40), call('储运调度室', 'Terminal dispatch', '0000-8210')),
  asset('farm-a', 'area', '罐区A', 'Tank farm A', 'lanshi', centre(farmA), call('罐区A班长', 'Tank farm A shift leader', '0000-8121')),
  asset('farm-b', 'area', '罐区B', 'Tank farm B', 'yunting', centre(farmB), call('罐区B班长', 'Tank farm B shift leader', '0000-8221')),
  asset('hs-a', 'hazard-source', '罐区A重大危险源', 'Tank farm A major hazard source', 'farm-a', centre(farmA), call('安全总监', 'Safety director', '0000-8101'), { grade: '一级 grade 1', standard: 'GB 18218-2018' }),
  asset('unit-200', 'area', '聚合装置区', 'Process unit area', 'lanshi', at(195, -90), call('聚合装置内操', 'Process unit board operator', '0000-8131')),
  asset('R-201', 'unit', 'R-201 聚合釜', 'R-201 reactor', 'unit-200', at(160, -80), null, { process: '聚合工艺（重点监管危险化工工艺） polymerisation' }, round('column', 3.6, 10)),
  asset('C-301', 'unit', 'C-301 精馏塔', 'C-301 column', 'unit-200', at(185, -80), null, {}, round('column', 2.4, 32)),
  asset('K-401', 'unit', 'K-401 压缩机', 'K-401 compressor', 'unit-200', at(210, -110), null, {}, solid('box', 18, 12, 8, 90)),
  asset('pumps', 'unit', 'P-500 泵区', 'P-500 pump bay', 'unit-200', at(185, -110), null, {}, solid('box', 24, 10, 5, 90)),
  asset('utilities', 'unit', 'U-601 公用工程', 'U-601 utilities', 'unit-200', at(235, -60), call('公用工程值班', 'Utilities duty', '0000-8141')),
  asset('pipe-rack', 'unit', 'L-402 外输管廊', 'L-402 export pipe rack', 'unit-200', at(140, -30), null, {}, solid('rack', 60, 6, 8, 90)),
  group('gds-a', '罐区A', 'Tank farm A', 'farm-a'),
  group('gds-b', '罐区B', 'Tank farm B', 'farm-b'),
  group('gds-u', '聚合装置', 'Process unit', 'unit-200'),
  asset('weather', 'area', '气象站', 'Weather station', 'park', at(-20, 110), null, {}, round('mast', 0.6, 10)),
  asset('gate-1', 'gate', '1号门', 'Gate 1', 'park', at(-60, -160), call('1号门门岗', 'Gate 1 guard', '0000-8301'), {}, solid('gate', 10, 16, 6, 0)),
  asset('gate-2', 'gate', '2号门', 'Gate 2', 'park', at(280, 60), call('2号门门岗', 'Gate 2 guard', '0000-8302'), {}, solid('gate', 10, 16, 6, 90)),
  asset('road-1', 'road', '星澜大道', 'Xinglan Avenue', 'park', at(-40, -60), null, { widthM: 18 }, { route: [at(-400, -60), at(400, -60)] }),
  asset('village', 'receptor', '东湾村（虚构）', 'Dongwan village (fictitious)', 'park', at(620, -540), call('村应急联络人', 'Village emergency contact', '0000-8401'), { people: 420 }),
];

/** The files of `assets/`, by name. */
export const assetFiles: Readonly<Record<string, readonly Asset[]>> = {
  'assets/places.json': places,
  'assets/tanks.json': [...farmA.map((t) => tankAsset(t, 'hs-a')), ...farmB.map((t) => tankAsset(t, 'farm-b'))],
};
