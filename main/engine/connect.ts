import type { SourceDefinition } from '#app/park';
import type { Clock } from '#kernel/time';
import { collector, type Collector, type CollectorEars } from './collector.ts';
import { collectorUrl } from './workers.ts';

/** How many samples of one point may wait while the engine is busy. */
const bound = 1000;

/** Connects each source in a worker thread of its own. */
export const collectorWorkers = (dataDir: string, clock: Clock) => (source: SourceDefinition, ears: CollectorEars): Collector =>
  collector({ source: source.id, kind: source.kind, options: source.options, bound, dataDir }, collectorUrl(), clock, ears);
