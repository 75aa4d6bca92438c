import path from 'node:path';
import { databaseDevice } from '../devices/database.ts';
import { faultKinds, type Device, type FaultOptions } from '../devices/device.ts';
import { hj212Station, type StationFault } from '../devices/hj212.ts';
import { httpDevice } from '../devices/http.ts';
import { modbusDevice } from '../devices/modbus.ts';
import { mqttDevice } from '../devices/mqtt.ts';
import { opcuaDevice } from '../devices/opcua.ts';
import { pusher } from '../devices/pusher.ts';
import type { CountedWire, Protocol, WireOptions } from './wire.ts';

/** Points of one station of HJ 212, and of one document of a REST device. */
const PER_STATION = 40;
const PER_DOCUMENT = 100;
/** The name of the only enterprise that pushes, and the file that a database is. */
export const ENTERPRISE = 'counted';
export const databaseFile = (dir: string): string => path.join(dir, 'counted.db');
/** MN of the stations that so many points need. */
export const stationsOf = (points: number): readonly string[] => Array.from({ length: Math.ceil(points / PER_STATION) }, (_, i) => `8888888${String(i).padStart(7, '0')}`);

const list = <T>(n: number, of: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => of(i));
const own = faultKinds as readonly string[];

type Injecting = Omit<Device, 'inject'> & { inject(fault: never, opts?: FaultOptions): Promise<void> };
/** A wire over one device whose points are set one by one. */
function single(protocol: Protocol, device: Injecting, addresses: readonly string[], more: readonly string[] = [], calls = false): CountedWire {
  return {
    protocol, calls, addresses, faults: [...own, ...more],
    show: (count, sourceTime) => { for (const address of addresses) device.set(address, count, { sourceTime }); },
    start: (port) => device.start(port), stop: () => device.stop(), inject: (fault, opts) => device.inject(fault as never, opts),
  };
}

function modbus({ points }: WireOptions): CountedWire {
  const device = modbusDevice({ regions: [['hr:0', Math.max(2, 2 * points)]] });
  return { ...single('modbus', device, list(points, (i) => `hr:${2 * i}:u32`)), show: (count) => { for (let i = 0; i < points; i++) device.setWide(`hr:${2 * i}`, 'u32', count); } };
}

/** Stations that tell all they have whenever it was counted, as one message in as many packets as it needs. */
function hj212({ points, secret }: WireOptions): CountedWire {
  const names = stationsOf(points);
  const stations = names.map((mn) => hj212Station({ mn, pw: secret, periodMs: null, heartMs: null }));
  const factor = (i: number): string => `a${String(10_000 + i % PER_STATION)}`;
  const addresses = list(points, (i) => `${names[Math.floor(i / PER_STATION)]}/${factor(i)}-Rtd`);
  return {
    protocol: 'hj212', calls: true, addresses, faults: [...own, 'wrong-clock', 'half-frame', 'bad-crc'],
    show: (count, sourceTime) => {
      addresses.forEach((address, i) => stations[Math.floor(i / PER_STATION)]!.set(address, count, { sourceTime }));
      for (const station of stations) station.tell();
    },
    start: async (port) => { await Promise.all(stations.map((s) => s.start(port))); return port; },
    stop: async () => { await Promise.all(stations.map((s) => s.stop())); },
    inject: async (fault, opts) => { await Promise.all(stations.map((s) => s.inject(fault as StationFault | null, opts))); },
  };
}

/** Rows of one count are written in one transaction, as a program that copies a control system's values does. */
function database({ points, dir }: WireOptions): CountedWire {
  const device = databaseDevice({ file: databaseFile(dir) });
  const base = single('database', device, list(points, (i) => `TAG-${i}`), ['locked', 'wrong-clock']);
  let away = true;
  return {
    ...base,
    show: (count, at) => {
      if (!away) device.sql('BEGIN');
      base.show(count, at);
      if (!away) device.sql('COMMIT');
    },
    start: async (port) => { const taken = await device.start(port); away = false; return taken; },
    stop: async () => { away = true; await device.stop(); },
    inject: async (fault, opts) => {
      if (fault === 'drop' || fault === 'locked') away = true;
      if (fault === 'locked') await device.inject('drop', { ...opts, locked: true }); else await device.inject(fault as 'drop' | null, opts);
      if (fault === null) away = false;
    },
  };
}

const makers: Readonly<Record<Protocol, (o: WireOptions) => CountedWire>> = {
  modbus, hj212, database,
  opcua: ({ points, dir }) => single('opcua', opcuaDevice({ pkiDir: path.join(dir, 'park-pki'), name: 'counters' }), list(points, (i) => `ns=2;s=C.${i}`)),
  mqtt: ({ points }) => single('mqtt', mqttDevice({ format: 'json' }), list(points, (i) => `park/counters/c${i}#$.v`), ['wrong-clock']),
  'http-poll': ({ points }) => single('http-poll', httpDevice(), list(points, (i) => `racks/${Math.floor(i / PER_DOCUMENT)}#$.c${i}.value`), ['wrong-clock', 'half-frame']),
  'http-push': ({ points, secret }) => single('http-push', pusher({ enterprise: ENTERPRISE, secret }), list(points, (i) => `${ENTERPRISE}/c${i}`), ['wrong-clock', 'half-frame'], true),
};

/** The peer of a protocol with so many counting points; it counts when it is told to. */
export const countedWire = (protocol: Protocol, o: WireOptions): CountedWire => makers[protocol](o);
