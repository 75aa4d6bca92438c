import { batchOf, type Batch } from './batch.ts';
import type { Sink } from './port.ts';
import type { Sample } from './sample.ts';
import { Status } from './status.ts';

/** A place in the line: `prev` and `next` keep the order of arrival, `younger` leads to the next sample of the same point. Whole batches stand in the same line. */
interface Place { readonly sample: Sample | null; readonly batch: Batch | null; overflow: boolean; prev: Place | null; next: Place | null; younger: Place | null }
interface Held { oldest: Place; youngest: Place; count: number }

const marked = ({ sample, overflow }: Place): Sample => (overflow ? { ...sample!, status: (sample!.status | Status.overflow) >>> 0 } : sample!);

/** The line cut into what the sink gets in one call each: samples that stand together and are all late or all not, and whole batches as they came. */
function* pieces(first: Place | null): Generator<Batch> {
  let run: Sample[] = [];
  for (let p = first; p !== null; p = p.next) {
    if (p.batch === null) {
      if (run.length > 0 && run[0]!.late !== p.sample!.late) { yield batchOf(run); run = []; }
      run.push(marked(p));
      continue;
    }
    if (run.length > 0) yield batchOf(run);
    run = [];
    yield p.batch;
  }
  if (run.length > 0) yield batchOf(run);
}

/**
 * Between a device and the alarms: in order, one batch under way, nothing merged. A point that brings more than `bound` (at least 1)
 * while the sink is busy loses its own oldest; that is counted, and the sample after the gap says `overflow`. Every push costs the same, however long the line.
 */
export function sampleQueue(bound: number) {
  const most = Math.max(1, Math.floor(bound));
  let held = new Map<number, Held>();
  let first: Place | null = null;
  let last: Place | null = null;
  let sink: Sink = { take: async () => {} };
  let flight: Promise<void> | null = null;
  let lost = 0;
  let waiting = 0;

  async function deliver(): Promise<void> {
    await Promise.resolve();                   // what comes in one turn goes in one batch
    while (first !== null) {
      const line = first;
      first = last = null;
      held = new Map();
      for (const batch of pieces(line)) { await sink.take(batch); waiting -= batch.length; }
    }
    flight = null;
  }
  function stand(place: Place): void {
    place.prev = last;
    if (last === null) first = place; else last.next = place;
    last = place;
    flight ??= deliver();
  }
  function leave(place: Place): void {
    if (place.prev === null) first = place.next; else place.prev.next = place.next;
    if (place.next === null) last = place.prev; else place.next.prev = place.prev;
  }
  function push(sample: Sample): void {
    const place: Place = { sample, batch: null, overflow: false, prev: null, next: null, younger: null };
    stand(place);
    waiting++;
    const of = held.get(sample.handle);
    if (of === undefined) { held.set(sample.handle, { oldest: place, youngest: place, count: 1 }); return; }
    of.youngest.younger = place;
    of.youngest = place;
    if (of.count < most) { of.count++; return; }
    leave(of.oldest);
    waiting--;
    of.oldest = of.oldest.younger!;
    of.oldest.overflow = true;
    lost++;
  }
  /** A whole batch takes its place in the line and is never dropped: who pushes waits for `settled`, and so is paced by the sink. */
  function pushBatch(batch: Batch): void {
    if (batch.length === 0) return;
    stand({ sample: null, batch, overflow: false, prev: null, next: null, younger: null });
    waiting += batch.length;
  }
  const settled = (): Promise<void> => flight ?? Promise.resolve();
  /** `settled` resolves when all that came was taken; `waiting`: what came and was not yet; `eased` resolves at once while no more than `few` samples wait. */
  return { push, pushBatch, aim: (to: Sink): void => { sink = to; }, lost: (): number => lost, waiting: (): number => waiting, settled, eased: (few: number): Promise<void> => (waiting <= few ? Promise.resolve() : settled()) };
}
