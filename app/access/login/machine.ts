import type { Table } from '#kernel/machine';

export type LockoutState = 'open' | 'waiting';
/** `attempt`: somebody wants to be let in. */
export type LockoutEvent = 'attempt' | 'failed' | 'succeeded' | 'waited' | 'unlocked';
export type LockoutGuard = 'free';
export type LockoutAction = 'look' | 'refuse' | 'count' | 'wait' | 'forget';

/** How often may be tried. No state is for ever: whoever could lock an account for good could lock out a park (S0c-241 without its erasure). */
// prettier-ignore
export const lockoutTable = {
  open: {
    attempt:   { rule: 'ACC-07', to: 'open', do: ['look'] },
    failed:    [{ rule: 'ACC-08', when: 'free', to: 'open',    do: ['count'] },
                { rule: 'ACC-09',               to: 'waiting', do: ['count', 'wait'] }],
    succeeded: { rule: 'ACC-10', to: 'open', do: ['forget'] },
    waited:    { illegal: 'nobody waits' },
    unlocked:  { rule: 'ACC-11', to: 'open', do: ['forget'] },
  },
  waiting: {
    attempt:   { rule: 'ACC-12', to: 'waiting', do: ['refuse'] },   // not looked at, so not counted: nobody is kept out by being tried
    failed:    { illegal: 'no password is looked at while one waits' },
    succeeded: { illegal: 'no password is looked at while one waits' },
    waited:    { rule: 'ACC-13', to: 'open' },                      // the count stays: the next wait is longer
    unlocked:  { rule: 'ACC-14', to: 'open', do: ['forget'] },
  },
} as const satisfies Table<LockoutState, LockoutEvent, LockoutGuard, LockoutAction>;

export type SessionState = 'active' | 'locked' | 'ended';
/** `idle`, `old`: its limits passed. `end`: by an administrator. `revoke`: its person was closed, or lost or gained a role. */
export type SessionEvent = 'act' | 'idle' | 'lock' | 'unlock' | 'old' | 'leave' | 'end' | 'revoke';
export type SessionGuard = 'watches';
export type SessionAction = 'touch' | 'journal';

/** One session of one person. At a desk that watches it is locked when nobody moves, anywhere else it ends. */
// prettier-ignore
export const sessionTable = {
  active: {
    act:    { rule: 'ACC-40', to: 'active', do: ['touch'] },
    idle:   [{ rule: 'ACC-41', when: 'watches', to: 'locked', do: ['journal'] },
             { rule: 'ACC-42',                  to: 'ended',  do: ['journal'] }],
    lock:   { rule: 'ACC-43', to: 'locked', do: ['journal'] },
    unlock: 'ignore',
    old:    { rule: 'ACC-44', to: 'ended', do: ['journal'] },
    leave:  { rule: 'ACC-45', to: 'ended', do: ['journal'] },
    end:    { rule: 'ACC-46', to: 'ended', do: ['journal'] },
    revoke: { rule: 'ACC-47', to: 'ended', do: ['journal'] },
  },
  locked: {
    act:    'ignore',                                          // moving the mouse unlocks nothing
    idle:   'ignore',
    lock:   'ignore',
    unlock: { rule: 'ACC-48', to: 'active', do: ['touch', 'journal'] },
    old:    { rule: 'ACC-49', to: 'ended', do: ['journal'] },
    leave:  { rule: 'ACC-50', to: 'ended', do: ['journal'] },
    end:    { rule: 'ACC-51', to: 'ended', do: ['journal'] },
    revoke: { rule: 'ACC-52', to: 'ended', do: ['journal'] },
  },
  ended: {
    act:    { illegal: 'it has ended' },
    idle:   'ignore',
    lock:   { illegal: 'it has ended' },
    unlock: { illegal: 'it has ended' },
    old:    'ignore',
    leave:  'ignore',
    end:    'ignore',
    revoke: 'ignore',
  },
} as const satisfies Table<SessionState, SessionEvent, SessionGuard, SessionAction>;
