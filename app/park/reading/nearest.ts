/** How many letters must be added, taken, changed or swapped with their neighbour (optimal string alignment); stops counting above `limit`. */
export function distance(a: string, b: string, limit = Infinity): number {
  const of = (row: readonly number[], j: number): number => row[j] ?? Infinity;
  const swapped = (i: number, j: number): boolean => i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  let older: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = of(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const best = Math.min(of(row, j) + 1, of(next, j - 1) + 1, changed);
      next.push(swapped(i, j) ? Math.min(best, of(older, j - 2) + 1) : best);
    }
    if (Math.min(...next) > limit) return limit + 1;
    older = row;
    row = next;
  }
  return of(row, b.length);
}

/** The known name that is nearest to what was written, capitals and separators aside; `-` when nothing is known. The first of equals wins. */
export function nearest(written: string, known: Iterable<string>): string {
  const plain = (s: string): string => s.slice(0, 64).toLowerCase().replace(/[\s_-]/g, '');
  const wanted = plain(written);
  let best = '-';
  let least = Infinity;
  for (const name of known) {
    const other = plain(name);
    if (Math.abs(other.length - wanted.length) >= least) continue;
    const d = distance(wanted, other, least);
    if (d < least) { best = name; least = d; }
  }
  return best;
}

/** `nearest` among a fixed set, remembered; after 100 different names it answers `-`, so that a wholly wrong file costs no minutes. */
export function nearestAmong(known: ReadonlySet<string>): (written: string) => string {
  const answers = new Map<string, string>();
  return (written) => {
    const before = answers.get(written);
    if (before !== undefined) return before;
    if (answers.size >= 100) return '-';
    const answer = nearest(written, known);
    answers.set(written, answer);
    return answer;
  };
}
