import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idle, toStored, type AlarmRule } from '#app/alarm';
import { sourceId } from '#app/park';
import { actor } from '#kernel/session';
import { moment, monoMs } from '#kernel/time';
import { noValue, point, rule, source, stale, start, type Row } from './line.ts';

const ab = [point('a', 1), point('b', 2)];
const plc = sourceId('plc');
const unreachable = { code: 'unreachable', params: {} };

describe('a site that changes, an engine that starts again', () => {
  it('PIP-11 alarms of the same name keep their state, whatever handle their point has now; vanished ones are closed', async () => {
    const { take, heard, lines, changes } = start(ab, [rule('A', 'a'), rule('B', 'b'), rule('B2', 'b', { onDelayMs: 5000 }), source()]);
    await take([1, 30], [2, 30]);
    heard();
    lines.replace([point('a', 7), point('c', 1)], [rule('A', 'a'), rule('C', 'c'), source()]);
    expect(heard()).toEqual(['closed B', 'closed B2']);
    expect(changes.at(-2)?.actions).toEqual(['silence', 'journal']);
    expect(lines.list().map((h) => h.alarm.id)).toEqual(['A']);
    expect(lines.latest(7)?.sample).toMatchObject({ value: 30, handle: 7 });
    await take([1, 30], [2, 99], [7, 1]);
    expect(heard()).toEqual(['raised C', 'returned A']);
  });

  it('PIP-11 new and changed rules are asked about the last sample at once', async () => {
    const { take, heard, lines } = start(ab, [rule('A', 'a'), stale('a')]);
    await take([1, 30]);
    heard();
    lines.replace(ab, [rule('A', 'a', { limit: 50 }), rule('A-low', 'a', { kind: 'L', limit: 40 }), stale('a')]);
    expect(heard()).toEqual(['returned A', 'raised A-low']);
    lines.replace(ab, [rule('A', 'a', { limit: 50 }), rule('A-low', 'a', { kind: 'L', limit: 40 }), stale('a')]);
    expect(heard()).toEqual([]);
  });

  it('PIP-11 a silent point stays stale though its rule is changed, and what was dated stays dated', async () => {
    const polled = [point('a', 1, 1000), point('b', 2)];
    const { dated, heard, lines, seconds } = start(polled, [stale('a'), rule('A', 'a'), rule('B', 'b')]);
    await dated(50, [1, 10], [2, 10]);
    seconds(5);
    expect(heard()).toEqual(['raised a.stale']);
    lines.replace([point('b', 1), point('a', 2, 1000)], [{ ...stale('a'), level: 'C' }, rule('A', 'a'), rule('B', 'b')]);
    await dated(60_000, [1, 90]);
    expect(heard()).toEqual([]);
    expect(lines.counts(plc).late).toBe(1);
  });

  it('PIP-11 the state of a link outlives a change of the site', async () => {
    const { take, heard, lines } = start(ab, [noValue('a'), source()]);
    lines.link(plc, true, null);
    lines.link(plc, false, unreachable);
    lines.replace(ab, [noValue('a'), noValue('b'), source()]);
    heard();
    await take([1, null], [2, null]);
    expect(heard()).toEqual([]);
  });

  it('what is pending runs on after a restart; what stands, stands; what has no rule any more is named', async () => {
    const first = start(ab, [rule('A', 'a', { onDelayMs: 5000 }), rule('B', 'b'), rule('X', 'b')]);
    await first.take([1, 30], [2, 30]);
    first.seconds(3);
    const kept = first.lines.snapshot();
    expect(kept.map((s) => [s.id, s.remainingMs])).toEqual([['A', 2000], ['B', null], ['X', null]]);
    const again = start(ab, [rule('A', 'a', { onDelayMs: 5000 }), rule('B', 'b')], { restored: kept, term: 5 });
    expect(again.lines.orphans().map((s) => s.id)).toEqual(['X']);
    expect(again.lines.list().map((h) => h.alarm.occurrence)).toEqual(['B/4/0']);
    again.seconds(1);
    expect(again.heard()).toEqual([]);
    again.seconds(1);
    expect(again.heard()).toEqual(['raised A']);
    expect(again.changes[0]?.occurrence).toBe('A/5/0');
  });

  it('PIP-12 a restored off-delay waits until its point is heard again', async () => {
    const first = start(ab, [rule('A', 'a', { offDelayMs: 5000 })]);
    await first.take([1, 30], [1, 10]);
    first.seconds(4);
    const restored = first.lines.snapshot();
    const silent = start(ab, [rule('A', 'a', { offDelayMs: 5000 })], { restored });
    silent.seconds(30);
    expect(silent.heard()).toEqual([]);
    await silent.take([1, 10]);
    silent.seconds(1);
    expect(silent.heard()).toEqual(['returned A']);
    const soon = start(ab, [rule('A', 'a', { offDelayMs: 5000 })], { restored });
    await soon.take([1, 10]);
    soon.seconds(1);
    expect(soon.heard()).toEqual(['returned A']);
  });

  it('a source whose alarm stood at the restart is down until its link is told', async () => {
    const restored = [toStored({ ...idle(source()), condition: 'met', state: 'acknowledged' }, monoMs(0))];
    const { take, heard, lines } = start(ab, [noValue('a'), source()], { restored });
    await take([1, null]);
    expect(heard()).toEqual([]);
    lines.link(plc, true, null);
    await take([1, null]);
    expect(heard()).toEqual(['cleared plc.source', 'raised a.noValue']);
    lines.link(sourceId('nobody'), false, unreachable);
    expect(heard()).toEqual([]);
  });

  it('a restart in the middle of any story changes nothing of what is told after it', async () => {
    const rules: AlarmRule[] = [rule('A', 'a', { onDelayMs: 3000, offDelayMs: 2000 }), rule('B', 'b', { confirmRequired: true }), noValue('a'), source()];
    const act = fc.oneof(
      fc.tuple(fc.constant('take' as const), fc.integer({ min: 1, max: 2 }), fc.option(fc.integer({ min: 0, max: 110 }))),
      fc.tuple(fc.constant('pass' as const), fc.integer({ min: 1, max: 4 }), fc.constant(null)),
      fc.tuple(fc.constant('ack' as const), fc.nat(1), fc.constant(null)),
    );
    await fc.assert(fc.asyncProperty(fc.array(act, { maxLength: 25 }), fc.nat(25), async (acts, cut) => {
      const told = async (broken: boolean): Promise<string[]> => {
        let line = start(ab, rules);
        const all: string[] = [];
        for (const [i, [what, n, v]] of acts.entries()) {
          if (broken && i === cut) {
            const restored = JSON.parse(JSON.stringify(line.lines.snapshot())) as ReturnType<typeof line.lines.snapshot>;
            line.lines.stop();
            line = start(ab, rules, { restored, term: 5 });
            const last = [1, 2].map((h): Row => [h, 24]);          // every device says again how it stands: in the deadband, so that this decides nothing
            await line.take(...last);
          }
          if (what === 'take') await line.take([n, v]);
          if (what === 'pass') line.seconds(n);
          const alarm = line.lines.get(n === 0 ? 'A' : 'B')?.alarm;
          if (what === 'ack' && alarm?.occurrence) line.lines.tell(alarm.id, { type: 'acknowledge', occurrence: alarm.occurrence, by: actor('li'), at: moment(line.hand.clock) });
          all.push(...line.heard());
        }
        return all.filter((s) => !s.includes('noValue'));
      };
      expect(await told(true)).toEqual(await told(false));
    }), { seed: 77, numRuns: 200 });
  });
});
