/** Numbers in one piece of memory that grows: what is looked through at every keystroke lies side by side. */
function column<A extends Uint16Array | Int32Array>(make: (length: number) => A) {
  let cells = make(1024);
  let length = 0;
  return {
    push(n: number): void {
      if (length === cells.length) { const wider = make(2 * length); wider.set(cells); cells = wider; }
      cells[length++] = n;
    },
    cells: (): A => cells,
    length: (): number => length,
  };
}

/** The names of all entries, each a run of character numbers; the names of one entry stand one after another. */
export function nameRows() {
  const signs = column((n) => new Uint16Array(n));
  const ends = column((n) => new Int32Array(n));                  // where each name ends among the signs
  const last = column((n) => new Int32Array(n));                  // the number of names up to and with those of each entry
  const bits = column((n) => new Int32Array(n));                  // the signs that can be typed for each entry
  return {
    add(names: readonly (readonly number[])[], typed: number): void {
      for (const name of names) { for (const n of name) signs.push(n); ends.push(signs.length()); }
      last.push(ends.length());
      bits.push(typed);
    },
    size: (): number => last.length(),
    /** As they are now; not to be kept over an `add`. */
    columns: () => ({ signs: signs.cells(), ends: ends.cells(), last: last.cells(), bits: bits.cells() }),
  };
}
export type NameColumns = ReturnType<ReturnType<typeof nameRows>['columns']>;
