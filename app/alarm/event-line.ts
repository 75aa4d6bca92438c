import type { EpochMs } from '#kernel/time';
import type { AlarmId, AlarmRule, Occurrence } from './alarm.ts';
import type { AlarmChange, Happening } from './engine.ts';
import type { AlarmState } from './machine.ts';

/** One change of one alarm as outside programs read it: stable (ALM-45). Times are UTC, ISO 8601 with milliseconds; `status` is the device's code, unsigned; `rule`: rule ids, parted by a blank; null where there is none. */
export interface EventLine {
  readonly time: string;
  readonly kind: Exclude<Happening, 'pending'>;
  readonly alarm: AlarmId;
  readonly occurrence: Occurrence | null;
  readonly point: string | null;
  readonly level: AlarmRule['level'];
  readonly state: AlarmState;
  readonly value: number | null;
  readonly status: number | null;
  readonly sourceTime: string | null;
  readonly receivedTime: string | null;
  readonly rule: string;
}

const pad = (n: number, width: number): string => String(n).padStart(width, '0');
const day = 86_400_000;

/** Epoch ms as `YYYY-MM-DDTHH:MM:SS.mmmZ`; null outside the years 0000 to 9999. By H. Hinnant's civil_from_days (proleptic Gregorian, eras of 400 years that begin on 1 March). */
export function isoTime(epoch: number): string | null {
  if (!(epoch >= -62_167_219_200_000 && epoch < 253_402_300_800_000)) return null;
  const ms = Math.floor(epoch);
  const z = Math.floor(ms / day) + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * dayOfYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const rest = ms - Math.floor(ms / day) * day;
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfYear - Math.floor((153 * march + 2) / 5) + 1, 2)}`;
  return `${date}T${pad(Math.floor(rest / 3_600_000), 2)}:${pad(Math.floor(rest / 60_000) % 60, 2)}:${pad(Math.floor(rest / 1000) % 60, 2)}.${pad(rest % 1000, 3)}Z`;
}
const isoOrNull = (t: EpochMs | null | undefined): string | null => (t === null || t === undefined ? null : isoTime(t));

/** The line of a change; null for one that nobody is told of. */
export function eventLine({ alarm, what, time, rules }: AlarmChange, rule: AlarmRule): EventLine | null {
  if (what === 'pending') return null;
  const w = alarm.witness;
  return {
    time: isoTime(time) ?? '', kind: what, alarm: alarm.id, occurrence: alarm.occurrence, point: rule.point, level: rule.level, state: alarm.state,
    value: w?.value ?? null, status: w?.status ?? null, sourceTime: isoOrNull(w?.sourceTime), receivedTime: isoOrNull(w?.receivedTime), rule: rules.join(' '),
  };
}
