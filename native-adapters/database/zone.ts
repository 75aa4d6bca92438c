const FIXED = /^([+-])(\d\d):(\d\d)$/;
const MINUTE = 60_000;

/** Whether a zone is one: `+08:00`, `UTC`, or a name of the IANA list. */
export function isZone(zone: string): boolean {
  try { new Intl.DateTimeFormat('en', { timeZone: zone }); return true; } catch { return false; }
}

const minutesOf = (text: string): number => {
  const m = FIXED.exec(text);
  return m === null ? 0 : (m[1] === '-' ? -1 : 1) * (60 * Number(m[2]) + Number(m[3]));
};

/** Gives, for an instant in ms, how many ms the clocks of a zone are ahead of UTC. */
export function offsets(zone: string): (ms: number) => number {
  if (FIXED.test(zone)) { const ahead = minutesOf(zone) * MINUTE; return () => ahead; }
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  let [from, ahead] = [NaN, 0];
  return (ms) => {
    const quarter = Math.floor(ms / (15 * MINUTE));              // no zone changes within a quarter of an hour
    if (quarter !== from) {
      const name = format.formatToParts(ms).find((p) => p.type === 'timeZoneName')?.value ?? '';
      [from, ahead] = [quarter, minutesOf(name.replace('GMT', '')) * MINUTE];
    }
    return ahead;
  };
}

/** How a database writes a time, so that a bound can be written alike. `ahead`: ms of the offset that the text names, null where it names none. */
export type Shape =
  | { readonly kind: 'number'; readonly unitMs: number }
  | { readonly kind: 'digits' }
  | { readonly kind: 'text'; readonly date: string; readonly sep: string; readonly ahead: number | null };
export interface Time { readonly ms: number; readonly shape: Shape }

const TEXT = /^(\d{4})([-/])(\d\d?)\2(\d\d?)(?:([ T])(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?$/;
const DIGITS = /^((?:19|20)\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;
const LATEST = Date.UTC(2200, 0, 1);

const plausible = (ms: number, shape: Shape): Time | null => (Number.isFinite(ms) && ms >= 0 && ms < LATEST ? { ms: Math.floor(ms), shape } : null);
/** Null where a field is beyond its range, which Date would carry over. */
function wall(parts: readonly (string | undefined)[], fraction = ''): number | null {
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, sec = 0] = parts.map((p) => Number(p ?? 0));
  const ms = Date.UTC(y, mo - 1, d, h, mi, sec);
  const back = Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 19).split(/\D/).map(Number) : [];
  return [y, mo, d, h, mi, sec].every((n, i) => n === back[i]) ? ms + Number(`0.${fraction}0`) * 1000 : null;
}
/** The instant at which the clocks of the zone show this; of two the earlier. */
const instant = (at: number, ahead: (ms: number) => number): number => {
  const early = at - ahead(at - 24 * 60 * MINUTE);
  return ahead(early) === at - early ? early : at - ahead(early);
};
function unitOf(n: number): number {
  if (n < 1e11) return 1000;
  return n < 1e14 ? 1 : 1e-3;
}

function ofNumber(n: number): Time | null {
  const unitMs = unitOf(n);
  return plausible(n * unitMs, { kind: 'number', unitMs });
}
/** The ms of `Z`, `+08`, `+08:00` or `+0800`. */
const named = (zone: string): number => minutesOf(zone === 'Z' ? '+00:00' : zone.replace(/^([+-]\d\d):?(\d\d)?$/, (_, h: string, m?: string) => `${h}:${m ?? '00'}`)) * MINUTE;
function ofText(text: string, ahead: (ms: number) => number): Time | null {
  const [, y, date = '-', mo, d, sep = ' ', h, mi, s, fraction, zone] = TEXT.exec(text) ?? [];
  const at = y === undefined ? null : wall([y, mo, d, h, mi, s], fraction);
  if (at === null) return null;
  const own = zone === undefined ? null : named(zone);
  return plausible(own === null ? instant(at, ahead) : at - own, { kind: 'text', date, sep, ahead: own });
}

/** Reads a time as a database gives it: text with or without offset, `yyyymmddhhmmss`, or seconds, milliseconds, microseconds since 1970 (told apart by size). Null when it is none. */
export function timeOf(raw: unknown, ahead: (ms: number) => number): Time | null {
  if (typeof raw === 'number' || typeof raw === 'bigint') return ofNumber(Number(raw));
  if (typeof raw !== 'string' || raw.length > 40) return null;
  const text = raw.trim();
  const digits = DIGITS.exec(text);
  if (digits === null) return /^\d{9,16}(?:\.\d{1,6})?$/.test(text) ? ofNumber(Number(text)) : ofText(text, ahead);
  const at = wall(digits.slice(1));
  return at === null ? null : plausible(instant(at, ahead), { kind: 'digits' });
}

const two = (n: number): string => String(Math.abs(n)).padStart(2, '0');

/** An instant written as that database writes its times, cut to the whole second, so that no later one stands before it, compared as text or as time. `offset`: whether a text of its own offset names it again. */
export function boundOf(ms: number, shape: Shape, ahead: (ms: number) => number, offset: boolean): string | number {
  const whole = Math.floor(ms / 1000) * 1000;
  if (shape.kind === 'number') return shape.unitMs < 1 ? whole / shape.unitMs : Math.floor(whole / shape.unitMs);
  const off = shape.kind === 'text' ? shape.ahead ?? ahead(whole) : ahead(whole);
  const text = new Date(whole + off).toISOString().slice(0, 19);
  if (shape.kind === 'digits') return text.replaceAll(/\D/g, '');
  const minutes = off / MINUTE;
  const suffix = offset && shape.ahead !== null ? `${off < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}` : '';
  return text.replaceAll('-', shape.date).replace('T', shape.sep) + suffix;
}
