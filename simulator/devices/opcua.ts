import net from 'node:net';
import type { UAVariable } from 'node-opcua';
import type { Device, DeviceValue, FaultKind, FaultOptions, WireFault } from './device.ts';
import { gate, type Line, type Listener } from './gate.ts';
import type { ConditionState, Conditions } from './opcua/conditions.ts';
import type { OpcUaServer, OpcUaServerOptions } from './opcua/server.ts';

export type OpcUaDeviceOptions = OpcUaServerOptions;
export interface OpcUaDevice extends Device {
  inject(fault: FaultKind | WireFault | null, opts?: FaultOptions): Promise<void>;
  /** The OPC UA status that this variable carries from now on (0 = Good), information bits included; the next `set` keeps it. */
  setStatus(address: string, statusCode: number): void;
  /** Raises, changes or ends the condition of this variable, with the device's own words and severity 1 to 1000. `acked`: false = it is of interest until acknowledged, though it has ended; by default as long as it is active. Kept over a restart. */
  condition(address: string, active: boolean, severity: number, text: string, opts?: { readonly acked?: boolean; readonly sourceTime?: Date }): void;
  /** A plain event of the device, of no variable. */
  tell(severity: number, text: string): void;
  /** Where clients connect; the resource path is `/park`. */
  endpoint(): string;
}

/** BadDeviceFailure, BadSensorFailure, UncertainEngineeringUnitsExceeded with limit bits High (OPC 10000-6 annex A, 10000-4 7.39). */
const DEVICE_FAILURE = 0x808b_0000;
const SENSOR_FAILURE = 0x808c_0000;
const EXCEEDED_HIGH = 0x4094_0600;

interface Cell { value: DeviceValue; time: Date; status: number; failed: boolean }
interface Shown { readonly value: DeviceValue; readonly time: Date; readonly status: number }

/** What a variable shows while a fault is on it: the first that applies, or the truth. */
function overlay(cells: ReadonlyMap<string, Cell>) {
  const bad = new Map<string, { code: number; time: Date }>();
  const over = new Map<string, number>();
  const frozen = new Map<string, Shown>();
  let allFrozen = false;
  const truth = (c: Cell): Shown => ({ value: c.value, time: c.time, status: c.failed ? DEVICE_FAILURE : c.status });
  return {
    shown: (address: string, c: Cell): Shown => {
      const stopped = frozen.get(address);
      if (stopped !== undefined) return stopped;
      const broken = bad.get(address) ?? bad.get('*');
      if (broken !== undefined) return { value: c.value, time: broken.time > c.time ? broken.time : c.time, status: broken.code };
      const beyond = over.get(address) ?? over.get('*');
      return beyond !== undefined && typeof c.value === 'number' ? { value: beyond, time: c.time, status: EXCEEDED_HIGH } : truth(c);
    },
    /** A variable that is new while everything is frozen stops at its first value. */
    born: (address: string, c: Cell): void => { if (allFrozen) frozen.set(address, truth(c)); },
    bad: (key: string, code: number): void => { bad.set(key, { code, time: new Date() }); },
    over: (key: string, value: number): void => { over.set(key, value); },
    freeze: (key: string): void => {
      allFrozen ||= key === '*';
      for (const [address, c] of cells) if (key === '*' || key === address) frozen.set(address, truth(c));
    },
    clear: (): void => { bad.clear(); over.clear(); frozen.clear(); allFrozen = false; },
  };
}

/** One client's line to the server behind the gate, bytes unread. */
function relay(line: Line, port: number): Listener {
  const inner = net.connect(port, '127.0.0.1');
  inner.setNoDelay(true);
  inner.on('data', (bytes: Buffer) => line.send(bytes));
  inner.on('error', () => inner.destroy());
  inner.on('close', () => line.end());
  return { hear: (bytes) => { inner.write(bytes); }, gone: () => { inner.destroy(); } };
}

/** An OPC UA device whose variables (`ns=2;s=...`) appear when they are first set: number → Double, boolean → Boolean, string → String. Security None, Basic256Sha256 and Aes256_Sha256_RsaPss. */
export function opcuaDevice(options: OpcUaDeviceOptions): OpcUaDevice {
  const cells = new Map<string, Cell>();
  const variables = new Map<string, UAVariable>();
  const standing = new Map<string, ConditionState>();
  const faults = overlay(cells);
  let running: OpcUaServer | null = null;
  let told: Conditions | null = null;
  let port = 0;
  const door = gate((line) => relay(line, running?.port ?? 0));

  function publish(address: string, c: Cell): void {
    const shown = faults.shown(address, c);
    const variable = variables.get(address);
    if (variable !== undefined) running?.publish(variable, shown.value, shown.status, shown.time);
  }
  function expose(address: string, c: Cell): void {
    if (running === null) return;
    variables.set(address, running.variable(address, c.value));
    publish(address, c);
  }
  function cellOf(address: string, value: DeviceValue): Cell {
    if (!address.startsWith('ns=2;s=')) throw new RangeError(`not an address of this device: ${address}`);
    const there = cells.get(address);
    if (there !== undefined) return there;
    const c: Cell = { value, time: new Date(), status: 0, failed: false };
    cells.set(address, c);
    faults.born(address, c);
    expose(address, c);
    return c;
  }
  function change(address: string, value: DeviceValue, to: Partial<Cell>): void {
    const c = Object.assign(cellOf(address, value), to);
    publish(address, c);
  }
  async function start(wanted: number): Promise<number> {
    port = await door.start(wanted);
    // the library is large: whoever shows no OPC UA device does not wait for it, and other devices answer before it is there
    const [{ opcuaServer }, { opcuaConditions }] = await Promise.all([import('./opcua/server.ts'), import('./opcua/conditions.ts')]);
    running = await opcuaServer(options, port).catch(async (e: unknown) => { await door.stop(); throw e; });
    told = opcuaConditions(running.namespace, running.folder);
    for (const [address, c] of cells) expose(address, c);
    for (const [address, state] of standing) if (state.active || !state.acked) told.raise(address, variables.get(address)!, state);
    return port;
  }
  async function stop(): Promise<void> {
    await door.stop();
    const was = running;
    running = told = null;
    variables.clear();
    await was?.server.shutdown(0);
  }
  async function inject(fault: FaultKind | WireFault | null, opts: FaultOptions = {}): Promise<void> {
    const key = opts.address ?? '*';
    const begin: Record<FaultKind | WireFault, () => void | Promise<void>> = {
      drop: () => door.drop(true),
      late: () => door.late(opts.ms ?? 2000),
      garbage: () => door.noise(true),
      'half-frame': () => door.half(true),
      'slow-answer': () => door.slow(opts.ms ?? 1500),
      frozen: () => faults.freeze(key),
      'bad-status': () => faults.bad(key, opts.code ?? SENSOR_FAILURE),
      'over-range': () => faults.over(key, opts.value ?? 1e6),
    };
    if (fault === null) { faults.clear(); door.late(0); door.noise(false); door.slow(0); door.half(false); await door.drop(false); } else await begin[fault]();
    for (const [address, c] of cells) publish(address, c);
  }
  return {
    start, stop, inject,
    set: (address, value, opts) => change(address, value, { value, time: opts?.sourceTime ?? new Date(), failed: false }),
    get: (address) => { const c = cells.get(address); return c === undefined ? null : faults.shown(address, c).value; },
    setStatus: (address, status) => change(address, 0, { status: status >>> 0, time: new Date() }),
    fault: (address) => { change(address, 0, { failed: true, time: new Date() }); return DEVICE_FAILURE; },
    condition(address, active, severity, text, opts = {}) {
      cellOf(address, 0);
      const state: ConditionState = { active, severity, text, acked: opts.acked ?? !active, time: opts.sourceTime ?? new Date() };
      standing.set(address, state);
      told?.raise(address, variables.get(address)!, state);
    },
    tell: (severity, text) => told?.tell(severity, text),
    connections: () => door.connections(),
    endpoint: () => `opc.tcp://127.0.0.1:${port}/park`,
  };
}
