/** A silence, epoch ms. */
export interface Gap { readonly from: number; readonly to: number }

/** Tells the silences between what was seen that are longer than `longerMs`, each once it is over. */
export function gaps(longerMs: number) {
  let last: number | null = null;
  return {
    seen(at: number): Gap | null {
      const from = last;
      last = at;
      return from === null || at - from <= longerMs ? null : { from, to: at };
    },
  };
}
