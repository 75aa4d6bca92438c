import { busOf } from './units.ts';

interface Condition { readonly device: string; readonly address: string; readonly on: string; readonly atLeast?: number; readonly severity: number; readonly text: string }
interface Switched { readonly id: string; readonly on: string; readonly afterS: number }

/** The six enterprises whose tanks and units are on a DCS. */
const dcs = ['E01', 'E02', 'E03', 'E04', 'E05', 'E06'].map((id) => ({ id, device: id === 'E05' ? 'dcs-1' : 'dcs-2' }));

/** What a DCS makes of the plant by itself: quantities of its own, which are no points of the site. */
export const conditionSwitches: readonly Switched[] = [
  { id: 'T-07.IMBALANCE', on: 'leak.T-07', afterS: 12 }, { id: 'E05.GL_SHIFT', on: 'settle.20', afterS: 30 },
  ...dcs.flatMap(({ id }) => [{ id: `${id}.MOTORS`, on: busOf(id), afterS: 1 }, { id: `${id}.UNDERVOLTAGE`, on: 'dip', afterS: 0 }]),
];
const of = (device: string, point: string, on: string, severity: number, text: string, atLeast?: number): Condition => ({ device, address: `ns=2;s=${point}`, on, severity, text, ...(atLeast === undefined ? {} : { atLeast }) });

/** The alarms and conditions that the two DCS tell of themselves: one stands in calm, and every scenario raises its own. */
export const conditions: readonly Condition[] = [
  of('dcs-1', 'E05-R1.STUCK', 'E05-R1.STUCK', 200, 'E05-R1 备用泵盘车卡涩，待检修 standby pump does not turn'),
  of('dcs-1', 'T-07.LEVEL', 'T-07.IMBALANCE', 850, 'T-07 物料不平衡：未收付料而液位下降，疑似泄漏 material imbalance, leak suspected'),
  of('dcs-1', 'E05.GL_SHIFT', 'E05.GL_SHIFT', 700, 'GL-02 甲醇外送管线补偿器位移超限 expansion joint of GL-02 beyond its travel'),
  of('dcs-2', 'E01-HS1.CL2', 'GD-E01-03', 950, 'E01 液氯库泄漏联锁：关阀、启喷淋、风机切换 chlorine leak interlock', 3),
  of('dcs-2', 'K-401.TRIP', 'K-401.TRIP', 900, 'K-401 机组联锁停车 compressor interlock trip'),
  of('dcs-2', 'K-401.VIB_DE', 'K-401.VIB_DE', 600, 'K-401 驱动端轴振动高 drive end vibration high', 5.5),
  ...dcs.flatMap(({ id, device }) => [
    of(device, `${id}.BUND_LEVEL`, 'WX-1.RAIN', 500, `${id} 罐区围堰积水，切换雨水阀 rain in the bund, rain valve to be switched`, 30),
    of(device, `${id}.UNDERVOLTAGE`, `${id}.UNDERVOLTAGE`, 650, `${id} 进线低电压 low voltage of the incoming line`),
    of(device, `${id}.MOTORS`, `${id}.MOTORS`, 800, `${id} 电动机群跳停 motors tripped`),
  ]),
];
