import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Adapter, AdapterFault, Batch, Point } from '#app/acquisition';
import { readSecret } from '#storage';
import { adapterKinds } from '#adapters';
import { systemClock } from '../clock.ts';
import type { CollectorStart, FromCollector, ToCollector } from './messages.ts';

/** The worker thread of one source: one adapter, nothing else. One that throws ends this thread, and no other source notices. */
const start = workerData as CollectorStart;
const port = parentPort!;
const say = (message: FromCollector, transfer: readonly ArrayBuffer[] = []): void => port.postMessage(message, transfer as ArrayBuffer[]);
const aliveEveryMs = 1000;

let taken: () => void = () => {};
/** Sends one batch and waits until the engine has taken it; its columns are handed over, not copied. */
async function take(batch: Batch): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  taken = resolve;
  const columns = [batch.handle, batch.value, batch.status, batch.sourceTime, batch.receivedTime].map((c) => c.buffer as ArrayBuffer);
  say({ t: 'batch', batch, lost: adapter.ok ? adapter.value.lost() : 0 }, [...new Set(columns)]);
  await promise;
}

/** A secret that cannot be read is none; the log says why, never what it is. */
function secretOf(name: string): string | null {
  const secret = readSecret(start.dataDir, name);
  if (secret.ok) return secret.value;
  say({ t: 'note', line: `secret ${name}: ${secret.fault.code}` });
  return null;
}

const adapter = make();
function make() {
  const factory = Object.hasOwn(adapterKinds, start.kind) ? adapterKinds[start.kind] : undefined;
  if (factory === undefined) return { ok: false, fault: { code: 'bad-options', params: { field: 'kind', value: start.kind } } } as const;
  return factory(start.options, {
    clock: systemClock, bound: start.bound, pki: path.join(start.dataDir, 'pki'),
    note: (line) => say({ t: 'note', line }),
    link: (state) => say({ t: 'link', state }),
    secret: secretOf,
  });
}

/** Every address that the adapter cannot mean, one after the other; at most 100 are named. */
function addressFaults(a: Adapter, points: readonly Point[]): AdapterFault[] {
  const faults: AdapterFault[] = [];
  for (let left = points; left.length > 0 && faults.length < 100;) {
    const result = a.watch(left, { take: async () => {} });
    if (result.ok) break;
    faults.push(result.fault);
    if (result.fault.code !== 'bad-address') break;
    left = left.filter((p) => p.address !== result.fault.params['address']);
  }
  return faults;
}

async function run(points: readonly Point[]): Promise<void> {
  if (!adapter.ok) { say({ t: 'link', state: { up: false, reason: adapter.fault } }); return; }
  const opened = await adapter.value.open(new AbortController().signal);
  if (!opened.ok) say({ t: 'link', state: { up: false, reason: opened.fault } });
  const watched = adapter.value.watch(points, { take });
  if (!watched.ok) say({ t: 'link', state: { up: false, reason: watched.fault } });
}

port.on('message', (message: ToCollector) => {
  switch (message.t) {
    case 'check': say({ t: 'checked', faults: adapter.ok ? addressFaults(adapter.value, message.points) : [adapter.fault] }); break;
    case 'run': void run(message.points); break;
    case 'taken': taken(); break;
    case 'close': void (adapter.ok ? adapter.value.close() : Promise.resolve()).then(() => { say({ t: 'closed' }); port.close(); clearInterval(pulse); }); break;
  }
});
const pulse = setInterval(() => say({ t: 'alive', lost: adapter.ok ? adapter.value.lost() : 0 }), aliveEveryMs);
