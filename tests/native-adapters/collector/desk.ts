import { onTestFinished } from 'vitest';
import { collector, collectorOptions } from '#adapters/collector';
import { row, type Batch, type LinkState, type Sample, type SmallStore } from '#app/acquisition';
import { pointId } from '#app/park';
import { collectionHost } from '../../../simulator/devices/collection-host.ts';
import { relay } from '../../conformance/relay.ts';
import { countingClock, never } from '../../conformance/subject.ts';

export const secret = 'a-secret-of-thirty-two-characters';
/** A store in memory, as the worker's is on the disk. */
export function memoryStore(): SmallStore & { readonly files: Map<string, string> } {
  const files = new Map<string, string>();
  let stamp = 0;
  const stamps = new Map<string, number>();
  return { files, read: (name) => files.get(name) ?? null, write: (name, text) => { files.set(name, text); stamps.set(name, ++stamp); return true; }, stamp: (name) => stamps.get(name) ?? null };
}
export const port = (): Promise<number> => relay().reserve();

/** An adapter that watches `names`, and everything that it said. */
export async function receiver(at: number, names: readonly string[], { store, secrets = { far: secret }, options = {}, pki = '' }: { readonly store?: SmallStore; readonly secrets?: Readonly<Record<string, string>>; readonly options?: object; readonly pki?: string } = {}) {
  const { clock, timers } = countingClock();
  const parsed = collectorOptions({ port: at, collector: 'far', secret: 'secret:far', silentMs: 2000, answerMs: 300, retryMs: 20, ...options });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  const [links, notes, taken, facts]: [LinkState[], string[], (Sample & { readonly past: boolean })[], { readonly kind: string; readonly params: object }[]] = [[], [], [], []];
  let gate: Promise<void> = Promise.resolve();
  const adapter = collector(parsed.value, { clock, note: (l) => notes.push(l), bound: 1000, link: (l) => links.push(l), pki, secret: (n) => secrets[n] ?? null, record: (f) => facts.push(f), ...(store && { store }) });
  onTestFinished(() => adapter.close());
  await adapter.open(never);
  adapter.watch(names.map((name, i) => ({ handle: i + 1, id: pointId(name), address: name })), { take: async (b: Batch) => { for (let i = 0; i < b.length; i++) taken.push({ ...row(b, i), past: b.late === 'past' }); await gate; } });
  return {
    adapter, links, notes, taken, facts, timers,
    of: (name: string) => taken.filter((s) => s.handle === names.indexOf(name) + 1),
    hold(): () => void { const held = Promise.withResolvers<void>(); gate = held.promise; return () => { gate = Promise.resolve(); held.resolve(); }; },
  };
}
/** A host of another make that calls this port. */
export async function host(at: number, more: Partial<Parameters<typeof collectionHost>[0]> = {}) {
  const h = collectionHost({ name: 'far', secret, answerMs: 2000, ...more });
  onTestFinished(() => h.stop());
  await h.start(at);
  return h;
}
