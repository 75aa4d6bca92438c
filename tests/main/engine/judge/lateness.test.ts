import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import { sourceId } from '#app/park';
import { noValue, point, rule, start, type Row } from '../line.ts';

const ab = [point('a', 1), point('b', 2)];
const plc = sourceId('plc');

describe('the dates of devices', () => {
  const H = [rule('A', 'a'), rule('B', 'b')];

  it('PIP-05 a late sample raises nothing and clears nothing; it is counted', async () => {
    const { dated, heard, lines, seconds } = start(ab, H);
    await dated(100, [1, 10], [2, 30]);
    heard();
    await dated(60_000, [1, 95], [2, 5]);
    for (let i = 0; i < 10; i++) { seconds(1); await dated(100, [1, 10], [2, 30]); }
    expect(heard()).toEqual([]);
    expect(lines.counts(plc)).toMatchObject({ late: 2, judged: 22 });
    expect(lines.latest(1)?.sample.value).toBe(10);
  });

  it('PIP-05 a back-fill of one quiet point is late as long as its source shows the right time', async () => {
    const { dated, heard, seconds, lines } = start(ab, H);
    await dated(100, [1, 10], [2, 10]);
    for (let i = 0; i < 100; i++) await dated(3_600_000 - i * 1000, [1, 95]);
    for (let i = 0; i < 20; i++) { seconds(1); await dated(100, [2, 10]); }
    expect(heard()).toEqual([]);
    expect(lines.counts(plc).late).toBe(100);
  });

  it('PIP-05 a back-fill that trickles in, a minute of the past each second, has not the pace of a clock', async () => {
    const { dated, heard, seconds } = start(ab, H);
    await dated(100, [1, 10], [2, 10]);
    for (let i = 0; i < 20; i++) { await dated(3_600_000 - i * 59_000, [1, 95]); await dated(100, [2, 10]); seconds(1); }
    expect(heard()).toEqual([]);
  });

  it('disorder of less than a second is jitter, and judged', async () => {
    const { dated, heard } = start(ab, H);
    await dated(100, [1, 10]);
    await dated(1000, [1, 30]);
    expect(heard()).toEqual(['raised A']);
  });

  it('PIP-06 a clock that stood an hour ahead is set right: judged at once', async () => {
    const { dated, heard, lines } = start(ab, H);
    await dated(-3_600_000, [1, 10], [2, 30]);
    heard();
    await dated(50, [1, 30], [2, 10]);
    expect(heard()).toEqual(['raised A', 'returned B']);
    expect(lines.counts(plc).late).toBe(0);
  });

  it('PIP-07 a clock set back by an hour silences nothing: within 6 s it raises, and from then on it counts', async () => {
    const { dated, heard, seconds } = start(ab, H);
    await dated(50, [1, 10], [2, 30]);
    heard();
    seconds(1);
    await dated(3_600_000, [1, 30], [2, 10]);
    seconds(6);
    expect(heard()).toEqual(['raised A']);     // what may be long past may raise, and clears nothing
    await dated(3_600_000, [1, 31], [2, 10]);
    expect(heard()).toEqual(['returned B']);
  });

  it('PIP-07 once known to be set back, the clock of a source is believed of points that were silent meanwhile', async () => {
    const { dated, heard, seconds } = start(ab, H);
    await dated(50, [1, 10], [2, 10]);
    seconds(1);
    await dated(3_600_000, [1, 11]);
    seconds(6);
    await dated(3_600_000, [2, 90]);
    expect(heard()).toEqual(['raised B']);
  });

  it('PIP-07 a pulse while the clock is in doubt is seen', async () => {
    const { dated, heard, seconds, lines } = start(ab, H);
    await dated(50, [1, 10]);
    seconds(1);
    await dated(3_600_000, [1, 30]);
    seconds(1);
    await dated(3_600_000, [1, 12]);
    seconds(6);
    expect(heard()).toEqual(['raised A']);
    expect(lines.latest(1)?.sample.value).toBe(12);
    await dated(3_600_000, [1, 10]);
    expect(heard()).toEqual(['returned A']);
  });

  it('PIP-07 one device behind a gateway sets its clock back: the pace of its dates tells, though the others are right', async () => {
    const { dated, heard, seconds } = start(ab, H);
    for (let i = 0; i < 3; i++) { await dated(50, [1, 10], [2, 10]); seconds(1); }
    for (let i = 0; i < 7; i++) { await dated(600_000, [1, 30]); await dated(50, [2, 10]); seconds(1); }
    expect(heard()).toEqual(['raised A']);
    await dated(600_000, [1, 10]);
    expect(heard()).toEqual(['returned A']);
  });

  it('PIP-08 what has no value, or no date, is never late', async () => {
    const { dated, take, heard } = start(ab, [...H, noValue('a'), noValue('b')]);
    await dated(50, [1, 10], [2, 10]);
    await dated(60_000, [1, null]);
    expect(heard()).toEqual(['raised a.noValue']);
    await dated(60_000, [2, 99, { status: Status.deviceFailure }]);
    expect(heard()).toEqual(['raised b.noValue']);
    await take([1, 30]);
    expect(heard()).toEqual(['raised A', 'returned a.noValue']);
  });

  it('whatever its clock does, a danger that lasts is told within 6 s of the last step, on any source that goes on speaking', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.integer({ min: -7200, max: 7200 }), fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 6 }), fc.boolean(), async (steps, quiet) => {
      const { dated, seconds, lines } = start(ab, H);
      let offset = 0;
      for (const [step, lasting] of steps) {
        offset = step * 1000;
        for (let s = 0; s < lasting; s++) { await dated(offset, [1, 10], ...(quiet ? [] : [[2, 10] as Row])); seconds(1); }
      }
      await dated(offset, [1, 90]);
      for (let s = 0; s < 7; s++) { seconds(1); if (!quiet) await dated(offset, [1, 90], [2, 10]); }
      expect(lines.get('A')?.alarm.state).toBe('unacknowledged');
    }), { seed: 1907, numRuns: 150 });
  });
});

describe('back-fill and slow clocks (PIP-19 to 21)', () => {
  const H = [rule('A', 'a'), rule('B', 'b')];
  const hour = 3_600_000;
  /** The hour before now, a reading each minute: in danger from minute 20 to 40. */
  const minutes = Array.from({ length: 59 }, (_, k) => ({ ago: hour - (k + 1) * 60_000, value: k >= 20 && k < 40 ? 90 : 10 }));

  it('PIP-19 a fill before anything else raises nothing, whether the reading of now comes or not', async () => {
    for (const live of [true, false]) {
      const { dated, heard, seconds, lines } = start(ab, H);
      for (const { ago, value } of minutes) await dated(ago, [1, value], [2, value]);
      if (live) await dated(50, [1, 11], [2, 11]);
      seconds(90);
      expect(heard()).toEqual([]);
      expect(lines.latest(1)?.sample.value).toBe(live ? 11 : 10);
    }
  });

  it('PIP-19 a fill after an hour without a link raises nothing, though nothing newer was ever judged, and the next danger tells at once', async () => {
    const { dated, heard, seconds, lines } = start(ab, H);
    await dated(hour, [1, 10], [2, 10]);          // all that was ever heard is an hour old
    seconds(1);
    lines.link(plc, false, { code: 'unreachable', params: {} });
    seconds(10);
    lines.link(plc, true, null);
    for (const { ago, value } of minutes) { await dated(ago, [1, value], [2, value]); }
    await dated(0, [1, 12], [2, 12]);
    seconds(90);
    expect(heard()).toEqual([]);
    await dated(50, [1, 90]);
    expect(heard()).toEqual(['raised A']);
  });

  it('PIP-19 the reading of now first, then the hour that led to it, then nothing: it was no clock that was set back', async () => {
    const { dated, heard, seconds } = start(ab, H);
    await dated(50, [1, 10], [2, 10]);
    seconds(1);
    for (const { ago, value } of minutes.slice(0, 30)) await dated(ago, [1, value], [2, value]);
    seconds(90);
    expect(heard()).toEqual([]);
  });

  it('PIP-19 live and back-fill in any mixture: only what is of now raises, and every danger of now does', async () => {
    const step = fc.record({ live: fc.boolean(), ago: fc.integer({ min: 61_000, max: 7_200_000 }), waitMs: fc.constantFrom(0, 1, 50, 900) });
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.boolean(), async (story, danger) => {
      const { dated, seconds, lines, heard, hand } = start(ab, H);
      await dated(50, [1, 10], [2, 10]);
      for (const { live, ago, waitMs } of story.toSorted((x, y) => (x.live === y.live ? y.ago - x.ago : 0))) { await dated(live ? 50 : ago, [1, live ? 10 : 90]); hand.pass(waitMs); }
      await dated(50, [1, danger ? 91 : 10], [2, 10]);
      expect(heard().filter((w) => w.startsWith('raised'))).toEqual(danger ? ['raised A'] : []);
      for (let s = 0; s < 70; s++) { seconds(1); await dated(50, [2, 10]); }
      expect(lines.get('A')?.alarm.state).toBe(danger ? 'unacknowledged' : 'normal');
    }), { seed: 2011, numRuns: 100 });
  });

  it('PIP-19 what peers that keep nothing say is how things stand, however old its date', async () => {
    const { dated, heard } = start(ab, H, { keeps: () => false });
    await dated(3 * hour, [1, 90]);
    await dated(50, [2, 10]);
    expect(heard()).toEqual(['raised A']);
  });

  it('PIP-20 a state that began long ago and of which nothing newer comes is judged within 6 s, though others show the right time', async () => {
    const { dated, heard, seconds } = start(ab, H);
    await dated(50, [2, 10]);
    await dated(3 * hour, [1, 90]);               // what the broker kept: it stands since then
    expect(heard()).toEqual([]);
    for (let s = 0; s < 6; s++) { seconds(1); await dated(50, [2, 10]); }
    expect(heard()).toEqual(['raised A']);
    await dated(2 * hour, [1, 10]);               // and is over since then
    seconds(6);
    expect(heard()).toEqual(['returned A']);
  });

  it('PIP-20 a clock that is always an hour behind is heard after 6 s, a pulse meanwhile too, and from then on at once', async () => {
    const { dated, heard, seconds } = start(ab, H);
    await dated(hour, [1, 10], [2, 10]);
    seconds(1);
    await dated(hour, [1, 90]);
    seconds(1);
    await dated(hour, [1, 10]);
    seconds(6);
    expect(heard()).toEqual(['raised A', 'returned A']);
    await dated(hour, [1, 90], [2, 90]);
    expect(heard()).toEqual(['raised A', 'raised B']);
  });

  it('PIP-20 what one point has shown of the clock of its source is believed of the others', async () => {
    const { dated, heard, seconds } = start(ab, H);
    await dated(hour, [1, 10]);
    seconds(6);
    await dated(hour, [2, 90]);
    expect(heard()).toEqual(['raised B']);
  });

  it('PIP-20 an hourly mean that comes an hour after it began is waited for once', async () => {
    const { dated, heard, seconds } = start(ab, H);
    for (let h = 0; h < 3; h++) {
      await dated(hour + 120_000, [1, h === 2 ? 90 : 10]);
      await dated(50, [2, 10]);
      if (h === 2) expect(heard()).toEqual(['raised A']);
      seconds(3600);
    }
  });

  it('PIP-20 a fill of one reading a second, or cut off in the midst of danger, raises nothing while it lasts; what then stands is judged within a minute', async () => {
    const { dated, heard, seconds } = start(ab, H);
    await dated(50, [2, 10]);
    for (const { ago, value } of minutes.slice(0, 30)) { await dated(ago, [1, value]); seconds(1); }
    expect(heard()).toEqual([]);
    const cut = start(ab, H);
    for (const { ago, value } of minutes.slice(0, 30)) await cut.dated(ago, [1, value]);
    cut.seconds(29);
    expect(cut.heard()).toEqual([]);
    cut.seconds(31);
    expect(cut.heard()).toEqual(['raised A']);
  });

  it('PIP-20 while readings of a point wait, its loss of communication is not told: a last usable value, then the queue, then now', async () => {
    const fill = async (live: boolean): Promise<string[]> => {
      const { dated, heard, seconds } = start(ab, [...H, noValue('a')]);
      await dated(50, [1, 10], [2, 10]);
      await dated(hour, [1, 10, { status: Status.noCommunicationLastUsable }]);
      await dated(40, [1, 10, { status: Status.noCommunicationLastUsable }]);
      for (const { ago, value } of minutes) await dated(ago, [1, value]);
      seconds(4);
      if (live) await dated(50, [1, 10]);
      for (let s = 0; s < 40; s++) { seconds(1); await dated(50, [2, 10]); }
      return heard().filter((w) => w.startsWith('raised'));
    };
    expect([await fill(true), await fill(false)]).toEqual([[], ['raised a.noValue']]);
  });

  it('PIP-20 a single old reading that waits is word of its point, too', async () => {
    const { dated, take, heard, seconds } = start(ab, [noValue('a')]);
    for (let s = 0; s < 12; s++) { await dated(50, [2, 10]); seconds(1); }
    await take([1, null, { status: Status.noCommunication }]);
    seconds(1);
    await dated(3 * hour, [1, 11]);                // it stands since then
    await dated(50, [2, 10]);
    for (let s = 0; s < 8; s++) { seconds(1); await dated(50, [2, 10]); }
    expect(heard().filter((w) => w.startsWith('raised'))).toEqual([]);
  });

  it('PIP-21 what is called late by its sender is history, and its newest is judged only when nothing of now came for half a minute', async () => {
    const { late, dated, heard, seconds, lines } = start(ab, H);
    await dated(5000, [1, 10], [2, 10]);
    await late(3000, [1, 90], [2, 90]);
    await late(2000, [1, 91], [2, 91]);
    await dated(50, [1, 10]);
    seconds(29);
    expect(heard()).toEqual([]);
    seconds(31);
    expect(heard()).toEqual(['raised B']);
    expect(lines.latest(1)?.sample.value).toBe(10);
    expect(lines.counts(plc).late).toBe(4);
  });

  it('PIP-21 without a date, or older than what was judged, it is history only', async () => {
    const { late, take, dated, heard, seconds } = start(ab, [...H, noValue('b')]);
    await dated(1000, [1, 10]);
    await take([2, 10]);
    await late(null, [2, 90], [2, null]);
    await late(60_000, [1, 90]);
    seconds(90);
    expect(heard()).toEqual([]);
  });
});
