import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { adapterKind } from '#adapters';
import { treatment, type Adapter, type AdapterFault, type Batch } from '#app/acquisition';
import type { Result } from '#kernel/result';
import type { readSourceSecret } from '#storage';
import { systemClock } from '../clock.ts';
import { boundEvents } from './events.ts';
import type { CollectorStart, Counted, FromCollector, ToCollector } from './messages.ts';
import { runner } from './runner.ts';

/** The worker thread of one source: one adapter, nothing else. One that throws ends this thread, and no other source notices. */
const start = workerData as CollectorStart;
const port = parentPort!;
const say = (message: FromCollector, transfer: readonly ArrayBuffer[] = []): void => port.postMessage(message, transfer as ArrayBuffer[]);
const aliveEveryMs = 1000;
const ending = new AbortController();
const treated = treatment();

let taken: () => void = () => {};
/** Sends one batch and waits until the engine has taken it; its columns are handed over, not copied. */
async function send(batch: Batch, lost: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  taken = resolve;
  const columns = [batch.handle, batch.value, batch.status, batch.sourceTime, batch.receivedTime].map((c) => c.buffer as ArrayBuffer);
  say({ t: 'batch', batch, lost, treated: treated.counts() }, [...new Set(columns)]);
  await promise;
}

/** A secret that cannot be read is none; the log says why, never what it is. */
function secretOf(storage: { readonly readSourceSecret: typeof readSourceSecret } | null, name: string): string | null {
  if (storage === null) return null;
  const secret = storage.readSourceSecret(start.dataDir, name);
  if (secret.ok) return secret.value;
  say({ t: 'note', line: `secret ${name}: ${secret.fault.code}` });
  return null;
}

async function make(): Promise<Result<Adapter, AdapterFault>> {
  const kind = adapterKind(start.kind);
  if (!kind.ok) return kind;
  // most sources have no secret and keep nothing: they do not wait for what reads files
  const storage = kind.value.stores || JSON.stringify(start.options)?.includes('"secret:') === true ? await import('#storage') : null;
  return (await kind.value.load())(start.options, {
    clock: systemClock, bound: start.bound, pki: path.join(start.dataDir, 'pki'),
    note: (line) => say({ t: 'note', line }), link: (state) => run.link(state), secret: (name) => secretOf(storage, name),
    ...(storage !== null && { store: storage.smallStore(start.dataDir, start.source) }), record: (fact) => say({ t: 'record', fact }),
  });
}
const made = make();
const events = boundEvents(systemClock, { event: (event) => say({ t: 'event', event }), eventsLeft: (left, of) => say({ t: 'events-left', left, of }) });
const run = runner(made, { sink: { take: async (batch) => { const adapter = await made; await send(treated.treat(batch), adapter.ok ? adapter.value.lost() : 0); } }, events, say: (state) => say({ t: 'link', state }), cancel: ending.signal });

async function close(): Promise<void> {
  ending.abort();
  const adapter = await made;
  if (adapter.ok) await adapter.value.close();
  events.close();
  clearInterval(pulse);
  say({ t: 'closed' });
  port.close();
}

port.on('message', (message: ToCollector) => {
  switch (message.t) {
    case 'run': treated.points(message.points); void run.run(message.points); break;
    case 'taken': taken(); break;
    case 'close': void close(); break;
  }
});
let counted: () => Counted = () => ({ lost: 0 });
void made.then((adapter) => { if (adapter.ok) { const { value } = adapter; counted = () => ({ lost: value.lost(), waiting: value.waiting?.() ?? 0, counts: value.counts?.() ?? {} }); } });
const alive = (): void => say({ t: 'alive', ...counted(), treated: treated.counts() });
const pulse = setInterval(alive, aliveEveryMs);
alive();
