import type { Zone } from '#app/duty';

const minuteMs = 60_000;
const two = (n: number): string => String(n).padStart(2, '0');

/** Times as ISO 8601 with their offset from UTC, in one zone: `2026-11-20T08:00:00.250+08:00`. A minute is worded once. */
export function wallTime(zone: Zone): (at: number) => string {
  let minute = NaN;
  let begin = '';
  let end = '';
  return (at) => {
    if (!Number.isFinite(at)) return '';
    const own = Math.floor(at / minuteMs);
    if (own !== minute) {
      minute = own;
      const ahead = Math.round(zone.offsetAt(own * minuteMs) / minuteMs);
      begin = new Date((own + ahead) * minuteMs).toISOString().slice(0, -7);                 // whole minutes: an offset has no seconds since 1972
      end = ahead === 0 ? 'Z' : `${ahead < 0 ? '-' : '+'}${two(Math.floor(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)}`;
    }
    const ms = at - own * minuteMs;
    const whole = Math.floor(ms);
    return `${begin}${two(Math.floor(whole / 1000))}.${String(whole % 1000).padStart(3, '0')}${end}`;
  };
}
/** Stands in a name: `20261120T080000`. */
export const compactTime = (text: string): string => text.slice(0, 19).replaceAll(/[-:]/g, '');
