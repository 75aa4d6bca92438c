import { describe, expect, it } from 'vitest';
import { advance, AlarmBody, bodyOf, foldAlarm, fromStored, idle, toStored, type AlarmId, type AlarmInput, type AlarmRule, type StoredAlarm } from '#app/alarm';
import { monoMs } from '#kernel/time';
import { ack, at, both, close, delayed, link, sample, slow, source, tell } from './telling.ts';

function bodies(r: AlarmRule, inputs: readonly AlarmInput[]): AlarmBody[] {
  let alarm = idle(r);
  return inputs.flatMap((input, sequence) => {
    const c = advance(r, alarm, input, { term: 1, sequence });
    alarm = c?.alarm ?? alarm;
    return c?.actions.includes('journal') ? [AlarmBody.parse(JSON.parse(JSON.stringify(bodyOf(c, r, input.at.mono))))] : [];
  });
}

describe('what is kept', () => {
  it('ALM-41 a running delay is kept as what is left of it, and runs on from there', () => {
    const { alarm } = tell(delayed, [sample(30, 1000)]);
    const stored = toStored(alarm, monoMs(2500));
    expect(stored).toMatchObject({ condition: 'timing', remainingMs: 1500 });
    expect(stored).not.toHaveProperty('dueAt');
    expect(fromStored(stored, monoMs(70)).dueAt).toBe(1570);
  });

  it('a kept state that cannot be is mended: no delay without a condition that has one, and none without an end', () => {
    const stored = toStored(tell(slow, [sample(30, 1)]).alarm, monoMs(2));
    expect(fromStored({ ...stored, remainingMs: 50 }, monoMs(1)).dueAt).toBeNull();
    expect(fromStored({ ...stored, condition: 'leaving', remainingMs: null }, monoMs(1)).dueAt).toBe(1);
  });

  it('the last event of an alarm is its state', () => {
    const inputs = [sample(30, 0), { type: 'tick', at: at(3000) } as const, ack(4000, 1)];
    const known = new Map<AlarmId, StoredAlarm>();
    const states = bodies(both, inputs).map((body) => foldAlarm(known, body).get(both.id)?.state);
    expect(states).toEqual(['unacknowledged', 'acknowledged']);
    expect(known.get(both.id)).toMatchObject({ occurrence: 'LEL-101.HH/1/1', confirmed: false, condition: 'met', remainingMs: null, witness: { value: 30 } });
  });

  it('an acknowledgement inside an off-delay keeps what is left of it', () => {
    const [, acked] = bodies(slow, [sample(30, 0), sample(10, 1000), ack(2000, 0)]);
    expect(acked).toMatchObject({ what: 'acknowledged', alarm: { condition: 'leaving', remainingMs: 2000 }, rules: ['ALM-07'], kind: 'HH', level: 'A', limit: 25 });
  });

  it('a source alarm keeps its reason; a closed one is forgotten', () => {
    const told = bodies(source, [link(1, false), close(2)]);
    expect(told.map((b) => [b.what, b.reason?.code ?? null, b.point])).toEqual([['raised', 'unreachable', null], ['closed', null, null]]);
    const known = new Map<AlarmId, StoredAlarm>();
    foldAlarm(known, told[0]!);
    expect(known.size).toBe(1);
    foldAlarm(known, told[1]!);
    expect(known.size).toBe(0);
  });

  it('only what happened to somebody is journalled: a delay that came and went is not', () => {
    expect(bodies(delayed, [sample(30, 0), sample(10, 1000)])).toEqual([]);
  });
});
