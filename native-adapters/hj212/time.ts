import { epochMs, type EpochMs } from '#kernel/time';

const STAMP = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})?$/;

/** `+08:00` as milliseconds east of Greenwich. */
export function zoneMs(zone: string): number {
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))];
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** A station's `YYYYMMDDhhmmss`, or with three digits more as QN is written; null when there is no such moment. */
export function timeOf(text: string, zone: number): EpochMs | null {
  const m = STAMP.exec(text);
  if (m === null) return null;
  const [year, month, day, hour, minute, second, ms] = [1, 2, 3, 4, 5, 6, 7].map((i) => Number(m[i] ?? 0)) as [number, number, number, number, number, number, number];
  const t = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const back = new Date(t);
  const real = year >= 1970 && back.getUTCMonth() === month - 1 && back.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return real ? epochMs(t - zone) : null;
}

/** A moment as the station writes it: 17 digits, of which QN takes all and a time of data the first 14. */
export function stampOf(t: EpochMs, zone: number): string {
  return new Date(t + zone).toISOString().replaceAll(/\D/g, '').slice(0, 17);
}
