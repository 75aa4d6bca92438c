import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FaultKind, FaultOptions } from './devices/device.ts';
import { modbusDevice } from './devices/modbus.ts';
import { opcuaDevice } from './devices/opcua.ts';
import type { ParkDescription, PointDescription } from './plant/description.ts';
import { plantOf, type Quantity } from './plant/plant.ts';
import { scenarioNamed, type Scenario } from './scenario.ts';
import { faultAddress, writerOf, type ParkDevice, type Writer } from './writer.ts';

/** `ports`: by device id, 0 = a free one; a device not named takes its own of the description. `tickMs`: how often values change; `speed`: plant seconds per second. `startMs`: the plant's own clock at the start. */
export interface ParkOptions {
  readonly description: ParkDescription;
  readonly seed: number;
  readonly scenario?: string;
  readonly ports?: Readonly<Record<string, number>>;
  readonly tickMs?: number;
  readonly speed?: number;
  readonly startMs?: number;
  readonly pkiDir: string;
}
/** `point`: only this one, by its id. */
export interface ParkFaultOptions extends Omit<FaultOptions, 'address'> { readonly point?: string }

export interface Park {
  readonly ports: Readonly<Record<string, number>>;
  readonly devices: ReadonlyMap<string, ParkDevice>;
  /** Begins a scenario at its first second; throws on a name that is none. */
  scenario(name: string): void;
  /** Starts a fault on a device or one of its points; `null` ends all faults of the device. */
  fault(deviceId: string, kind: FaultKind | null, opts?: ParkFaultOptions): Promise<void>;
  /** Seconds of plant time since the start. */
  elapsedS(): number;
  /** What the plant says of a point now, before any fault. */
  value(point: string): Quantity | null;
  stop(): Promise<void>;
}

/** Where a port was not free: `device` and `port` say which. */
export class PortTaken extends Error {
  readonly device: string;
  readonly port: number;
  constructor(device: string, port: number, cause: unknown) {
    super(`port ${port} for ${device} is in use: another park may be running; stop it, or choose another with --port ${device}=N`, { cause });
    this.device = device;
    this.port = port;
  }
}

/** The park that the demo site watches. */
export const demoPark = async (): Promise<ParkDescription> =>
  JSON.parse(await readFile(path.join(import.meta.dirname, 'parks', 'demo.json'), 'utf8')) as ParkDescription;

/** Users who may log on to every OPC UA device of a park: a simulated device guards nothing, this is for trying the way in. */
const USERS = { duty: 'duty-demo' };

function deviceOf(d: ParkDescription['devices'][number], pkiDir: string): ParkDevice {
  return d.kind === 'opcua'
    ? { kind: 'opcua', device: opcuaDevice({ pkiDir: path.join(pkiDir, d.id), name: d.id, users: USERS }) }
    : { kind: 'modbus', device: modbusDevice(d.regions === undefined ? {} : { regions: d.regions }) };
}

interface Shown { readonly point: PointDescription; readonly write: Writer; readonly on: ParkDevice }

/** Which points are frozen or shown beyond their scale: by device or by point, `wide` being the whole device. */
function pointFaults() {
  const frozen = new Set<string>();
  const over = new Set<string>();
  const key = (device: string, point: string | undefined): string => `${device}/${point ?? '*'}`;
  const has = (set: ReadonlySet<string>, p: PointDescription): boolean => set.has(key(p.device, p.id)) || set.has(key(p.device, undefined));
  const clear = (device: string): void => { for (const set of [frozen, over]) for (const k of set) if (k.startsWith(`${device}/`)) set.delete(k); };
  return {
    freeze: (device: string, point: string | undefined): void => { frozen.add(key(device, point)); },
    exceed: (device: string, point: string | undefined): void => { over.add(key(device, point)); },
    frozen: (p: PointDescription): boolean => has(frozen, p),
    over: (p: PointDescription): boolean => !p.digital && has(over, p),
    clear,
  };
}

async function startAll(o: ParkOptions, devices: ReadonlyMap<string, ParkDevice>): Promise<Record<string, number>> {
  const ports: Record<string, number> = {};
  try {
    for (const { id, port } of o.description.devices) {
      const wanted = o.ports?.[id] ?? port;
      ports[id] = await devices.get(id)!.device.start(wanted).catch((e: unknown) => {
        throw (e as NodeJS.ErrnoException).code === 'EADDRINUSE' ? new PortTaken(id, wanted, e) : e;
      });
    }
  } catch (e) {
    await Promise.all([...devices.values()].map(({ device }) => device.stop()));
    throw e;
  }
  return ports;
}

function named(name: string): Scenario {
  const found = scenarioNamed(name);
  if (found === null) throw new Error(`no scenario named ${name}`);
  return found;
}

/** Starts a park: its devices on loopback, its plant stepped every tick, every value written with the device's own time. */
export async function startPark(o: ParkOptions): Promise<Park> {
  const tickMs = o.tickMs ?? 1000;
  const plant = plantOf(o.description, o.seed, o.startMs ?? Date.now());
  const devices = new Map(o.description.devices.map((d) => [d.id, deviceOf(d, o.pkiDir)] as const));
  const faults = pointFaults();
  let current = named(o.scenario ?? 'calm');
  let beganS = 0;
  const shown: readonly Shown[] = o.description.points.map((point) => {
    const on = devices.get(point.device);
    if (on === undefined) throw new Error(`point ${point.id} is on ${point.device}, which is no device of this park`);
    return { point, on, write: writerOf(point, on) };
  });
  let samples = plant.step(1e-3);

  function show(): void {
    const at = new Date();
    for (const { point, write } of shown) {
      const value = samples.get(point.id);
      if (value === undefined) throw new Error(`the plant has no ${point.id}`);
      if (faults.frozen(point)) continue;
      const over = faults.over(point);
      write(over ? point.high + 0.1 * (point.high - point.low) : value, at, over);
    }
  }
  function tick(): void {
    samples = plant.step((tickMs / 1000) * (o.speed ?? 1), (elapsedS) => current.at(elapsedS - beganS));
    show();
  }
  show();
  const ports = await startAll(o, devices);
  const timer = setInterval(tick, tickMs);

  async function fault(deviceId: string, kind: FaultKind | null, { point, ...rest }: ParkFaultOptions = {}): Promise<void> {
    const on = devices.get(deviceId);
    if (on === undefined) throw new Error(`no device named ${deviceId}`);
    const target = point === undefined ? undefined : shown.find((s) => s.point.id === point && s.point.device === deviceId);
    if (point !== undefined && target === undefined) throw new Error(`no point named ${point} on ${deviceId}`);
    if (kind === null) { faults.clear(deviceId); return on.device.inject(null); }
    if (kind === 'frozen') return faults.freeze(deviceId, point);
    if (kind === 'over-range') return faults.exceed(deviceId, point);
    return on.device.inject(kind, target === undefined ? rest : { ...rest, address: faultAddress(target.point, on) });
  }
  return {
    ports, devices, fault,
    scenario: (name) => { current = named(name); beganS = plant.elapsedS(); },
    elapsedS: plant.elapsedS,
    value: (point) => samples.get(point) ?? null,
    stop: async () => {
      clearInterval(timer);
      await Promise.all([...devices.values()].map(({ device }) => device.stop()));
    },
  };
}
