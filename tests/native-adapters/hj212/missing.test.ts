import { describe, expect, it } from 'vitest';
import { hj212Station, type Stat } from '../../../simulator/devices/hj212.ts';
import { until, wait } from '../../conformance/subject.ts';
import { caller, centre, said } from './caller.ts';

const stat = (avg: number): Readonly<Record<string, Stat>> => ({ w01018: { min: avg - 1, avg, max: avg + 1, cou: avg } });
const anHourAgo = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;   // once: a second that turns over in a test must not move it
const minute = (n: number): number => anHourAgo + n * 60_000;
const AVG = { 1: 'A/2051:w01018-Avg' };
const stampNow = (back = 0): string => new Date(Date.now() - back + 8 * 3_600_000).toISOString().replaceAll(/\D/g, '').slice(0, 14);
const gapAsked = (heard: readonly string[]) => heard.filter((s) => s.includes('BeginTime'));

describe('HJ-14 what was missed is asked for', () => {
  it('after a gap, and comes with its own old times, once', async () => {
    const c = await centre({ ...AVG, 2: 'A/w01018-Rtd', 3: 'A/2061:w01018-Max' });
    const station = hj212Station({ mn: 'A', retryMs: 20, overMs: 100, changes: true });
    try {
      await station.start(c.port);
      await until(() => station.connections() === 1);
      station.set('w01018', 1);
      station.record('2051', minute(1), stat(10));
      await until(() => c.values(1).length === 1);
      await station.inject('drop');
      await until(() => c.values(1).at(-1) === null);
      for (const n of [2, 3, 4]) station.record('2051', minute(n), stat(10 * n));
      await station.inject(null);
      await until(() => c.of(1).length >= 5);
      expect(c.of(1).map((s) => [s.value, s.sourceTime])).toEqual([[10, minute(1)], [null, null], [20, minute(2)], [30, minute(3)], [40, minute(4)]]);
      expect(c.of(3)).toMatchObject([{ value: null }]);        // hours were never heard of: nothing is known to be missing
      station.record('2051', minute(5), stat(50));
      await until(() => c.values(1).at(-1) === 50);
      expect(c.of(1)).toHaveLength(6);
      expect(c.notes.filter((n) => n.includes('missing data'))).toEqual([]);
    } finally { await station.stop(); }
  });
  it('a day of minutes under one QN, every one of them', async () => {
    const c = await centre(AVG);
    const station = hj212Station({ mn: 'A', retryMs: 20 });
    try {
      station.record('2051', minute(-1440), stat(0), true);
      await station.start(c.port);
      const a = await caller(c.port);
      await a.ask(said('A', `DataTime=${stampNow(86_000_000)};w01018-Avg=-1`, { cn: '2051' }));
      a.end();
      await until(() => c.values(1).at(-1) === null);
      for (let n = 0; n < 1380; n++) station.record('2051', Math.floor(Date.now() / 1000) * 1000 - 85_000_000 + n * 60_000, stat(n), true);
      station.set('w01018', 1);
      await station.stop(); await station.start(c.port);
      await until(() => c.of(1).length >= 1382, 5000);
      expect(c.values(1).slice(2)).toEqual(Array.from({ length: 1380 }, (_, n) => n));
      expect(c.adapter.lost()).toBe(0);
    } finally { await station.stop(); }
  });
  it('in the station\'s clock, no further back than allowed, and of what is watched', async () => {
    const c = await centre(AVG, { missingHours: 1 });
    const a = await caller(c.port);
    await a.ask(said('A', `DataTime=${stampNow(7_200_000)};w01018-Avg=1`, { cn: '2051', st: '32' }));
    await a.ask(said('A', `DataTime=${stampNow(7_200_000)};w01018-Avg=1`, { cn: '2061', st: '32' }));
    await a.ask(said('A', `DataTime=${stampNow(-600_000)};w01018-Rtd=1`));                   // ten minutes fast
    a.end();
    await until(() => c.values(1).at(-1) === null);
    const again = await caller(c.port);
    again.say(said('A', '', { cn: '9021' }));
    await until(() => gapAsked(again.heard).length === 1);
    const m = /^QN=\d{17};ST=3\d;CN=2051;PW=123456;MN=A;Flag=5;CP=&&BeginTime=(\d{12})00;EndTime=(\d{12})00&&$/.exec(gapAsked(again.heard)[0]!);
    expect(Number(m?.[2])).toBeGreaterThanOrEqual(Number(stampNow(-539_000).slice(0, 12)));
    expect(Number(m?.[1])).toBeGreaterThanOrEqual(Number(stampNow(3_601_000 - 600_000).slice(0, 12)));
  });
  it('three times, then given up; a refusal ends it; the next gap is asked for all the same', async () => {
    const c = await centre(AVG, { answerMs: 40 });
    const a = await caller(c.port);
    await a.ask(said('A', `DataTime=${stampNow(600_000)};w01018-Avg=1`, { cn: '2051' }));
    a.end();
    const b = await caller(c.port);
    b.say(said('A', '', { cn: '9021' }));
    await until(() => c.notes.some((n) => n.includes('no answer')));
    expect(gapAsked(b.heard)).toHaveLength(3);
    b.end();
    const d = await caller(c.port);
    d.say(said('A', '', { cn: '9021' }));
    await until(() => gapAsked(d.heard).length === 1);
    d.say(`${gapAsked(d.heard)[0]!.slice(0, 20)};ST=91;CN=9011;PW=123456;MN=A;Flag=4;CP=&&QnRtn=8&&`);
    await until(() => c.notes.some((n) => n.includes('QnRtn=8')));
    await wait(150);
    expect(gapAsked(d.heard)).toHaveLength(1);
  });
  it('again, when the line broke before the end', async () => {
    const c = await centre(AVG);
    const a = await caller(c.port);
    await a.ask(said('A', `DataTime=${stampNow(600_000)};w01018-Avg=1`, { cn: '2051' }));
    a.end();
    const b = await caller(c.port);
    b.say(said('A', '', { cn: '9021' }));
    await until(() => gapAsked(b.heard).length === 1);
    b.say(`${gapAsked(b.heard)[0]!.slice(0, 20)};ST=91;CN=9011;PW=123456;MN=A;Flag=4;CP=&&QnRtn=1&&`);
    const d = await caller(c.port);
    d.say(said('A', `DataTime=${stampNow(0)};w01018-Avg=9`, { cn: '2051', flag: '4' }));     // something new comes first
    await until(() => gapAsked(d.heard).length === 1, 1000);      // not when the patience with the old line is over
    const begin = (s: string): string | undefined => /BeginTime=(\d+)/.exec(s)?.[1];
    expect(begin(gapAsked(d.heard)[0]!)).toBe(begin(gapAsked(b.heard)[0]!));
  });
  it('in the words of HJ/T 212-2005 to whoever speaks them', async () => {
    const c = await centre(AVG);
    const a = await caller(c.port);
    await a.ask(said('A', `DataTime=${stampNow(600_000)};w01018-Avg=1`, { cn: '2051', flag: '1' }));
    a.end();
    const b = await caller(c.port);
    b.say(said('A', '', { cn: '9021', flag: '1' }));
    await until(() => gapAsked(b.heard).length === 1);
    expect(gapAsked(b.heard)[0]).toMatch(/;Flag=1;CP=&&BeginTime=\d{12}00,EndTime=\d{12}00&&$/);
  });
  it('after a restart of ours too: from when a station was last heard, and told as late', async () => {
    const kept: Record<string, string> = {};
    const before = await centre(AVG, {}, kept);
    const a = await caller(before.port);
    await a.ask(said('A', `DataTime=${stampNow(5_400_000).slice(0, 12)}00;w01018-Avg=1`, { cn: '2051' }));
    await before.adapter.close();
    expect(JSON.parse(kept['told.json'] ?? '')).toEqual({ A: { 2051: expect.any(Number) } });
    const c = await centre({ ...AVG, 2: 'A/2061:w01018-Avg', 3: 'B/2051:w01018-Avg' }, {}, kept);
    const again = await caller(c.port);
    again.say(said('A', `DataTime=${stampNow()};w01018-Rtd=1`));
    await until(() => gapAsked(again.heard).length === 1);
    const asked = gapAsked(again.heard)[0]!;
    expect(asked).toContain(`;CN=2051;`);
    expect([stampNow(5_340_000).slice(0, 12), stampNow(5_341_000).slice(0, 12)]).toContain(/BeginTime=(\d{12})00/.exec(asked)?.[1]);
    again.say(said('A', `DataTime=${stampNow(3_600_000).slice(0, 12)}00;w01018-Avg=7`, { cn: '2051', flag: '4' }));
    await until(() => c.values(1).length === 1);
    expect([c.values(1), c.batches.at(-1)]).toEqual([[7], true]);
    again.say(`${asked.slice(0, 20)};ST=91;CN=9012;PW=123456;MN=A;Flag=4;CP=&&ExeRtn=1&&`);
    await wait(50);
    expect(gapAsked(again.heard)).toHaveLength(1);               // hours, and B, were never heard of
  });
  it('what was kept is no JSON: nothing is asked for, and it is noted', async () => {
    const c = await centre(AVG, {}, { 'told.json': '{"A":' });
    expect(c.notes.join()).toContain('cannot be read');
  });
  it('not, where the site says so', async () => {
    const c = await centre(AVG, { askMissing: false });
    const a = await caller(c.port);
    await a.ask(said('A', `DataTime=${stampNow(600_000)};w01018-Avg=1`, { cn: '2051' }));
    a.end();
    const b = await caller(c.port);
    await b.ask(said('A', `DataTime=${stampNow()};w01018-Avg=1`, { cn: '2051' }));
    await wait(100);
    expect(gapAsked(b.heard)).toEqual([]);
  });
});

describe('the station of the simulator', () => {
  it.each([['bad-crc', 'bad-crc'], ['half-frame', 'half-frame'], ['garbage', 'garbage']] as const)('%s is counted by its name, and nothing is made of it', async (fault, name) => {
    const c = await centre({ 1: 'A/a1-Rtd' });
    const station = hj212Station({ mn: 'A', periodMs: 20, retryMs: 20, overMs: 60 });
    try {
      station.set('a1', 1);
      await station.start(c.port);
      await until(() => c.values(1).length > 0);
      await station.inject(fault);
      station.set('a1', 2);
      await until(() => (c.adapter.counts()[name] ?? 0) > 2);
      expect(c.values(1)).not.toContain(2);
      await station.inject(null);
      await until(() => c.values(1).at(-1) === 2);
    } finally { await station.stop(); }
  });
  it('over range, broken, a wrong clock, frozen, late; minutes of its own', async () => {
    const c = await centre({ 1: 'A/a1-Rtd', 2: 'A/2051:a1-Max' });
    const station = hj212Station({ mn: 'A', periodMs: 20, minuteMs: 100, retryMs: 20, overMs: 2000 });
    const last = () => c.of(1).at(-1)!;
    try {
      station.set('a1', 1); station.set('a1', 3);
      await station.start(c.port);
      await until(() => c.values(2).at(-1) === 3);
      await station.inject('over-range', { value: 500 });
      await until(() => last().status === 0x803c_0614 && last().value === 500);
      await station.inject(null);
      await station.inject('bad-status');
      await until(() => last().status === 0x808b_0004 && last().value === null);
      await station.inject(null);
      await station.inject('wrong-clock');
      await until(() => last().sourceTime! - last().receivedTime > 3_500_000);
      await station.inject(null);
      await station.inject('frozen');
      station.set('a1', 7);
      await wait(80);
      expect(c.values(1)).not.toContain(7);
      await station.inject(null);
      await until(() => last().value === 7);
      await station.inject('late', { ms: 150 });
      const count = c.of(1).length;
      await wait(100);
      expect(c.of(1).length - count).toBeLessThan(3);
      await until(() => c.of(1).length > count + 3);
    } finally { await station.stop(); }
  });
});
