import writeWorkbook from 'write-excel-file/node';
import { dayOf, writeRoster, type Entry, type SheetContext } from '#app/duty';

const widths = [12, 10, 24, 12, 28, 60].map((width) => ({ width }));

/** A workbook writes a character it cannot hold as `_x000D_`; a text that happens to look so is marked as text (ECMA-376 part 1, 22.4.2.4). */
const literal = (text: string): string => text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

/** Entries as an xlsx file: dates as dates, all else as text that no spreadsheet takes for a formula (DTY-37, DTY-38). */
export function rosterFile(entries: readonly Entry[], context: SheetContext, language: 'zh' | 'en'): Promise<Buffer> {
  const { sheet, heading, rows } = writeRoster(entries, context, language);
  const data = [
    heading.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
    ...rows.map(({ date, texts }) => [{ value: new Date(dayOf(date) * 86_400_000), type: Date, format: 'yyyy-mm-dd' }, ...texts.map((value) => (value === '' ? null : { value: literal(value), type: String, format: '@' }))]),
  ];
  return writeWorkbook(data, { sheet, columns: widths, stickyRowsCount: 1 }).toBuffer();
}
