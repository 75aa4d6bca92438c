import type { Columns } from '#app/history';

const lists = ['min', 'max', 'first', 'last', 'worst'] as const;

/** TRD-08: a page with its newest stretch read again: the columns of the page that begin before it, then what was read. What a column of the page covers is not shown twice; where nothing covers a stretch an empty column stands. */
export function appended(page: Columns, tail: Columns): Columns {
  const begin = tail.edges[0];
  if (begin === undefined || tail.last.length === 0 || page.last.length === 0) return tail.last.length === 0 ? page : tail;
  const keep = page.last.findIndex((_, i) => page.edges[i]! >= begin);
  const kept = keep === -1 ? page.last.length : keep;
  if (kept === 0) return { ...page, ...tail };
  const covered = page.edges[kept]!;
  const from = tail.edges.findIndex((e, i) => e >= covered && i < tail.last.length);
  if (from === -1) return page;
  const hole = tail.edges[from]! > covered;
  const joined = Object.fromEntries(lists.map((k) => [k, [...page[k].slice(0, kept), ...(hole ? [null] : []), ...tail[k].slice(from)]])) as Pick<Columns, (typeof lists)[number]>;
  return { ...page, ...joined, edges: [...page.edges.slice(0, kept + 1), ...tail.edges.slice(hole ? from : from + 1)] };
}
/** Where the newest stretch is read from: two columns before the end, since the last ones were not over when they were read. */
export const tailFrom = (c: Columns): number => c.edges[Math.max(0, c.edges.length - 3)] ?? 0;
