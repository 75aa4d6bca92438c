import { describe, expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import { CalculationStatus } from '#app/calculation';
import { bench } from './reckon.ts';

const [doubt, dead, sensor] = [0x4095_0000, Status.deviceFailure, Status.sensorFailure];
/** What comes of a text with these inputs: value or null, and status. */
function said(text: string, inputs: Readonly<Record<string, number | null | readonly [number | null, number]>>): readonly [number | null, number] {
  const b = bench(text);
  for (const [id, v] of Object.entries(inputs)) { if (v === null || typeof v === 'number') b.set(id, v); else b.set(id, v[0], v[1]); }
  const { value, status } = b.run();
  return [Number.isNaN(value) ? null : value, status];
}

describe('values and quality', () => {
  it('CAL-14: the worst of what was used carries through, with its word', () => {
    expect(said("'A' + 'B'", { A: 1, B: 2 })).toEqual([3, 0]);
    expect(said("'A' + 'B'", { A: 1, B: [2, doubt] })).toEqual([3, doubt]);
    expect(said("'A' + 'B'", { A: [1, doubt], B: [2, dead] })).toEqual([null, dead]);
    expect(said("'A' + 'B'", { A: [1, sensor], B: [2, dead] })).toEqual([null, sensor]);
    expect(said("max('A', 'B')", { A: 1, B: [2, dead] })).toEqual([null, dead]);
    expect(said("pow('A', 0)", { A: [1, dead] })).toEqual([null, dead]);
    expect(said("'A' > 3", { A: [9, dead] })).toEqual([null, dead]);
    expect(said("!'A'", { A: [9, dead] })).toEqual([null, dead]);
  });

  it('CAL-10: good without a value is no data, silence is waiting, and info bits stay behind', () => {
    expect(said("'A' + 1", { A: null })).toEqual([null, CalculationStatus.noData]);
    expect(said("'A' + 1", { A: [null, doubt] })).toEqual([null, CalculationStatus.noData]);
    expect(said("'A' + 1", {})).toEqual([null, CalculationStatus.waiting]);
    expect(said("'A' + 1", { A: [1, Status.overflow] })).toEqual([2, 0]);
    expect(said("'A' + 1", { A: [1, Status.limitHigh] })).toEqual([2, Status.engineeringUnitsExceeded]);
    expect(said("'A' + 1", { A: [null, dead | 7] })).toEqual([null, (dead | 7) >>> 0]);
  });

  it('CAL-11: what one side decides alone does not wait for the other', () => {
    expect(said("'A' && 'B'", { A: 0, B: [1, dead] })).toEqual([0, 0]);
    expect(said("'B' && 'A'", { A: 0, B: [1, dead] })).toEqual([0, 0]);
    expect(said("'B' && 'A'", { A: 1, B: [1, dead] })).toEqual([null, dead]);
    expect(said("'B' || 'A'", { A: 1, B: [1, dead] })).toEqual([1, 0]);
    expect(said("'B' || 'A'", { A: 0, B: [1, dead] })).toEqual([null, dead]);
    expect(said("'A' && 'B'", { A: [1, doubt], B: 1 })).toEqual([1, doubt]);
    expect(said("'C' + ('A' && 'B')", { C: [1, doubt], A: 0, B: [1, dead] })).toEqual([1, doubt]);
    expect(said("!('A' > 5 && 'B' > 5)", { A: 9, B: 2 })).toEqual([1, 0]);
  });

  it('CAL-12: of a choice only what is chosen counts', () => {
    expect(said("'A' > 5 ? 'B' : 'C'", { A: 9, B: 2, C: [3, dead] })).toEqual([2, 0]);
    expect(said("if('A' > 5, 'B', 'C')", { A: 1, B: 2, C: [3, dead] })).toEqual([null, dead]);
    expect(said("if('A', 'B', 'C')", { A: [1, dead], B: 2, C: 3 })).toEqual([null, dead]);
    expect(said("if(good('A'), 'A', 'B')", { A: [1, dead], B: 2 })).toEqual([2, 0]);
    expect(said("if('C' != 0, 'A' / 'C', 0)", { A: 1, C: 0 })).toEqual([0, 0]);
    expect(said("first('A', 'B', 7)", { A: [1, dead], B: [2, doubt] })).toEqual([2, doubt]);
    expect(said("first('A', 'B')", { A: [1, dead], B: [2, sensor] })).toEqual([null, sensor]);
    expect(said("'C' + first('A', 'B')", { C: [1, doubt], A: [1, dead], B: 2 })).toEqual([3, doubt]);
    expect(said("good('A') + 2 * good('B') + 4 * good('W')", { A: 1, B: [2, doubt] })).toEqual([1, 0]);
  });

  it('CAL-13: a result that is no number is no value, and says that it is ours', () => {
    for (const [text, inputs] of [["'A' / 'B'", { A: 1, B: 0 }], ["'A' % 'B'", { A: 1, B: 0 }], ["sqrt('A')", { A: -1 }], ["pow('A', 'B')", { A: 1e200, B: 2 }], ["'A' * 'A'", { A: 1e200 }], ["max('A' / 'B', 1)", { A: 1, B: 0 }], ["'A' / 'B' > 0", { A: 1, B: 0 }]] as const)
      expect([text, said(text, inputs)]).toEqual([text, [null, CalculationStatus.notComputable]]);
    expect(said("'A' / 'B'", { A: [1, doubt], B: 0 })).toEqual([null, CalculationStatus.notComputable]);
    expect(said("first('A' / 'B', 5)", { A: 1, B: 0 })).toEqual([5, 0]);
    expect(said("clamp('A', 0, 'B')", { A: 1, B: [0, dead] })).toEqual([null, dead]);
    expect(Object.is(said("0 - 'A'", { A: 0 })[0], 0)).toBe(true);
    expect(Object.is(said("-'A'", { A: 0 })[0], 0)).toBe(true);
    expect(Object.is(said("round(-'A')", { A: 0.2 })[0], 0)).toBe(true);
  });
});
