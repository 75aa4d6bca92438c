import type { Batch, DeviceEvent, LinkState, TreatedPoint, TreatmentCounts } from '#app/acquisition';

/** What a collector's worker is started with. */
export interface CollectorStart { readonly source: string; readonly kind: string; readonly options: unknown; readonly bound: number; readonly dataDir: string }

/** Main thread → worker. `taken` answers a batch: the next one may come. */
export type ToCollector =
  | { readonly t: 'run'; readonly points: readonly TreatedPoint[] }
  | { readonly t: 'taken' }
  | { readonly t: 'close' };

/** What was counted in the worker since it started. */
export interface Counted { readonly lost: number; readonly treated?: TreatmentCounts }
/** Worker → main thread. */
export type FromCollector =
  | { readonly t: 'batch'; readonly batch: Batch } & Counted
  | { readonly t: 'link'; readonly state: LinkState }
  | { readonly t: 'note'; readonly line: string }
  | { readonly t: 'event'; readonly event: DeviceEvent }
  | { readonly t: 'events-left'; readonly left: number; readonly of: number }
  | { readonly t: 'alive' } & Counted
  | { readonly t: 'closed' };

const columns = { handle: Uint32Array, value: Float64Array, status: Uint32Array, sourceTime: Float64Array, receivedTime: Float64Array } as const;
/** True of a batch whose columns are what they should be and reach to its end; anything else would be judged as something that nobody measured. */
export function isBatch(b: Batch | null | undefined): b is Batch {
  if (typeof b !== 'object' || b === null || !Number.isSafeInteger(b.length) || b.length < 0) return false;
  return (Object.keys(columns) as (keyof typeof columns)[]).every((name) => b[name] instanceof columns[name] && b[name].length >= b.length) && (b.text === undefined || b.text instanceof Map);
}
