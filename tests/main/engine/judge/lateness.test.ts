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
