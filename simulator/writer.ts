import { wideTypes, wordOrders, type WideType, type WordOrder } from './devices/modbus/memory.ts';
import type { ModbusDevice } from './devices/modbus.ts';
import type { OpcUaDevice } from './devices/opcua.ts';
import type { ParkDevice } from './park-device.ts';
import type { PointDescription } from './plant/description.ts';
import type { Quantity } from './plant/plant.ts';

/** Puts one value of a point on its device. `beyond`: the device itself says that the value is past its scale. */
export type Writer = (value: Quantity, at: Date, beyond: boolean) => void;

/** Uncertain, engineering units exceeded, limit bits High (OPC 10000-4, 7.39). */
const EXCEEDED_HIGH = 0x4094_0600;

/** A Modbus address as the park's description writes it: `hr:100`, then perhaps `:type`, `:order`, `*scale`. */
export interface Encoding { readonly place: string; readonly type: 'u16' | 'i16' | WideType; readonly order: WordOrder; readonly scale: number }

/** Reads `[unit/]table:offset[:type][:order][*scale]`; throws on what it does not know, since descriptions come with the program. */
export function encodingOf(address: string): Encoding {
  const m = /^((?:\d+\/)?(?:co|di|ir|hr):\d+)(?::([a-z]\d\d))?(?::([abcd]{4}))?(?:\*([\d.]+))?$/.exec(address);
  const type = m?.[2] ?? 'u16';
  const order = m?.[3] ?? 'abcd';
  if (m === null || !['u16', 'i16', ...wideTypes].includes(type) || !(wordOrders as readonly string[]).includes(order)) throw new Error(`not an address that a Modbus device of the park has: ${address}`);
  return { place: m[1]!, type: type as Encoding['type'], order: order as WordOrder, scale: Number(m[4] ?? 1) };
}

const within = (n: number, low: number, high: number): number => Math.min(high, Math.max(low, n));

function modbusWriter(device: ModbusDevice, address: string): Writer {
  const { place, type, order, scale } = encodingOf(address);
  if (place.includes('co:') || place.includes('di:')) return (value) => device.set(place, Boolean(value));
  if (type === 'f32' || type === 'f64') return (value) => device.setWide(place, type, Number(value) / scale, order);
  const raw = (value: Quantity): number => Math.round(Number(value) / scale);
  if (type === 'u16') return (value) => device.set(place, within(raw(value), 0, 0xffff));
  if (type === 'i16') return (value) => device.set(place, within(raw(value), -0x8000, 0x7fff));
  return (value) => device.setWide(place, type, type.startsWith('u') ? Math.max(0, raw(value)) : raw(value), order);
}

function opcuaWriter(device: OpcUaDevice, address: string): Writer {
  let said = false;
  return (value, at, beyond) => {
    device.set(address, value, { sourceTime: at });
    if (beyond !== said) device.setStatus(address, beyond ? EXCEEDED_HIGH : 0);
    said = beyond;
  };
}

/** How values of this point reach its device. */
export function writerOf(point: PointDescription, on: ParkDevice): Writer {
  if (on.kind === 'opcua') return opcuaWriter(on.device, point.address);
  if (on.kind === 'modbus') return modbusWriter(on.device, point.address);
  const { device } = on;
  return (value, at) => device.set(point.address, value, { sourceTime: at });
}

/** The address of the point as its device's own faults know it: the first register of several. */
export const faultAddress = (point: PointDescription, on: ParkDevice): string => (on.kind === 'modbus' ? encodingOf(point.address).place : point.address);
