import type { Stop } from '#kernel/time';

/** Of each second, how long a marker that waits is bright, in ms; the rest of it, it is faint. */
const [beatMs, brightMs] = [1000, 600];

/** The one beat of all that blinks in a page, at 1 Hz by the clock, so that the windows of a machine blink together. `now`: epoch ms. Two changes of one attribute a second: an animation for each marker is a layer for each, made anew with every frame. */
export function beat(now: () => number, after: (ms: number, run: () => void) => Stop, show: (bright: boolean) => void): Stop {
  let stop: Stop = () => {};
  function turn(): void {
    const at = now() % beatMs;
    show(at < brightMs);
    stop = after(at < brightMs ? brightMs - at : beatMs - at, turn);
  }
  turn();
  return () => stop();
}
