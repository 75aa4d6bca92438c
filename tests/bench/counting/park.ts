import { countedWire } from '../../../simulator/counters/wires.ts';
import type { Protocol } from '../../../simulator/counters/wire.ts';
import { secretOf } from './site.ts';

/** What the park's process is told: `port` is that of ours where the peer calls, else 0. */
export interface ParkAsk { readonly periodMs: number; readonly wires: readonly { readonly protocol: Protocol; readonly points: number; readonly port: number; readonly dir: string }[] }
export interface ParkSays { readonly wires: readonly { readonly protocol: Protocol; readonly port: number; readonly addresses: readonly string[] }[] }

/** What its counting was: how often, how long the slowest took, how often it waited because the park itself had stood still, and its CPU. */
export interface ParkCost { readonly count: number; readonly slowestMs: number; readonly stalls: number; readonly cpuS: number }

/** A timer this late, in ms, means that the park stood still: who asked meanwhile is answered first, for so long, and at most so often in a row. */
const [lateMs, answerMs, mostWaits] = [200, 600, 3];

/** A park of counters over any protocols in a process of its own: prints where they are, counts until its standard input ends, then prints what the counting cost. */
async function main(): Promise<void> {
  const ask = JSON.parse(process.argv[2] ?? '') as ParkAsk;
  const wires = ask.wires.map(({ protocol, points, dir }) => countedWire(protocol, { points, dir, secret: secretOf(protocol) }));
  const said: ParkSays['wires'][number][] = [];
  let [count, slowest, stalls] = [1, 0, 0];
  for (const [i, wire] of wires.entries()) {
    if (wire.protocol !== 'database') wire.show(count, new Date());
    const port = await wire.start(ask.wires[i]!.port);
    if (wire.protocol === 'database') wire.show(count, new Date());
    said.push({ protocol: wire.protocol, port, addresses: wire.addresses });
  }
  process.stdout.write(`${JSON.stringify({ wires: said })}\n`);
  let timer: NodeJS.Timeout;
  /** A register shows one number: one that is overwritten before the questions that wait for it were answered was lost by the park, and by nobody that is measured here. */
  function next(due: number, waits: number): void {
    timer = setTimeout(() => {
      const from = performance.now();
      if (from - due > lateMs && waits < mostWaits) { stalls++; next(from + answerMs, waits + 1); return; }
      const at = new Date();
      count++;
      for (const wire of wires) wire.show(count, at);
      slowest = Math.max(slowest, performance.now() - from);
      next(Math.max(due + ask.periodMs, from + 0.9 * ask.periodMs), 0);
    }, due - performance.now());
  }
  next(performance.now() + ask.periodMs, 0);
  process.stdin.resume().on('end', () => {
    clearTimeout(timer);
    const { user, system } = process.cpuUsage();
    const cost: ParkCost = { count, slowestMs: slowest, stalls, cpuS: (user + system) / 1e6 };
    process.stdout.write(`${JSON.stringify(cost)}\n`);
    void Promise.all(wires.map((w) => w.stop())).then(() => process.exit(0));
  });
}
if (process.argv[1] === import.meta.filename) await main();
