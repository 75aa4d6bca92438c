import type { Brand } from '#kernel/time';

/** A day on the wall calendar of the site: `2026-11-20`, the years 0001 to 9999. */
export type LocalDate = Brand<string, 'LocalDate'>;

export const dayMs = 86_400_000;
/** The first and the last day of a `LocalDate`, in days since 1970-01-01. */
export const [firstDay, lastDay] = [-719_162, 2_932_896];

/** Days since 1970-01-01 of a date of the proleptic Gregorian calendar; month 1 to 12. Hinnant, "chrono-compatible low-level date algorithms". */
export function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const inEra = (y - era * 400) * 365 + Math.floor((y - era * 400) / 4) - Math.floor((y - era * 400) / 100) + inYear;
  return era * 146_097 + inEra - 719_468;
}

/** The date of a day that is counted from 1970-01-01. Throws outside the years 0001 to 9999: nobody plans there. */
export function dateOf(days: number): LocalDate {
  if (!Number.isInteger(days) || days < firstDay || days > lastDay) throw new RangeError(`no date: ${days} days`);
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const inEra = z - era * 146_097;
  const ofEra = Math.floor((inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365);
  const inYear = inEra - (365 * ofEra + Math.floor(ofEra / 4) - Math.floor(ofEra / 100));
  const month = Math.floor((5 * inYear + 2) / 153);
  const day = inYear - Math.floor((153 * month + 2) / 5) + 1;
  const number = month < 10 ? month + 3 : month - 9;
  const digits = (n: number, of: number): string => String(n).padStart(of, '0');
  return `${digits(ofEra + era * 400 + (number <= 2 ? 1 : 0), 4)}-${digits(number, 2)}-${digits(day, 2)}` as LocalDate;
}

/** Days since 1970-01-01. */
export const dayOf = (date: LocalDate): number => daysOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));

/** The date a text says, or null: `2026-02-30` is no date. */
export function localDate(text: string): LocalDate | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined || year < 1 || month < 1 || month > 12 || day < 1) return null;
  const date = dateOf(Math.min(lastDay, daysOf(year, month, day)));
  return date === text ? date : null;
}

/** The date so many days later; negative: earlier. */
export const addDays = (date: LocalDate, days: number): LocalDate => dateOf(dayOf(date) + days);
/** Monday to Sunday as 0 to 6. */
export const weekdayOf = (date: LocalDate): number => (((dayOf(date) + 3) % 7) + 7) % 7;
