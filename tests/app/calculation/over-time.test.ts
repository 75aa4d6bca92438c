import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import { CalculationStatus } from '#app/calculation';
import { bench } from './reckon.ts';

const min = 60_000;
const hour = 60 * min;
const { lastUsable, subNormal, waiting } = CalculationStatus;
const near = (v: number) => expect.closeTo(v, 9) as number;

describe('functions over time', () => {
  it('CAL-21: a total is what stood, times how long', () => {
    const b = bench("total('F')");
    b.set('F', 60);
    expect(b.run()).toEqual({ value: 0, status: 0 });
    b.set('F', 120);
    expect(b.run(min).value).toEqual(near(1));
    expect(b.run(min).value).toEqual(near(3));
    b.set('F', -60);
    b.run(0);
    expect(b.run(min).value).toEqual(near(2));
    const perMinute = bench("total('A', 'm')");
    perMinute.set('A', 2);
    perMinute.run();
    expect(perMinute.run(hour).value).toEqual(near(120));
  });

  it('CAL-22: totals, run-hours and starts stand while their input has no value; what was not known is not counted', () => {
    for (const [text, per] of [["total('F')", 60], ["runHours('D')", 1]] as const) {
      const b = bench(text);
      const id = text.includes('F') ? 'F' : 'D';
      b.set(id, per);
      b.run();
      expect(b.run(hour)).toEqual({ value: near(per), status: 0 });
      b.set(id, null, Status.noCommunication);
      expect(b.run(hour)).toEqual({ value: near(2 * per), status: lastUsable });        // it stood until the loss
      expect(b.run(hour)).toEqual({ value: near(2 * per), status: lastUsable });
      b.set(id, per);
      expect(b.run(hour)).toEqual({ value: near(2 * per), status: 0 });
      expect(b.run(hour)).toEqual({ value: near(3 * per), status: 0 });
    }
    const b = bench("count('D')");
    const starts = ([1, 0, 1, 1, null, 1, 0, null, 1, 0] as const).map((v) => { b.set('D', v, v === null ? Status.noCommunication : 0); return b.run(1000).value; });
    expect(starts).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 2, 2]);
  });

  it('what is on: run-hours of an expression, seconds since it came on', () => {
    const b = bench("runHours('A' > 10)");
    b.set('A', 20);
    b.run();
    b.set('A', 5);
    b.run(hour / 2);
    b.set('A', 11);
    b.run(hour);
    expect(b.run(hour / 4).value).toEqual(near(0.75));
    const on = bench("onFor('D')");
    const seconds = ([1, 1, null, 1, 0, 1, 1] as const).map((v) => { on.set('D', v, v === null ? Status.noCommunication : 0); return on.run(1000).value; });
    expect(seconds).toEqual([0, 1, NaN, 2, 0, 0, 1]);
  });

  it('CAL-19: they are told in a branch that is not chosen, and inner ones before outer ones', () => {
    const b = bench("if('D', total('F'), 0 - 1)");
    b.set('D', 0);
    b.set('F', 10);
    b.run();
    expect(b.run(hour).value).toBe(-1);
    b.set('D', 1);
    expect(b.run(0).value).toEqual(near(10));
    const nested = bench("total(avg('F', '1h'), 'h')");
    nested.set('F', 10);
    nested.run();
    expect(nested.run(hour).value).toEqual(near(10));
  });

  it('CAL-23: a mean, the least and the most of a window; doubtful while less than half of it is known', () => {
    const b = bench("avg('A', '10m')");
    b.set('A', 10);
    expect(b.run()).toEqual({ value: 10, status: subNormal });
    b.set('A', 20);
    expect(b.run(4 * min)).toEqual({ value: near(10), status: subNormal });
    expect(b.run(4 * min)).toEqual({ value: near(15), status: 0 });
    b.set('A', null, Status.deviceFailure);
    expect(b.run(0)).toEqual({ value: near(15), status: lastUsable });
    const lost = b.run(11 * min);
    expect([lost.value, lost.status]).toEqual([NaN, Status.deviceFailure]);
    const [least, most] = [bench("min('A', '10m')"), bench("max('A', '10m')")];
    for (const v of [5, 1, 9, 5]) for (const w of [least, most]) { w.set('A', v); w.run(v === 9 ? 10 : min); }
    expect([least.run().value, most.run().value]).toEqual([1, 9]);
    expect([least.run(11 * min).value, most.run(11 * min).value]).toEqual([5, 5]);
  });

  it('CAL-23: a change needs the whole window, a rate a tenth of it', () => {
    const b = bench("delta('A', '1h')");
    const r = bench("rate('A', '1m', '10m')");
    const own = bench("rate('A', '1m')");
    let [enough, rated] = [NaN, NaN];
    for (let s = 0; s <= 4000; s += 10) {
      for (const each of [b, r, own]) { each.set('A', 100 + s / 10); each.run(s === 0 ? 0 : 10_000); }
      if (Number.isNaN(rated) && !Number.isNaN(r.run().value)) rated = s;
      if (Number.isNaN(enough) && !Number.isNaN(b.run().value)) enough = s;
      if (s === 30) expect(r.run()).toEqual({ value: NaN, status: waiting });
    }
    expect([enough, rated]).toEqual([3600, 60]);
    expect(Math.abs(b.run().value - 360)).toBeLessThan(7);
    expect(Math.abs(r.run().value - 6)).toBeLessThan(0.2);
    expect(Math.abs(own.run().value - 6)).toBeLessThan(0.5);
  });

  it('prev: the value before the last, whatever else comes between', () => {
    const b = bench("'A' - prev('A') + 0 * 'B'");
    b.set('A', 1);
    b.set('B', 0);
    expect(b.run()).toEqual({ value: NaN, status: waiting });
    b.set('A', 4);
    expect(b.run().value).toBe(3);
    b.set('B', 1);
    expect(b.run().value).toBe(3);
    b.set('A', 4);
    expect(b.run().value).toBe(0);
  });

  it('CAL-24: what is counted outlives a restart under how it is written; the time between is not counted', () => {
    for (const [text, inputs, after] of [["total('F')", { F: 10 }, 10], ["1 + runHours('D')", { D: 1 }, 2], ["onFor( 'D' )", { D: 1 }, 3600]] as const) {
      const b = bench(text);
      const all = (): void => { for (const [id, v] of Object.entries(inputs)) b.set(id, v); };
      all();
      b.run();
      b.run(hour);
      b.again();
      all();
      expect([text, b.run(hour).value]).toEqual([text, near(after)]);
    }
    const b = bench("count('D')");
    for (const v of [0, 1, 0]) { b.set('D', v); b.run(); }
    b.again();
    b.set('D', 1);
    expect(b.run().value).toBe(2);
    expect(bench("total('F' ,'h') * 2").kept()).toEqual(bench("0.5 * total( 'F', 'h' )").kept());
    expect(bench("avg('A', '10m') + delta('A', '1h') + 0 * prev('A')").kept()).toEqual([]);
  });

  it('a mean over a window is that of what stood in it, to a sixtieth, and stays between least and most', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 200_000 })), { minLength: 2, maxLength: 60 }), (steps) => {
      const windowMs = 10 * min;
      const [b, low, high, total] = [bench("avg('A', '10m')"), bench("min('A', '10m')"), bench("max('A', '10m')"), bench("total('A', 's')")];
      let [at, area] = [0, 0];
      const stood: { from: number; to: number; v: number }[] = [];
      let last = { value: NaN, status: 0 };
      for (const [i, [v, ms]] of steps.entries()) {
        const dt = i === 0 ? 0 : ms;
        if (i > 0) { stood.push({ from: at, to: at + dt, v: steps[i - 1]![0] }); area += (steps[i - 1]![0] * dt) / 1000; }
        at += dt;
        for (const each of [b, low, high, total]) each.set('A', v);
        last = b.run(dt);
        low.run(dt);
        high.run(dt);
        expect(total.run(dt).value).toBeCloseTo(area, 6);
        expect(last.value).toBeGreaterThanOrEqual(low.run().value - 1e-9);
        expect(last.value).toBeLessThanOrEqual(high.run().value + 1e-9);
      }
      const share = (from: number): number => { const parts = stood.map((s) => ({ ms: Math.max(0, s.to - Math.max(s.from, from)), v: s.v })); const all = parts.reduce((n, p) => n + p.ms, 0); return all === 0 ? NaN : parts.reduce((n, p) => n + p.ms * p.v, 0) / all; };
      const bounds = [share(at - windowMs), share(at - windowMs * (61 / 60))];
      expect(last.value).toBeGreaterThanOrEqual(Math.min(...bounds) - 100 / 59);
      expect(last.value).toBeLessThanOrEqual(Math.max(...bounds) + 100 / 59);
    }), { seed: 6, numRuns: 300 });
  });
});
