import { fail, ok, type Result } from '#kernel/result';
import type { WorkbookBounds } from './bounds.ts';
import { tags, type Tag } from './tags.ts';
import type { Parts, UnpackFault } from './unpack.ts';

/** What the library does not tell of a sheet. Cells are named as in `B7`. */
export interface Scanned { readonly sheet: string; readonly formulas: ReadonlySet<string>; readonly errors: ReadonlySet<string>; readonly merged: readonly string[] }

/** The row and the column of `B7`, from 1; null when it is no cell. */
function cellOf(ref: string | undefined): readonly [row: number, column: number] | null {
  const [, letters = '', digits = ''] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(ref ?? '') ?? [];
  return letters === '' ? null : [Number(digits), Array.from(letters).reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0)];
}
/** `B7` by row and column from 1. */
export function refOf(row: number, column: number): string {
  let letters = '';
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters + String(row);
}

/** How many merged ranges are worth naming. */
const mostMerged = 200;

/** A place past the bounds; a row of no number is past them too. */
function beyond(row: number, column: number, { rows, columns }: WorkbookBounds): Result<never, UnpackFault> | null {
  if (!(row <= rows)) return fail('roster-too-many-rows', { most: rows });
  return column > columns ? fail('roster-too-many-columns', { most: columns }) : null;
}

/** Goes through a sheet without making anything of it: where it has formulas, and that no cell is further than the bounds, which a single `XFD1048576` would be (DTY-36, DTY-39). */
function scanSheet(sheet: string, xml: string, bounds: WorkbookBounds): Result<Scanned, UnpackFault> {
  const [formulas, errors] = [new Set<string>(), new Set<string>()];
  const merged: string[] = [];
  let [row, column] = [0, 0];
  /** A row or a cell without a name of its own follows the one before it. False: a cell of another row. */
  function moved({ name, attribute }: Tag): boolean {
    const said = attribute('r');
    if (name === 'row') { [row, column] = [said === undefined ? row + 1 : Number(said), 0]; return true; }
    const at = said === undefined ? [row, column + 1] as const : cellOf(said);
    column = at?.[1] ?? 0;
    return at?.[0] === row;
  }
  for (const tag of tags(xml)) {
    if ((tag.name === 'row' || tag.name === 'c') && !moved(tag)) return fail('roster-damaged');
    if (tag.name === 'c' && tag.attribute('t') === 'e') errors.add(refOf(row, column));
    if (tag.name === 'f') formulas.add(refOf(row, column));
    if (tag.name === 'mergeCell' && merged.length < mostMerged) merged.push(tag.attribute('ref') ?? '');
    const far = beyond(row, column, bounds);
    if (far !== null) return far;
  }
  return ok({ sheet, formulas, errors, merged });
}

/** The sheets of a workbook in their order. */
export function scan(parts: Parts, bounds: WorkbookBounds): Result<readonly Scanned[], UnpackFault> {
  const [workbook, relations] = [parts.get('xl/workbook.xml'), parts.get('xl/_rels/workbook.xml.rels')];
  if (workbook === undefined || relations === undefined) return fail('roster-not-xlsx');
  const targets = new Map([...tags(relations)].filter((t) => t.name === 'Relationship').map((t) => [t.attribute('Id'), t.attribute('Target') ?? '']));
  const sheets = [...tags(workbook)].filter((t) => t.name === 'sheet' && t.attribute('name') !== undefined);
  if (sheets.length > bounds.sheets) return fail('roster-too-many-sheets', { most: bounds.sheets });
  const found: Scanned[] = [];
  for (const sheet of sheets) {
    const target = targets.get(sheet.attribute('id')) ?? '';
    const xml = parts.get(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    if (xml === undefined) return fail('roster-damaged');
    const scanned = scanSheet(sheet.attribute('name') ?? '', xml, bounds);
    if (!scanned.ok) return scanned;
    found.push(scanned.value);
  }
  return ok(found);
}
