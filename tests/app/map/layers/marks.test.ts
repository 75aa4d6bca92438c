import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlarmView } from '#app/alarm';
import { markBook, markPlaces, moreUrgent, placedNames, stacked, type Box } from '#app/map';
import { levels } from '#app/park';

const place = (lon: number) => ({ lon, lat: 31.2, height: 5 });
const points = [{ id: 'a1', position: place(1), own: true }, { id: 'a2', position: place(1), own: false }, { id: 'b1', position: place(2), own: true }, { id: 'nowhere', position: null, own: false }];
const alarm = (point: string | null, level: AlarmView['level'], state: AlarmView['state'], kind: AlarmView['kind'] = 'HH', acknowledge = state !== 'acknowledged'): AlarmView => ({
  id: `${point}.${kind}`, kind, point, source: 's', level, state, active: true, confirmed: true, since: 1, raisedAt: 1, handleBy: null, occurrence: 'o', limit: 1, value: 2, status: 0, sourceTime: 1, receivedTime: 1,
  suppressed: { shelved: false, byDesign: false, outOfService: false }, may: { acknowledge, confirm: false }, recorded: true,
});

describe('marks', () => {
  it('MAP-04 are shared by the points of one place; what hangs nowhere has none', () => {
    expect(markPlaces(points).map((p) => p.points)).toEqual([['a1', 'a2'], ['b1']]);
  });
  it('MAP-05 show the most urgent alarm, and how many there are', () => {
    const book = markBook(points);
    expect(book.put(alarm('a1', 'B', 'unacknowledged'))).toMatchObject({ id: 'a1', level: 'B', look: 'waiting', alarms: 1 });
    expect(book.put(alarm('a2', 'S', 'acknowledged'))).toMatchObject({ level: 'S', look: 'steady', alarms: 2, alarm: 'a2.HH' });
    expect(book.put(alarm('a2', 'S', 'unacknowledged', 'LL'))).toMatchObject({ level: 'S', look: 'waiting', alarms: 3, alarm: 'a2.LL' });
    book.put(alarm('a2', 'S', 'normal', 'LL'));
    expect(book.put(alarm('a2', 'S', 'normal'))).toMatchObject({ level: 'B', look: 'waiting', alarms: 1 });
    expect(book.put(alarm('a1', 'B', 'returned'))).toMatchObject({ look: 'over' });
    expect(book.put(alarm('a1', 'B', 'normal'))).toMatchObject({ level: null, alarms: 0, alarm: null });
    expect(book.put(alarm('b1', 'D', 'unacknowledged', 'HH', false))).toMatchObject({ level: 'D', look: 'steady' });
  });
  it('MAP-05 rank by level, then by what waits', () => {
    const looks = ['waiting', 'steady', 'over'] as const;
    const all = levels.flatMap((level) => looks.map((look) => ({ level, look })));
    all.forEach((a, i) => all.forEach((b, j) => expect(moreUrgent(a, b)).toBe(i < j)));
    expect(moreUrgent({ level: 'D', look: 'over' }, { level: null, look: 'waiting' })).toBe(true);
  });
  it('MAP-06 do not change with a value, nor with what they do not show', () => {
    const book = markBook(points);
    book.put(alarm('a1', 'A', 'unacknowledged'));
    expect(book.put({ ...alarm('a1', 'A', 'unacknowledged'), value: 99, receivedTime: 77 })).toBeNull();
    expect(book.put(alarm(null, 'S', 'unacknowledged'))).toBeNull();
    expect(book.put(alarm('nowhere', 'S', 'unacknowledged'))).toBeNull();
  });
  it('MAP-06 change with a quality, to the worst of their points', () => {
    const book = markBook(points);
    expect(book.quality('a2', 'uncertain')).toMatchObject({ quality: 'uncertain' });
    expect(book.quality('a1', 'bad')).toMatchObject({ quality: 'bad' });
    expect(book.quality('a2', 'good')).toBeNull();
    expect(book.quality('a1', 'good')).toMatchObject({ quality: 'good' });
    expect(book.quality('a1', 'good')).toBeNull();
    expect(book.all()).toHaveLength(2);
    expect(book.of('a2')?.id).toBe('a1');
  });
});

const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const boxes = fc.array(fc.record({ x: fc.integer({ min: -50, max: 900 }), y: fc.integer({ min: -20, max: 500 }), width: fc.integer({ min: 10, max: 160 }), height: fc.constant(18) }), { maxLength: 60 });

describe('declutter', () => {
  it('MAP-09 names never touch each other or what is taken, and the first come first', () => {
    fc.assert(fc.property(boxes, boxes, (names, taken) => {
      const placed = placedNames(names, (n) => n, taken.slice(0, 8), 40);
      placed.forEach((a, i) => { expect(taken.slice(0, 8).some((t) => overlap(a, t))).toBe(false); expect(placed.slice(i + 1).some((b) => overlap(a, b))).toBe(false); });
      expect(placed.length).toBeLessThanOrEqual(40);
      const first = names.find((n) => !taken.slice(0, 8).some((t) => overlap(n, t)));
      if (first !== undefined) expect(placed[0]).toBe(first);
      if (placed.length < 40) for (const n of names) expect(placed.includes(n) || taken.slice(0, 8).some((t) => overlap(n, t)) || placed.some((p) => overlap(p, n))).toBe(true);
    }), { seed: 9 });
  });
  it('MAP-10 stacks lose nothing, and their first ones stand apart', () => {
    fc.assert(fc.property(fc.array(fc.record({ x: fc.integer({ min: 0, max: 300 }), y: fc.integer({ min: 0, max: 200 }) }), { maxLength: 80 }), (marks) => {
      const stacks = stacked(marks, 24);
      expect(stacks.reduce((n, s) => n + 1 + s.others.length, 0)).toBe(marks.length);
      stacks.forEach((a, i) => expect(stacks.slice(i + 1).every((b) => Math.hypot(a.first.x - b.first.x, a.first.y - b.first.y) >= 24 * 0.8)).toBe(true));
      if (marks.length > 0) expect(stacks[0]?.first).toBe(marks[0]);
    }), { seed: 10 });
  });
});
