/** Runs at most once per frame however often it is asked; `schedule` is `requestAnimationFrame`, or runs at once in tests. */
export function oncePerFrame(schedule: (run: () => void) => void, run: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    schedule(() => { waiting = false; run(); });
  };
}
