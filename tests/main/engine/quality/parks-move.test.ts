import { expect, it } from 'vitest';
import { batchOf } from '#app/acquisition';
import { epochMs, monoMs } from '#kernel/time';
import { suspicions } from '../../../../main/engine/quality/suspicions.ts';
import { readCheckedSite } from '../../../../main/engine/site-folder.ts';
import { parkNamed } from '../../../../simulator/park.ts';
import { plantOf } from '../../../../simulator/plant/plant.ts';

/** A night and a morning, each in China Standard Time. */
const times = [Date.UTC(2026, 10, 19, 18), Date.UTC(2026, 10, 20, 1)];
const minutes = 15;
/** Coarser than any device of the parks writes: a step of a 10-bit converter. */
const steps = 1024;

it.each(['demo', 'whole'])('ACQ-22 nothing of the park %s is called frozen, by night or by day, though its values come coarse', async (name) => {
  const read = await readCheckedSite(`resources/sites/${name}`);
  if (!read.ok) throw new Error(read.fault.code);
  const { points, sources } = read.value.site;
  for (const from of times) {
    let at = 0;
    const told: string[] = [];
    const clock = { now: () => epochMs(from + at), mono: () => monoMs(at), after: () => () => {} };
    const s = suspicions(clock, () => {});
    s.points(points.map((definition, handle) => ({ handle, definition })), sources);
    const plant = plantOf(await parkNamed(name), 7, from);
    for (; at < minutes * 60_000; at += 1000) {
      const shown = plant.step(1);
      const samples = points.flatMap(({ id, range }, handle) => {
        const value = shown.get(id);
        if (typeof value !== 'number') return [];
        const step = (range.high - range.low) / steps;
        return [{ handle, value: Math.round(value / step) * step, status: 0, sourceTime: null, receivedTime: clock.now() }];
      });
      const batch = batchOf(samples);
      for (let i = 0; i < batch.length; i++) s.hear(batch, i, batch.handle[i]!, monoMs(at));
    }
    for (const { id } of sources) if (s.ofSource(id).since !== null) told.push(id);
    expect(told).toEqual([]);
    expect(sources.filter(({ id }) => s.ofSource(id).known).length).toBeGreaterThan(sources.length / 2);
  }
}, 120_000);
