/** The size of the picture on a sheet of A4 laid across, px, with so many rows of its table below it. */
export const paperFor = (rows: number): { readonly width: number; readonly height: number } => ({ width: 1030, height: 430 - 24 * Math.max(0, rows - 6) });

/** What a page needs to print itself light: events, and the element whose theme colours everything. */
type Printed = Pick<Window, 'addEventListener' | 'removeEventListener'>;
/** Light and at the size of the paper for as long as it is printed, then as it was; `fit` is told which. */
export function printing(page: Printed, root: Pick<HTMLElement, 'dataset'>, fit: (onPaper: boolean) => void): () => void {
  const theme = 'mantineColorScheme';
  let before: string | undefined;
  const begin = (): void => { before = root.dataset[theme]; root.dataset[theme] = 'light'; fit(true); };
  const end = (): void => { if (before !== undefined) root.dataset[theme] = before; fit(false); };
  page.addEventListener('beforeprint', begin);
  page.addEventListener('afterprint', end);
  return () => { page.removeEventListener('beforeprint', begin); page.removeEventListener('afterprint', end); };
}
