/** The most points that one trend shows. */
export const mostPoints = 12;
/** What a trend is opened with. `at`: a moment that is looked at; `spanMs`: how much is shown. */
export interface TrendShow { readonly points: readonly string[]; readonly at?: number; readonly spanMs?: number }

/** As a window is told what to show. `turn`: anything that differs from the last time, so that the same points may be asked for again. */
export function showOf({ points, at, spanMs }: TrendShow, turn: number): string {
  const words = new URLSearchParams();
  for (const p of points.slice(0, mostPoints)) words.append('p', p);
  if (at !== undefined) words.set('at', String(Math.round(at)));
  if (spanMs !== undefined) words.set('span', String(Math.round(spanMs)));
  words.set('turn', String(turn));
  return words.toString();
}
const numberIn = (words: URLSearchParams, name: string): number | undefined => {
  const n = Number(words.get(name) ?? Number.NaN);
  return Number.isFinite(n) && n > 0 ? n : undefined;
};
/** TRD-12: what it was told, whoever wrote it; what cannot be read is left out. Null: nothing to show. */
export function readShow(show: string): TrendShow | null {
  const words = new URLSearchParams(show);
  const points = [...new Set(words.getAll('p').filter((p) => p !== '' && p.length <= 300))].slice(0, mostPoints);
  if (points.length === 0) return null;
  const [at, spanMs] = [numberIn(words, 'at'), numberIn(words, 'span')];
  return { points, ...(at !== undefined && { at }), ...(spanMs !== undefined && { spanMs }) };
}
