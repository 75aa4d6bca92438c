import { type Findings, type Place, type SiteFaultCode, shown } from './fault.ts';
import type { Place3 } from './map/geometry.ts';
import type { Row, Sheet } from './reading/document.ts';
import { judgeLimits } from './reading/limits.ts';
import { nearest } from './reading/nearest.ts';
import { numeral, wholeMs } from './reading/numeral.ts';
import { keepingColumns, keepingOf } from './keeping/columns.ts';
import { treatmentColumns, treatmentOf, type UnitScale } from './reading/treatment.ts';
import { cleanText, idPattern } from './schema.ts';
import { assetId, categories, pointId, pointTypes, sourceId, supervisions, type PointDefinition } from './site.ts';

/** Where an instrument hangs, when that is not its asset's place: all three or none (PRK-28). */
export const placeColumns = ['lon', 'lat', 'height_m'] as const;
/** The columns of `points.csv` in the order an export writes them. */
export const pointColumns = [
  'point', 'name_zh', 'name_en', 'type', 'unit', 'source', 'address', 'low', 'high', 'hh', 'h', 'l', 'll', 'alarm_when',
  'deadband', 'on_delay_s', 'off_delay_s', 'category', 'supervision', 'asset', 'period_s', ...treatmentColumns, ...placeColumns, ...keepingColumns,
] as const;
export type PointColumn = (typeof pointColumns)[number];
/** Columns that no table can do without; the others may be left out and are then empty. */
export const requiredColumns = ['point', 'name_zh', 'type', 'source', 'address', 'category', 'supervision', 'asset'] as const satisfies readonly PointColumn[];
const longest: Readonly<Partial<Record<PointColumn, number>>> = { name_zh: 200, name_en: 200, unit: 40, raw_unit: 40, address: 1000, source: 64, asset: 64, history: 64 };
/** A delay or a period is at most a day. */
const mostSeconds = 86_400;

/** A row of the table as far as it could be read: references are known even where the point is null because something in its row is wrong. */
export interface PointRow { readonly id: string; readonly source: string; readonly address: string; readonly asset: string; readonly point: PointDefinition | null; at(column: string): Place }

/** Judges the heading and says where each column stands; null when the rows cannot be read by it. */
function columnsOf({ file, heading }: Sheet, found: Findings): ReadonlyMap<PointColumn, number> | null {
  const place = (field: string): Place => ({ file, line: heading.line, field });
  const names = heading.cells.map((c) => c.trim());
  if (names.length === 1 && /[;\t|]/.test(names[0] ?? '')) { found.error(place(''), 'wrong-delimiter', { delimiter: /\t/.test(names[0] ?? '') ? 'tab' : (/[;|]/.exec(names[0] ?? '')?.[0] ?? '') }); return null; }
  const at = new Map<PointColumn, number>();
  names.forEach((name, i) => {
    const column = pointColumns.find((c) => c === name);
    if (column === undefined) { if (name !== '') found.error(place(shown(name)), 'unknown-column', { name: shown(name), nearest: nearest(name, pointColumns) }); return; }
    if (at.has(column)) found.error(place(column), 'duplicate-column', { name: column });
    else at.set(column, i);
  });
  for (const name of requiredColumns) if (!at.has(name)) found.error(place(name), 'missing-column', { name });
  return at;
}

interface Cells {
  readonly at: (column: string) => Place;
  raw(column: PointColumn): string;
  text(column: PointColumn, needed: boolean): string;
  id(column: PointColumn): string;
  number(column: PointColumn): number | null;
  ms(column: PointColumn): number;
  choice<T extends string>(column: PointColumn, of: readonly T[]): T | null;
}

function cellsOf(file: string, row: Row, columns: ReadonlyMap<PointColumn, number>, found: Findings): Cells {
  const at = (column: string): Place => ({ file, line: row.line, field: column });
  const raw = (column: PointColumn): string => row.cells[columns.get(column) ?? -1]?.trim() ?? '';
  const wrong = (column: PointColumn, code: SiteFaultCode, params = {}): null => { found.error(at(column), code, params); return null; };
  const needed = (column: PointColumn): string => {
    const value = raw(column);
    if (value === '' && columns.has(column)) wrong(column, 'missing-field');
    return value;
  };
  const number = (column: PointColumn): number | null => {
    const value = raw(column);
    if (value === '') return null;
    const read = numeral(value);
    return read.ok ? read.value : wrong(column, read.code, { value: shown(value) });
  };
  return {
    at, raw, number,
    text(column, must) {
      const value = must ? needed(column) : raw(column);
      const most = longest[column] ?? 200;
      if (value.length > most) wrong(column, 'too-long', { most });
      else if (!cleanText(value)) wrong(column, 'bad-characters', { value: shown(value) });
      return value;
    },
    id(column) {
      const value = needed(column);
      if (value !== '' && !idPattern.test(value)) wrong(column, 'bad-id', { value: shown(value) });
      return value;
    },
    ms(column) {
      const seconds = number(column) ?? 0;
      if (seconds < 0 || seconds > mostSeconds) { wrong(column, 'number-out-of-range', { value: seconds }); return 0; }
      const ms = wholeMs(seconds);
      return ms ?? wrong(column, 'finer-than-ms', { value: seconds }) ?? 0;
    },
    choice<T extends string>(column: PointColumn, of: readonly T[]) {
      const value = needed(column);
      if (value === '') return null;
      return of.find((o) => o === value) ?? wrong(column, 'not-one-of', { value: shown(value), allowed: of.join(', '), nearest: nearest(value, of) });
    },
  };
}

type Measure = Pick<PointDefinition, 'range' | 'limits' | 'alarmWhen' | 'deadband'>;
const limitColumns = ['hh', 'h', 'l', 'll'] as const;

/** Columns that must be empty because the type gives them no meaning (PRK-14). */
function refuseOthers(cells: Cells, type: string, columns: readonly PointColumn[], found: Findings): void {
  for (const column of columns) if (cells.raw(column) !== '') found.error(cells.at(column), 'not-for-this-type', { type });
}
const noLimits = { HH: null, H: null, L: null, LL: null } as const;

function analogOf(cells: Cells, found: Findings): Measure {
  refuseOthers(cells, 'analog', ['alarm_when'], found);
  const errors = found.errors();
  for (const column of ['low', 'high'] as const) if (cells.raw(column) === '') found.error(cells.at(column), 'missing-field');
  const low = cells.number('low') ?? 0;
  const high = cells.number('high') ?? 0;
  const [HH = null, H = null, L = null, LL = null] = limitColumns.map((c) => cells.number(c));
  const deadband = cells.number('deadband') ?? 0;
  if (deadband < 0) found.error(cells.at('deadband'), 'number-out-of-range', { value: deadband });
  const measure = { range: { low, high }, limits: { HH, H, L, LL }, alarmWhen: null, deadband };
  if (found.errors() === errors) judgeLimits(measure, cells.at, found);
  return measure;
}

function digitalOf(cells: Cells, found: Findings): Measure {
  refuseOthers(cells, 'digital', limitColumns, found);
  const ends = { low: 0, high: 1, deadband: 0 } as const; // may be written, but only so
  for (const column of ['low', 'high', 'deadband'] as const) { const value = cells.number(column); if (value !== null && value !== ends[column]) found.error(cells.at(column), 'not-for-this-type', { type: 'digital' }); }
  const when = cells.raw('alarm_when');
  if (when === '') found.error(cells.at('alarm_when'), 'digital-never-alarms');
  if (!['', 'none', '0', '1'].includes(when)) found.error(cells.at('alarm_when'), 'not-one-of', { value: shown(when), allowed: '0, 1, none', nearest: nearest(when, ['0', '1', 'none']) });
  return { range: { low: 0, high: 1 }, limits: noLimits, alarmWhen: when === '0' ? 0 : when === '1' ? 1 : null, deadband: 0 };
}

function textOf(cells: Cells, found: Findings): Measure {
  refuseOthers(cells, 'text', ['low', 'high', ...limitColumns, 'alarm_when', 'deadband'], found);
  return { range: { low: 0, high: 0 }, limits: noLimits, alarmWhen: null, deadband: 0 };
}

/** PRK-28: all three columns or none, and a place on the earth. */
function placeOf(cells: Cells, found: Findings): Place3 | null {
  const [lon, lat, height] = placeColumns.map((c) => cells.number(c));
  if (placeColumns.every((c) => cells.raw(c) === '')) return null;
  for (const column of placeColumns) if (cells.raw(column) === '') found.error(cells.at(column), 'missing-field');
  if (lon == null || lat == null || height == null) return null;
  for (const [column, value, least, most] of [['lon', lon, -180, 180], ['lat', lat, -90, 90], ['height_m', height, -500, 9000]] as const) if (value < least || value > most) found.error(cells.at(column), 'number-out-of-range', { value });
  return { lon, lat, height };
}

function pointOf(cells: Cells, units: UnitScale, found: Findings): PointRow {
  const errors = found.errors();
  const id = cells.id('point');
  const zh = cells.text('name_zh', true);
  const en = cells.text('name_en', false);
  const type = cells.choice('type', pointTypes);
  const unit = cells.text('unit', false);
  const source = cells.text('source', true);
  const address = cells.text('address', true);
  const measure = type === 'analog' ? analogOf(cells, found) : type === 'digital' ? digitalOf(cells, found) : textOf(type === null ? { ...cells, raw: () => '' } : cells, found);
  const onDelayMs = cells.ms('on_delay_s');
  const offDelayMs = cells.ms('off_delay_s');
  const category = cells.choice('category', categories);
  const supervision = cells.choice('supervision', supervisions);
  const asset = cells.text('asset', true);
  const periodMs = cells.ms('period_s');
  const position = placeOf(cells, found);
  const treatment = treatmentOf(cells, { type, unit, range: measure.range }, units, found);
  const keeping = keepingOf(cells, { type, range: measure.range }, found);
  const whole = found.errors() === errors && type !== null && category !== null && supervision !== null;
  return {
    id, source, address, asset, at: cells.at,
    point: !whole ? null : {
      id: pointId(id), name: { zh, en: en === '' ? zh : en }, type, unit, source: sourceId(source), address, ...measure,
      onDelayMs, offDelayMs, category, supervision, asset: assetId(asset), periodMs, ...(treatment && { treatment }), ...(position && { position }), ...(keeping && { keeping }),
    },
  };
}

/** Reads the rows of `points.csv`; every mistake of every row is found. A row that cannot be matched to the columns gives no point, only its error. */
export function readPoints(sheet: Sheet, units: UnitScale, found: Findings): readonly PointRow[] {
  const columns = columnsOf(sheet, found);
  if (columns === null) return [];
  const width = sheet.heading.cells.length;
  return sheet.rows.flatMap((row) => {
    if (row.cells.every((c) => c.trim() === '')) return []; // what a spreadsheet leaves behind
    if (row.cells.length !== width) { found.error({ file: sheet.file, line: row.line, field: '' }, 'wrong-cell-count', { cells: row.cells.length, columns: width }); return []; }
    return [pointOf(cellsOf(sheet.file, row, columns, found), units, found)];
  });
}
