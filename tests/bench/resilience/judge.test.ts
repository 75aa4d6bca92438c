import type { EventLine } from '#app/alarm';
import { describe, expect, it } from 'vitest';
import { cases, only } from './cases.ts';
import { judge, lostInPeace, standing, strays, type Done, type Heard } from './judge.ts';

const limits = { outageMs: 5000, toldMs: 10_000, standingMs: 15_000 };
const event = (ms: number, kind: EventLine['kind'], alarm: string, state: EventLine['state'] = kind === 'raised' ? 'unacknowledged' : 'returned'): EventLine =>
  ({ time: new Date(ms).toISOString(), kind, alarm, state, occurrence: null, point: null, level: 'C', value: null, status: null, sourceTime: null, receivedTime: null, rule: '' }) as unknown as EventLine;
const done: Done = { protocol: 'modbus', fault: 'drop', from: 100_000, to: 108_000, settled: 124_000 };
const nothing: Heard = { events: [], good: [], fresh: [], lost: [] };
const out = { from: 100_000, to: 108_500 };
const told = [event(101_000, 'raised', 'modbus.source'), event(108_600, 'returned', 'modbus.source')];

describe('what was told of a fault', () => {
  it('is right when an outage was told in time, by its own words, and nothing stands after it', () => {
    expect(judge(done, { ...nothing, good: [out], events: told }, limits)).toMatchObject({ wrong: [], toldMs: 1000, goodMs: 8500, rose: { source: 1 } });
  });
  it('is wrong when an outage of more than five seconds was not told, or late', () => {
    expect(judge(done, { ...nothing, good: [out] }, limits).wrong).toEqual(['outage-untold']);
    expect(judge(done, { ...nothing, good: [{ from: 100_000, to: 104_000 }] }, limits).wrong).toEqual([]);
    const late = [event(111_000, 'raised', 'modbus.source'), event(112_000, 'returned', 'modbus.source')];
    expect(judge(done, { ...nothing, good: [out], events: late }, limits).wrong).toEqual(['told-late']);
  });
  it('is wrong by words that do not fit, and by silence where a value passed its limit', () => {
    expect(judge(done, { ...nothing, events: [event(101_000, 'raised', 'modbus_1.H'), event(102_000, 'returned', 'modbus_1.H')] }, limits).wrong).toEqual(['told-H']);
    expect(judge({ ...done, fault: 'over-range' }, nothing, limits).wrong).toEqual(['over-range-untold']);
    expect(judge({ ...done, fault: 'over-range' }, { ...nothing, good: [out], events: [event(101_000, 'raised', 'modbus_1.H'), event(109_000, 'returned', 'modbus_1.H')] }, limits).wrong).toEqual([]);
  });
  it('takes no silence that begins with the next fault', () => {
    expect(judge(done, { ...nothing, good: [{ from: 123_500, to: 132_000 }] }, limits)).toMatchObject({ goodMs: 0, wrong: [] });
  });
  it('is wrong when it still stands', () => {
    expect(judge(done, { ...nothing, good: [out], events: told.slice(0, 1) }, limits).wrong).toEqual(['standing-source']);
    expect(standing([event(1, 'raised', 'a.H'), event(2, 'acknowledged', 'a.H', 'acknowledged'), event(3, 'cleared', 'a.H', 'normal')], 2)).toEqual(['a.H']);
  });
  it('takes a caller that was refused for no word of an outage, and lets it stand', () => {
    const refused = event(102_000, 'raised', 'http-push.refused');
    expect(judge({ ...done, protocol: 'http-push', fault: 'garbage' }, { ...nothing, events: [refused] }, limits).wrong).toEqual([]);
    expect(judge({ ...done, protocol: 'http-push', fault: 'garbage' }, { ...nothing, good: [out], events: [refused] }, limits).wrong).toEqual(['outage-untold']);
    expect(judge(done, { ...nothing, events: [event(102_000, 'raised', 'modbus.refused')] }, limits).wrong).toEqual(['told-refused']);
  });
  it('counts what was lost under it, which is wrong only where the peer keeps it', () => {
    const lost = [{ at: 99_000, points: 3 }, { at: 105_000, points: 2 }, { at: 130_000, points: 7 }];
    expect(judge(done, { ...nothing, lost }, limits)).toMatchObject({ lost: 5, mayLose: true, wrong: [] });
    expect(judge({ ...done, protocol: 'mqtt' }, { ...nothing, lost }, limits).wrong).toEqual(['lost']);
    expect(lostInPeace('modbus', lost, [done])).toBe(7);
  });
  it('finds what rose on a protocol to which nothing was done', () => {
    expect(strays([event(101_000, 'raised', 'mqtt_3.stale'), event(101_000, 'raised', 'modbus_3.stale'), event(99_000, 'raised', 'modbus_3.stale')], [done])).toHaveLength(2);
  });
});

it('has every fault of every protocol once in a round, in the order of its seed', () => {
  const known = [['modbus', ['drop', 'late']], ['mqtt', ['drop']]] as const;
  const round = (seed: number): readonly string[] => { const all = cases(seed, known, [1, 2]); return [1, 2, 3].map(() => { const c = all.next().value!; return `${c.protocol} ${c.fault} ${c.holdMs}`; }); };
  expect(round(5)).toEqual(round(5));
  expect(new Set(round(6).map((r) => r.split(' ').slice(0, 2).join(' ')))).toEqual(new Set(['modbus drop', 'modbus late', 'mqtt drop']));
});

it('does only what is asked for by name of protocol or fault', () => {
  const known = [['modbus', ['drop', 'late']], ['mqtt', ['drop']]] as const;
  expect(only(known, [])).toEqual(known);
  expect(only(known, ['late'])).toEqual([['modbus', ['late']]]);
  expect(only(known, ['mqtt', 'drop'])).toEqual([['mqtt', ['drop']]]);
});
