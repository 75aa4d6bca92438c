/** In ms: how often memory is read, and first, how long nobody must have touched the window, and how soon a page may be loaded again for its memory. */
export const memoryTimes = { read: 10_000, first: 3_000, quiet: 60_000, again: 600_000 } as const;
/** How many times its bound a page may hold before nobody is waited for. */
export const utmost = 2;
export interface MemoryCase { readonly memoryMB: number | null; readonly boundMB: number; /** The page says that a reload would hurt now. */ readonly busy: boolean; readonly sinceInputMs: number; readonly sinceReloadMs: number }

/** WHE-05, WHE-06: what is done about the memory of a page. */
export function memoryVerdict({ memoryMB, boundMB, busy, sinceInputMs, sinceReloadMs }: MemoryCase): 'fine' | 'wait' | 'reload' {
  if (memoryMB === null || memoryMB <= boundMB) return 'fine';
  if (sinceReloadMs < memoryTimes.again) return 'wait';   // a bound that is too low for this park must not make a page flicker for ever
  if (memoryMB > utmost * boundMB) return 'reload';
  return busy || sinceInputMs < memoryTimes.quiet ? 'wait' : 'reload';
}
