import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parkConditions } from './conditions.ts';
import type { FaultOptions } from './devices/device.ts';
import { parkFaults } from './faults.ts';
import { deviceOf, type ParkDevice, type ParkFaultKind } from './park-device.ts';
import type { ParkDescription, PointDescription } from './plant/description.ts';
import { plantOf, type Quantity } from './plant/plant.ts';
import { scenariosOf, type Scenario } from './scenario.ts';
import { faultAddress, writerOf, type Writer } from './writer.ts';

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
  /** Before each step of the plant, with its seconds since the start: what is ordered here holds from that step on. */
  readonly before?: (elapsedS: number) => void;
  /** Every value as it is put on its device. */
  readonly heard?: (point: string, value: Quantity, elapsedS: number) => void;
}
/** `point`: only this one, by its id. */
export interface ParkFaultOptions extends Omit<FaultOptions, 'address'> { readonly point?: string }

export interface Park {
  readonly ports: Readonly<Record<string, number>>;
  readonly devices: ReadonlyMap<string, ParkDevice>;
  /** Begins a scenario at its first second; throws on a name that is none. */
  scenario(name: string): void;
  /** Starts a fault on a device or one of its points; `null` ends all faults of the device. */
  fault(deviceId: string, kind: ParkFaultKind | null, opts?: ParkFaultOptions): Promise<void>;
  /** The faults that stand at a device. */
  faults(deviceId: string): readonly string[];
  /** The scenario that plays. */
  playing(): string;
  /** The conditions that devices tell of themselves now, by their addresses. */
  conditions(): readonly string[];
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

/** A park by its name (a file of `parks/`), or by the path of its description. */
export const parkNamed = async (name: string): Promise<ParkDescription> =>
  JSON.parse(await readFile(name.endsWith('.json') ? name : path.join(import.meta.dirname, 'parks', `${name}.json`), 'utf8')) as ParkDescription;
/** The small park that tests and the tour are about. */
export const demoPark = (): Promise<ParkDescription> => parkNamed('demo');

/** `turn`: at which of its `everyS` seconds a slow device refreshes it. */
interface Shown { readonly point: PointDescription; readonly write: Writer; readonly on: ParkDevice; readonly turn: number }

async function startAll(o: ParkOptions, devices: ReadonlyMap<string, ParkDevice>): Promise<Record<string, number>> {
  const ports: Record<string, number> = {};
  try {
    for (const { id, port } of [...o.description.devices].toSorted((a, b) => Number(a.kind === 'opcua') - Number(b.kind === 'opcua'))) {   // what starts at once does not wait for what takes long
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

function named(park: ParkDescription, name: string): Scenario {
  const found = scenariosOf(park).find((x) => x.name === name);
  if (found === undefined) throw new Error(`no scenario named ${name}`);
  return found;
}

/** Starts a park: its devices on loopback, its plant stepped every tick, every value written with the device's own time. */
export async function startPark(o: ParkOptions): Promise<Park> {
  const tickMs = o.tickMs ?? 1000;
  const plant = plantOf(o.description, o.seed, o.startMs ?? Date.now());
  const devices = new Map(o.description.devices.map((d) => [d.id, deviceOf(d, o.pkiDir)] as const));
  const faults = parkFaults(devices);
  const conditions = parkConditions(o.description.conditions ?? [], devices);
  let current = named(o.description, o.scenario ?? 'calm');
  let beganS = 0;
  const shown: readonly Shown[] = o.description.points.map((point, i) => {
    const on = devices.get(point.device);
    if (on === undefined) throw new Error(`point ${point.id} is on ${point.device}, which is no device of this park`);
    return { point, on, write: writerOf(point, on), turn: i % (point.everyS ?? 1) };
  });
  let samples = plant.step(1e-3);

  let shownS = Number.NEGATIVE_INFINITY;
  /** Slow devices refresh some of their points each second of the plant, never all at once. */
  const due = (every: number, turn: number, second: number): boolean => second - shownS >= every || Math.floor((second - turn) / every) !== Math.floor((shownS - turn) / every);

  function show(): void {
    const now = Date.now();
    const second = plant.elapsedS();
    const at = new Map([...devices.keys()].map((id) => [id, new Date(now + faults.aheadMs(id))] as const));
    for (const { point, write, turn } of shown) {
      if (point.everyS !== undefined && !due(point.everyS, turn, second)) continue;
      const value = samples.get(point.id);
      if (value === undefined) throw new Error(`the plant has no ${point.id}`);
      if (faults.frozen(point)) continue;
      const over = faults.over(point);
      const put = over ? point.high + 0.1 * (point.high - point.low) : value;
      write(put, at.get(point.device)!, over);
      o.heard?.(point.id, put, second);
    }
    conditions.look(samples, (id) => at.get(id)!, faults.frozenWhole);
    shownS = second;
  }
  function tick(): void {
    o.before?.(plant.elapsedS());
    samples = plant.step((tickMs / 1000) * (o.speed ?? 1), (elapsedS) => current.at(elapsedS - beganS));
    show();
  }
  show();
  const ports = await startAll(o, devices);
  const timer = setInterval(tick, tickMs);

  async function fault(deviceId: string, kind: ParkFaultKind | null, { point, ...rest }: ParkFaultOptions = {}): Promise<void> {
    const on = devices.get(deviceId);
    if (on === undefined) throw new Error(`no device named ${deviceId}`);
    const target = point === undefined ? undefined : shown.find((s) => s.point.id === point && s.point.device === deviceId);
    if (point !== undefined && target === undefined) throw new Error(`no point named ${point} on ${deviceId}`);
    if (kind === null) return faults.clear(deviceId);
    return faults.start(deviceId, kind, target === undefined ? null : { id: target.point.id, state: target.point.digital }, target === undefined ? rest : { ...rest, address: faultAddress(target.point, on) });
  }
  return {
    ports, devices, fault,
    faults: faults.at,
    playing: () => current.name,
    conditions: conditions.standing,
    scenario: (name) => { current = named(o.description, name); beganS = plant.elapsedS(); },
    elapsedS: plant.elapsedS,
    value: (point) => samples.get(point) ?? null,
    stop: async () => {
      clearInterval(timer);
      faults.stop();
      await Promise.all([...devices.values()].map(({ device }) => device.stop()));
    },
  };
}
