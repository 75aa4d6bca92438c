import { tierMs, type TierStep } from '../kept/plan.ts';
import { isReading } from '../kept/reading.ts';
import type { TierRows } from '../kept/tier-rows.ts';
import { mergeTiers, rowsOf } from './merge.ts';
import { at, begin, count, join, rowWidth } from './row.ts';
import { shelf, type TaggedRows } from './shelf.ts';

/** How a series runs between its samples. `stepped`: a value stands until the next; else a line runs to it. `holdMs`: how long a value is known when no other comes (HIS-20). */
export interface Course { readonly stepped: boolean; readonly holdMs: number }

export const tierSteps = ['minute', 'hour', 'day'] as const satisfies readonly TierStep[];
const levels = tierSteps.length;
const lengths = tierSteps.map((step) => tierMs[step]);

/** What is kept of a slot before its three open rows: its last sample in time (value NaN: none is known), until when it is reckoned that its value stood, its course, and the last sample that came late. */
const of = { time: 0, value: 1, until: 2, hold: 3, stepped: 4, lateTime: 5, lateValue: 6 } as const;
const stateWidth = 8;
const width = stateWidth + levels * rowWidth;
/** HIS-20: no longer than this is reckoned at once, however long nothing came. */
const mostAtOnce = 7 * tierMs.day;
/** Where so many rows of minutes wait, no further ones are made of values that only stand: a week that was slept through, or old samples a week apart, would be ten thousand rows of each series (HIS-20). */
const mostStandingRows = 2_000_000;

/**
 * Minute, hour and day rows of many series at once, made from every sample as it comes (HIS-20..26): minutes from samples, hours from minutes, days from hours. A slot is a series. Rows that ended wait to be taken; what comes late for them, or is
 * reckoned late, waits as rows of the same start, which merge with those that were taken before.
 */
export function tiersOf(mostStanding = mostStandingRows) {
  let memory = new Float64Array(0);
  let slots = 0;
  /** Slots from 0 on that were ever used. */
  let used = 0;
  const shelves = [shelf(), shelf(), shelf()] as const;
  /** One sample, or one stretch, of a step that is not open. */
  const single = new Float64Array(rowWidth);
  const startOf = (level: number, time: number): number => Math.floor(time / lengths[level]!) * lengths[level]!;

  function grow(least: number): void {
    const next = new Float64Array(Math.max(least, slots * 2, 64) * width);
    next.set(memory);
    for (let slot = slots; slot < next.length / width; slot++) {
      next.fill(Number.NaN, slot * width, (slot + 1) * width);
      next[slot * width + of.hold] = 60_000;
      next[slot * width + of.stepped] = 0;
    }
    memory = next;
    slots = next.length / width;
    for (const s of shelves) s.slots(slots);
  }
  /** Ends the open row of a level: it waits, and goes into the next longer step. */
  function close(slot: number, level: number): void {
    const row = slot * width + stateWidth + level * rowWidth;
    if (Number.isNaN(memory[row]!)) return;
    shelves[level]!.put(slot, memory, row);
    if (level + 1 < levels) up(slot, level + 1, memory, row);
    memory[row] = Number.NaN;
  }
  /** A row of a shorter step, from `level` on: into the open row, or where that is of a later step, beside it and further up. */
  function up(slot: number, level: number, from: Float64Array, i: number): void {
    const start = startOf(level, from[i]!);
    const row = slot * width + stateWidth + level * rowWidth;
    if (memory[row]! > start) {
      shelves[level]!.late(slot, start, from, i);
      if (level + 1 < levels) up(slot, level + 1, from, i);
      return;
    }
    if (memory[row] !== start) { close(slot, level); begin(memory, row, start); }
    join(memory, row, from, i);
  }
  /** Known time from `from` to `to`, from the value `a` to `b`; `sign` -1 takes it back. Gives how far it was reckoned. */
  function credit(slot: number, from: number, to: number, a: number, b: number, sign: 1 | -1): number {
    const row = slot * width + stateWidth;
    const slope = to > from ? (b - a) / (to - from) : 0;
    for (let time = from; time < to;) {
      const start = startOf(0, time);
      const end = Math.min(to, start + lengths[0]!);
      const known = sign * (end - time);
      const area = known * (a + slope * ((time + end) / 2 - from));
      if (memory[row] !== start && shelves[0].waiting() >= mostStanding) return time;
      time = end;
      if (memory[row] === start) { memory[row + at.knownMs]! += known; memory[row + at.area]! += area; continue; }
      begin(single, 0, start);
      single[at.knownMs] = known;
      single[at.area] = area;
      up(slot, 0, single, 0);
    }
    return to;
  }
  /** The time between two samples that follow each other, as far as it is known. */
  function between(slot: number, from: number, a: number, to: number, b: number): void {
    const state = slot * width;
    const hold = memory[state + of.hold]!;
    if (memory[state + of.stepped] === 0 && !Number.isNaN(b) && to - from <= Math.min(hold, mostAtOnce)) credit(slot, from, to, a, b, 1);
    else credit(slot, from, Math.min(to, from + Math.min(hold, mostAtOnce)), a, a, 1);
  }
  function sampleInto(slot: number, time: number, value: number, status: number): void {
    const row = slot * width + stateWidth;
    const start = startOf(0, time);
    if (memory[row]! > start) { begin(single, 0, start); count(single, 0, time, value, status); up(slot, 0, single, 0); return; }
    if (memory[row] !== start) { close(slot, 0); begin(memory, row, start); }
    count(memory, row, time, value, status);
  }
  function addLate(slot: number, time: number, reading: number): void {
    const state = slot * width;
    const [lateTime, lateValue] = [memory[state + of.lateTime]!, memory[state + of.lateValue]!];
    if (time > lateTime && !Number.isNaN(lateValue)) between(slot, lateTime, lateValue, time, reading);
    memory[state + of.lateTime] = time;
    memory[state + of.lateValue] = reading;
  }
  /** The next in time. Where a value was taken to stand beyond it already, that is taken back. */
  function addNext(slot: number, time: number, reading: number): void {
    const state = slot * width;
    const [last, value, until] = [memory[state + of.time]!, memory[state + of.value]!, memory[state + of.until]!];
    if (!Number.isNaN(value)) {
      if (!(until > last)) between(slot, last, value, time, reading);
      else if (until <= time) credit(slot, until, Math.min(time, last + memory[state + of.hold]!, until + mostAtOnce), value, value, 1);
      else { credit(slot, time, until, value, value, -1); if (!Number.isNaN(reading)) credit(slot, time, until, reading, reading, 1); }
    }
    memory[state + of.time] = time;
    memory[state + of.value] = reading;
    memory[state + of.until] = until > time && !Number.isNaN(reading) && !Number.isNaN(value) ? until : time;
  }
  return {
    /** A series takes a slot, or changes its course. */
    define(slot: number, { stepped, holdMs }: Course): void {
      if (slot >= slots) grow(slot + 1);
      if (slot >= used) used = slot + 1;
      memory[slot * width + of.hold] = holdMs;
      memory[slot * width + of.stepped] = Number(stepped);
    },
    /** One sample of a slot that was defined, as it came, `time` in epoch ms; a finite number. In any order; the same sample twice counts twice. */
    add(slot: number, time: number, value: number, status: number): void {
      const reading = isReading(value, status) ? value : Number.NaN;
      if (time < memory[slot * width]!) addLate(slot, time, reading); else addNext(slot, time, reading);
      sampleInto(slot, time, value, status);
    },
    /** Nothing is known from the last sample to the next: nobody listened, or samples were lost. */
    gap(slot: number): void { memory[slot * width + of.value] = memory[slot * width + of.lateValue] = Number.NaN; },
    /** Nothing more is expected from before `upTo`: ends the rows of steps that ended by then, and reckons values that stand until then. `from`, `to`: slots, for those who do it a few at a time. */
    advance(upTo: number, from = 0, to = used): void {
      for (let slot = from; slot < Math.min(to, used); slot++) {
        const state = slot * width;
        const [value, until] = [memory[state + of.value]!, Math.max(memory[state + of.until]!, memory[state + of.time]!)];
        const end = Math.min(upTo, memory[state + of.time]! + memory[state + of.hold]!, until + mostAtOnce);
        if (memory[state + of.stepped] === 1 && !Number.isNaN(value) && end > until) memory[state + of.until] = credit(slot, until, end, value, value, 1);
        for (let level = 0; level < levels; level++) if (memory[state + stateWidth + level * rowWidth]! + lengths[level]! <= upTo) close(slot, level);
      }
    },
    /** Ends all that is open: what comes later for the same steps waits as further rows of them. */
    flush(): void { for (let slot = 0; slot < used; slot++) for (let level = 0; level < levels; level++) close(slot, level); },
    /** The rows that wait, by slot and start, one of each; they wait no more. */
    take: (step: TierStep): TaggedRows => shelves[tierSteps.indexOf(step)]!.take(),
    /** How many rows wait. */
    waiting: (): number => shelves.reduce((n, s) => n + s.waiting(), 0),
    /** All of a slot that was not taken: rows that wait, and open ones with what the open rows of shorter steps bring them. */
    open(slot: number, step: TierStep): TierRows {
      const level = tierSteps.indexOf(step);
      let all = shelves[level]!.of(slot);
      for (let below = level; below >= 0; below--) all = mergeTiers(all, openRow(slot, below, level));
      return all;
    },
    /** The open rows and what leads on from them, in one array: one copy. Rows that wait are not in it: take them first. */
    save: (): Float64Array => memory.slice(0, used * width),
    load(saved: Float64Array): void { used = saved.length / width; grow(used); memory.set(saved); },
    slots: (): number => used,
  };

  /** The open row of the level `below` as a row of `level`; none where it is not open. */
  function openRow(slot: number, below: number, level: number): TierRows {
    const row = slot * width + stateWidth + below * rowWidth;
    if (slot >= slots || Number.isNaN(memory[row]!)) return rowsOf([]);
    const one = new Float64Array(rowWidth);
    begin(one, 0, startOf(level, memory[row]!));
    join(one, 0, memory, row);
    return rowsOf([one]);
  }
}
export type Tiers = ReturnType<typeof tiersOf>;
