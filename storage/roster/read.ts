import readWorkbook from 'read-excel-file/universal';
import { readRoster, type Cell, type Grid, type ReadRoster, type SheetContext, type SheetFault } from '#app/duty';
import { workbookBounds, type WorkbookBounds } from './bounds.ts';
import { pack } from './pack.ts';
import { refOf, scan, type Scanned } from './scan.ts';
import { unpack, type UnpackFault } from './unpack.ts';

function cellOf(value: unknown, ref: string, { formulas, errors }: Scanned): Cell {
  if (formulas.has(ref)) return { kind: 'formula' };
  if (errors.has(ref)) return { kind: 'error', text: String(value) };
  if (value instanceof Date) return { kind: 'date', date: value.getTime() };
  if (typeof value === 'string') return value === '' ? { kind: 'empty' } : { kind: 'text', text: value };
  if (typeof value === 'number') return { kind: 'number', value };
  return typeof value === 'boolean' ? { kind: 'flag', value } : { kind: 'empty' };
}

/** A formula without a stored result has no cell of the library's: the row is made wide enough for it. */
function gridOf(sheet: string, data: readonly (readonly unknown[])[], scanned: Scanned): Grid {
  const places = [...scanned.formulas].map((ref) => /^([A-Z]+)(\d+)$/.exec(ref) ?? []).map(([, letters = 'A', row = '1']) => [Number(row), Array.from(letters).reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0)] as const);
  const height = places.reduce((most, [row]) => Math.max(most, row), data.length);
  const width = places.reduce((most, [, column]) => Math.max(most, column), data[0]?.length ?? 0);
  const rows = Array.from({ length: height }, (_, r) => Array.from({ length: width }, (__, c) => cellOf(data[r]?.[c], refOf(r + 1, c + 1), scanned)));
  return { sheet, rows, merged: scanned.merged };
}

type Read = { readonly ok: true; readonly grids: readonly Grid[] } | { readonly ok: false; readonly faults: readonly SheetFault[] };
const whole = (fault: UnpackFault): Read => ({ ok: false, faults: [{ sheet: '', row: 0, column: '', fault }] });

/** A workbook that the library cannot read. Most often it has formulas without a result, and then they are what is wrong with it. */
function broken(scanned: readonly Scanned[]): Read {
  const formulas = scanned.flatMap(({ sheet, formulas: refs }) => [...refs].map((ref): SheetFault => ({ sheet, row: Number(ref.replace(/^[A-Z]+/, '')), column: ref.replace(/\d+$/, ''), fault: { code: 'roster-formula', params: {} } })));
  return formulas.length > 0 ? { ok: false, faults: formulas } : whole({ code: 'roster-damaged', params: {} });
}

/** The sheets of an xlsx file as cells. Bytes from outside: bounded before they are unpacked (DTY-39). */
async function readGrids(bytes: Uint8Array, bounds: WorkbookBounds): Promise<Read> {
  const parts = unpack(bytes, bounds);
  if (!parts.ok) return whole(parts.fault);
  const scanned = scan(parts.value, bounds);
  if (!scanned.ok) return whole(scanned.fault);
  try {
    const sheets = await readWorkbook(pack(parts.value), { trim: false });
    if (sheets.length !== scanned.value.length) return broken([]);
    return { ok: true, grids: sheets.map(({ sheet, data }, i) => gridOf(sheet, data, scanned.value[i]!)) };
  } catch { return broken(scanned.value); }                        // whatever is in a broken workbook, the library says it by throwing
}

/** Reads a roster file: all its entries, or every mistake by sheet, row and column (DTY-31). */
export async function readRosterFile(bytes: Uint8Array, context: SheetContext, bounds: WorkbookBounds = workbookBounds): Promise<ReadRoster> {
  const read = await readGrids(bytes, bounds);
  return read.ok ? readRoster(read.grids, context) : read;
}
