import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, eventLine, idle, isoTime, type AlarmInput, type AlarmRule } from '#app/alarm';
import { ack, close, confirm, delayed, flag, link, rule, sample, source } from './telling.ts';

function lines(r: AlarmRule, inputs: readonly AlarmInput[]) {
  let alarm = idle(r);
  return inputs.flatMap((input) => {
    const c = advance(r, alarm, input, { term: 1, sequence: 0 });
    alarm = c?.alarm ?? alarm;
    return c === null ? [] : [eventLine(c, r)];
  });
}

describe('the event line', () => {
  it('ALM-45 has these fields in this order', () => {
    const [line] = lines(rule, [sample(30, 1_700_000_000_123)]);
    expect(JSON.stringify(line)).toBe('{"time":"2023-11-14T22:13:20.123Z","kind":"raised","alarm":"LEL-101.HH","occurrence":"LEL-101.HH/1/0","point":"LEL-101","level":"A","state":"unacknowledged",'
      + '"value":30,"status":0,"sourceTime":"2023-11-14T22:13:20.083Z","receivedTime":"2023-11-14T22:13:20.123Z","rule":"ALM-02 ALM-15"}');
  });

  it('ALM-45 says what happened in these words', () => {
    const confirmed = { ...rule, confirmRequired: true };
    expect(lines(confirmed, [sample(30, 1), sample(1, 2), sample(30, 3), ack(4), confirm(5), sample(1, 6), flag(7, true), flag(8, false), flag(9, true), close(10)]).map((l) => l?.kind))
      .toEqual(['raised', 'returned', 'raised', 'acknowledged', 'confirmed', 'cleared', 'suppressed', 'unsuppressed', 'suppressed', 'closed']);
    expect(lines(delayed, [sample(30, 1), sample(1, 2)])).toEqual([null, null]);
  });

  it('null stands where there is nothing', () => {
    expect(lines(source, [link(5, false)])[0]).toMatchObject({ point: null, value: null, sourceTime: null, receivedTime: '1970-01-01T00:00:00.005Z' });
    expect(lines(rule, [flag(5, true)])[0]).toMatchObject({ occurrence: null, value: null, status: null, receivedTime: null });
  });

  it('its times are those of Date, in every year that has four digits', () => {
    const first = Date.parse('0000-01-01T00:00:00.000Z');
    const last = Date.parse('9999-12-31T23:59:59.999Z');
    for (const t of [first, last, 0, -1, Date.parse('2000-02-29T23:59:59.999Z'), Date.parse('1900-03-01T00:00:00Z')]) expect(isoTime(t)).toBe(new Date(t).toISOString());
    fc.assert(fc.property(fc.integer({ min: first, max: last }), (t) => { expect(isoTime(t)).toBe(new Date(t).toISOString()); }), { seed: 3, numRuns: 2000 });
    for (const t of [first - 1, last + 1, NaN, Infinity]) expect(isoTime(t)).toBeNull();
  });
});
