import type { Batch, LinkState, Point } from '#app/acquisition';

/** What a collector's worker is started with. */
export interface CollectorStart { readonly source: string; readonly kind: string; readonly options: unknown; readonly bound: number; readonly dataDir: string }

/** Main thread → worker. `taken` answers a batch: the next one may come. */
export type ToCollector =
  | { readonly t: 'run'; readonly points: readonly Point[] }
  | { readonly t: 'taken' }
  | { readonly t: 'close' };

/** Worker → main thread. */
export type FromCollector =
  | { readonly t: 'batch'; readonly batch: Batch; readonly lost: number }
  | { readonly t: 'link'; readonly state: LinkState }
  | { readonly t: 'note'; readonly line: string }
  | { readonly t: 'alive'; readonly lost: number }
  | { readonly t: 'closed' };
