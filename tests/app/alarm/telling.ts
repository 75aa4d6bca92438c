import { Status } from '#app/acquisition';
import { advance, alarmId, idle, type Alarm, type AlarmInput, type AlarmRule, type Occurrence, type Suppression } from '#app/alarm';
import { pointId, sourceId } from '#app/park';
import { actor } from '#kernel/session';
import { epochMs, monoMs } from '#kernel/time';

export const rule: AlarmRule = {
  id: alarmId('LEL-101.HH'), kind: 'HH', point: pointId('LEL-101'), source: sourceId('gas'), range: { low: 0, high: 100 }, limit: 25, deadband: 2,
  onDelayMs: 0, offDelayMs: 0, level: 'A', ackRequired: true, confirmRequired: false, handleWithinMs: 180_000,
};
export const delayed: AlarmRule = { ...rule, onDelayMs: 3000 };
export const slow: AlarmRule = { ...rule, offDelayMs: 3000 };
export const both: AlarmRule = { ...rule, onDelayMs: 3000, offDelayMs: 2000, confirmRequired: true };
export const low: AlarmRule = { ...rule, kind: 'LL' };
export const digital: AlarmRule = { ...rule, kind: 'digital', range: { low: 0, high: 1 }, limit: 1, deadband: 0 };
export const noValue: AlarmRule = { ...rule, kind: 'noValue', limit: null, deadband: 0, onDelayMs: 2000 };
export const stale: AlarmRule = { ...rule, kind: 'stale', limit: null, deadband: 0 };
export const source: AlarmRule = { ...rule, kind: 'source', point: null, limit: null, deadband: 0 };

export const hour = 3_600_000;
export const at = (t: number, wallStep = 0) => ({ now: epochMs(t + wallStep), mono: monoMs(t) });
export const sample = (value: number | null, t: number, status: number = Status.good, deviceAheadMs = 0, more: { linkDown?: boolean; late?: boolean; text?: string } = {}): AlarmInput => {
  const { text, ...how } = more;
  return { type: 'sample', sample: { handle: 1, value, status, sourceTime: epochMs(t - 40 + deviceAheadMs), receivedTime: epochMs(t), ...(text !== undefined && { text }) }, at: at(t), ...how };
};
export const name = (sequence: number): Occurrence => `LEL-101.HH/1/${sequence}` as Occurrence;
export const ack = (t: number, sequence = 0): AlarmInput => ({ type: 'acknowledge', occurrence: name(sequence), by: actor('li'), at: at(t) });
export const confirm = (t: number, sequence = 0): AlarmInput => ({ type: 'confirm', occurrence: name(sequence), by: actor('li'), at: at(t) });
export const tick = (t: number, wallStep = 0): AlarmInput => ({ type: 'tick', at: at(t, wallStep) });
export const flag = (t: number, on: boolean, how: Suppression = 'shelved'): AlarmInput => ({ type: 'suppress', how, on, by: actor('li'), at: at(t) });
export const silence = (t: number): AlarmInput => ({ type: 'stale', last: null, at: at(t) });
export const link = (t: number, up: boolean): AlarmInput => ({ type: 'link', up, reason: up ? null : { code: 'unreachable', params: {} }, at: at(t) });
export const close = (t: number): AlarmInput => ({ type: 'close', by: actor('engine'), at: at(t) });

/** A story is a list of inputs; its telling is the rules it went through, where they led, and the horn: '!' on, '~' off. `between`: what befalls the alarm before each input. */
export function tell(r: AlarmRule, inputs: readonly AlarmInput[], after: (alarm: Alarm, said: string, before: Alarm) => void = () => {}, between: (alarm: Alarm, i: number) => Alarm = (a) => a) {
  let alarm = idle(r);
  let sequence = 0;
  const said = inputs.map((input, i) => {
    const before = between(alarm, i);
    const c = advance(r, before, input, { term: 1, sequence });
    if (c !== null && c.occurrence !== before.occurrence) sequence++;
    alarm = c?.alarm ?? before;
    const line = c === null ? '-' : [...c.rules, alarm.state, ...c.actions.flatMap((a) => ({ annunciate: ['!'], silence: ['~'], journal: [] })[a])].join(' ');
    after(alarm, line, before);
    return line;
  });
  return { said, alarm };
}
