import Qty from 'js-quantities';
import type { UnitScale } from '#app/park';

/** Signs that stand in site tables and mean a unit the library knows by another name. */
const written: readonly (readonly [RegExp, string])[] = [[/³/g, '3'], [/²/g, '2'], [/·/g, '*'], [/[µμ]/g, 'u'], [/Nm3/g, 'm3'], [/℃|°C|\bdegC\b/g, 'tempC'], [/℉|°F|\bdegF\b/g, 'tempF'], [/^K$/, 'tempK']];
/** Standard cubic metres are metres of another gas: they are converted among themselves only. */
const standard = (unit: string): boolean => /Nm[3³]/.test(unit);
const known = (unit: string): string => written.reduce((s, [sign, name]) => s.replaceAll(new RegExp(sign, 'g'), name), unit.trim());
/** The library counts in doubles and shows it; a table of units has not more figures than this. */
const rounded = (n: number): number => Number(n.toPrecision(12)) + 0;

function quantity(unit: string): Qty | null {
  if (/^[\d.+-]/.test(unit.trim())) return null;                 // a number of units is no unit
  try { return Qty(1, known(unit)); } catch { return null; }
}

/** What one unit is to another, by js-quantities: `mbar` to `kPa`, `L/min` to `m³/h`, `°F` to `℃`. Names are those of a table of points; `%LEL`, `ppm` of a gas and the like are no units, and the same name on both sides is always itself. */
export const unitScale: UnitScale = (from, to) => {
  if (from.trim() === to.trim()) return { scale: 1, offset: 0 };
  const [a, b] = [quantity(from), quantity(to)];
  if (a === null) return { unknown: from };
  if (b === null || to.trim() === '') return { unknown: to };
  if (!a.isCompatible(b) || standard(from) !== standard(to)) return 'unit-not-convertible';
  const convert = Qty.swiftConverter(known(from), known(to));
  const offset = rounded(convert(0));
  return { scale: rounded((convert(1e6) - offset) / 1e6), offset };
};
