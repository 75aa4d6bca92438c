import type { Stop } from '#kernel/time';
import { type Measure, pageMeasure } from './measure.ts';

/** What a window needs of its page: time, frames and sound. */
export interface Surroundings {
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => Stop;
  readonly every: (ms: number, run: () => void) => Stop;
  /** Runs what it is given once the window has drawn. */
  readonly afterDraw: (run: () => void) => void;
  readonly audio: () => AudioContext;
  /** True while this page may not sound until somebody touches it: in a browser. */
  readonly untouched?: boolean;
  /** Frame times; absent where there are no frames. */
  readonly measure?: Measure;
}

/** The browser's own. */
export const pageSurroundings: Surroundings = {
  now: () => Date.now(),
  after: (ms, run) => { const t = setTimeout(run, ms); return () => clearTimeout(t); },
  every: (ms, run) => { const t = setInterval(run, ms); return () => clearInterval(t); },
  afterDraw: (run) => void requestAnimationFrame(run),
  audio: () => new AudioContext(),
  get untouched() { return location.protocol !== 'app:' && !navigator.userActivation.hasBeenActive; },
  measure: pageMeasure(),
};
