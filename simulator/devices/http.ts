import { createHash } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import type { Device, DeviceValue, FaultKind, FaultOptions, WireFault } from './device.ts';
import { gate, type Line, type Listener } from './gate.ts';

/** What this device can be made to do besides. `wrong-clock`: its times are off by `ms` (default an hour ahead). `half-frame`: answers break off in their middle. */
export type HttpFaultKind = FaultKind | WireFault | 'wrong-clock';
/** `password`: of the user `park`; without it everybody may ask. `etags`: answer 304 to who knows the document already (default true). */
export interface HttpDeviceOptions { readonly password?: string; readonly etags?: boolean }
export interface HttpDevice extends Omit<Device, 'inject'> {
  inject(fault: HttpFaultKind | null, opts?: FaultOptions): Promise<void>;
  /** Answers this resource with an HTTP status of its own; 200 ends it. */
  setStatus(resource: string, status: number): void;
  /** How many requests came, and how many of them were answered 304. */
  asked(): { readonly all: number; readonly same: number };
}

/** A device's own trouble with one sensor, as it says it in `quality`. */
const SENSOR_FAULT = 9;
const ADDRESS = /^([\w./-]*)#\$\.([\w-]+)\.value$/;

interface Cell { value: DeviceValue; time: number; failed: boolean }
interface Shown { readonly value: DeviceValue | null; readonly time: number; readonly quality: string | number }

function placeOf(address: string): readonly [resource: string, name: string] {
  const [, resource, name] = ADDRESS.exec(address) ?? [];
  if (resource === undefined || name === undefined) throw new RangeError(`not an address of this device: ${address}`);
  return [resource, name];
}

/** What is shown of each value while a fault is on it. */
function overlay(cells: ReadonlyMap<string, ReadonlyMap<string, Cell>>) {
  const bad = new Map<string, number>();
  const over = new Map<string, number>();
  const frozen = new Map<string, Shown>();
  let offMs = 0;
  const truth = (c: Cell): Shown => ({ value: c.failed ? null : c.value, time: c.time + offMs, quality: c.failed ? SENSOR_FAULT : 'good' });
  return {
    shown: (address: string, c: Cell): Shown => {
      const code = bad.get(address) ?? bad.get('*');
      const beyond = over.get(address) ?? over.get('*');
      const stopped = frozen.get(address);
      if (stopped !== undefined) return stopped;
      if (code !== undefined) return { value: null, time: c.time + offMs, quality: code };
      return beyond !== undefined && typeof c.value === 'number' ? { value: beyond, time: c.time + offMs, quality: 'good' } : truth(c);
    },
    bad: (key: string, code: number): void => { bad.set(key, code); },
    over: (key: string, value: number): void => { over.set(key, value); },
    clock: (ms: number): void => { offMs = ms; },
    freeze: (key: string): void => {
      for (const [resource, names] of cells) for (const [name, c] of names) {
        const address = `${resource}#$.${name}.value`;
        if (key === '*' || key === address) frozen.set(address, truth(c));
      }
    },
    clear: (): void => { bad.clear(); over.clear(); frozen.clear(); offMs = 0; },
  };
}

/** One client's line to the server behind the gate. `half`: what goes to the client ends in its middle. */
function relay(line: Line, port: number, half: () => boolean): Listener {
  const inner = net.connect(port, '127.0.0.1');
  inner.setNoDelay(true);
  inner.on('data', (bytes: Buffer) => {
    if (!half()) { line.send(bytes); return; }
    line.send(bytes.subarray(0, Math.ceil(bytes.length / 2)));
    inner.pause();
  });
  inner.on('error', () => inner.destroy());
  inner.on('close', () => line.end());
  return { hear: (bytes) => { inner.write(bytes); }, gone: () => { inner.destroy(); } };
}

/** A REST device: `GET /<resource>` answers `{"<name>":{"value":..,"quality":..,"time":<ms>}}`; a resource exists once a value of it was set (`<resource>#$.<name>.value`). */
export function httpDevice(options: HttpDeviceOptions = {}): HttpDevice {
  const cells = new Map<string, Map<string, Cell>>();
  const statuses = new Map<string, number>();
  const faults = overlay(cells);
  const count = { all: 0, same: 0 };
  const wanted = options.password === undefined ? null : `Basic ${Buffer.from(`park:${options.password}`).toString('base64')}`;
  let inner: http.Server | null = null;
  let half = false;
  const door = gate((line) => relay(line, (inner?.address() as net.AddressInfo | null)?.port ?? 0, () => half));

  function documentOf(resource: string): string {
    const names = [...(cells.get(resource) ?? [])];
    return JSON.stringify(Object.fromEntries(names.map(([name, c]) => [name, faults.shown(`${resource}#$.${name}.value`, c)])));
  }
  function serve(request: http.IncomingMessage, response: http.ServerResponse): void {
    count.all++;
    const resource = (request.url ?? '/').replace(/^\//, '').replace(/\?.*$/, '');
    const own = statuses.get(resource) ?? (cells.has(resource) ? 200 : 404);
    const status = wanted !== null && request.headers.authorization !== wanted ? 401 : own;
    if (status !== 200) { response.writeHead(status, { 'content-type': 'application/json', ...(status === 401 && { 'www-authenticate': 'Basic realm="device"' }) }).end('{}'); return; }
    const body = documentOf(resource);
    const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
    if (options.etags !== false && request.headers['if-none-match'] === etag) { count.same++; response.writeHead(304, { etag }).end(); return; }
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...(options.etags !== false && { etag }) }).end(body);
  }
  async function start(port: number): Promise<number> {
    const server = http.createServer({ keepAliveTimeout: 60_000 }, serve);
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    inner = server;
    return door.start(port).catch(async (e: unknown) => { await stop(); throw e; });
  }
  async function stop(): Promise<void> {
    await door.stop();
    const was = inner;
    inner = null;
    was?.closeAllConnections();
    if (was !== null) await new Promise<void>((resolve) => { was.close(() => resolve()); });
  }
  function cellOf(address: string): Cell {
    const [resource, name] = placeOf(address);
    const names = cells.get(resource) ?? new Map<string, Cell>();
    cells.set(resource, names);
    const c = names.get(name) ?? { value: 0, time: Date.now(), failed: false };
    names.set(name, c);
    return c;
  }
  async function inject(fault: HttpFaultKind | null, opts: FaultOptions = {}): Promise<void> {
    const key = opts.address ?? '*';
    const begin: Record<HttpFaultKind, () => void | Promise<void>> = {
      drop: () => door.drop(true),
      late: () => door.late(opts.ms ?? 2000),
      garbage: () => door.noise(true),
      frozen: () => faults.freeze(key),
      'bad-status': () => faults.bad(key, opts.code ?? SENSOR_FAULT),
      'over-range': () => faults.over(key, opts.value ?? 1e6),
      'wrong-clock': () => faults.clock(opts.ms ?? 3_600_000),
      'half-frame': () => { half = true; },
      'slow-answer': () => door.slow(opts.ms ?? 1500),
    };
    if (fault !== null) { await begin[fault](); return; }
    faults.clear();
    half = false;
    door.late(0);
    door.noise(false);
    door.slow(0);
    await door.drop(false);
  }
  return {
    start, stop, inject,
    set: (address, value, opts) => { Object.assign(cellOf(address), { value, time: (opts?.sourceTime ?? new Date()).getTime(), failed: false }); },
    get: (address) => { const [resource, name] = placeOf(address); const c = cells.get(resource)?.get(name); return c === undefined ? null : faults.shown(address, c).value; },
    fault: (address) => { Object.assign(cellOf(address), { failed: true, time: Date.now() }); return SENSOR_FAULT; },
    connections: () => door.connections(),
    setStatus: (resource, status) => { if (status === 200) statuses.delete(resource); else statuses.set(resource, status); },
    asked: () => ({ ...count }),
  };
}
