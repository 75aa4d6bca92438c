import type { Batch, Counts, DeviceEvent, LinkState, TreatedPoint, TreatmentCounts } from '#app/acquisition';

/** What a collector's worker is started with. */
export interface CollectorStart { readonly source: string; readonly kind: string; readonly options: unknown; readonly bound: number; readonly dataDir: string }

/** Main thread → worker. `taken` answers a batch: the next one may come. */
export type ToCollector =
  | { readonly t: 'run'; readonly points: readonly TreatedPoint[] }
  | { readonly t: 'taken' }
  | { readonly t: 'close' };

/** What was counted in the worker since it started; `waiting`: samples that stand in its queue now; `counts`: the adapter's own, by name. */
export interface Counted { readonly lost: number; readonly treated?: TreatmentCounts; readonly waiting?: number; readonly counts?: Counts }
const [mostCounts, longestName] = [64, 64];
/** Counts as they may be shown: plain names and whole numbers, not many. */
export const boundCounts = (counts: Counts): Counts => Object.fromEntries(Object.entries(counts).filter(([name, n]) => name.length <= longestName && Number.isSafeInteger(n)).slice(0, mostCounts));
/** Something for the journal, of this source. */
export interface SourceFact { readonly kind: string; readonly params: Readonly<Record<string, string | number>> }
/** What a source may have journalled: the configuration of a collection host was handed over, taken, or refused. */
const factKinds: ReadonlySet<string> = new Set(['source.configuring', 'source.configured', 'source.misconfigured']);
/** True of a fact that can be journalled: plain words and numbers, not many. */
export const isFact = (f: SourceFact | null | undefined): f is SourceFact => typeof f === 'object' && f !== null && factKinds.has(f.kind) && Object.keys(f.params).length <= 20 && Object.values(f.params).every((v) => (typeof v === 'string' ? v.length <= 500 : Number.isFinite(v)));
/** Worker → main thread. */
export type FromCollector =
  | { readonly t: 'batch'; readonly batch: Batch } & Counted
  | { readonly t: 'link'; readonly state: LinkState }
  | { readonly t: 'note'; readonly line: string }
  | { readonly t: 'event'; readonly event: DeviceEvent }
  | { readonly t: 'events-left'; readonly left: number; readonly of: number }
  | { readonly t: 'record'; readonly fact: SourceFact }
  | { readonly t: 'alive' } & Counted
  | { readonly t: 'closed' };

const columns = { handle: Uint32Array, value: Float64Array, status: Uint32Array, sourceTime: Float64Array, receivedTime: Float64Array } as const;
/** True of a batch whose columns are what they should be and reach to its end; anything else would be judged as something that nobody measured. */
export function isBatch(b: Batch | null | undefined): b is Batch {
  if (typeof b !== 'object' || b === null || !Number.isSafeInteger(b.length) || b.length < 0) return false;
  return (Object.keys(columns) as (keyof typeof columns)[]).every((name) => b[name] instanceof columns[name] && b[name].length >= b.length) && (b.text === undefined || b.text instanceof Map);
}
