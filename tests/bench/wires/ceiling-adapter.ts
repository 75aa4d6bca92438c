import type { Batch } from '#app/acquisition';
import { watching } from '../counting/adapter.ts';
import type { Place } from '../counting/site.ts';

export interface CeilingAsk { readonly place: Place; readonly addresses: readonly string[]; readonly pki: string; readonly warmMs: number; readonly ms: number }
export interface CeilingSays { readonly changes: number; readonly cpuMs: number; readonly ms: number; readonly lost: number }

/** One adapter in a process of its own: prints `ready` when it is called to listen, then how many changes it brought in so long and what CPU they took. */
const ask = JSON.parse(process.argv[2] ?? '') as CeilingAsk;
const last = new Float64Array(ask.addresses.length).fill(NaN);
let [changes, skipped] = [0, 0];
function take(batch: Batch): Promise<void> {
  for (let i = 0; i < batch.length; i++) {
    const [handle, value] = [batch.handle[i]!, batch.value[i]!];
    if (Number.isNaN(value) || value === last[handle]) continue;
    if (value > last[handle]! + 1) skipped += value - last[handle]! - 1;
    last[handle] = value;
    changes++;
  }
  return Promise.resolve();
}
const cpuMs = (): number => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
await watching(ask.place, ask.addresses, { take }, { pki: ask.pki });
process.stdout.write('ready\n');
const patience = performance.now() + 30_000;
while (last.some(Number.isNaN) && performance.now() < patience) await new Promise((r) => setTimeout(r, 100));
await new Promise((r) => setTimeout(r, ask.warmMs));
[changes, skipped] = [0, 0];
const [cpu, from] = [cpuMs(), performance.now()];
await new Promise((r) => setTimeout(r, ask.ms));
const says: CeilingSays = { changes, cpuMs: cpuMs() - cpu, ms: performance.now() - from, lost: skipped };
process.stdout.write(`${JSON.stringify(says)}\n`, () => process.exit(0));
