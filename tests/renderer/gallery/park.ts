import type { PointView, SiteView } from '#app/park';

const name = (zh: string, en: string) => ({ zh, en });
const policy = (level: SiteView['levels'][number]['level'], zh: string, handleWithinMs: number): SiteView['levels'][number] =>
  ({ level, name: name(zh, `Level ${level}`), ackRequired: level !== 'D', confirmRequired: level === 'S', handleWithinMs });

const assets: SiteView['assets'] = [
  { id: 'park', kind: 'park', name: name('东海化工园区', 'Donghai Chemical Park'), parent: null, position: null, contact: { role: name('园区值班领导', 'Park duty officer'), phone: '0517-8600 1100' }, facts: {} },
  { id: 'hengyuan', kind: 'enterprise', name: name('恒远石化有限公司', 'Hengyuan Petrochemical'), parent: 'park', position: null, contact: { role: name('恒远石化 安全总监', 'Hengyuan safety director'), phone: '138 5170 2216' }, facts: {} },
  { id: 'farm-1', kind: 'area', name: name('一号罐区', 'Tank farm 1'), parent: 'hengyuan', position: null, contact: { role: name('一号罐区 当班班长', 'Tank farm 1 shift leader'), phone: '139 5177 4402' }, facts: {} },
  ...Array.from({ length: 12 }, (_, i): SiteView['assets'][number] => ({ id: `tank-${i + 1}`, kind: 'tank', name: name(`T-${101 + i} 甲醇储罐`, `T-${101 + i} methanol tank`), parent: 'farm-1', position: null, contact: null, facts: {} })),
  { id: 'anbang', kind: 'enterprise', name: name('安邦电化有限公司', 'Anbang Electrochemical'), parent: 'park', position: null, contact: { role: name('安邦电化 值班调度', 'Anbang dispatcher'), phone: '136 0517 3321' }, facts: {} },
  ...Array.from({ length: 14 }, (_, i): SiteView['assets'][number] => ({ id: `unit-${10 + i}`, kind: 'unit', name: name(`${10 + i} 号氯碱装置`, `Chlor-alkali unit ${10 + i}`), parent: 'anbang', position: null, contact: null, facts: {} })),
  { id: 'cam-1', kind: 'camera', name: name('一号罐区东门球机', 'Tank farm 1 east dome'), parent: 'farm-1', position: null, contact: null, facts: {} },
  { id: 'unit-2', kind: 'unit', name: name('二号硝化装置', 'Nitration unit 2'), parent: 'hengyuan', position: null, contact: { role: name('硝化车间 主操', 'Nitration lead operator'), phone: '137 7630 9981' }, facts: {} },
];

function analog(id: string, zh: string, en: string, unit: string, high: number, asset: string, more: Partial<PointView>): PointView {
  return {
    id, name: name(zh, en), type: 'analog', unit, source: 'opcua-1', address: `ns=2;s=${id}`, range: { low: 0, high }, limits: { HH: high * 0.9, H: high * 0.8, L: high * 0.15, LL: high * 0.1 },
    alarmWhen: null, deadband: high / 100, onDelayMs: 2000, offDelayMs: 5000, category: 'process', supervision: 'director', asset, periodMs: 1000, ...more,
  };
}
const tanks = Array.from({ length: 12 }, (_, i) => [
  analog(`LI-${101 + i}`, `${101 + i} 罐液位`, `Tank ${101 + i} level`, 'm', 12, `tank-${i + 1}`, { category: 'hazard', supervision: 'park' }),
  analog(`TI-${101 + i}`, `${101 + i} 罐温度`, `Tank ${101 + i} temperature`, '℃', 60, `tank-${i + 1}`, {}),
  analog(`PI-${101 + i}`, `${101 + i} 罐压力`, `Tank ${101 + i} pressure`, 'kPa', 40, `tank-${i + 1}`, {}),
]).flat();
const gas = Array.from({ length: 24 }, (_, i) =>
  analog(`GD-${201 + i}`, `可燃气体探测器 ${201 + i}（一号罐区防火堤东侧装卸平台）`, `Combustible gas detector ${201 + i}, tank farm 1, east of the dike, loading platform`, '%LEL', 100, i < 18 ? 'farm-1' : 'unit-2', { category: 'gas', supervision: 'park', limits: { HH: 50, H: 25, L: null, LL: null }, source: 'modbus-1', address: `4${i + 1}` }));
const switches = Array.from({ length: 8 }, (_, i): PointView => ({
  ...analog(`XS-${301 + i}`, `手动报警按钮 ${301 + i}`, `Manual call point ${301 + i}`, '', 1, 'unit-2', {}), type: 'digital', alarmWhen: 1, limits: { HH: null, H: null, L: null, LL: null }, category: 'fire', periodMs: 0, source: 'modbus-1',
}));
/** The longest name that a site can reasonably hold. */
const crowd = Array.from({ length: 300 }, (_, i) => analog(`FI-${1000 + i}`, `流量 ${1000 + i}`, `Flow ${1000 + i}`, 'm³/h', 2500, i % 3 === 0 ? 'unit-2' : `unit-${10 + (i % 14)}`, {}));

/** A park that is none, with everything a row must be able to carry. */
export const gallerySite: SiteView = {
  id: 'gallery', name: name('东海化工园区', 'Donghai Chemical Park'), zone: 'Asia/Shanghai', levelsVersion: 1,
  guidance: [{ category: 'gas', limit: 'H', steps: [name('看最近一小时趋势和同装置其他测点，判断是瞬时超限还是持续上升', 'Look at the last hour and at the other points of the unit'), name('电话联系企业中控室核实现场情况', 'Call the control room and verify'), name('10 分钟内未恢复正常的，再次联系', 'Not normal within ten minutes: call again')] }],
  levels: [policy('U', '未分级', 180_000), policy('S', 'S 级', 180_000), policy('A', 'A 级', 180_000), policy('B', 'B 级', 600_000), policy('C', 'C 级', 600_000), policy('D', 'D 级', 600_000)],
  assets, points: [...tanks, ...gas, ...switches, ...crowd],
  sources: [{ id: 'opcua-1', name: name('恒远 DCS', 'Hengyuan DCS'), kind: 'opcua' }, { id: 'modbus-1', name: name('气体报警主机', 'Gas detection panel'), kind: 'modbus' }, { id: 'modbus-2', name: name('消防主机', 'Fire panel'), kind: 'modbus' }],
};
