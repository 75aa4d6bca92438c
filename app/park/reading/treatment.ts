import { shown, type Findings, type Place } from '../fault.ts';
import type { PointType, Range, Treatment } from '../site.ts';
import { nearest } from './nearest.ts';

/** What `raw_unit` is to `unit`: value = raw x scale + offset; else why there is none (PRK-26). The library that knows units is handed in, so that the domain does not carry it. */
export type UnitScale = (from: string, to: string) => { readonly scale: number; readonly offset: number } | { readonly unknown: string } | 'unit-not-convertible';

/** The columns of `points.csv` that say how readings are treated; all may be left out. */
export const treatmentColumns = ['raw_low', 'raw_high', 'raw_unit', 'clamp', 'max_rate', 'show_deadband', 'frozen_after_s', 'drift_limit'] as const;
export type TreatmentColumn = (typeof treatmentColumns)[number];

interface Cells {
  at(column: string): Place;
  raw(column: TreatmentColumn): string;
  text(column: TreatmentColumn, needed: boolean): string;
  number(column: TreatmentColumn): number | null;
  ms(column: TreatmentColumn): number;
}
/** What the rest of the row says. */
interface Of { readonly type: PointType | null; readonly unit: string; readonly range: Range }
/** A value that has not moved for less than this is nothing to speak of, in ms. */
const shortestFrozenMs = 10_000;

/** Both ends or none, and not the same; the wrong way round is a transmitter that falls as the plant rises (PRK-25). */
function rawRange(cells: Cells, found: Findings): Range | null {
  const [low, high] = [cells.number('raw_low'), cells.number('raw_high')];
  for (const [column, other] of [['raw_low', 'raw_high'], ['raw_high', 'raw_low']] as const) if (cells.raw(column) === '' && cells.raw(other) !== '') found.error(cells.at(column), 'missing-field');
  if (low === null || high === null) return null;
  if (low === high) { found.error(cells.at('raw_high'), 'raw-range-empty', { value: low }); return null; }
  return { low, high };
}
function rawUnit(cells: Cells, unit: string, units: UnitScale, found: Findings): NonNullable<Treatment['unit']> | null {
  const from = cells.text('raw_unit', false);
  if (from === '') return null;
  if (cells.raw('raw_low') !== '' || cells.raw('raw_high') !== '') { found.error(cells.at('raw_unit'), 'raw-range-and-unit'); return null; }
  const scale = units(from, unit);
  if (scale === 'unit-not-convertible') { found.error(cells.at('raw_unit'), 'unit-not-convertible', { from: shown(from), to: shown(unit) }); return null; }
  if ('unknown' in scale) { found.error(cells.at(scale.unknown === from ? 'raw_unit' : 'unit'), 'unknown-unit', { unit: shown(scale.unknown) }); return null; }
  return { from, ...scale };
}
function yes(cells: Cells, found: Findings): boolean {
  const word = cells.raw('clamp');
  if (!['', 'yes', 'no'].includes(word)) found.error(cells.at('clamp'), 'not-one-of', { value: shown(word), allowed: 'yes, no', nearest: nearest(word, ['yes', 'no']) });
  return word === 'yes';
}
/** More than nothing, and less than `most`; null where it is not given. */
function amount(cells: Cells, column: TreatmentColumn, most: number, found: Findings): number | null {
  const value = cells.number(column);
  if (value === null) return null;
  if (value > 0 && value < most) return value;
  found.error(cells.at(column), 'number-out-of-range', { value });
  return null;
}

function frozenAfter(cells: Cells, found: Findings): number | null {
  if (cells.raw('frozen_after_s') === '') return null;
  const ms = cells.ms('frozen_after_s');
  if (ms < shortestFrozenMs) found.error(cells.at('frozen_after_s'), 'number-out-of-range', { value: ms / 1000 });
  return ms;
}

/** How the readings of one point are treated; undefined where nothing is written. Only an analog point has raw values, rates and noise (PRK-25). */
export function treatmentOf(cells: Cells, { type, unit, range }: Of, units: UnitScale, found: Findings): Treatment | undefined {
  if (type !== 'analog') {
    if (type !== null) for (const column of treatmentColumns) if (cells.raw(column) !== '') found.error(cells.at(column), 'not-for-this-type', { type });
    return undefined;
  }
  const span = range.high > range.low ? range.high - range.low : Infinity;       // an empty range was told already
  const all: { readonly [K in keyof Treatment]-?: Treatment[K] | null } = {
    raw: rawRange(cells, found), unit: rawUnit(cells, unit, units, found), clamp: yes(cells, found) || null, maxRate: amount(cells, 'max_rate', Infinity, found),
    showDeadband: amount(cells, 'show_deadband', span, found), frozenAfterMs: frozenAfter(cells, found), driftLimit: amount(cells, 'drift_limit', span, found),
  };
  const said = Object.entries(all).filter(([, v]) => v !== null);
  return said.length === 0 ? undefined : Object.fromEntries(said);
}
