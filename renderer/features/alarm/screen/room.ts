/** How a zone is divided: so many columns of rows, and so many rows. `low`: rows of one line, where fewer than three of two lines would fit. `narrow`: no room for figures beside the age. */
export interface Room { readonly columns: number; readonly rows: number; readonly low: boolean; readonly narrow: boolean }
/** The height of a row of two lines and of one line, at scale 1; a column narrower than `columnPx` does not hold a row. In px. */
export const sizes = { rowPx: 104, lowRowPx: 62, columnPx: 1000, narrowPx: 760, gapPx: 6 } as const;

/** What a zone of this size holds at a text scale; at least one row, however small. */
export function roomIn(width: number, height: number, scale: number): Room {
  const fit = (row: number): number => Math.max(1, Math.floor((height + sizes.gapPx) / (row * scale + sizes.gapPx)));
  const low = fit(sizes.rowPx) < 3;
  const columns = Math.max(1, Math.floor(width / (sizes.columnPx * scale)));
  return { columns, rows: fit(low ? sizes.lowRowPx : sizes.rowPx), low, narrow: width / columns < sizes.narrowPx * scale };
}
/** How many rows it holds in all. */
export const capacity = ({ columns, rows }: Pick<Room, 'columns' | 'rows'>): number => columns * rows;

/** How the zones lie: `side`: 上屏 left, the others below one another; `wide`: beside one another; `few` and `wideFew`: 留观 and 下屏, which nobody waits for, are heads with their figures only. */
export type Layout = 'side' | 'wide' | 'few' | 'wideFew';
/** The layout of a window of this size at a text scale. */
export function layoutOf(width: number, height: number, scale: number): Layout {
  const [w, wide] = [width / scale, width / height >= 3];
  return wide ? (w < 4200 ? 'wideFew' : 'wide') : w < 1500 ? 'few' : 'side';
}
