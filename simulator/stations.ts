import { hj212Station, type Hj212Station, type StationFault } from './devices/hj212.ts';
import type { Device, DeviceValue, FaultOptions } from './devices/device.ts';

/** `mn`: which station; `st`: what it is of (HJ 212-2017: 22 air, 32 waste water). `periodMs`: how often each tells all. */
export interface StationsOptions { readonly stations: readonly { readonly mn: string; readonly st: string }[]; readonly periodMs: number }
export interface Stations extends Omit<Device, 'inject'> { inject(fault: StationFault | null, opts?: FaultOptions): Promise<void> }

/** Many monitoring stations that call one centre (`start(port)` is the centre's port): addresses are `<mn>/<factor>-Rtd`. A fault with an address is one of that station, else of all. */
export function stationsDevice(o: StationsOptions): Stations {
  const all = new Map<string, Hj212Station>(o.stations.map(({ mn, st }) => [mn, hj212Station({ mn, st, periodMs: o.periodMs, heartMs: 30_000 })]));
  const of = (address: string): Hj212Station => all.get(address.split('/')[0] ?? '') ?? ((): never => { throw new RangeError(`no station of ${address}`); })();
  const timers = new Set<NodeJS.Timeout>();
  return {
    start: async (port) => {
      // one after the other over a period, as stations that nobody started together
      let n = 0;
      for (const station of all.values()) { const t = setTimeout(() => { timers.delete(t); void station.start(port); }, (n++ * Math.min(o.periodMs, 2000)) / all.size); timers.add(t); }
      return port;
    },
    stop: async () => { for (const t of timers) clearTimeout(t); timers.clear(); await Promise.all([...all.values()].map((s) => s.stop())); },
    set: (address, value, opts) => of(address).set(address, value, opts),
    get: (address): DeviceValue | null => of(address).get(address),
    fault: (address) => of(address).fault(address),
    connections: () => [...all.values()].reduce((n, s) => n + s.connections(), 0),
    inject: async (fault, opts = {}) => { await Promise.all((opts.address === undefined ? [...all.values()] : [of(opts.address)]).map((s) => s.inject(fault, opts))); },
  };
}
