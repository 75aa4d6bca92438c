import { treatment, type Adapter, type AdapterDeps, type Sink, type TreatedPoint } from '#app/acquisition';
import type { SourceDefinition } from '#app/park';
import { ok } from '#kernel/result';
import { boundEvents } from '../main/engine/collect/events.ts';
import type { Collector, CollectorEars } from '../main/engine/collect/collector.ts';
import { realClock } from './clock.ts';

/** A collector without a thread: the adapter is made by `make` and runs here, so that a test can hold both ends. */
export const inProcess = (make: (source: SourceDefinition, deps: AdapterDeps) => Adapter, secret: (name: string) => string | null = () => null) => (source: SourceDefinition, ears: CollectorEars): Collector => {
  const adapter = make(source, { clock: realClock, bound: 1000, pki: '', note: ears.note, link: ears.link, secret });
  const treated = treatment();
  const sink: Sink = { take: async (batch) => { const done = treated.treat(batch); ears.treated?.(treated.counts()); await ears.sink.take(done); } };
  let begun = false;
  const events = boundEvents(realClock, { event: (e) => ears.event?.(e), eventsLeft: (left, of) => ears.eventsLeft?.(left, of) });
  adapter.hearEvents?.(events);
  const pulse = setInterval(() => { ears.lost(adapter.lost()); ears.counted?.(adapter.waiting?.() ?? 0, adapter.counts?.() ?? {}); }, 200);
  return {
    run(points: readonly TreatedPoint[]) {
      treated.points(points);
      const opening = begun ? Promise.resolve(ok(undefined)) : adapter.open(new AbortController().signal);
      begun = true;
      void opening.then((opened) => {
        if (!opened.ok) ears.link({ up: false, reason: opened.fault });
        const watched = adapter.watch(points, sink);
        if (!watched.ok) ears.link({ up: false, reason: watched.fault });
      });
    },
    close: async () => { clearInterval(pulse); await adapter.close(); events.close(); },
  };
};
