/** For so long after something was chosen or pointed at its values are shown as they come, in ms. */
const hurryMs = 400;

/**
 * When new values are shown: with the next tick of the window's clock, so that a park whose values move and whose states stand makes the window draw once a second and no more; at once for a moment after the officer
 * chose something or rested the pointer on it. `draw`: runs what it is given with the next frame.
 */
export function pacing(draw: (run: () => void) => void, tick: (run: () => void) => unknown, now: () => number) {
  let waiting: (() => void)[] = [];
  let hurryUntil = -Infinity;
  const flush = (): void => {
    const runs = waiting;
    waiting = [];
    for (const run of runs) run();
  };
  tick(flush);
  return {
    draw: (run: () => void): void => { if (now() < hurryUntil) draw(run); else waiting.push(run); },
    hurry: (): void => { hurryUntil = now() + hurryMs; draw(flush); },
  };
}
