import { epochMs, type EpochMs } from '#kernel/time';

export const timeFormats = ['epoch-ms', 'epoch-s', 'iso'] as const;
export type TimeFormat = (typeof timeFormats)[number];
/** The last moment that a date can name, in epoch ms. */
export const LATEST_MS = 8_640_000_000_000_000;

const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(?:\.(\d{1,9}))?)?(?:Z|([+-])([01]\d|2[0-3]):?([0-5]\d))$/;
const MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const when = (ms: number): EpochMs | null => (Number.isFinite(ms) && ms >= 0 && ms <= LATEST_MS ? epochMs(Math.round(ms)) : null);

/** Days since 1970-01-01 of a day of the Gregorian calendar (Hinnant, days_from_civil). */
function days(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}
function lastDay(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return (MONTH[month - 1] ?? 0) + (month === 2 && leap ? 1 : 0);
}
/** ISO 8601 with a zone. Seconds and what is below them may be left out; a day that the calendar lacks is none. */
function isoMs(text: string): number {
  const found = ISO.exec(text);
  if (found === null) return NaN;
  const part = (i: number): number => Number(found[i] ?? 0);
  const [year, month, day] = [part(1), part(2), part(3)];
  if (day < 1 || day > lastDay(year, month)) return NaN;
  const zone = (found[8] === '-' ? -1 : 1) * (part(9) * 60 + part(10));
  return ((days(year, month, day) * 24 + part(4)) * 60 + part(5) - zone) * 60_000 + part(6) * 1000 + Number((found[7] ?? '').slice(0, 3).padEnd(3, '0'));
}

/** The device's time; null when it says none that can be understood. A time without a zone is none. */
export function timeIn(said: unknown, format: TimeFormat): EpochMs | null {
  if (format === 'iso') return typeof said === 'string' ? when(isoMs(said)) : null;
  const number = typeof said === 'string' && /^\d{1,16}(?:\.\d{1,9})?$/.test(said) ? Number(said) : said;
  return typeof number === 'number' ? when(format === 'epoch-s' ? number * 1000 : number) : null;
}
