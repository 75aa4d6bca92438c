import type { Asset } from '../demo-site/assets.ts';
import { rises, steady } from '../demo-site/signals.ts';
import { along, lengthOf, type XY } from './ground.ts';
import { plus } from './map/layout.ts';
import { feederTo, highGas, mediumGas, steamMains } from './map/lines.ts';
import { works } from './map/plots.ts';
import { box, stack } from './map/solids.ts';
import { asset, call, measured, noLimits, part, routeOf, shown, shownState, two, whole, type Part } from './part.ts';

const round = (n: number): number => Number(n.toPrecision(3));

/** A main along its route, `heightM` above the ground; it stands where the middle of its line is. */
const main = (id: string, zh: string, en: string, system: 'gas' | 'heat', line: readonly XY[], facts: Asset['facts'], heightM = 0): Asset => asset(id, 'utility', zh, en, system, along(line, lengthOf(line) / 2), facts, null, undefined, { system, route: routeOf(line, heightM) });

/** 28 medium-voltage lines, 26 of 20 kV and 2 of 10 kV: even ones on the eastern bus, whose breakers open when `trip` comes; the motors of odd ones fall out with `trip.west`. */
const lines = Array.from({ length: 28 }, (_, i) => ({ id: `F-${two(i + 1)}`, kV: i < 26 ? 20 : 10, mw: round(2.6 + ((i * 7) % 11) * 0.4), east: i % 2 === 1 }));
const trafos = [['TR-1', '220kV 主变', '220 kV transformer', 220, '240 MVA'], ['TR-2', '110kV 1号主变', '110 kV transformer 1', 110, '63 MVA'], ['TR-3', '110kV 2号主变', '110 kV transformer 2', 110, '63 MVA']] as const;
const fed = (k: number): string[] => (k === 0 ? ['TR-2', 'TR-3'] : lines.filter((l) => l.east === (k === 2)).map((l) => l.id));

function power(plot: ReadonlyMap<string, XY>): Part {
  const yard = works.power.middle;
  const ends = [...plot.values()].filter((_, i) => i % 2 === 1).map((middle) => plus(middle, [100, -121]));   // the substations of every other enterprise
  const where = (id: string) => ({ source: 'power-1', category: 'utility', asset: id }) as const;
  const all = [...lines.map((l) => ({ ...l, zh: `${l.id} ${l.kV}kV线路`, en: `${l.id} ${l.kV} kV line`, most: round(l.mw * 2) })), ...[1, 2, 0].map((k) => ({ id: trafos[k]![0], kV: trafos[k]![3] as number, mw: 0, zh: `${trafos[k]![0]} ${trafos[k]![1]}`, en: `${trafos[k]![0]} ${trafos[k]![2]}`, most: 240 }))];
  return whole([
    part({
      assets: [
        asset('power', 'utility', '园区供电', 'Power supply', 'park', yard, { lines: 28, tieRate: '100 %' }, call('供电值班', 'Power duty', '0000-8503'), undefined, { system: 'power' }),
        asset('power-hall', 'building', '配电综合楼', 'Switchgear building', 'power', plus(yard, [0, 25]), {}, null, undefined, { system: 'power', shape: box(90, 18, 11) }),
        ...trafos.map(([id, zh, en, , size], i) => asset(id, 'utility', `${id} ${zh}`, `${id} ${en}`, 'power', plus(yard, [-40 + 40 * i, -5]), { size }, null, undefined, { system: 'power', shape: box(11, 6, 7) })),
        ...lines.map((l, i) => asset(l.id, 'utility', `${l.id} ${l.kV}kV线路`, `${l.id} ${l.kV} kV line`, 'power', plus(yard, [-80 + (i % 14) * 12, -35 - Math.floor(i / 14) * 12]), { kV: l.kV }, null, undefined, { system: 'power', route: routeOf(feederTo(ends[i % ends.length]!)) })),
      ],
      feeders: [
        ...lines.map((l) => ({ id: l.id, kV: l.kV, mw: l.mw, gains: { shift: 0.12, day: 0.05, load: 0.02, ...(l.east ? {} : { 'trip.west': -0.7 }) }, feeds: [], breaker: l.east ? 'trip' : `open.${l.id}` })),
        ...[1, 2, 0].map((k) => ({ id: trafos[k]![0], kV: trafos[k]![3], mw: 0, gains: {}, feeds: fed(k), breaker: `open.${trafos[k]![0]}` })),
      ],
    }),
    ...all.flatMap(({ id, kV, zh, en, most }) => [
      part({ rows: shown(`${id}.U`, `${zh}电压`, `${en} voltage`, 'kV', 0, round(kV * 1.3), [round(kV * 1.12), round(kV * 1.08), round(kV * 0.92), round(kV * 0.8)], round(kV * 0.01), where(id)).rows.map((r) => ({ ...r, onDelayS: 1 })) }),
      shown(`${id}.I`, `${zh}电流`, `${en} current`, 'A', 0, 1200, [1100, 1000, null, null], 10, where(id)),
      shown(`${id}.P`, `${zh}有功`, `${en} power`, 'MW', 0, most, noLimits, round(most * 0.01), where(id)),
      ...(id.startsWith('F') ? [shownState(`${id}.OPEN`, `${zh}开关分闸`, `${en} breaker open`, where(id))] : [measured(`${id}.OIL`, `${zh}油温`, `${en} oil temperature`, { ...rises('℃', 120, 52, 30, 600, 0.3), gains: { air: 0.5, shift: 3 }, limits: [95, 85, null, null] }, where(id))]),
    ]),
  ]);
}

/** DN300 high-pressure ring in four pieces, medium pressure in fourteen (length in m, diameter). */
const high = [[2180, 'GH-1'], [1950, 'GH-2'], [1420, 'GH-3'], [3400, 'GH-4']] as const;
const medium = [[250, 1560], [250, 2190], [150, 1560], [300, 5110], [100, 1820], [300, 2680], [300, 2120], [250, 2140], [250, 3030], [250, 2290], [200, 1890], [300, 4060], [300, 2190], [200, 1110]] as const;
function gas(): Part {
  const where = (on: string) => ({ source: 'heat-1', category: 'utility', asset: on }) as const;
  const mp = medium.map(([dn, m], i) => ({ id: `GM-${two(i + 1)}`, dn, m, flow: round((dn / 100) ** 2.5 * 24) }));
  const feeds = (k: number): string[] => mp.filter((_, i) => i % 4 === k).map((m) => m.id);
  const pressed = (id: string, zh: string, en: string, MPa: number): Part => shown(`${id}.PRESS`, `${zh}压力`, `${en} pressure`, 'MPa', 0, round(MPa * 2), [round(MPa * 1.4), round(MPa * 1.25), round(MPa * 0.7), round(MPa * 0.55)], round(MPa * 0.02), where(id));
  const flowing = (id: string, zh: string, en: string, most: number): Part => shown(`${id}.FLOW`, `${zh}流量`, `${en} flow`, 'Nm³/h', 0, most, noLimits, most * 0.01, where(id));
  return whole([
    part({
      assets: [
        asset('gas', 'utility', '天然气管网', 'Natural gas network', 'park', works['GS-1'].middle, { highM: 8950, mediumM: 33_750 }, call('燃气调度', 'Gas dispatch', '0000-8504'), undefined, { system: 'gas' }),
        ...high.map(([m, id], i) => main(id, `${id} 高压燃气管`, `${id} high-pressure gas main`, 'gas', highGas[i]!, { lengthM: m, dn: 300 })),
        ...mp.map(({ id, dn, m }, i) => main(id, `${id} 中压燃气管`, `${id} medium-pressure gas main`, 'gas', mediumGas[i]!, { lengthM: m, dn })),
        asset('GS-1', 'utility', 'GS-1 公共调压柜', 'GS-1 pressure station', 'gas', works['GS-1'].middle, {}, null, undefined, { system: 'gas', shape: box(8, 4, 3.2) }), asset('GS-2', 'utility', 'GS-2 有人值守调压站', 'GS-2 manned pressure station', 'gas', works['GS-2'].middle, {}, null, undefined, { system: 'gas', shape: box(24, 12, 5) }),
      ],
      mains: [
        ...mp.map((m) => ({ id: m.id, flow: m.flow, gains: { day: 0.08, shift: 0.06, load: 0.01, trip: -0.2 }, feeds: [], source: 0.4, sourceGains: {}, drop: 0.05 })),
        ...high.map(([, id], k) => ({ id, flow: 0, gains: {}, feeds: feeds(k), source: 1.6, sourceGains: { 'trip.K-401': 0.02 }, drop: 0.12 })),
      ],
    }),
    ...mp.flatMap(({ id, flow }) => [pressed(id, `${id} 中压管`, `${id} medium-pressure main`, 0.35), flowing(id, `${id} 中压管`, `${id} medium-pressure main`, round(flow * 2))]),
    ...high.flatMap(([, id]) => [pressed(id, `${id} 高压管`, `${id} high-pressure main`, 1.48), flowing(id, `${id} 高压管`, `${id} high-pressure main`, 12_000)]),
    ...(['GS-1', 'GS-2'] as const).flatMap((id) => [
      measured(`${id}.OUT_PRESS`, `${id} 调压站出口压力`, `${id} station outlet pressure`, steady('MPa', 1, 0.4, [0.5, 0.46, 0.32, 0.28], 0.0008), where(id)), measured(`${id}.DP`, `${id} 过滤器压差`, `${id} filter pressure drop`, steady('kPa', 60, 12, [40, 30, null, null], 0.1), where(id)),
      part({ detectors: [{ id: `${id}.GAS`, x: works[id].middle[0], y: works[id].middle[1], hears: 'combustible', zero: 0.6, noise: 0.2, fullScale: 100, tauS: 5 }] }), shown(`${id}.GAS`, `${id} 调压站可燃气体`, `${id} station combustible gas`, '%LEL', 0, 100, [50, 25, null, null], 3, { ...where(id), category: 'gas' }),
    ]),
  ]);
}

const steam = ['盐汀路', '晶台大道', '砚桥路', '珠帆路', '北汀大道', '张支路', '张汀路', '孔澜路', '沧屿大道', '李汀路', '盐湾路', '南汀大道'] as const;
const plants = [['HP-1', '燃机热电', 'gas turbine power plant', 180], ['HP-2', '循环流化床锅炉', 'fluidised bed boilers', 240], ['HP-3', '煤粉锅炉', 'pulverised coal boilers', 210]] as const;
function heat(): Part {
  const where = (on: string) => ({ source: 'heat-1', category: 'utility', asset: on }) as const;
  const net = steam.map((zh, i) => ({ id: `SM-${two(i + 1)}`, zh: `SM-${two(i + 1)} ${zh}蒸汽管`, en: `SM-${two(i + 1)} steam main`, flow: 22 + ((i * 7) % 12) * 2.5, plant: i % 3 }));
  return whole([
    part({
      assets: [
        asset('heat', 'utility', '热力管网', 'Steam network', 'park', works['HP-1'].middle, { mains: 12 }, call('热网调度', 'Heat dispatch', '0000-8505'), undefined, { system: 'heat' }),
        ...plants.flatMap(([id, zh, en, cap]) => [
          asset(id, 'utility', `${id} ${zh}`, `${id} ${en}`, 'heat', works[id].middle, { capacityTh: cap }, null, undefined, { system: 'heat', shape: box(70, 40, 48) }),
          asset(`${id}-ST`, 'equipment', `${id} 烟囱`, `${id} chimney`, id, plus(works[id].middle, [60, 0]), {}, null, undefined, { system: 'heat', shape: stack(6, 150) }),
        ]),
        ...net.map((n, i) => main(n.id, n.zh, n.en, 'heat', steamMains[i]!, { dn: 400 }, 5)),
      ],
      mains: [
        ...net.map((n) => ({ id: n.id, flow: n.flow, gains: { shift: 0.1, load: 0.015, air: -0.006, trip: -0.5 }, feeds: [], source: 1.1, sourceGains: { trip: -0.35 }, drop: 0.12, tempC: 228 })),
        ...plants.map(([id], k) => ({ id, flow: 0, gains: {}, feeds: net.filter((n) => n.plant === k).map((n) => n.id), source: 1.25, sourceGains: { trip: -0.35 }, drop: 0.08, tempC: 262 })),
      ],
    }),
    ...[...net.map((n) => ({ ...n, press: 0.98, temp: 228, most: 120 })), ...plants.map(([id, zh, en]) => ({ id, zh: `${id} ${zh}`, en: `${id} ${en}`, press: 1.17, temp: 262, most: 400 }))].flatMap(({ id, zh, en, press, temp, most }) => [
      shown(`${id}.PRESS`, `${zh}蒸汽压力`, `${en} pressure`, 'MPa', 0, 2, [round(press * 1.35), round(press * 1.25), round(press * 0.75), round(press * 0.6)], 0.015, where(id)),
      shown(`${id}.TEMP`, `${zh}蒸汽温度`, `${en} temperature`, '℃', 0, 400, [temp + 40, temp + 25, temp - 45, null], 2, where(id)), shown(`${id}.FLOW`, `${zh}蒸汽流量`, `${en} flow`, 't/h', 0, most, noLimits, 1, where(id)),
    ]),
  ]);
}

/** Power, gas and heat. `plot`: where the lines go. */
export const energyPart = (plot: ReadonlyMap<string, XY>): Part => whole([power(plot), gas(), heat()]);
