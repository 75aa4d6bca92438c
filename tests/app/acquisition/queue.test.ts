import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchOf, row, sampleQueue, Status, type Batch, type Sample } from '#app/acquisition';
import { epochMs } from '#kernel/time';

const sample = (handle: number, value: number): Sample => ({ handle, value, status: Status.good, sourceTime: null, receivedTime: epochMs(0) });
const overflowed = (s: Sample): boolean => (s.status & Status.overflow) === Status.overflow;

/** A sink that is busy until it is let go, and keeps what it took. */
function gatedSink() {
  const taken: Sample[] = [];
  const gates: (() => void)[] = [];
  let under = 0;
  let most = 0;
  const take = async (batch: Batch): Promise<void> => {
    most = Math.max(most, ++under);
    for (let i = 0; i < batch.length; i++) taken.push(row(batch, i));
    await new Promise<void>((r) => { gates.push(r); });
    under--;
  };
  return { take, taken, most: (): number => most, batches: (): number => gates.length, release: (): void => { for (const g of gates.splice(0)) g(); } };
}
const turn = async (): Promise<void> => { for (let i = 0; i < 5; i++) await Promise.resolve(); };

/** What the queue should hold: the plainest way to say it, quadratic and obviously so. */
function plainly(bound: number, pushed: readonly Sample[]): { readonly kept: Sample[]; readonly lost: number } {
  const kept: Sample[] = [];
  let lost = 0;
  for (const s of pushed) {
    kept.push({ ...s });
    const own = kept.filter((k) => k.handle === s.handle);
    if (own.length <= bound) continue;
    kept.splice(kept.indexOf(own[0]!), 1);
    const after = own[1]!;
    kept[kept.indexOf(after)] = { ...after, status: (after.status | Status.overflow) >>> 0 };
    lost++;
  }
  return { kept, lost };
}

describe('the queue between a device and the alarms', () => {
  it('ADP-06 keeps, drops, counts and marks as the plain model does, one batch under way, all in order', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(fc.tuple(fc.nat(3), fc.nat(99)), { maxLength: 80 }), async (bound, pushes) => {
      const queue = sampleQueue(bound);
      const sink = gatedSink();
      queue.aim(sink);
      queue.push(sample(9, -1));                // opens the first batch, so that the rest has to wait
      await turn();
      const samples = pushes.map(([handle, value]) => sample(handle, value));
      for (const s of samples) queue.push(s);
      for (let i = 0; i < 4; i++) { sink.release(); await turn(); }
      await queue.settled();
      const { kept, lost } = plainly(bound, samples);
      expect(sink.taken.slice(1)).toEqual(kept);
      expect({ lost: queue.lost(), most: sink.most() }).toEqual({ lost, most: 1 });
    }), { seed: 21, numRuns: 500 });
  });
  it('a point that floods loses only its own, and the cost of a push does not grow with the line', async () => {
    const queue = sampleQueue(1000);
    const sink = gatedSink();
    queue.aim(sink);
    queue.push(sample(0, 0)); await turn();
    const started = performance.now();
    for (let i = 0; i < 100_000; i++) { queue.push(sample(i % 7 === 0 ? i % 70 : 1, i)); }
    const spent = performance.now() - started;
    while (sink.batches() > 0) { sink.release(); await turn(); }
    const flood = sink.taken.filter((s) => s.handle === 1);
    expect(flood).toHaveLength(1000);
    expect(flood.map(overflowed)).toEqual([true, ...Array<boolean>(999).fill(false)]);
    expect(queue.lost()).toBe(100_001 - sink.taken.length);
    expect(spent).toBeLessThan(1000);           // quadratic: minutes
  });
  it('a bound below one is one', async () => {
    const queue = sampleQueue(0);
    const sink = gatedSink();
    queue.aim(sink);
    queue.push(sample(0, 0)); await turn();
    for (const v of [1, 2, 3]) queue.push(sample(5, v));
    sink.release(); await turn();
    expect(sink.taken.slice(1).map((s) => [s.value, overflowed(s)])).toEqual([[3, true]]);
    sink.release();
  });
  it('whole batches stand in the same line and are never dropped; who pushes is paced by the sink', async () => {
    const queue = sampleQueue(1);
    const sink = gatedSink();
    queue.aim(sink);
    queue.push(sample(1, 1)); await turn();
    queue.push(sample(1, 2));
    queue.pushBatch(batchOf([sample(1, 3), sample(1, 4), sample(1, 5)]));
    queue.push(sample(2, 6));
    queue.pushBatch(batchOf([]));
    let settled = false;
    void queue.settled().then(() => { settled = true; });
    await turn();
    expect(settled).toBe(false);
    for (let i = 0; i < 5; i++) { sink.release(); await turn(); }
    expect(settled).toBe(true);
    expect(sink.taken.map((s) => s.value)).toEqual([1, 2, 3, 4, 5, 6]);
    expect({ lost: queue.lost(), most: sink.most() }).toEqual({ lost: 0, most: 1 });
  });
});

describe('what waits', () => {
  it('is counted until it was taken, whole batches too, and what was lost waits no more', async () => {
    const queue = sampleQueue(2);
    const sink = gatedSink();
    queue.aim(sink);
    queue.push(sample(1, 1));
    await turn();
    expect([queue.waiting(), sink.taken.length]).toEqual([1, 1]);
    for (let v = 2; v < 6; v++) queue.push(sample(1, v));
    queue.pushBatch(batchOf([sample(2, 1), sample(3, 1)]));
    expect([queue.waiting(), queue.lost()]).toEqual([5, 2]);
    let eased = false;
    void queue.eased(4).then(() => { eased = true; });
    await queue.eased(5);
    expect(eased).toBe(false);
    for (let i = 0; i < 4; i++) { sink.release(); await turn(); }
    await queue.settled();
    expect([queue.waiting(), eased]).toEqual([0, true]);
  });

  it('what is called late goes in batches of its own, in its order', async () => {
    const queue = sampleQueue(10);
    const batches: Batch[] = [];
    queue.aim({ take: async (b) => { batches.push(b); } });
    for (const [v, late] of [[1, false], [2, true], [3, true], [4, false]] as const) queue.push({ ...sample(1, v), ...(late && { late }) });
    await queue.settled();
    expect(batches.map((b) => [b.late ?? false, [...b.value]])).toEqual([[false, [1]], [true, [2, 3]], [false, [4]]]);
  });
});
