import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import type { AlarmRule, Terms } from '#app/alarm';
import { pointId, sourceId } from '#app/park';
import { point, rule, source, start, type Row } from './line.ts';

const range = { low: 0, high: 100 };
const ab = [point('a', 1), point('b', 2)];
const plc = sourceId('plc');
const dcs = sourceId('dcs');
const unreachable = { code: 'unreachable', params: {} };
const of = (id: string, name: string | null, terms: Terms, more: Partial<AlarmRule> = {}): AlarmRule => rule(id, name, { kind: terms.kind, terms, limit: 5, deadband: 1, ...more });
const apart = (more: Partial<AlarmRule> = {}): AlarmRule => of('D', 'a', { kind: 'deviation', other: pointId('b'), otherRange: range, setPoint: null, ownAgeMs: null, otherAgeMs: null }, more);
const often = (more: Partial<AlarmRule> = {}): AlarmRule => of('C', 'a', { kind: 'count', bound: { is: 'above', limit: 25, deadband: 2, range }, times: 2, windowMs: 10_000 }, { limit: 25, ...more });
const fast = (held: boolean): AlarmRule => of('R', 'a', { kind: 'rate', direction: 'both', perMs: 60_000, windowMs: 10_000, held }, { limit: 60 });
const quiet = (sources = [plc]): AlarmRule => of('E', null, { kind: 'offline', points: [pointId('a'), pointId('b')], sources, longerMs: 60_000 }, { limit: null });
const good = (h: number, v: number): Row => [h, v];

describe('written rules in the pipeline', () => {
  it('PIP-14 a deviation is told of both its points, and of both their links', async () => {
    const two = [point('a', 1), point('b', 2, 0, 'dcs')];
    const { take, heard, lines } = start(two, [apart(), source(), source('dcs')]);
    await take(good(1, 50), good(2, 50), good(2, 58), good(1, 58));
    expect(heard().filter((s) => !s.startsWith('pending'))).toEqual(['raised D', 'returned D']);
    lines.link(dcs, false, unreachable);
    await take(good(1, 90));
    expect(heard().filter((s) => !s.startsWith('pending'))).toEqual(['raised dcs.source']);
    lines.link(dcs, true, null);
    await take(good(2, 50));
    expect(heard().filter((s) => !s.startsWith('pending'))).toEqual(['returned dcs.source', 'raised D']);
  });

  it('PIP-14 a partner that falls silent is doubt', async () => {
    const { take, heard, seconds } = start([point('a', 1), point('b', 2, 1000)], [apart()]);
    await take(good(1, 50), good(2, 50));
    seconds(5);
    await take(good(1, 90));
    expect(heard().filter((s) => !s.startsWith('pending'))).toEqual([]);
    await take(good(2, 50));
    expect(heard().at(-1)).toBe('raised D');
  });

  it('PIP-15 a count ends by time alone, at its own moment, by the timer', async () => {
    const { take, heard, hand, lines } = start(ab, [often()]);
    await take(good(1, 30), good(1, 10));
    hand.pass(4000);
    await take(good(1, 30), good(1, 10));
    expect(heard().at(-2)).toBe('raised C');
    hand.pass(5999);
    expect(heard()).toEqual([]);
    hand.pass(1);
    expect(heard()).toEqual(['returned C']);
    expect(lines.totals().delays).toBe(0);
  });

  it('PIP-15 after a restart not before its point was heard again', async () => {
    for (const [r, rows] of [[often(), [good(1, 30), good(1, 10), good(1, 30), good(1, 10)]], [fast(true), [good(1, 10), good(1, 90)]]] as const) {
      const first = start(ab, [r]);
      await first.take(rows[0]);
      first.hand.pass(1);
      for (const one of rows.slice(1)) { first.hand.pass(1); await first.take(one); }
      expect(first.lines.list().length).toBe(1);
      const again = start(ab, [r], { restored: first.lines.snapshot(), hand: first.hand, term: 5 });
      first.lines.stop();
      again.seconds(30);
      expect(again.heard()).toEqual([]);
      await again.take(rows.at(-1)!);
      again.seconds(11);
      expect(again.heard().at(-1)).toBe(`returned ${r.id}`);
    }
  });

  it('PIP-16 an enterprise that falls silent is told after its time, within a second, and clears with the first sample of any of its points', async () => {
    const { take, heard, seconds } = start(ab, [quiet()]);
    seconds(59);
    await take([1, null, { status: Status.deviceFailure }]);
    seconds(59);
    await take(good(2, 1));
    seconds(60);
    expect(heard()).toEqual([]);
    seconds(2);
    expect(heard()).toEqual(['raised E']);
    await take([1, null, { status: Status.noCommunication }]);
    expect(heard()).toEqual([]);
    await take(good(1, 1));
    expect(heard()).toEqual(['returned E']);
  });

  it('PIP-16 what an adapter says of a lost link is no word of it', async () => {
    const { take, heard, seconds } = start(ab, [quiet()]);
    await take(good(1, 1));
    for (let i = 0; i < 7; i++) { seconds(10); await take([1, null, { status: Status.noCommunication }], [2, 5, { status: Status.noCommunicationLastUsable }]); }
    expect(heard()).toEqual(['raised E']);
  });

  it('PIP-16 a restart neither forgets its silence nor counts as silence', async () => {
    const first = start(ab, [quiet()]);
    await first.take(good(1, 1));
    first.seconds(40);
    const kept = first.lines.snapshot();
    expect(kept.map((s) => [s.id, s.memory])).toEqual([['E', { kind: 'offline', silentMs: 40_000 }]]);
    expect(first.lines.totals().delays).toBe(1);                       // so that a snapshot is taken
    const again = start(ab, [quiet()], { restored: JSON.parse(JSON.stringify(kept)) as typeof kept, term: 5 });
    again.seconds(20);
    expect(again.heard()).toEqual([]);
    again.seconds(2);
    expect(again.heard()).toEqual(['raised E']);
    const gone = start(ab, [], { restored: kept, term: 5 });
    expect(gone.lines.orphans()).toEqual([]);                          // a memory alone is nothing to close
  });

  it('PIP-17 while all its sources are down theirs is told, not its own; when one is back its silence begins anew', async () => {
    const { lines, heard, seconds } = start([point('a', 1), point('b', 2, 0, 'dcs')], [quiet([plc, dcs])]);
    lines.link(plc, false, unreachable);
    seconds(30);
    lines.link(dcs, false, unreachable);
    seconds(300);
    expect(heard()).toEqual([]);
    lines.link(plc, true, null);
    seconds(60);
    expect(heard()).toEqual([]);
    seconds(2);
    expect(heard()).toEqual(['raised E']);
  });

  it('PIP-17 one source that is up is enough to hear that it is silent', () => {
    const { lines, heard, seconds } = start([point('a', 1), point('b', 2, 0, 'dcs')], [quiet([plc, dcs])]);
    lines.link(plc, false, unreachable);
    seconds(62);
    expect(heard()).toEqual(['raised E']);
  });

  it('PIP-10 a sweep that comes late calls no enterprise silent', async () => {
    const { take, heard, hand, seconds } = start(ab, [quiet()]);
    await take(good(1, 1));
    seconds(50);
    hand.pass(30_000);
    seconds(5);
    expect(heard().filter((s) => s === 'raised E')).toEqual([]);
  });

  it('PIP-11 a rule that asks something else remembers nothing of before; one that has another level does', async () => {
    const { take, heard, lines } = start(ab, [often()]);
    await take(good(1, 30), good(1, 10));
    lines.replace(ab, [often({ level: 'C' })]);
    await take(good(1, 30), good(1, 10));
    expect(heard().filter((s) => !s.startsWith('pending'))).toEqual(['raised C']);
    const other = often();
    lines.replace(ab, [{ ...other, terms: { ...other.terms!, windowMs: 20_000 } as Terms }]);
    expect(heard().filter((s) => !s.startsWith('pending'))).toEqual(['returned C']);
  });

  it('PIP-11 a new rule is asked about the last samples of both its points', async () => {
    const { take, heard, lines } = start(ab, []);
    await take(good(1, 50), good(2, 80));
    lines.replace(ab, [apart()]);
    expect(heard().at(-1)).toBe('raised D');
  });

  it('PIP-18 a point without written rules is asked as before: nothing is made of its samples', async () => {
    const { take, changes } = start(ab, [rule('A', 'b'), often(), quiet()]);
    await take(good(2, 1), good(2, 2), good(2, 3));
    expect(changes).toEqual([]);
  });

  it('ALM-48 a restart in the middle of any story changes nothing of what is told after it', async () => {
    const rules = [apart(), often(), often({ onDelayMs: 2000, offDelayMs: 3000, id: 'C2' as AlarmRule['id'] }), fast(true), quiet()];
    const act = fc.oneof(fc.tuple(fc.constant('take' as const), fc.integer({ min: 1, max: 2 }), fc.integer({ min: 0, max: 60 })), fc.tuple(fc.constant('pass' as const), fc.integer({ min: 1, max: 25 }), fc.constant(0)));
    await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 30 }), fc.nat(30), async (acts, cut) => {
      const told = async (broken: boolean): Promise<string[]> => {
        let line = start(ab, rules);
        await line.take(good(1, 24), good(2, 24));
        let last: [number, number] = [24, 24];
        const all: string[] = [];
        for (const [i, [what, n, v]] of acts.entries()) {
          if (i === cut % acts.length) {                               // every device says again how it stands
            if (broken) {
              const restored = JSON.parse(JSON.stringify(line.lines.snapshot())) as ReturnType<typeof line.lines.snapshot>;
              line.lines.stop();
              line = start(ab, rules, { restored, hand: line.hand, term: 5 });
            }
            await line.take(good(1, last[0]), good(2, last[1]));
          }
          if (what === 'take') { last = n === 1 ? [v, last[1]] : [last[0], v]; await line.take(good(n, v)); } else line.seconds(n);
          all.push(...line.heard());
        }
        return all.filter((s) => !s.startsWith('pending'));
      };
      expect(await told(true)).toEqual(await told(false));
    }), { seed: 78, numRuns: 150 });
  });
});
