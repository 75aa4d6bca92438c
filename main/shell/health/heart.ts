import type { Clock, Stop } from '#kernel/time';

/** In ms: how often a page is asked, how long it may be silent, how long a page that has just come may, and how late our own timer may be before the silence is ours (SUP-21's reason). */
export const heartTimes = { pulse: 3_000, silence: 12_000, first: 30_000, ownSleep: 3_000 } as const;
/** WHE-09: how many times over a page may be silent while the machine has more to do than it can. */
export const strainedTimes = 5;
/** True while each processor has a queue of more than four tasks (the mean of a minute; where the system tells none, never). */
export const isStrained = (load: number, processors: number): boolean => load > 4 * processors;

/** Runs `run` after `ms`, or, while `strained` holds then, after up to five times that: a page that gets no processor does not hang, and loading it again would take what is left. */
export function patiently(clock: Clock, ms: number, strained: () => boolean, run: () => void): Stop {
  let turns = 1;
  let stop = clock.after(ms, over);
  function over(): void {
    if (turns++ < strainedTimes && strained()) stop = clock.after(ms, over); else run();
  }
  return () => stop();
}

export interface HeartDeps { readonly clock: Clock; /** Asks the page; it answers with the same number. */ readonly pulse: (n: number) => void; readonly silent: () => void; readonly strained: () => boolean }

/** Asks a page whether it is there, for as long as it has a port. A page is asked rather than left to report, so that one whose timers rest (it is hidden) still answers. */
export function heart({ clock, pulse, silent, strained }: HeartDeps) {
  let n = 0;
  let asking: Stop | null = null;
  let waiting: Stop | null = null;
  function wait(ms: number, turn = 1): void {
    waiting?.();
    const armed = clock.mono();
    waiting = clock.after(ms, () => {
      waiting = null;
      if (clock.mono() - armed - ms > heartTimes.ownSleep) { wait(ms, turn); return; }
      if (turn < strainedTimes && strained()) { wait(ms, turn + 1); return; }
      stop();
      silent();
    });
  }
  function ask(): void {
    asking = clock.after(heartTimes.pulse, ask);
    pulse(++n);
  }
  function stop(): void { asking?.(); waiting?.(); asking = null; waiting = null; }
  return {
    /** WHE-01: a page has come: it is asked from now on. */
    start(): void { stop(); wait(heartTimes.first); ask(); },
    /** WHE-02: it answered. False: not to what was asked of this page. */
    beat(answered: number): boolean {
      if (asking === null || answered < 1 || answered > n) return false;
      wait(heartTimes.silence);
      return true;
    },
    stop,
  };
}
export type Heart = ReturnType<typeof heart>;
