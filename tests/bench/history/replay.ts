import type { Batch } from '#app/acquisition';
import { rounds, SEED } from './generator.ts';
import { POINTS_OF_SOURCE } from './points.ts';

/**
 * For loads: `keep` rounds of all points are reckoned once, and then played to and fro (so that nothing jumps where they end), at times that go on: round n is measured at `startMs` + n x `periodMs` (with the phase and the way of its
 * source). What it gives is used again the next round. Some 10 ns a sample; 12 bytes a point and kept round.
 */
export function replay(points: number, { keep = 60, periodMs = 1000, startMs, seed = SEED }: { readonly keep?: number; readonly periodMs?: number; readonly startMs: number; readonly seed?: number }) {
  const next = rounds(points, seed, periodMs);
  const kept = Array.from({ length: keep }, () => next().map((b) => {
    const measured = b.sourceTime.find((t) => !Number.isNaN(t)) ?? b.receivedTime[0]!;
    return { value: b.value, status: b.status, wayMs: b.receivedTime[0]! - measured, measured, noTime: Uint32Array.from(Array.from(b.sourceTime.keys()).filter((i) => Number.isNaN(b.sourceTime[i]!))) };
  }));
  const batches = kept[0]!.map((s, i): Batch => ({ handle: Uint32Array.from(s.value, (_, n) => i * POINTS_OF_SOURCE + n), value: s.value, status: s.status, sourceTime: new Float64Array(s.value.length), receivedTime: new Float64Array(s.value.length), length: s.value.length }));
  const phase = kept[0]!.map((s) => s.measured % periodMs);
  let round = 0;
  return (): readonly Batch[] => {
    const turn = round % (2 * keep - 2 || 1);
    const now = kept[turn < keep ? turn : 2 * keep - 2 - turn]!;
    const out = now.map(({ value, status, wayMs, noTime }, s): Batch => {
      const measured = startMs + round * periodMs + phase[s]!;
      const { handle, sourceTime, receivedTime, length } = batches[s]!;
      sourceTime.fill(measured);
      for (const i of noTime) sourceTime[i] = Number.NaN;
      receivedTime.fill(measured + wayMs);
      return { handle, value, status, sourceTime, receivedTime, length };
    });
    round++;
    return out;
  };
}
