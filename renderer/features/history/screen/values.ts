import type { PointView } from '#app/park';
import { digitsOf, shown } from '#kit/number';

/** How many digits a value of this point deserves; `more` for what was reckoned. */
const digits = (point: PointView | null, more: number): number => (point === null ? 3 : point.type === 'analog' ? Math.min(6, digitsOf(point.range) + more) : 0);
/** A value of a point, with the digits of its range. */
export const valueText = (point: PointView | null, value: number | null | undefined, more = 0): string => shown(value ?? null, digits(point, more));
/** A difference, with its sign. */
export function differenceText(point: PointView | null, a: number | null | undefined, b: number | null | undefined): string {
  if (a == null || b == null) return '—';
  const d = b - a;
  return `${d > 0 ? '+' : d < 0 ? '−' : ''}${shown(Math.abs(d), digits(point, 0))}`;
}
/** A share as per cent. */
export const shareText = (share: number | null | undefined): string => (share == null ? '—' : `${(share * 100).toFixed(share > 0.9995 || share === 0 ? 0 : 1)} %`);
/** A length of time as digits, with days: 30 d 4:00:00 → `30d 4:00:00`. */
export function lengthText(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  return `${days > 0 ? `${days}d ` : ''}${days > 0 ? two(hours) : hours}:${two(minutes)}:${two(seconds % 60)}`;
}
