import { Status } from '#app/acquisition';
import { alarmId, fromStored, StoredAlarm, toStored, type Alarm, type AlarmInput, type AlarmRule, type Terms } from '#app/alarm';
import { pointId } from '#app/park';
import { epochMs, monoMs } from '#kernel/time';
import { rule as plain, sample } from '../telling.ts';

type Of<K extends Terms['kind']> = Extract<Terms, { kind: K }>;
const range = plain.range;
const above = { is: 'above', limit: 25, deadband: 2, range } as const;
const contact = { is: 'state', limit: 1, deadband: 0, range: { low: 0, high: 1 } } as const;
const make = <K extends Terms['kind']>(terms: Of<K>, more: Partial<AlarmRule>): AlarmRule => ({ ...plain, id: alarmId(`R.${terms.kind}`), kind: terms.kind, terms, ...more });

/** 10 per minute or more over a minute, both ways, polled. */
export const rateTerms: Of<'rate'> = { kind: 'rate', direction: 'both', perMs: 60_000, windowMs: 60_000, held: false };
export const rate = (terms: Partial<Of<'rate'>> = {}, more: Partial<AlarmRule> = {}): AlarmRule => make({ ...rateTerms, ...terms }, { limit: 10, deadband: 2, ...more });
/** Five or more apart; both polled once a second. */
export const deviationTerms: Of<'deviation'> = { kind: 'deviation', other: pointId('B'), otherRange: range, setPoint: null, ownAgeMs: 3000, otherAgeMs: 3000 };
export const deviation = (terms: Partial<Of<'deviation'>> = {}, more: Partial<AlarmRule> = {}): AlarmRule => make({ ...deviationTerms, ...terms }, { limit: 5, deadband: 1, ...more });
/** Three times in ten seconds. */
export const countTerms: Of<'count'> = { kind: 'count', bound: contact, times: 3, windowMs: 10_000 };
export const count = (terms: Partial<Of<'count'>> = {}, more: Partial<AlarmRule> = {}): AlarmRule => make({ ...countTerms, ...terms }, { limit: 1, deadband: 0, range: contact.range, ...more });
export const countAbove = count({ bound: above }, { range, limit: 25, deadband: 2 });
/** For longer than a minute. */
export const duration = (more: Partial<AlarmRule> = {}): AlarmRule => make({ kind: 'duration', bound: contact }, { limit: 1, deadband: 0, range: contact.range, onDelayMs: 60_000, ...more });
export const offline = (more: Partial<AlarmRule> = {}): AlarmRule =>
  make({ kind: 'offline', points: [pointId('A')], sources: [plain.source], longerMs: 60_000 }, { point: null, limit: null, deadband: 0, range: contact.range, ...more });

const second = 1000;
/** A reading `t` seconds on, dated then; `more` as in `sample`. */
export const at = (t: number, value: number | null, status: number = Status.good): AlarmInput => sample(value, t * second, status, 40);
/** One of the other point. */
export const other = (t: number, value: number | null, status: number = Status.good): AlarmInput => ({ ...at(t, value, status), partner: true } as AlarmInput);
/** A reading that came at `t` seconds and bears the date `dated`, or none. */
export const dated = (t: number, date: number | null, value: number): AlarmInput => {
  const input = at(t, value);
  return input.type === 'sample' ? { ...input, sample: { ...input.sample, sourceTime: date === null ? null : epochMs(date * second) } } : input;
};
/** A value that goes evenly from `from` by `perSecond`, once a second for `n` seconds beginning at `t`. */
export const ramp = (t: number, n: number, from: number, perSecond: number): AlarmInput[] => Array.from({ length: n }, (_, i) => at(t + i, from + i * perSecond));
/** Written down and read again, as an engine that starts does. `shift`: how far its clock stands from that of the life before. */
export const reborn = (alarm: Alarm, now: number, shift: number): Alarm =>
  fromStored(StoredAlarm.parse(JSON.parse(JSON.stringify(toStored(alarm, monoMs(now))))), monoMs(now + shift));
/** Only what was told: memory alone is '-'. */
export const told = (said: readonly string[]): string[] => said.map((s) => (/ALM/.test(s) ? s : '-'));
/** The lines that tell something, with the number of their input. */
export const news = (said: readonly string[]): string[] => said.flatMap((s, i) => (/ALM/.test(s) ? [`${i} ${s}`] : []));
