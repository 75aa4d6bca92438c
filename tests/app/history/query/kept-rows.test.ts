import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answerers, isStepped, tierMs, tierRowsOf, type Aggregate, type Piece } from '#app/history';
import { keptArb, spanArb } from './generated.ts';
import { memory, nowOfKept, run, type Kept } from './memory.ts';

/** The same source with the rows that the accumulators of the product make. */
function withOwnRows(kept: Kept, now: number) {
  const plain = memory([kept], now);
  const pieces = (): Piece[] => [...plain.raw(kept.series, -Infinity, Infinity)];
  return { ...plain, *tier(...[, step, from, to]: Parameters<typeof plain.tier>) {
    const rows = tierRowsOf(pieces(), step, { stepped: isStepped(kept.series.type), holdMs: kept.series.holdMs });
    for (let i = 0; i < rows.length; i++) if (rows.start[i]! >= from && rows.start[i]! < to) yield Object.fromEntries(Object.entries(Object.getOwnPropertyDescriptors(rows)).map(([k]) => [k, k === 'length' ? 1 : (rows as never as Record<string, Float64Array>)[k]!.subarray(i, i + 1)])) as never;
  } };
}
const kinds: readonly Aggregate[] = [...(['mean', 'min', 'max', 'std', 'first', 'last', 'count', 'weighted', 'good'] as const).map((kind) => ({ kind })), { kind: 'above', of: 3 }];

it('HIS-45 the rows that are kept answer as rows that are reckoned each by itself do', () => {
  fc.assert(fc.property(keptArb(60), spanArb, fc.constantFrom(null, 60_000, 600_000), (kept, { from, to }, stepMs) => {
    const now = nowOfKept(kept);
    fc.pre(now > from && (stepMs === null || (to - from) / stepMs < 1000));
    const end = Math.min(to, now);
    const question = { points: ['p'], from, to: end, stepMs, kinds: [...kinds] };
    const [own, naive] = [run(answerers['history.aggregates'](question, withOwnRows(kept, now))), run(answerers['history.aggregates'](question, memory([kept], now)))];
    if (!own.ok || !naive.ok) throw new Error('no answer');
    expect(own.value[0]!.edges).toEqual(naive.value[0]!.edges);
    for (const [k, row] of own.value[0]!.values.entries()) for (const [c, v] of row.entries()) {
      const other = naive.value[0]!.values[k]![c]!;
      if (v === null || other === null ? v !== other : Math.abs(v - other) > 1e-6 * Math.max(1, Math.abs(other))) throw new Error(`${kinds[k]!.kind} of stretch ${c} (${own.value[0]!.tier}): ${v} instead of ${other}`);
    }
  }), { numRuns: 120 });
});
it('the steps of the tiers are as long as they are called', () => { expect(tierMs).toEqual({ minute: 60_000, hour: 3_600_000, day: 86_400_000 }); });
