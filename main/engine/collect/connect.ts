import type { Batch } from '#app/acquisition';
import type { SourceDefinition } from '#app/park';
import type { Clock } from '#kernel/time';
import { collectorUrl } from '../workers.ts';
import { collector, type Collector, type CollectorEars } from './collector.ts';

/** How many samples of one point may wait while the engine is busy. */
const bound = 1000;

/** Connects each source in a worker thread of its own. `tap` sees every batch on its way. */
export const collectorWorkers = (dataDir: string, clock: Clock, tap?: (source: string, batch: Batch) => void) => (source: SourceDefinition, ears: CollectorEars): Collector => {
  const sink = tap === undefined ? ears.sink : { take: (batch: Batch) => { tap(source.id, batch); return ears.sink.take(batch); } };
  return collector({ source: source.id, kind: source.kind, options: source.options, bound, dataDir }, collectorUrl(), clock, { ...ears, sink });
};
