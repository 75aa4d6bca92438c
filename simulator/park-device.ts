import path from 'node:path';
import type { Device, FaultKind, FaultOptions, WireFault } from './devices/device.ts';
import { databaseDevice, type DatabaseFault } from './devices/database.ts';
import { faultKinds } from './devices/device.ts';
import { httpDevice } from './devices/http.ts';
import { modbusDevice, type ModbusDevice } from './devices/modbus.ts';
import { mqttDevice } from './devices/mqtt.ts';
import { opcuaDevice, type OpcUaDevice } from './devices/opcua.ts';
import type { DeviceDescription } from './plant/description.ts';
import { stationsDevice } from './stations.ts';

/** Everything that a device of a park can be made to do wrong. Beside those of every device: `wrong-clock` its times are `ms` ahead (default an hour), `reconnect-storm` its lines are cut every `ms` (default 700), `half-frame`, `slow-answer`. */
export const parkFaultKinds = [...faultKinds, 'wrong-clock', 'reconnect-storm', 'half-frame', 'slow-answer'] as const;
export type ParkFaultKind = (typeof parkFaultKinds)[number];
export const isParkFault = (s: string): s is ParkFaultKind => (parkFaultKinds as readonly string[]).includes(s);

/** What a park does with a device of any protocol. */
type Plain = Omit<Device, 'inject'>;
/** What a device does by itself; the rest the park does to it. */
export type DeviceFault = FaultKind | WireFault;
export interface Wrong { inject(fault: DeviceFault | null, opts?: FaultOptions): Promise<void> }
/** A park's device with its protocol told. `wrong`: how it goes wrong by itself. `clock`: whether values carry a time that the park gives, the device keeps a clock of its own, or there is none. */
export type ParkDevice = { readonly wrong: Wrong } & (
  | { readonly kind: 'opcua'; readonly clock: 'given'; readonly device: OpcUaDevice }
  | { readonly kind: 'modbus'; readonly clock: 'none'; readonly device: ModbusDevice }
  | { readonly kind: 'mqtt' | 'http'; readonly clock: 'given'; readonly device: Plain }
  | { readonly kind: 'hj212' | 'database'; readonly clock: 'own'; readonly device: Plain; readonly setClock: (ms: number) => Promise<void> });

/** Users who may log on to every OPC UA device of a park: a simulated device guards nothing, this is for trying the way in. */
const USERS = { duty: 'duty-demo' };

/** How many rows an enterprise's database keeps, and how often what is older is thrown away. */
const MOST_ROWS = 500_000;
const SWEEP_MS = 60_000;
function database(file: string): ParkDevice {
  const device = databaseDevice({ file });
  let sweep: NodeJS.Timeout | undefined;
  const kept: Plain = {
    ...device,
    start: (port) => {
      sweep = setInterval(() => { if (!gone) device.sql(`DELETE FROM readings WHERE id < (SELECT max(id) FROM readings) - ${MOST_ROWS}`); }, SWEEP_MS);
      return device.start(port);
    },
    stop: () => { clearInterval(sweep); return device.stop(); },
  };
  let gone = false;
  // it answers nobody itself: rows that come late are its slow answer, torn ones its half frame
  const as = (fault: DeviceFault | null): DatabaseFault | null => (fault === 'slow-answer' ? 'late' : fault === 'half-frame' ? 'garbage' : fault);
  const wrong: Wrong = { inject: (fault, opts) => { gone = fault === 'drop' || (gone && fault !== null); return device.inject(as(fault), opts); } };
  return { kind: 'database', clock: 'own', device: kept, wrong, setClock: (ms) => device.inject('wrong-clock', { ms }) };
}

/** Makes one device of a park; it listens (or calls, HJ 212) once it is started. */
export function deviceOf(d: DeviceDescription, pkiDir: string): ParkDevice {
  switch (d.kind) {
    case 'opcua': { const device = opcuaDevice({ pkiDir: path.join(pkiDir, d.id), name: d.id, users: USERS }); return { kind: 'opcua', clock: 'given', device, wrong: device }; }
    case 'modbus': { const device = modbusDevice(d.regions === undefined ? {} : { regions: d.regions }); return { kind: 'modbus', clock: 'none', device, wrong: device }; }
    case 'mqtt': { const device = mqttDevice({ format: d.format ?? 'json' }); return { kind: 'mqtt', clock: 'given', device, wrong: device }; }
    case 'http': { const device = httpDevice(); return { kind: 'http', clock: 'given', device, wrong: device }; }
    case 'database': return database(d.file ?? ((): never => { throw new Error(`${d.id} needs a file`); })());
    case 'hj212': {
      const device = stationsDevice({ stations: d.stations ?? [], periodMs: d.periodMs ?? 10_000 });
      // a station calls; its slow answer is a late one
      const wrong: Wrong = { inject: (fault, opts) => device.inject(fault === 'slow-answer' ? 'late' : fault, opts) };
      return { kind: 'hj212', clock: 'own', device, wrong, setClock: (ms) => device.inject('wrong-clock', { ms }) };
    }
  }
}
