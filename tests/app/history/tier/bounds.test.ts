import { describe, expect, it } from 'vitest';
import { tierMs, tiersOf } from '#app/history';

const start = Date.UTC(2026, 4, 6);
const always = { stepped: true, holdMs: Infinity } as const;

describe('what rows of tiers may take', () => {
  it('HIS-20: after a week that was slept through no more rows wait than memory has room for, and what is left is reckoned later', () => {
    const [slots, week] = [5, 7 * tierMs.day];
    const tiers = tiersOf(20_000);
    for (let slot = 0; slot < slots; slot++) { tiers.define(slot, always); tiers.add(slot, start, 1, 0); }
    tiers.advance(start + week);
    expect(tiers.waiting()).toBeLessThan(21_000);
    let [rows, known] = [0, 0];
    for (let turn = 0; turn < 3; turn++) {
      const taken = tiers.take('minute');
      rows += taken.length;
      for (const ms of taken.knownMs) known += ms;
      tiers.advance(start + week);
    }
    expect([rows, known]).toEqual([slots * week / tierMs.minute, slots * week]);
  });

  it('HIS-20: old samples of a point that speaks only on change, each days after the other, are counted and do not fill memory', () => {
    const tiers = tiersOf(20_000);
    tiers.define(0, always);
    tiers.add(0, start, 1, 0);
    for (let i = 1; i <= 400; i++) tiers.add(0, start - (401 - i) * 7 * tierMs.day, 1, 0);
    expect(tiers.waiting()).toBeLessThan(23_000);
    expect(tiers.take('minute').samples.reduce((n, of) => n + of, 0)).toBe(400);
  });

  it('HIS-23: many that come newest first are put in order in no time', () => {
    const tiers = tiersOf();
    tiers.define(0, { stepped: false, holdMs: 60_000 });
    const many = 30_000;
    for (let i = 0; i < many; i++) tiers.add(0, start - i * tierMs.minute, i, 0);
    const before = performance.now();
    const { start: starts, samples } = tiers.take('minute');
    expect(performance.now() - before).toBeLessThan(1000);
    expect(starts.every((t, i) => i === 0 || t > starts[i - 1]!)).toBe(true);
    expect(samples.reduce((n, of) => n + of, 0)).toBe(many - 1);
  });
});
