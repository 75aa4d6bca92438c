import { countedWire } from '../../../simulator/counters/wires.ts';
import { protocols, type Protocol } from '../../../simulator/counters/wire.ts';
import { freePort, secretOf } from '../counting/site.ts';
import { wireFaults, type WireFault } from './cases.ts';
import { spoiltWire, type SpoiltWire } from './wire.ts';

const HOUR = 3_600_000;
const periodMs = 1000;
const isWireFault = (fault: string): fault is WireFault => (wireFaults as readonly string[]).includes(fault);

/** One peer of each protocol behind a wire of its own, all counting at 1 Hz. `shownAt(n)`: when number n was shown, epoch ms. */
export async function countingPeers(points: number, dir: string) {
  const shown: number[] = [];
  const peers = new Map<Protocol, { readonly wire: ReturnType<typeof countedWire>; readonly relay: SpoiltWire | null; readonly place: { readonly protocol: Protocol; readonly port: number }; clockMs: number }>();
  for (const protocol of protocols) {
    const wire = countedWire(protocol, { points, dir, secret: secretOf(protocol) });
    const outer = wire.calls ? await freePort() : 0;
    let inner = 0;
    const relay = protocol === 'database' ? null : await spoiltWire(() => (wire.calls ? outer : inner), wire.calls);
    if (protocol !== 'database') wire.show(1, new Date());
    inner = await wire.start(wire.calls ? relay!.port : 0);
    peers.set(protocol, { wire, relay, place: { protocol, port: wire.calls ? outer : relay?.port ?? 0 }, clockMs: 0 });
  }
  let count = 1;
  function show(): void {
    const now = Date.now();
    shown[++count] = now;
    for (const { wire, clockMs } of peers.values()) wire.show(count, new Date(now + clockMs));
  }
  const timer = setInterval(show, periodMs);
  return {
    places: [...peers.values()].map(({ place, wire }) => ({ ...place, points, dir, everyMs: 500, addresses: wire.addresses })),
    /** What can be done to each: its own faults, those of its wire, and a wrong clock where values have a time. */
    known: [...peers].map(([protocol, { wire, relay }]) => [protocol, [...new Set([...wire.faults, ...(relay === null ? [] : wireFaults), ...(protocol === 'modbus' ? [] : ['wrong-clock'])])]] as const),
    shownAt: (n: number): number => shown[n] ?? 0,
    count: (): number => count,
    async begin(protocol: Protocol, fault: string): Promise<void> {
      const p = peers.get(protocol)!;
      if (p.wire.faults.includes(fault)) await p.wire.inject(fault);
      else if (isWireFault(fault)) p.relay?.spoil(fault);
      else p.clockMs = HOUR;
    },
    async over(protocol: Protocol): Promise<void> {
      const p = peers.get(protocol)!;
      p.relay?.spoil(null);
      p.clockMs = 0;
      await p.wire.inject(null);
    },
    async end(): Promise<void> {
      clearInterval(timer);
      await Promise.all([...peers.values()].map(async ({ wire, relay }) => { await wire.stop(); await relay?.end(); }));
    },
  };
}
