/** How much a folder may hold; what is larger is refused before it is read (PRK-05). */
export interface Bounds {
  readonly fileBytes: number;
  readonly assetFiles: number;
  /** Words of JSON in one file: brackets, commas, names and values. */
  readonly jsonTokens: number;
  readonly jsonDepth: number;
  readonly rows: number;
  /** Letters in one row of a table. */
  readonly rowLetters: number;
  /** Entries of one folder. */
  readonly entries: number;
}
export const defaultBounds: Bounds = { fileBytes: 64 * 2 ** 20, assetFiles: 1000, jsonTokens: 4_000_000, jsonDepth: 32, rows: 200_000, rowLetters: 65_536, entries: 10_000 };
