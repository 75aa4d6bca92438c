import { row, Status, wordOf, type Batch, type Sample } from '#app/acquisition';
import type { MonoMs } from '#kernel/time';
import { asideBound } from './lateness.ts';
import type { LatestColumns, SourceState } from './latest.ts';

/** `latest`: as it is now. `judge`: asks the rules about a sample that was put aside; `late`: it may raise, and proves nothing to be over. */
export interface AsideDeps {
  readonly latest: () => LatestColumns;
  readonly judge: (sample: Sample, late: boolean, mono: MonoMs) => void;
  readonly note: (line: string) => void;
}
/** True of a status that denies its value: news of now, whatever it is dated. */
const isBad = (status: number): boolean => status >>> 31 === 1 && wordOf(status) !== Status.outOfRange;

/** What is not plainly of now, between a source and its alarms (PIP-05 to 08, 19 to 21): which rows are judged as they come, and what becomes of those that wait. */
export function asides({ latest, judge, note }: AsideDeps) {
  function putAside(source: SourceState, sample: Sample, anew: boolean): void {
    source.late++;
    const own = anew ? [] : source.aside.get(sample.handle) ?? [];
    source.aside.set(sample.handle, own);
    if (own.push(sample) > asideBound) own.shift();
  }
  /** PIP-21: what its sender calls past. Without a date or a value it says nothing of now. */
  function fillIn(batch: Batch, i: number, handle: number, source: SourceState, mono: MonoMs): void {
    const time = batch.sourceTime[i]!;
    const isMute = Number.isNaN(time) || Number.isNaN(batch.value[i]!) || isBad(batch.status[i]!);
    if (isMute || time < (source.aside.get(handle)?.at(-1)?.sourceTime ?? -Infinity)) { source.late++; return; }
    latest().order.fill(source.clock, handle, time, mono);
    putAside(source, row(batch, i), true);
  }
  /** Judges what was put aside, in the order in which it came; `stands`: the last of it is how things stand. */
  function release(samples: readonly Sample[], mono: MonoMs, stands = false): void {
    for (const [i, sample] of samples.entries()) {
      latest().keepSample(sample);
      judge(sample, !stands || i < samples.length - 1, mono);
    }
  }
  /** PIP-07: of the whole source. */
  function setBack(source: SourceState, mono: MonoMs): void {
    note(`pipeline PIP-07 ${source.id}: its clock was set back`);
    const waiting = new Map(source.aside);
    source.aside.clear();
    latest().order.restart(source.clock, source.handles, [...waiting.keys()]);
    for (const samples of waiting.values()) release(samples, mono);
  }
  return {
    /** False for a row that waits, or is history only. */
    isOfNow(batch: Batch, i: number, handle: number, source: SourceState, mono: MonoMs): boolean {
      if (batch.late === true) { fillIn(batch, i, handle, source, mono); return false; }
      const time = batch.sourceTime[i]!;
      if (Number.isNaN(time) || Number.isNaN(batch.value[i]!) || isBad(batch.status[i]!)) return true;
      const how = latest().order.hear(source.clock, handle, time, batch.receivedTime[i]!, mono);
      if (how === 'aside' || how === 'anew') { putAside(source, row(batch, i), how === 'anew'); return false; }
      const own = source.aside.get(handle);
      if (own === undefined) return true;
      source.aside.delete(handle);
      if (how === 'set-back') { note(`pipeline PIP-07 ${source.id}: the clock of handle ${handle} is behind`); release(own, mono); }
      return true;
    },
    /** Once a second: what becomes of what waits. `passedMs`: since it was asked last. */
    settle(source: SourceState, mono: MonoMs, passedMs: number): void {
      const { order } = latest();
      order.pass(source.clock, passedMs);
      for (const [handle, samples] of source.aside) {
        const verdict = order.settle(source.clock, handle, samples.at(-1)?.sourceTime ?? NaN, mono);
        if (verdict === 'wait') continue;
        if (verdict === 'set-back') { setBack(source, mono); return; }
        source.aside.delete(handle);
        if (verdict === 'release') release(samples, mono, true);
      }
    },
  };
}
