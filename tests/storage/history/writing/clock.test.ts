import { expect, it } from 'vitest';
import { openedWriter, samplesOf } from './in-process.ts';
import { batch, day, planOf, point, start, type Row } from './kept.ts';

const second = (i: number, from = start): Row => ({ handle: 1, value: 20, time: from + i * 1000 });
const seconds = (count: number, from = start): Row[] => Array.from({ length: count }, (_, i) => second(i, from));

it('HIS-35 our clock was a year ahead and is set back: what comes then is not late for a year, it is thinned as ever and is the last', async () => {
  const on = openedWriter(undefined, { plan: planOf([point(1, { deviation: 1 })]) });
  on.put(batch(seconds(10, start + 365 * day)));
  await on.writer.flush();
  for (let window = 0; window < 3; window++) {
    on.put(batch(seconds(600, start + window * 600_000)));
    expect(on.writer.reads.latest(Uint32Array.of(0)).time[0]).toBe(start + window * 600_000 + 599_000);
    await on.writer.flush();
  }
  expect(on.writer.reads.latest(Uint32Array.of(0)).time[0]).toBe(start + 1_799_000);
  const kept = samplesOf(on.dir, on.writer, 'P-1', 0)!;
  expect([kept.time[0], kept.time.at(-1)]).toEqual([start, start + 365 * day + 9000]);
  expect(kept.length).toBeLessThan(620);                      // the first window meets what was ahead, and keeps all
});

it('HIS-35 a device that was hours ahead is not forgotten: what is earlier than its last sample is late, as ever', async () => {
  const on = openedWriter(undefined, { plan: planOf([point(1)]) });
  on.put(batch([{ handle: 1, value: 1, time: start + 8 * 3_600_000, received: start }]));
  await on.writer.flush();
  on.put(batch(seconds(10)));
  expect(on.writer.reads.latest(Uint32Array.of(0)).time[0]).toBe(start + 8 * 3_600_000);
});
