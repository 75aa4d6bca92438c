import { batchOf, qualityOf, type Batch, type Sample } from '#app/acquisition';
import type { PointId, Range, SourceId } from '#app/park';
import type { Fault } from '#kernel/result';
import { epochMs, type MonoMs } from '#kernel/time';
import { deviceClock, lateness, type DeviceClock } from './lateness.ts';

/** A point as the pipeline knows it. `handle`: what its samples carry. `periodMs`: 0 = only on change, never stale. */
export interface PipelinePoint { readonly handle: number; readonly id: PointId; readonly source: SourceId; readonly periodMs: number; readonly range: Range }

/** Points of a source by the quality of their last sample, and what came of it since the start: `judged` when it came, or put aside as `late`. */
export interface SourceCounts { readonly good: number; readonly uncertain: number; readonly bad: number; readonly unheard: number; readonly judged: number; readonly late: number }

/** One source. `link`: connecting until its first word. `begunAt`, `upAt`: our monotonic clock when its collector began to run, as far as the sweep saw it, and when its link last came up. `excuse`: why it said that it is down, while it may still be connecting. `aside`: late samples that wait to be understood, by handle. */
export interface SourceState {
  readonly id: SourceId; readonly handles: number[]; readonly clock: DeviceClock;
  link: 'connecting' | 'up' | 'down'; begunAt: number; upAt: number; excuse: Fault | null; samples: number; late: number;
  readonly aside: Map<number, Sample[]>;
}
const sourceState = (id: SourceId, keeps: boolean, mono: MonoMs): SourceState =>
  ({ id, handles: [], clock: deviceClock(keeps), begunAt: mono, link: 'connecting', upAt: mono, excuse: null, samples: 0, late: 0, aside: new Map() });

const code = { unheard: 0, good: 1, uncertain: 2, bad: 3 } as const;

/** The last sample of every point, in columns by handle, and the state of every source. `keeps`: see DeviceClock. `mono`: now. */
export function latestColumns(points: readonly PipelinePoint[], sourceIds: readonly SourceId[], keeps: (source: SourceId) => boolean, mono: MonoMs) {
  const size = points.reduce((n, p) => Math.max(n, p.handle + 1), 0);
  const value = new Float64Array(size).fill(NaN);
  const status = new Uint32Array(size).fill(0xffff_ffff);  // what no device says, so that the first word is another
  const sourceTime = new Float64Array(size).fill(NaN);
  const receivedTime = new Float64Array(size).fill(NaN);
  const heard = new Float64Array(size).fill(mono);         // our monotonic clock at its last sample, late ones too, or at the start
  const quality = new Uint8Array(size);
  const since = new Float64Array(size).fill(NaN);          // our wall clock when its status last began to say what it says
  const silent = new Uint8Array(size);
  const periodMs = new Float64Array(size);
  const text = new Map<number, string>();
  const sourceOf: (SourceState | undefined)[] = Array.from({ length: size });
  const order = lateness(size);
  const sources = new Map<SourceId, SourceState>([...sourceIds, ...points.map((p) => p.source)].map((id) => [id, sourceState(id, keeps(id), mono)]));
  const handleOf = new Map<PointId, number>();
  for (const { handle, id, source, periodMs: period } of points) {
    const state = sources.get(source)!;
    sourceOf[handle] = state;
    state.handles.push(handle);
    periodMs[handle] = period;
    handleOf.set(id, handle);
  }

  /** Keeps row `i`, whose sample is `text` where it is words. */
  function keep(batch: Batch, i: number, handle: number): void {
    value[handle] = batch.value[i]!;
    const s = batch.status[i]!;
    if ((status[handle]! ^ s) >>> 16 !== 0) since[handle] = batch.receivedTime[i]!;
    status[handle] = s;
    sourceTime[handle] = batch.sourceTime[i]!;
    receivedTime[handle] = batch.receivedTime[i]!;
    quality[handle] = s >>> 30 === 0 ? code.good : code[qualityOf(s)];
    const words = batch.text?.get(i);
    if (words !== undefined) text.set(handle, words);
    else if (text.size > 0) text.delete(handle);
  }
  /** Keeps a sample that was put aside. */
  function keepSample(s: Sample): void { keep(batchOf([s]), 0, s.handle); }
  /** The last sample; null before the first. */
  function sampleOf(handle: number): Sample | null {
    if (!(quality[handle]! > code.unheard)) return null;
    const words = text.get(handle);
    return {
      handle, value: Number.isNaN(value[handle]!) ? null : value[handle]!, status: status[handle]!, sourceTime: Number.isNaN(sourceTime[handle]!) ? null : epochMs(sourceTime[handle]!),
      receivedTime: epochMs(receivedTime[handle]!), ...(words !== undefined && { text: words }),
    };
  }
  function counts(id: SourceId): SourceCounts {
    const state = sources.get(id);
    const by = [0, 0, 0, 0];
    for (const h of state?.handles ?? []) by[quality[h]!]!++;
    return { good: by[code.good]!, uncertain: by[code.uncertain]!, bad: by[code.bad]!, unheard: by[code.unheard]!, judged: (state?.samples ?? 0) - (state?.late ?? 0), late: state?.late ?? 0 };
  }
  return { perPoint: { value, status, sourceTime, receivedTime, heard, quality, since, silent, ...order.columns }, size, periodMs, text, sourceOf, order, sources, handleOf, keep, keepSample, sampleOf, counts };
}
export type LatestColumns = ReturnType<typeof latestColumns>;

/** After a change of the site: points and sources of the same name go on as they were, whatever their handles are now. */
export function inherit(from: LatestColumns, to: LatestColumns): void {
  const now = new Map<number, number>();
  for (const [id, is] of to.handleOf) {
    const was = from.handleOf.get(id);
    if (was === undefined) continue;
    now.set(was, is);
    for (const column of Object.keys(to.perPoint) as (keyof LatestColumns['perPoint'])[]) to.perPoint[column][is] = from.perPoint[column][was]!;
    const words = from.text.get(was);
    if (words !== undefined) to.text.set(is, words);
  }
  for (const [id, { begunAt, link, upAt, excuse, samples, late, clock, aside }] of from.sources) {
    const state = to.sources.get(id);
    if (state === undefined) continue;
    Object.assign(state, { begunAt, link, upAt, excuse, samples, late, clock: { ...clock, keeps: state.clock.keeps } });
    for (const [was, waiting] of aside) { const is = now.get(was); if (is !== undefined) state.aside.set(is, waiting.map((s) => ({ ...s, handle: is }))); }
  }
}
