import type { Adapter, AdapterDeps, Point } from '#app/acquisition';
import type { SourceDefinition } from '#app/park';
import { ok } from '#kernel/result';
import type { Collector, CollectorEars } from '../main/engine/collect/collector.ts';
import { realClock } from './clock.ts';

/** A collector without a thread: the adapter is made by `make` and runs here, so that a test can hold both ends. */
export const inProcess = (make: (source: SourceDefinition, deps: AdapterDeps) => Adapter) => (source: SourceDefinition, ears: CollectorEars): Collector => {
  const adapter = make(source, { clock: realClock, bound: 1000, pki: '', note: ears.note, link: ears.link, secret: () => null });
  let begun = false;
  return {
    run(points: readonly Point[]) {
      const opening = begun ? Promise.resolve(ok(undefined)) : adapter.open(new AbortController().signal);
      begun = true;
      void opening.then((opened) => {
        if (!opened.ok) ears.link({ up: false, reason: opened.fault });
        const watched = adapter.watch(points, ears.sink);
        if (!watched.ok) ears.link({ up: false, reason: watched.fault });
      });
    },
    close: () => adapter.close(),
  };
};
