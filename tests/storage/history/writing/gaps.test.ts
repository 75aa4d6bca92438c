import { expect, it } from 'vitest';
import { noData } from '#app/history';
import { openedWriter, samplesOf } from './in-process.ts';
import { batch, planOf, point, start, type Row } from './kept.ts';

const seconds = (count: number, from: number): Row[] => Array.from({ length: count }, (_, i) => ({ handle: 1, value: 20, time: from + i * 1000 }));

it('HIS-38 a gap of a thinned series is a gap before its window is in a file, over the end of the last one, and afterwards: in the same place', async () => {
  const on = openedWriter(undefined, { plan: planOf([point(1, { deviation: 1 })]) });
  on.put(batch(seconds(10, start)));
  await on.writer.flush();
  on.put(batch(seconds(10, start + 200_000)));           // 191 s after the last sample in a file
  on.put(batch(seconds(10, start + 400_000)));
  const marks = (): number[] => { const { time, status } = samplesOf(on.dir, on.writer, 'P-1', 0)!; return Array.from(time).filter((_, i) => status[i] === noData); };
  const before = marks();
  expect(before).toEqual([start + 9000 + 60_000, start + 209_000 + 60_000]);
  await on.writer.flush();
  expect(marks()).toEqual(before);
});

it('HIS-38 what is lossless has no marks: a silence shows by itself', () => {
  const on = openedWriter(undefined, { plan: planOf([point(1)]) });
  on.put(batch([...seconds(3, start), ...seconds(3, start + 400_000)]));
  expect(samplesOf(on.dir, on.writer, 'P-1', 0)!.length).toBe(6);
});
