import { parse } from 'csv-parse/sync';
import type { Findings, Row, Sheet } from '#app/park';
import type { Bounds } from './bounds.ts';

/** After this many broken quotes the rest of a table is not tried any more. */
const mostBroken = 20;

interface Stretch { readonly rows: readonly Row[]; readonly broken: { readonly line: number; readonly code: 'bad-quote' | 'row-too-long' } | null }

/** Reads rows until the first that is broken. A row begins in the line after the one where the row before it ended, however many lines its quotes hold. */
function stretch(text: string, firstLine: number, bounds: Bounds, most: number): Stretch {
  const rows: Row[] = [];
  let next = firstLine;
  let code: 'bad-quote' | 'row-too-long' | null = null;
  parse(text, {
    bom: true, relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'], max_record_size: bounds.rowLetters, to: most,
    skip_records_with_error: true,
    on_skip: (error) => { code ??= error?.code === 'CSV_MAX_RECORD_SIZE' ? 'row-too-long' : 'bad-quote'; return undefined; },
    on_record: (cells: string[], { lines }) => {
      if (code === null) { rows.push({ line: next, cells }); next = firstLine + lines; }
      return null;
    },
  });
  return { rows, broken: code === null ? null : { line: next, code } };
}

/** Where a line of a text begins; lines end in CRLF, LF or CR. */
function offsetOf(text: string, line: number): number {
  const ends = /\r\n|\n|\r/g;
  for (let n = 1; n < line; n++) if (ends.exec(text) === null) return text.length;
  return ends.lastIndex;
}

const empty = ({ cells }: Row): boolean => cells.length === 1 && cells[0]?.trim() === '';

/** Reads CSV (RFC 4180, any line end). A row with a broken quote is an error of its own, and reading goes on in the line after it. Null when there are too many rows. */
export function readCsv(file: string, text: string, bounds: Bounds, found: Findings): Sheet | null {
  const rows: Row[] = [];
  const error = (line: number, code: 'bad-quote' | 'row-too-long' | 'too-many-rows', most?: number): void => found.error({ file, line, field: '' }, code, most === undefined ? {} : { most });
  let from = 1;
  for (let broken = 0; broken <= mostBroken; broken++) {
    const part = stretch(text.slice(offsetOf(text, from)), from, bounds, bounds.rows + 2 - rows.length);
    for (const row of part.rows) rows.push(row);
    if (rows.length > bounds.rows + 1) { error(rows.at(-1)?.line ?? 1, 'too-many-rows', bounds.rows); return null; }
    if (part.broken === null) break;
    error(part.broken.line, part.broken.code, part.broken.code === 'row-too-long' ? bounds.rowLetters : undefined);
    from = part.broken.line + 1;
  }
  const [heading = { line: 1, cells: [] }, ...rest] = rows.filter((row) => !empty(row));
  return { file, heading, rows: rest };
}

/** One cell as CSV writes it. */
const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
/** Rows as CSV: CRLF, and a byte order mark, without which a spreadsheet programme takes Chinese for something else. */
export const csvText = (rows: readonly (readonly string[])[]): string => `\uFEFF${rows.map((r) => `${r.map(cell).join(',')}\r\n`).join('')}`;
