import type { Findings, Place } from '../fault.ts';
import type { Keeping, PointType, Range } from '../site.ts';

/** The columns of `points.csv` that say how a point is kept; all may be left out. */
export const keepingColumns = ['deviation', 'history', 'bits'] as const;
export type KeepingColumn = (typeof keepingColumns)[number];
interface Cells {
  at(column: string): Place;
  raw(column: KeepingColumn): string;
  id(column: KeepingColumn): string;
  number(column: KeepingColumn): number | null;
}
const [leastBits, mostBits] = [8, 24];

/** Nothing or more, and less than the range; nothing keeps every sample. */
function deviationOf(cells: Cells, range: Range, found: Findings): number | null {
  const value = cells.number('deviation');
  if (value === null || (value >= 0 && (value < range.high - range.low || range.high <= range.low))) return value;
  found.error(cells.at('deviation'), 'number-out-of-range', { value });
  return null;
}
function bitsOf(cells: Cells, found: Findings): number | null {
  const value = cells.number('bits');
  if (value === null || (Number.isInteger(value) && value >= leastBits && value <= mostBits)) return value;
  found.error(cells.at('bits'), 'number-out-of-range', { value });
  return null;
}

/** How one point is kept where that is not as its category; undefined where nothing is written. Only an analog point has a deviation and a converter (PRK-51). */
export function keepingOf(cells: Cells, { type, range }: { readonly type: PointType | null; readonly range: Range }, found: Findings): Keeping | undefined {
  const analog = type === 'analog' || type === null;
  if (!analog) for (const column of ['deviation', 'bits'] as const) if (cells.raw(column) !== '') found.error(cells.at(column), 'not-for-this-type', { type });
  const name = cells.raw('history') === '' ? null : cells.id('history');
  const all = { deviation: analog ? deviationOf(cells, range, found) : null, class: name, bits: analog ? bitsOf(cells, found) : null };
  const said = Object.entries(all).filter(([, v]) => v !== null);
  return said.length === 0 ? undefined : Object.fromEntries(said);
}
