import type { Collector, CollectorEars } from '../../../main/engine/collect/collector.ts';
import type { SourceDefinition } from '#app/park';
import { replay } from '../history/replay.ts';

/** What the sources of the park say, all at one beat. `sent`: rows until now; `slowestMs`: the longest that the engine needed to take one round in. */
export interface Feed { connect(source: SourceDefinition, ears: CollectorEars): Collector; begin(rounds: number): Promise<void>; sent(): number; late(): number; slowestMs(): number }

/** The columnar source in this process: a round of all points each `periodMs`, spread over it source by source, as many collectors would bring them. `late`: how far the last row came behind its beat, in ms. */
export function feed(points: number, periodMs: number, startMs: number): Feed {
  const next = replay(points, { periodMs, startMs, keep: Math.min(60, Math.ceil(24_000_000 / points)) });
  const ears: CollectorEars[] = [];
  const handles: Uint32Array[] = [];
  const count = { sent: 0, late: 0, slowestMs: 0 };
  return {
    connect: (_source, own) => {
      const n = ears.push(own) - 1;
      return { run: (of) => { handles[n] = Uint32Array.from(of, (p) => p.handle); own.link({ up: true, reason: null }); }, close: async () => {} };
    },
    async begin(rounds) {
      const from = performance.now();
      for (let round = 0; round < rounds; round++) {
        const batches = next();
        const slice = Math.ceil(batches.length / 20);
        for (let s = 0; s < batches.length; s += slice) {
          const due = from + round * periodMs + (s / batches.length) * periodMs;
          const wait = due - performance.now();
          if (wait > 0) await new Promise((r) => { setTimeout(r, wait); });
          const began = performance.now();
          for (let i = s; i < Math.min(batches.length, s + slice); i++) {
            const batch = { ...batches[i]!, handle: handles[i]! };
            await ears[i]!.sink.take(batch);
            count.sent += batch.length;
          }
          count.slowestMs = Math.max(count.slowestMs, performance.now() - began);
          count.late = Math.max(count.late, performance.now() - due);
        }
      }
    },
    sent: () => count.sent, late: () => count.late, slowestMs: () => count.slowestMs,
  };
}
