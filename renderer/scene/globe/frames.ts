/** Frames that are still drawn after nobody asked for any: what the library puts off for a frame or two comes through. */
const after = 6;

/**
 * Draws only when woken, then until nothing is on its way (`draw` says whether something is) and a few frames more: a scene that stands still costs nothing at all, not even a look at each frame. What `draw` throws
 * ends it and is told to `failed`.
 */
export function frames(draw: () => boolean, alive: () => boolean, failed: () => void): { readonly wake: () => void } {
  let left = 0;
  let running = false;
  function step(): void {
    if (!alive()) { running = false; return; }
    try {
      if (draw()) left = after;
    } catch {
      running = false;
      failed();
      return;
    }
    left--;
    running = left > 0;
    if (running) requestAnimationFrame(step);
  }
  return {
    wake(): void {
      left = after;
      if (running) return;
      running = true;
      requestAnimationFrame(step);
    },
  };
}
