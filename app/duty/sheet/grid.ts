import type { Fault } from '#kernel/result';

/** One cell as a workbook holds it. `date`: ms since 1970-01-01 of what the cell shows, as if the wall were UTC. */
export type Cell =
  | { readonly kind: 'empty' } | { readonly kind: 'formula' } | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string } | { readonly kind: 'number'; readonly value: number } | { readonly kind: 'flag'; readonly value: boolean } | { readonly kind: 'date'; readonly date: number };
/** One sheet. `rows[i]` is row i + 1; `merged`: ranges such as `A1:B2`. */
export interface Grid { readonly sheet: string; readonly rows: readonly (readonly Cell[])[]; readonly merged: readonly string[] }

/** Everything that can be wrong with a file of a roster; each has its sentence in the catalogue of faults. */
export const rosterFaultCodes = [
  // the file
  'roster-not-xlsx', 'roster-file-too-large', 'roster-unpacks-too-large', 'roster-too-many-parts', 'roster-too-many-rows', 'roster-too-many-columns', 'roster-too-many-sheets', 'roster-damaged', 'roster-part-refused', 'roster-empty', 'roster-too-many-faults',
  // the heading
  'roster-missing-column', 'roster-unknown-column', 'roster-duplicate-column',
  // a cell
  'roster-merged-cell', 'roster-formula', 'roster-error-value', 'roster-wrong-cell', 'roster-missing-cell', 'roster-bad-date', 'roster-weekday-differs', 'roster-cell-too-long', 'roster-bad-characters',
  // what it means
  'roster-unknown-unit', 'roster-unknown-shift', 'roster-unknown-person', 'roster-ambiguous-person', 'roster-person-differs', 'roster-duplicate-row', 'roster-person-twice', 'roster-gap',
] as const;
export type RosterFaultCode = (typeof rosterFaultCodes)[number];
/** One mistake and where: row from 1, column `A`; 0 and `` are the whole sheet, an empty sheet the whole file. */
export interface SheetFault { readonly sheet: string; readonly row: number; readonly column: string; readonly fault: Fault<RosterFaultCode> }

/** The letters of a column counted from 0. */
export const columnName = (index: number): string => (index < 26 ? '' : columnName(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));
/** The place, from 0, of a column by its letters. */
export const indexOf = (column: string): number => Array.from(column).reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;

/** How many mistakes are told; the rest is counted. */
const most = 1000;

/** Collects mistakes and never stops at the first (DTY-31). */
export function sheetFaults() {
  const list: SheetFault[] = [];
  let all = 0;
  return {
    /** `column`: counted from 0; null: the whole row. */
    add(sheet: string, row: number, column: number | null, code: RosterFaultCode, params: Fault['params'] = {}): void {
      all++;
      if (list.length < most) list.push({ sheet, row, column: column === null ? '' : columnName(column), fault: { code, params } });
    },
    count: (): number => all,
    /** In the order they were found; beyond the bound one that says how many more there are. */
    list: (): readonly SheetFault[] => (all > most ? [...list, { sheet: '', row: 0, column: '', fault: { code: 'roster-too-many-faults', params: { more: all - most } } }] : list),
  };
}
export type SheetFaults = ReturnType<typeof sheetFaults>;

/** DTY-38: what a spreadsheet could take for a formula gets a quote before it. */
export const guarded = (text: string): string => (/^[=+\-@\t\r']/.test(text) ? `'${text}` : text);
/** The text that was guarded. */
export const unguarded = (text: string): string => (/^'[=+\-@\t\r']/.test(text) ? text.slice(1) : text);
