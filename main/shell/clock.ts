import { epochMs, monoMs, type Clock } from '#kernel/time';

/** The machine's own clocks, for the shell's timers. */
export const shellClock: Clock = {
  now: () => epochMs(Date.now()),
  mono: () => monoMs(performance.now()),
  after: (ms, run) => { const t = setTimeout(run, ms); return () => clearTimeout(t); },
};
