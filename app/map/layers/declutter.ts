/** A box on the screen, in pixels. */
export interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
const touch = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const CELL = 96;
/** Boxes that are taken, found again by the squares they lie in. */
function takenBoxes() {
  const cells = new Map<string, Box[]>();
  const each = (b: Box, run: (key: string) => boolean): boolean => {
    for (let x = Math.floor(b.x / CELL); x <= Math.floor((b.x + b.width) / CELL); x++) for (let y = Math.floor(b.y / CELL); y <= Math.floor((b.y + b.height) / CELL); y++) if (run(`${x} ${y}`)) return true;
    return false;
  };
  return {
    free: (b: Box): boolean => !each(b, (key) => cells.get(key)?.some((other) => touch(b, other)) === true),
    take: (b: Box): void => void each(b, (key) => { cells.set(key, [...(cells.get(key) ?? []), b]); return false; }),
  };
}

/** The names that may be drawn without touching each other or what is `taken` already: the first in the list come first (MAP-09). At most `most`. */
export function placedNames<T>(names: readonly T[], boxOf: (name: T) => Box | null, taken: readonly Box[], most: number): readonly T[] {
  const boxes = takenBoxes();
  for (const b of taken) boxes.take(b);
  const placed: T[] = [];
  for (const name of names) {
    if (placed.length >= most) break;
    const box = boxOf(name);
    if (box === null || !boxes.free(box)) continue;
    boxes.take(box);
    placed.push(name);
  }
  return placed;
}

/** Marks that would lie on one another, together: the first of the list is shown, with how many hide behind it (MAP-10). `size`: pixels across. */
export function stacked<T extends { readonly x: number; readonly y: number }>(marks: readonly T[], size: number): readonly { readonly first: T; readonly others: readonly T[] }[] {
  const stacks: { first: T; others: T[] }[] = [];
  const cells = new Map<string, number[]>();
  for (const m of marks) {
    const [cx, cy] = [Math.floor(m.x / size), Math.floor(m.y / size)];
    let found: { first: T; others: T[] } | undefined;
    for (let x = cx - 1; x <= cx + 1 && found === undefined; x++) for (let y = cy - 1; y <= cy + 1 && found === undefined; y++) {
      const at = cells.get(`${x} ${y}`)?.find((i) => { const s = stacks[i]; return s !== undefined && Math.hypot(s.first.x - m.x, s.first.y - m.y) < size * 0.8; });
      if (at !== undefined) found = stacks[at];
    }
    if (found !== undefined) { found.others.push(m); continue; }
    cells.set(`${cx} ${cy}`, [...(cells.get(`${cx} ${cy}`) ?? []), stacks.length]);
    stacks.push({ first: m, others: [] });
  }
  return stacks;
}
