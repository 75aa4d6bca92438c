import type { Geometry } from '../demo-site/geometry.ts';
import { falls, rises, steady, type Body } from '../demo-site/signals.ts';
import type { XY } from './ground.ts';
import { equipmentOf, hallSpot, plus, unitOutline, unitSpot } from './map/layout.ts';
import { box } from './map/solids.ts';
import { asset, measured, part, state, two, whole, type Part } from './part.ts';
import { processes, type Entry } from './register.ts';

/** Enterprises on the eastern 110 kV bus lose power with `trip`, those in the west with `trip.west`. */
export const busOf = (id: string): 'trip' | 'trip.west' => (Number(id.slice(1)) % 3 === 0 ? 'trip' : 'trip.west');

/** The drives of a signal body, as this enterprise has them: its own load and its own power. */
const own = (body: Body, id: string, bus: string): Body => {
  const { load = 0, trip = 0, ...rest } = body.gains;
  return { ...body, gains: { ...rest, ...(load === 0 ? {} : { [`load.${id}`]: load }), ...(trip === 0 ? {} : { [bus]: trip }) } };
};
interface Line { readonly what: string; readonly zh: string; readonly en: string; readonly body: Body; readonly category: 'hazard' | 'process' | 'utility' }
const line = (what: string, zh: string, en: string, body: Body, category: Line['category'] = 'process'): Line => ({ what, zh, en, body, category });

/** A unit under a supervised process: a reactor with what cools, feeds and vents it. `k` shifts its numbers, so that no two are alike. */
const reactor = (k: number): readonly Line[] => [
  line('TEMP', '反应温度', 'reaction temperature', rises('℃', 250, 80 + (k % 7) * 9, 30, 55), 'hazard'),
  line('PRESS', '反应压力', 'reaction pressure', rises('MPa', 2, 0.3 + (k % 5) * 0.12, 0.2, 20), 'hazard'),
  line('COOL', '冷却水流量', 'cooling water flow', falls('m³/h', 120, 40 + (k % 9) * 5, 6), 'hazard'),
  line('FEED', '进料流量', 'feed flow', falls('m³/h', 30, 6 + (k % 6) * 1.7, 5), 'hazard'),
  line('AMPS', '搅拌电流', 'agitator current', falls('A', 160, 60 + (k % 8) * 6, 3)),
  line('VENT', '尾气压力', 'vent pressure', rises('kPa', 50, 5 + (k % 4), 12, 30)),
  line('LEVEL', '反应器液位', 'reactor level', steady('%', 100, 48 + (k % 6) * 3, [88, 82, 18, 12], 0.15)),
];
/** What any other plant has: pumps, drums, exchangers. */
const common = (k: number): readonly Line[] => [
  line('PUMP_PRESS', '泵出口压力', 'pump discharge pressure', falls('MPa', 1.6, 0.45 + (k % 8) * 0.06, 3)),
  line('PUMP_AMPS', '泵电流', 'pump current', falls('A', 200, 50 + (k % 10) * 7, 2)),
  line('DRUM_LEVEL', '中间罐液位', 'drum level', steady('%', 100, 45 + (k % 7) * 3, [90, 85, 15, 10], 0.2)),
  line('HX_TEMP', '换热器出口温度', 'exchanger outlet temperature', steady('℃', 150, 58 + (k % 9) * 2, [110, 98, null, null], 0.2)),
  line('STEAM', '蒸汽流量', 'steam flow', falls('t/h', 20, 3 + (k % 6) * 0.7, 8)),
  line('IA_PRESS', '仪表风压力', 'instrument air pressure', falls('MPa', 1, 0.58 + (k % 4) * 0.02, 45), 'utility'),
];
/** The synthesis-gas compressor that `compressor-trip` is about; its drive is `trip.K-401`. */
const compressor: readonly Line[] = [
  line('SPEED', '转速', 'speed', falls('r/min', 12_000, 8960, 15, 12)),
  line('SUC_PRESS', '入口压力', 'suction pressure', rises('MPa', 5, 2.6, 0.9, 20)),
  line('DIS_PRESS', '出口压力', 'discharge pressure', falls('MPa', 25, 14.2, 12)),
  line('DIS_TEMP', '出口温度', 'discharge temperature', rises('℃', 250, 118, 34, 25)),
  line('VIB_DE', '驱动端振动', 'drive end vibration', rises('mm/s', 20, 2.4, 6, 4)),
  line('VIB_NDE', '非驱动端振动', 'other end vibration', rises('mm/s', 20, 2.1, 5.5, 4)),
  line('SURGE', '防喘振阀开度', 'anti-surge valve opening', rises('%', 100, 4, 90, 2)),
  line('LUBE_PRESS', '润滑油压力', 'lube oil pressure', falls('MPa', 0.6, 0.26, 30)),
  line('AMPS', '电机电流', 'motor current', falls('A', 600, 342, 2)),
  line('FLARE', '放空去火炬流量', 'flow to the flare', rises('t/h', 60, 1.2, 40, 10)),
];

const lines = (list: readonly Line[], unit: string, zh: string, en: string, enterprise: string, bus: string, device: string): Part =>
  whole(list.map((l) => measured(`${unit}.${l.what}`, `${unit} ${zh}${l.zh}`, `${unit} ${en} ${l.en}`, own(l.body, enterprise, bus), { source: device, category: l.category, asset: unit })));
const unitAsset = (id: string, zh: string, en: string, parent: string, xy: XY, facts = {}, geometry: Geometry = {}): Part => part({ assets: [asset(id, 'unit', zh, en, parent, xy, facts, null, undefined, geometry)] });

/** A unit of every enterprise in production with supervised processes, and the compressor of E04. */
export function unitPart(entries: readonly Entry[], plot: ReadonlyMap<string, XY>): Part {
  return whole(entries.flatMap(([id, , , text], k): Part[] => {
    const first = text.split(' ')[0] ?? '';
    const middle = plot.get(id)!;
    if (first === '' || !id.startsWith('E')) return [];
    const [unit, en] = [`${id}-R1`, processes[first]!];
    const device = id === 'E05' ? 'dcs-1' : Number(id.slice(1)) <= 6 ? 'dcs-2' : Number(id.slice(1)) % 2 === 0 ? 'plc-2' : 'plc-1';
    const parts = [
      unitAsset(unit, `${unit} ${first}装置`, `${unit} ${en} unit`, id, plus(middle, unitSpot), { process: `${text}（重点监管危险化工工艺）` }, { outline: unitOutline(middle) }),
      equipmentOf(unit, id, middle, k),
      lines(reactor(k), unit, `${first}装置`, `${en} unit`, id, busOf(id), device),
      state(`${unit}.STUCK`, `${unit} 备用泵盘车卡涩`, `${unit} standby pump does not turn`, k % 9 === 4 ? 'always' : 'never', { source: device, category: 'utility', asset: unit }),
      part({ loads: [`load.${id}`] }),
    ];
    if (id !== 'E04') return parts;
    const trips = state('K-401.TRIP', 'K-401 合成气压缩机跳车', 'K-401 synthesis gas compressor trip', 'trip.K-401', { source: 'dcs-2', category: 'abnormal', asset: 'K-401' });
    return [...parts, unitAsset('K-401', 'K-401 合成气压缩机', 'K-401 synthesis gas compressor', id, plus(middle, plus(unitSpot, [38, -18])), {}, { shape: box(20, 12, 9) }), lines(compressor, 'K-401', '合成气压缩机', 'synthesis gas compressor', id, 'trip.K-401', 'dcs-2'), trips];
  }));
}

/** As many further process values as are wanted, given out to the enterprises in production in turn; `deviceOf` says where the n-th goes. */
export function fillerPart(entries: readonly Entry[], plot: ReadonlyMap<string, XY>, count: number, deviceOf: (n: number) => string): Part {
  const there = entries.filter(([id]) => id.startsWith('E'));
  const perUnit = common(0).length;
  const parts: Part[] = [];
  const loads = new Set<string>();
  for (let u = 0; u * perUnit < count; u++) {
    const [id] = there[u % there.length]!;
    const unit = `${id}-P${two(Math.floor(u / there.length) + 1)}`;
    loads.add(`load.${id}`);
    parts.push(unitAsset(unit, `${unit} 生产单元`, `${unit} production unit`, id, plus(plot.get(id)!, plus(hallSpot, [-25 + (Math.floor(u / there.length) % 6) * 10, 0]))));
    parts.push(lines(common(u).slice(0, count - u * perUnit), unit, '生产单元', 'production unit', id, busOf(id), deviceOf(u * perUnit)));
  }
  return whole([...parts, part({ loads: [...loads] })]);
}
