import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import { advance, idle, isIdle, StoredAlarm, toStored, type Alarm, type AlarmInput, type AlarmRule, type Terms } from '#app/alarm';
import { epochMs, monoMs } from '#kernel/time';
import { ack, flag, link, rule as plain, sample, silence, tell, tick } from './telling.ts';
import { at, count, countAbove, deviation, duration, news, offline, other, ramp, rate, reborn, told } from './kinds/telling.ts';

const uncertain = 0x4093_0000;
const slow = { onDelayMs: 2000, offDelayMs: 3000 };
const short = { windowMs: 8000 };
const often: AlarmRule = { ...countAbove, terms: { ...countAbove.terms, times: 2 } as Terms };
const rules: AlarmRule[] = [
  rate(short), rate({ ...short, held: true }, slow), rate({ ...short, direction: 'falling' }), deviation(), deviation({ otherAgeMs: null, ownAgeMs: null }, slow), deviation({ other: null, setPoint: 40 }),
  count({ times: 2 }), count({ times: 2 }, slow), often, duration({ onDelayMs: 3000 }), duration({ onDelayMs: 3000, offDelayMs: 1000 }), offline(),
];
const anyRule = fc.constantFrom(...rules);
const anyStatus = fc.constantFrom<number>(0, 0, 0, 0, Status.deviceFailure, Status.noCommunication, uncertain, Status.outOfRange);
const value = fc.option(fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: -20, max: 130 })), { freq: 8 });
const ahead = fc.constantFrom(0, 0, 0, 0, -500, -5000, 3_600_000, -3_600_000);
/** What happens, and how long after what happened before, in ms. */
const anyAct = fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.oneof(
  { weight: 6, arbitrary: fc.tuple(value, anyStatus, ahead, fc.boolean(), fc.boolean()).map(([v, s, a, partner, late]) => (t: number): AlarmInput => ({ ...sample(v, t, s, a), partner, ...(late && v === 7 && { late }) } as AlarmInput)) },
  { weight: 2, arbitrary: fc.constant((t: number): AlarmInput => tick(t)) },
  fc.boolean().map((partner) => (t: number): AlarmInput => ({ ...silence(t), partner } as AlarmInput)),
  fc.tuple(fc.boolean(), fc.boolean()).map(([up, partner]) => (t: number): AlarmInput => ({ ...link(t, up), partner } as AlarmInput)),
  fc.nat(2).map((n) => (t: number): AlarmInput => ack(t, n)),
  fc.boolean().map((on) => (t: number): AlarmInput => flag(t, on)),
));
const story = fc.array(anyAct, { minLength: 20, maxLength: 60, size: 'max' }).map((acts) => { let t = 10_000; return acts.map(([wait, make]) => make(t += wait)); });
const life = (check: (r: AlarmRule, inputs: readonly AlarmInput[]) => void): void => fc.assert(fc.property(anyRule, story, check), { seed: 20261120, numRuns: 1200 });
const isLost = (i: AlarmInput): boolean => i.type === 'sample' && (i.sample.value === null || i.sample.status === Status.deviceFailure || i.sample.status === Status.noCommunication);

describe('alarms that remember', () => {
  it('ALM-48 a restart at any moment changes nothing of what follows', () => {
    fc.assert(fc.property(anyRule, story, fc.nat(60), fc.integer({ min: -5000, max: 1e9 }), (r, inputs, cut, shift) => {
      const k = cut % inputs.length;
      const moved = inputs.map((input, i) => (i < k ? input : { ...input, at: { ...input.at, mono: monoMs(input.at.mono + shift) } }));
      const straight = tell(r, inputs);
      const broken = tell(r, moved, undefined, (alarm, i) => (i === k ? reborn(alarm, inputs[k]!.at.mono, shift) : alarm));
      expect(broken.said).toEqual(straight.said);
    }), { seed: 4711, numRuns: 1200 });
  });

  it('the stories of these properties do raise and clear, each kind of them', () => {
    const seen = new Set<string>();
    life((r, inputs) => { tell(r, inputs, (_, said) => { for (const id of said.match(/ALM-\d+/g) ?? []) seen.add(`${r.kind} ${id}`); }); });
    for (const kind of ['rate', 'deviation', 'count', 'duration']) for (const id of ['ALM-15', 'ALM-16']) expect([...seen]).toContain(`${kind} ${id}`);
    expect([...seen]).toContain('offline ALM-15');
  });

  it('ALM-11 a lost sample, a lost link and silence raise nothing and clear nothing', () => {
    life((r, inputs) => {
      if (r.kind === 'offline') return;
      let i = 0;
      tell(r, inputs, (alarm, said, before) => {
        const input = inputs[i++]!;
        if (!isLost(input) && input.type !== 'stale' && !(input.type === 'link')) return;
        expect(said).not.toMatch(/ALM-(15|09|16|06|08|05)/);
        expect(alarm.condition).toBe(before.condition === 'leaving' && said.includes('ALM-26') ? 'met' : before.condition);
      });
    });
  });

  it('ALM-11 lost samples of its own point change nothing of a rate or a count that follows', () => {
    fc.assert(fc.property(fc.constantFrom(count({ times: 2 }), countAbove, rate(short)), story, (r, inputs) => {
      const own = inputs.filter((i) => i.type === 'sample' || i.type === 'acknowledge');
      const without = own.filter((i) => !isLost(i));
      expect(told(tell(r, without).said)).toEqual(told(tell(r, own).said).filter((_, i) => !isLost(own[i]!)));
    }), { seed: 12, numRuns: 600 });
  });

  it('ALM-22 only a good value or time after one clears', () => {
    life((r, inputs) => {
      if (r.kind === 'offline') return;
      let i = 0;
      tell(r, inputs, (alarm, said) => {
        const input = inputs[i++]!;
        if (!/ALM-(16|25|23)/.test(said)) return;
        expect(input.type === 'tick' || (input.type === 'sample' && input.sample.status === 0 && input.late !== true)).toBe(true);
        expect(alarm.condition).not.toBe('met');
      });
    });
  });

  it('ALM-47 what is remembered is bounded, and fits what is kept', () => {
    life((r, inputs) => void tell(r, inputs, (alarm) => {
      const stored = toStored(alarm, monoMs(0));
      expect(StoredAlarm.parse(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
      if (alarm.memory?.kind === 'rate') { expect(alarm.memory.times.length).toBeLessThanOrEqual(12); expect(alarm.memory.times).toEqual(alarm.memory.times.toSorted((a, b) => a - b)); }
    }));
  });

  it('ALM-48 an older event without a memory is read as it is, and one of another kind is passed over', () => {
    const bare = toStored(idle(plain), monoMs(0));
    expect(bare).not.toHaveProperty('memory');
    expect(StoredAlarm.parse(bare)).toEqual(bare);
    const counted = tell(count(), [at(1, 1), at(2, 0), at(3, 1)]).alarm;
    const change = advance(rate(), { ...counted, id: rate().id }, at(4, 50), { term: 1, sequence: 0 });
    expect(change?.alarm.memory?.kind).toBe('rate');
  });

  it('what it only remembers troubles nobody, and is nothing to close', () => {
    const [first] = ramp(0, 1, 5, 1);
    const change = advance(rate(), idle(rate()), first!, { term: 1, sequence: 0 })!;
    expect([change.what, change.rules, change.actions, isIdle(change.alarm)]).toEqual(['pending', [], [], true]);
    expect(advance(rate(), change.alarm, { type: 'close', by: change.by, at: { now: epochMs(9), mono: monoMs(9) } }, { term: 1, sequence: 0 })).toBeNull();
  });

  it('a rule without the terms of its kind is a bug, and says so', () => {
    const bare: Alarm = idle(plain);
    for (const kind of ['rate', 'deviation', 'count', 'duration'] as const) expect(() => advance({ ...plain, kind }, bare, at(1, 1), { term: 1, sequence: 0 })).toThrow('terms');
  });
});

describe('how long, and who is silent', () => {
  it('ALM-58 a pump that has run for longer than a minute is told once, and again only after it stopped', () => {
    expect(told(tell(duration(), [at(0, 1), at(30, 1), tick(60_000), at(61, 1), tick(200_000), at(201, 0), at(202, 1), tick(261_999), tick(262_000)]).said))
      .toEqual(['ALM-01 normal', '-', 'ALM-04 ALM-15 unacknowledged !', '-', '-', 'ALM-16 ALM-06 returned', 'ALM-01 returned', '-', 'ALM-04 ALM-09 unacknowledged !']);
    expect(news(tell(duration(), [at(0, 1), at(59, 0), at(59.5, 1), tick(60_000)]).said)).toEqual(['0 ALM-01 normal', '1 ALM-03 normal', '2 ALM-01 normal']);
  });

  it('ALM-58 what is lost meanwhile neither ends nor begins its time', () => {
    expect(news(tell(duration(), [at(0, 1), at(10, null, Status.noCommunication), link(11_000, false), at(20, 0, uncertain), tick(60_000)]).said)).toEqual(['0 ALM-01 normal', '4 ALM-04 ALM-15 unacknowledged !']);
    expect(news(tell(duration(), [at(0, null), tick(60_000)]).said)).toEqual([]);
  });

  it('ALM-59 an enterprise that fell silent is told, and clears with the first sample of whichever point', () => {
    expect(told(tell(offline(), [at(0, 5), silence(61_000), silence(62_000), other(70, null, Status.deviceFailure), at(71, 5)]).said)).toEqual(['-', 'ALM-02 ALM-15 unacknowledged !', '-', 'ALM-16 ALM-06 returned', '-']);
  });

  it('ALM-59 what its adapter says of a lost link is no word of an enterprise, and no word of a link concerns it', () => {
    expect(told(tell(offline(), [silence(1), sample(null, 2, Status.noCommunication), sample(3, 3, Status.noCommunicationLastUsable), sample(null, 4, Status.deviceFailure, 0, { linkDown: true }), link(5, false), link(6, true), at(7, 1)]).said))
      .toEqual(['ALM-02 ALM-15 unacknowledged !', '-', '-', '-', '-', '-', 'ALM-16 ALM-06 returned']);
  });
});
