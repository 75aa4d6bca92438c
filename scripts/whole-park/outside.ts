import { steady } from '../demo-site/signals.ts';
import { receptors, rivers, roads, along, lengthOf, widthOf, type XY } from './ground.ts';
import { bearing, looks, otherCameras } from './map/eyes.ts';
import { outlineOf, plus } from './map/layout.ts';
import { cornersOf, works } from './map/plots.ts';
import { box, mast } from './map/solids.ts';
import { nearestOn } from './map/ways.ts';
import { asset, call, measured, noLimits, part, routeOf, shown, state, two, whole, type Part } from './part.ts';
import type { Asset } from '../demo-site/assets.ts';

/** Gates in use: lanes in and out with their widths in metres. Where the design says nothing, one each way. */
const ordinary: readonly (readonly [inM: readonly number[], outM: readonly number[], xy: XY])[] = [
  [[4, 4], [4, 3.7], [-790, 1240]], [[4.8], [4.8], [4290, 836]], [[4, 3.3], [4, 3.3], [4290, 3560]], [[3.8, 3.8], [3.8, 4], [1130, -1220]], [[4.8], [4.8], [-2760, -660]], [[4.8], [4.8], [2730, -1050]], [[4.8], [4.8], [4290, -660]], [[4.8], [4.8], [-2800, 200]],
];
const hazmat: typeof ordinary = [[[4, 4], [3.8, 3.8], [-820, -1500]], [[4.5, 3.8, 3.9], [3.9, 3.7, 3.2], [4290, 2050]]];
export const gates = [...ordinary.map((g, i) => ({ id: `gate-${i + 1}`, zh: `普卡${i + 1}`, en: `Gate ${i + 1}`, g })), ...hazmat.map((g, i) => ({ id: `hazmat-gate-${i + 1}`, zh: `危卡${i + 1}`, en: `Hazmat gate ${i + 1}`, g }))];

/** Which way the road through a gate goes. */
function headingAt(xy: XY): number {
  const [near] = roads.map((r) => ({ r, away: nearestOn(r.line, xy).away })).toSorted((a, b) => a.away - b.away);
  const { m } = nearestOn(near!.r.line, xy);
  return bearing(along(near!.r.line, Math.max(0, m - 5)), along(near!.r.line, m + 5)) % 180;
}

function gatesPart(): Part {
  return whole(gates.flatMap(({ id, zh, en, g: [inM, outM, xy] }, n): Part[] => {
    const where = { source: 'gate-1', category: 'utility', asset: id } as const;
    const lanes = [...inM.map((w, i) => ({ key: `IN${i + 1}`, zh: `进口${i + 1}道`, en: `lane in ${i + 1}`, w })), ...outM.map((w, i) => ({ key: `OUT${i + 1}`, zh: `出口${i + 1}道`, en: `lane out ${i + 1}`, w }))];
    const facts: Asset['facts'] = { lanesIn: inM.length, lanesOut: outM.length, ...Object.fromEntries(lanes.map((l) => [`${l.key}_widthM`, l.w])), kind: id.startsWith('hazmat') ? '危卡 hazardous goods' : '普卡 ordinary' };
    const tag = id.startsWith('hazmat') ? `HG-${two(n - 7)}` : `OG-${two(n + 1)}`;
    return [
      part({ assets: [asset(id, 'gate', zh, en, 'park', xy, facts, call(`${zh}门岗`, `${en} guard`, `0000-83${two(n + 1)}`), undefined, { shape: { form: 'gate', length: 12, width: Number((lanes.reduce((s, l) => s + l.w, 0) + 2 * lanes.length + 4).toFixed(1)), height: 6.5, heading: headingAt(xy) } })] }),
      measured(`${tag}.PEOPLE`, `${zh}每小时入园人数`, `${en} people in per hour`, { ...steady('人/h', 600, 0, noLimits, 0.3), gains: { traffic: 100 } }, where),
      measured(`${tag}.INSIDE`, `${zh}当班在园人数`, `${en} people inside`, { ...steady('人', 2000, 130, noLimits, 0.2), gains: { shift: 420 }, tauS: 900 }, where),
      ...lanes.flatMap((l, i) => [
        measured(`${tag}.${l.key}`, `${zh}${l.zh}车流`, `${en} ${l.en} vehicles`, { ...steady('辆/h', 600, 0, noLimits, 0.4), gains: { traffic: 130 - 20 * i } }, where),
        state(`${tag}.${l.key}_FAULT`, `${zh}${l.zh}道闸故障`, `${en} ${l.en} barrier fault`, n === 3 && i === 1 ? 'always' : 'never', { ...where, category: 'quality' }),
      ]),
    ];
  }));
}

/** Seven gas-cloud cameras at six enterprises: model, range, and where the watched store lies. */
const cameras: readonly (readonly [enterprise: string, dx: number, dy: number, zh: string, en: string, model: string, rangeM: number])[] = [
  ['E05', -150, 138, '环氧丙烷、丙烯', 'propylene oxide, propylene', 'VP730', 200], ['E05', 150, 30, '环氧丙烷、丙烯', 'propylene oxide, propylene', 'VP730', 200], ['E04', 150, 138, '氨', 'ammonia', 'VP730', 500], ['E02', -150, 138, '氨、环氧乙烷、环氧丙烷', 'ammonia, ethylene oxide, propylene oxide', 'VP730', 200],
  ['E21', 150, 138, '乙烯', 'ethylene', 'VP730', 200], ['E06', -150, 30, '液化石油气、甲醇', 'LPG, methanol', 'TP350', 500], ['E03', 150, 138, '环氧乙烷、环氧丙烷', 'ethylene oxide, propylene oxide', 'VP730', 200],
];
function camerasPart(plot: ReadonlyMap<string, XY>): Part {
  return whole(cameras.map(([enterprise, dx, dy, zh, en, model, rangeM], i) => {
    const [x, y] = plot.get(enterprise)!;
    const id = `GC-${i + 1}`;
    const where = { source: 'cam-1', category: 'gas', asset: id } as const;
    // the watched spot: for the first, the air south-east of the propylene spheres; for the second, the propylene oxide tanks
    const eye: XY = i === 0 ? [x - 7, y + 106] : i === 1 ? [x - 112, y + 105] : [x, y + 95];
    const stands: XY = [x + dx, y + dy];
    return whole([
      part({ assets: [asset(id, 'camera', `${id} 气体云成像（${zh}）`, `${id} gas-cloud camera (${en})`, enterprise, stands, { type: '气体云成像 gas cloud', model, rangeM, watches: `${zh} ${en}`, streams: 2, presets: 128 }, null, 20, { shape: mast(15), view: looks(stands, eye, 15, rangeM === 500 ? 25 : 40, rangeM) })], detectors: [{ id: `${id}.CLOUD`, x: eye[0], y: eye[1], hears: 'combustible', zero: 0.02, noise: 0.01, fullScale: 10, tauS: 2, factor: 0.1 }] }),
      shown(`${id}.CLOUD`, `${id} 气体云浓度`, `${id} gas cloud`, 'LEL·m', 0, 10, [2, 1, null, null], 0.1, where),
      measured(`${id}.TEMP`, `${id} 护罩温度`, `${id} housing temperature`, { ...steady('℃', 100, 31, [70, 60, null, null], 0.05), gains: { air: 0.8 } }, { ...where, category: 'quality' }),
      state(`${id}.FAULT`, `${id} 相机故障`, `${id} camera fault`, 'never', { ...where, category: 'quality' }),
    ]);
  }));
}

const masts: readonly XY[] = [[-820, 836], [4250, 3600], [4250, 836], [-820, -1300], [2730, -274], [-300, -660], [3270, -1000], [-1525, 560]];
function weatherPart(): Part {
  return whole(masts.map((xy, i) => {
    const id = `WX-${i + 1}`;
    const on = { source: 'iot-1', category: 'environment', asset: id } as const;
    const lift = 0.85 + (i % 4) * 0.08;
    return whole([
      part({ assets: [asset(id, 'sensor-station', `${id} 气象站`, `${id} weather station`, 'park', xy, { measures: '风速 风向 气温 湿度 雨强' }, null, undefined, { shape: mast(10) })] }),
      measured(`${id}.SPEED`, `${id} 风速`, `${id} wind speed`, { ...steady('m/s', 60, 0, [17.2, 13.9, null, null], 0.05), gains: { wind: lift }, tauS: 15 }, on, {}, { deadband: 1.5, offDelayS: 60 }),
      measured(`${id}.FROM`, `${id} 风向`, `${id} wind direction`, { ...steady('°', 360, 0, noLimits, 0), gains: { windFrom: 1 }, tauS: 0.01 }, on),
      measured(`${id}.TEMP`, `${id} 气温`, `${id} air temperature`, { ...steady('℃', 60, 20 + (i % 3) * 0.3, [40, 37, null, null], 0.05), gains: { air: 1 } }, on, { least: -40 }),
      measured(`${id}.HUMIDITY`, `${id} 湿度`, `${id} humidity`, { ...steady('%', 100, 0, noLimits, 0.2), gains: { humidity: 1, rain: 0.2 } }, on),
      measured(`${id}.RAIN`, `${id} 雨强`, `${id} rain`, { ...steady('mm/h', 200, 0, [50, 16, null, null], 0), gains: { rain: lift }, tauS: 20 }, on, {}, { deadband: 2, offDelayS: 60 }),
    ]);
  }));
}

/** Roads and receptors, as assets. */
const ground = (): Part => part({ assets: [
  ...roads.map((r) => asset(r.id, 'road', r.zh, r.en, 'park', along(r.line, lengthOf(r.line) / 2), { lengthM: Math.round(lengthOf(r.line)), widthM: widthOf(r.zh) }, null, undefined, { route: routeOf(r.line) })),
  ...rivers.map((r) => asset(r.id, 'river', r.zh, r.en, 'park', along(r.line, lengthOf(r.line) / 2), { lengthM: Math.round(lengthOf(r.line)), widthM: r.widthM }, null, undefined, { route: routeOf(r.line) })),
  asset('command-centre', 'building', '应急指挥中心', 'Emergency command centre', 'park', works.centre.middle, {}, call('值班室', 'Duty desk', '0000-8000'), undefined, { shape: box(60, 24, 22) }),
  asset('fire-station', 'building', '园区消防站', 'Fire station', 'park', plus(works.centre.middle, [0, -38]), {}, call('消防站通信室', 'Fire station', '0000-8119'), undefined, { shape: box(50, 18, 12) }),
  asset('truck-park', 'area', '危化品车辆专用停车场', 'Hazmat truck park', 'park', works.trucks.middle, { places: 180 }, call('停车场值守', 'Truck park guard', '0000-8390'), undefined, { outline: outlineOf(cornersOf(works.trucks)) }),
  ...receptors.map(([zh, en, x, y, kind, size], i) => asset(`receptor-${two(i + 1)}`, 'receptor', `${zh}（虚构）`, `${en} (fictitious)`, 'park', [x, y] as XY, kind === 'hospital' ? { kind, beds: size } : { kind, people: size }, call('应急联络人', 'Emergency contact', `0000-84${two(i + 1)}`))),
] });

export const outsidePart = (plot: ReadonlyMap<string, XY>): Part => whole([ground(), gatesPart(), camerasPart(plot), otherCameras(plot, gates.map(({ id, zh, en, g: [, , xy] }) => ({ id, zh, en, xy }))), weatherPart()]);
