import type { Table } from '#kernel/machine';

/** `empty`: nobody is logged in. `overridden`: somebody unknown took command in an emergency, for a while. */
export type WatchState = 'empty' | 'watched' | 'locked' | 'overridden';
/** `enter`: an officer logged in, whoever was there before. `end`: the session was ended from outside, or grew too old. `overEnd`: the time of the override is over, or it is given back. */
export type WatchEvent = 'enter' | 'lock' | 'unlock' | 'leave' | 'end' | 'override' | 'overEnd';
export type WatchGuard = 'same' | 'reason';
export type WatchAction = 'journal' | 'endBefore' | 'loud' | 'quiet' | 'startTime' | 'stopTime';

/** Who is at the desk. In no state are alarms hidden or silent, and no row closes a window: only what may be commanded changes. */
// prettier-ignore
export const watchTable = {
  empty: {
    enter:    { rule: 'ACC-90', to: 'watched', do: ['journal'] },
    lock:     'ignore',
    unlock:   'ignore',
    leave:    'ignore',
    end:      'ignore',
    override: { rule: 'ACC-91', when: 'reason', to: 'overridden', do: ['journal', 'loud', 'startTime'] },
    overEnd:  'ignore',                                            // its time ran out as it was ended
  },
  watched: {
    enter:    [{ rule: 'ACC-92', when: 'same', to: 'watched' },
               { rule: 'ACC-93',               to: 'watched', do: ['endBefore', 'journal'] }],
    lock:     { rule: 'ACC-94', to: 'locked', do: ['journal'] },
    unlock:   'ignore',
    leave:    { rule: 'ACC-95', to: 'empty', do: ['journal'] },
    end:      { rule: 'ACC-96', to: 'empty', do: ['journal'] },
    override: 'ignore',                                            // who is here commands by her own right
    overEnd:  'ignore',
  },
  locked: {
    enter:    [{ rule: 'ACC-97', when: 'same', to: 'watched', do: ['journal'] },
               { rule: 'ACC-98',               to: 'watched', do: ['endBefore', 'journal'] }],
    lock:     'ignore',
    unlock:   { rule: 'ACC-99', to: 'watched', do: ['journal'] },
    leave:    { rule: 'ACC-100', to: 'empty', do: ['journal'] },
    end:      { rule: 'ACC-101', to: 'empty', do: ['journal'] },
    override: { rule: 'ACC-102', when: 'reason', to: 'overridden', do: ['endBefore', 'journal', 'loud', 'startTime'] },
    overEnd:  'ignore',
  },
  overridden: {
    enter:    { rule: 'ACC-103', to: 'watched', do: ['journal', 'stopTime', 'quiet'] },
    lock:     { rule: 'ACC-104', to: 'empty', do: ['journal', 'stopTime', 'quiet'] },
    unlock:   'ignore',                                            // nobody is logged in
    leave:    { rule: 'ACC-105', to: 'empty', do: ['journal', 'stopTime', 'quiet'] },
    end:      'ignore',                                            // the session it put aside is gone already
    override: 'ignore',                                            // asking again lengthens nothing
    overEnd:  { rule: 'ACC-106', to: 'empty', do: ['journal', 'stopTime', 'quiet'] },
  },
} as const satisfies Table<WatchState, WatchEvent, WatchGuard, WatchAction>;
