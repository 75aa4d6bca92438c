import type { Device, DeviceValue, FaultKind, FaultOptions, WireFault } from './device.ts';
import { gate, type Line, type Listener } from './gate.ts';
import { modbusMemory, placeOf, wordsOf, type Place, type WideType, type WordOrder } from './modbus/memory.ts';
import { answer, Exception, frame, takeRequests, type Cells } from './modbus/pdu.ts';

/** `regions`: places that exist from the start, as `['hr:0', 1000]`; others exist once they are set. */
export interface ModbusDeviceOptions { readonly regions?: readonly (readonly [address: string, count: number])[] }

export interface ModbusDevice extends Device {
  inject(fault: FaultKind | WireFault | null, opts?: FaultOptions): Promise<void>;
  /** Two or four registers at once: no client can read half of it. */
  setWide(address: string, type: WideType, value: number, order?: WordOrder): void;
  setFloat(address: string, value: number, order?: WordOrder): void;
  setInt32(address: string, value: number, order?: WordOrder): void;
}

const keyOf = (p: Place): string => `${p.unit}/${p.table}:${p.offset}`;

/** The faults of places, and what is shown while values are frozen or beyond their scale. */
function overlay(memory: ReturnType<typeof modbusMemory>) {
  const own = new Set<string>();                               // `fault(address)`: until the next set
  const bad = new Map<string, number>();                       // address or '*' → exception code
  const over = new Map<string, number>();                      // address or '*' → raw value shown
  const frozen = new Map<string, number>();                    // address → value it stopped at
  let all: ReturnType<typeof memory.copy> | null = null;       // everything, when all is frozen

  const shown = (p: Place): number => {
    const beyond = over.get(keyOf(p)) ?? over.get('*');
    if (beyond !== undefined) return p.table === 'co' || p.table === 'di' ? memory.read(p) : beyond;
    return frozen.get(keyOf(p)) ?? all?.get(`${p.unit}/${p.table}`)?.get(p.offset) ?? memory.read(p);
  };
  return {
    own, shown,
    refuses: (p: Place): number => (own.has(keyOf(p)) ? Exception.deviceFailure : bad.get(keyOf(p)) ?? bad.get('*') ?? 0),
    bad: (key: string, code: number): void => { bad.set(key, code); },
    over: (key: string, value: number): void => { over.set(key, value); },
    freeze: (place: Place | null): void => { if (place === null) all = memory.copy(); else frozen.set(keyOf(place), memory.read(place)); },
    clear: (): void => { bad.clear(); over.clear(); frozen.clear(); all = null; },
  };
}

/**
 * A Modbus TCP device, written from the standard (Application Protocol V1.1b3; Messaging on TCP/IP 1.0b): functions 1-6, 15, 16.
 * Units 0 and 255 mean unit 1; a unit that holds nothing answers exception 0x0B. A place's own fault is exception 4.
 */
export function modbusDevice(options: ModbusDeviceOptions = {}): ModbusDevice {
  const memory = modbusMemory();
  const faults = overlay(memory);
  for (const [address, count] of options.regions ?? []) memory.fill(placeOf(address), count);
  const cells: Cells = { has: memory.has, read: faults.shown, write: memory.write, refuses: faults.refuses };

  function serve(line: Line): Listener {
    let rest: Buffer = Buffer.alloc(0);
    return {
      hear: (bytes) => {
        const taken = takeRequests(Buffer.concat([rest, bytes]));
        rest = Buffer.from(taken.rest);
        for (const request of taken.requests) {
          if (request.protocol !== 0) continue;                // not Modbus: discarded (Messaging 1.0b, 4.4.2.1)
          const unit = request.unit === 0 || request.unit === 255 ? 1 : request.unit;
          const pdu = memory.hasUnit(unit) ? answer(cells, unit, request.pdu) : Buffer.from([(request.pdu[0] ?? 0) | 0x80, Exception.gatewayNoAnswer]);
          line.send(frame(request, pdu));
        }
        if (taken.broken) line.end();
      },
      gone: () => { rest = Buffer.alloc(0); },
    };
  }
  const door = gate(serve);

  function put(place: Place, value: number): void {
    faults.own.delete(keyOf(place));
    memory.write(place, value);
  }
  function set(address: string, value: DeviceValue): void {
    const place = placeOf(address);
    const n = Number(value);
    if (!Number.isInteger(n) || n < -0x8000 || n > 0xffff) throw new RangeError(`not a 16-bit value: ${String(value)}`);
    put(place, place.table === 'co' || place.table === 'di' ? Number(n !== 0) : n & 0xffff);
  }
  function setWide(address: string, type: WideType, value: number, order: WordOrder = 'abcd'): void {
    const first = placeOf(address);
    wordsOf(type, value, order).forEach((word, i) => put({ ...first, offset: first.offset + i }, word));
  }
  async function inject(fault: FaultKind | WireFault | null, opts: FaultOptions = {}): Promise<void> {
    const place = opts.address === undefined ? null : placeOf(opts.address);
    const key = place === null ? '*' : keyOf(place);
    const begin: Record<FaultKind | WireFault, () => void | Promise<void>> = {
      drop: () => door.drop(true),
      late: () => door.late(opts.ms ?? 2000),
      garbage: () => door.noise(true),
      'half-frame': () => door.half(true),
      'slow-answer': () => door.slow(opts.ms ?? 1500),
      frozen: () => faults.freeze(place),
      'bad-status': () => faults.bad(key, opts.code ?? Exception.deviceFailure),
      'over-range': () => faults.over(key, opts.value ?? 0x7fff),
    };
    if (fault !== null) return begin[fault]();
    faults.clear();
    door.late(0);
    door.noise(false);
    door.slow(0);
    door.half(false);
    return door.drop(false);
  }
  return {
    start: (port) => door.start(port),
    stop: () => door.stop(),
    set, setWide, inject,
    setFloat: (address, value, order) => setWide(address, 'f32', value, order),
    setInt32: (address, value, order) => setWide(address, value < 0 ? 'i32' : 'u32', value, order),
    get: (address) => { const p = placeOf(address); return memory.has(p) ? faults.shown(p) : null; },
    fault: (address) => { const p = placeOf(address); if (!memory.has(p)) memory.write(p, 0); faults.own.add(keyOf(p)); return Exception.deviceFailure; },
    connections: () => door.connections(),
  };
}
