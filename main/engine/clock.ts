import { epochMs, monoMs, type Clock, type EpochMs, type Stop } from '#kernel/time';

/** The machine's own clocks. Timers over 24 days are cut into pieces by `afterLong`. */
export const systemClock: Clock = {
  now: () => epochMs(Date.now()),
  mono: () => monoMs(performance.now()),
  after: (ms, run) => { const t = setTimeout(run, Math.max(0, ms)); return () => clearTimeout(t); },
};

/** A wall clock that somebody set: by how much, and when we saw it. */
export interface ClockJump { readonly ms: number; readonly at: EpochMs }

/** Compares wall and monotonic clock once in `everyMs` and says every jump of more than `toleranceMs` (HOUSE 2.5: a jump is journalled and shown). */
export function watchClock(clock: Clock, say: (jump: ClockJump) => void, everyMs = 1000, toleranceMs = 500): Stop {
  let offset = clock.now() - clock.mono();
  let stop: Stop = () => {};
  const look = (): void => {
    const ms = Math.round(clock.now() - clock.mono() - offset);
    offset += ms;
    if (Math.abs(ms) > toleranceMs) say({ ms, at: clock.now() });
    stop = clock.after(everyMs, look);
  };
  stop = clock.after(everyMs, look);
  return () => stop();
}

/** Runs `run` after `ms`, however many: a timer of the machine counts 31 bits of milliseconds, 24 days, and one that is asked for more ends at once. */
export function afterLong(clock: Clock, ms: number, run: () => void): Stop {
  const until = clock.mono() + ms;
  let stop: Stop = () => {};
  const wait = (): void => {
    const rest = until - clock.mono();
    if (rest <= 0) run(); else stop = clock.after(Math.min(rest, 2 ** 30), wait);
  };
  wait();
  return () => stop();
}

/** Runs `run` every `everyMs` by the monotonic clock, until stopped. */
export function every(clock: Clock, everyMs: number, run: () => void): Stop {
  let stop: Stop = () => {};
  const next = (): void => { stop = clock.after(everyMs, () => { next(); run(); }); };
  next();
  return () => stop();
}
