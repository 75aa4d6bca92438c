/** How much a workbook may hold; what is larger is refused before it is unpacked or read (DTY-39). */
export interface WorkbookBounds {
  readonly fileBytes: number;
  /** Files in the archive. */
  readonly parts: number;
  /** Bytes of one of them, and of all, unpacked. */
  readonly partBytes: number;
  readonly allBytes: number;
  readonly sheets: number;
  readonly rows: number;
  readonly columns: number;
}
export const workbookBounds: WorkbookBounds = { fileBytes: 8 * 2 ** 20, parts: 200, partBytes: 24 * 2 ** 20, allBytes: 48 * 2 ** 20, sheets: 24, rows: 20_000, columns: 30 };
