import type { AdapterFault, Batch, LinkState, Point } from '#app/acquisition';

/** What a collector's worker is started with. */
export interface CollectorStart { readonly source: string; readonly kind: string; readonly options: unknown; readonly bound: number; readonly dataDir: string }

/** Main thread → worker. `taken` answers a batch: the next one may come. */
export type ToCollector =
  | { readonly t: 'check'; readonly points: readonly Point[] }
  | { readonly t: 'run'; readonly points: readonly Point[] }
  | { readonly t: 'taken' }
  | { readonly t: 'close' };

/** Worker → main thread. `checked`: every fault of options and addresses, before anything is asked of the wire; `address` names the point's. */
export type FromCollector =
  | { readonly t: 'checked'; readonly faults: readonly AdapterFault[] }
  | { readonly t: 'batch'; readonly batch: Batch; readonly lost: number }
  | { readonly t: 'link'; readonly state: LinkState }
  | { readonly t: 'note'; readonly line: string }
  | { readonly t: 'alive'; readonly lost: number }
  | { readonly t: 'closed' };
