const unitsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };
/** A window is a second to a month. */
export const [shortestMs, longestMs] = [1000, 31 * 86_400_000];

/** A unit of time alone: `h`; null where it is none. */
export const unitMs = (text: string): number | null => (Object.hasOwn(unitsMs, text) ? unitsMs[text] ?? null : null);
/** True of what begins as a span of time does, right or wrong. */
export const isLikeSpan = (text: string): boolean => /^\d+(\.\d+)?\s*[A-Za-z]*$/.test(text);
/** `10m`, `1.5 h`; null where it is no span, or too short or too long. */
export function spanMs(text: string): number | null {
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([A-Za-z]+)$/.exec(text) ?? [];
  const per = unitMs(unit);
  if (per === null) return null;
  const ms = Math.round(Number(count) * per);
  return ms >= shortestMs && ms <= longestMs ? ms : null;
}
/** The unit of time that a unit is per: `m³/h` is per hour; null: per none that is known. */
export function perMsOf(unit: string): number | null {
  const [, per = ''] = /\/\s*([A-Za-z]+)\s*$/.exec(unit) ?? [];
  return unitMs(per);
}
