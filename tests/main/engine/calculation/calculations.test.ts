import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import { CalculationStatus, StoredCalculation } from '#app/calculation';
import { point, siteOf, start } from './bench.ts';

const near = (v: number) => expect.closeTo(v, 9) as number;

describe('derived points in the engine', () => {
  it('are reckoned as their inputs come, each after those it takes, and their source is up without a device', () => {
    const b = start(siteOf(point('X', "'Y' * 10"), point('Y', "'A' + 'B'")));
    expect([b.links, b.said()]).toEqual([[{ up: true, reason: null }], []]);
    b.take(['A', 1]);
    expect(b.said()).toEqual([]);                                  // B has said nothing yet
    b.hand.pass(400);
    b.take(['B', 2]);
    expect(b.said()).toEqual([{ point: 'Y', value: 3, status: 0, at: 400 }, { point: 'X', value: 30, status: 0, at: 400 }]);
    b.take(['C', 5]);
    expect(b.said()).toEqual([]);
    b.take(['A', null, { status: Status.deviceFailure }]);
    expect(b.said().map((s) => [s.point, s.value, s.status])).toEqual([['Y', null, Status.deviceFailure], ['X', null, Status.deviceFailure]]);
  });

  it('CAL-20: what comes together is reckoned once, and no value of an input is passed over', () => {
    const b = start(siteOf(point('S', "'A' + 'B'"), point('N', "count('A' > 5)")));
    b.take(['A', 1], ['B', 10]);
    expect(b.values()).toEqual([['S', 11], ['N', 0]]);
    b.take(['A', 9, b.ago(3)], ['B', 20, b.ago(3)], ['A', 2, b.ago(2)], ['A', 8, b.ago(1)], ['B', 30, b.ago(1)]);
    expect(b.values()).toEqual([['S', 29], ['N', 1], ['S', 22], ['N', 1], ['S', 38], ['N', 2]]);
    expect(b.batches.at(-1)!.length).toBe(6);
  });

  it('CAL-10: an input beyond its range has the value of its end', () => {
    const b = start(siteOf(point('X', "'A' * 2"), point('Y', "'D' + 0", { type: 'digital' })));
    b.take(['A', 130, { status: Status.outOfRange }]);
    expect(b.said()).toMatchObject([{ value: 200, status: Status.outOfRange }]);
    b.take(['A', 99, { status: Status.limitHigh }]);
    expect(b.said()).toMatchObject([{ value: 200, status: Status.engineeringUnitsExceeded }]);
    b.take(['A', 3, { status: Status.noCommunicationLastUsable }]);
    expect(b.said()).toMatchObject([{ value: null, status: Status.noCommunicationLastUsable }]);
    b.take(['A', NaN]);
    expect(b.said()).toMatchObject([{ value: null, status: CalculationStatus.noData }]);
    b.take(['D', 7]);
    expect(b.values()).toEqual([['Y', 1]]);
  });

  it('CAL-15: dated like the newest input, with what went by since; no two alike; a clock that was set back is believed', () => {
    const b = start(siteOf(point('X', "'A' + 'B'")));
    b.take(['A', 1, b.ago(-100)], ['B', 1, b.ago(5000)]);
    expect(b.said()).toMatchObject([{ at: 100 }]);
    b.hand.pass(300);
    b.take(['B', 2, b.ago(5000)]);
    expect(b.said()).toMatchObject([{ value: 3, at: 400 }]);
    b.take(['B', 3, b.ago(5000)]);
    expect(b.said()).toMatchObject([{ value: 4, at: 401 }]);
    b.hand.pass(1000);
    b.take(['A', 1, b.ago(3_600_000)], ['B', 1, b.ago(3_600_000)]);
    expect(b.said()).toMatchObject([{ at: 1300 - 3_600_000 }]);
    b.take(['A', 1, { sourceTime: null }]);
    expect(b.said()).toMatchObject([{ at: 1300 }]);
  });

  it('CAL-16: at most once a period, a change of its status at once, and what waits is said when its time comes', () => {
    const b = start(siteOf(point('X', "'A' + 1", { periodMs: 5000 })));
    const all: number[] = [];
    for (let i = 0; i < 20; i++) { b.take(['A', i]); all.push(...b.said().map((s) => s.at)); b.hand.pass(1000); }
    expect(all).toEqual([0, 5000, 10_000, 15_000]);
    b.said();
    b.take(['A', null, { status: Status.deviceFailure }]);
    expect(b.said()).toMatchObject([{ value: null }]);
    b.take(['A', 7]);
    expect(b.values()).toEqual([['X', 8]]);
    b.take(['A', 9]);
    b.seconds(4);
    expect(b.said()).toEqual([]);
    b.seconds(1);
    expect(b.values()).toEqual([['X', 10]]);
    b.seconds(60);
    expect(b.said()).toEqual([]);                                  // nothing came: it is stale, and says so by silence
  });

  it('CAL-17: run-hours go on while nobody says anything, by our clock, and stop with the link', () => {
    const b = start(siteOf(point('R', "runHours('D')"), point('X', "'D' + 0")));
    b.take(['D', 1]);
    b.said();
    b.seconds(1800);
    const said = b.said();
    expect([said.length, new Set(said.map((s) => s.point))]).toEqual([180, new Set(['R'])]);
    expect(said.at(-1)).toEqual({ point: 'R', value: near(0.5), status: 0, at: 1_800_000 });
    b.take(['D', null, { status: Status.noCommunication }]);
    b.seconds(1800);
    expect(b.said().filter((s) => s.point === 'R').at(-1)).toMatchObject({ value: near(0.5), status: CalculationStatus.lastUsable });
  });

  it('CAL-18: a step of the dates that our clock did not see is not counted', () => {
    const b = start(siteOf(point('T', "total('A')")));
    b.take(['A', 60]);
    b.hand.pass(60_000);
    b.take(['A', 60, b.ago(-3_600_000)]);                          // its clock was set an hour ahead
    expect(b.said().at(-1)!.value).toBeCloseTo(1, 6);
    b.hand.pass(60_000);
    b.take(['A', 60]);                                             // and back
    b.hand.pass(60_000);
    b.take(['A', 60]);
    expect(b.said().at(-1)!.value).toBeCloseTo(3, 6);
  });

  it('CAL-18: what came in one batch is counted by its own dates', () => {
    const b = start(siteOf(point('T', "total('A', 's')")));
    b.take(['A', 1, b.ago(0)]);
    b.hand.pass(10_000);
    b.take(...Array.from({ length: 10 }, (_, i): [string, number, object] => ['A', i + 1, b.ago(9000 - i * 1000)]));
    expect(b.said().at(-1)!.value).toBeCloseTo(1 + 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9, 6);
  });

  it('CAL-24: what is counted goes on after a restart, as it was at most a second ago', () => {
    const site = siteOf(point('R', "runHours('D')"), point('N', "count('D')"), point('W', "avg('A', '10m')"));
    const b = start(site);
    b.take(['D', 0], ['A', 5]);
    b.take(['D', 1]);
    b.seconds(3600);
    b.take(['D', 1]);
    const kept = b.reckoning.state();
    expect(StoredCalculation.array().safeParse(JSON.parse(JSON.stringify(kept))).data).toEqual(kept);
    expect(kept.map((k) => k.point)).toEqual(['R', 'N']);
    const again = start(site, kept);
    again.seconds(100);
    expect(again.said()).toEqual([]);
    again.take(['D', 1]);
    again.seconds(1800);
    const said = again.said();
    expect(said.findLast((s) => s.point === 'R')!.value).toBeCloseTo(1.5, 6);
    expect(said.findLast((s) => s.point === 'N')!.value).toBe(1);
  });

  it('CAL-27: another site: what is counted and what is known stays, what is new is reckoned at once, what is gone says nothing', () => {
    const b = start(siteOf(point('R', "runHours('D')"), point('X', "'A' + 1")));
    b.take(['D', 1], ['A', 5]);
    b.seconds(3600);
    b.said();
    b.park.replace(siteOf(point('R', "2 * runHours('D')"), point('Y', "'A' * 2")));
    b.reckoning.replace();
    b.collector.run([]);
    expect(b.said()).toMatchObject([{ point: 'R', value: near(2) }, { point: 'Y', value: 10 }]);
    b.take(['A', 6]);
    expect(b.values()).toEqual([['Y', 12]]);
  });

  it('CAL-13: what means nothing any more says so, once, and disturbs nobody', () => {
    const b = start(siteOf(point('X', "'GONE' + 1"), point('O', "'P' + 1"), point('P', "'O' + 1"), point('Y', "'A' + 1")));
    expect(b.said()).toMatchObject([{ point: 'X', value: null, status: CalculationStatus.misconfigured }, { point: 'O' }, { point: 'P' }]);
    expect(b.notes.map((n) => n.split(' ').slice(0, 4).join(' '))).toEqual(['calculation X address: unknown-input', 'calculation O address: points-in-circle']);
    b.take(['A', 1]);
    b.seconds(100);
    expect(b.values()).toEqual([['Y', 2]]);
  });

  it('a total is the area under what stood, whatever the batches it comes in', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: -50, max: 100 }), fc.integer({ min: 1, max: 15_000 }), fc.boolean()), { minLength: 1, maxLength: 40 }), (steps) => {
      const b = start(siteOf(point('T', "total('A', 's')"), point('R', "runHours('A' > 0)")));
      b.take(['A', 0]);
      let [area, hours, stood, unsaid] = [0, 0, 0, 0];
      let held: { v: number; ms: number }[] = [];
      for (const [v, ms, ends] of steps) {
        area += (stood * ms) / 1000;
        hours += stood > 0 ? ms / 3_600_000 : 0;
        stood = v;
        held.push({ v, ms });
        b.hand.pass(ms);
        unsaid += ms;
        if (!ends && unsaid < 45_000) continue;
        let ago = unsaid;
        b.take(...held.map((h): [string, number, object] => { ago -= h.ms; return ['A', h.v, b.ago(ago)]; }));
        [held, unsaid] = [[], 0];
        const said = b.said();
        expect(said.findLast((s) => s.point === 'T')!.value).toBeCloseTo(area, 6);
        expect(said.findLast((s) => s.point === 'R')!.value).toBeCloseTo(hours, 9);
      }
    }), { seed: 6, numRuns: 300 });
  });
});
