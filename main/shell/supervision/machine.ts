import type { Table } from '#kernel/machine';

/** `waiting`: gone, and to be started again when the back-off is over. `ending`: told to end, to be started again. `closing`: told to end for good. */
export type ProcessState = 'stopped' | 'starting' | 'running' | 'waiting' | 'ending' | 'closing';
/** `silent`: no heartbeat for too long. `due`: the back-off is over. */
export type ProcessEvent = 'start' | 'ready' | 'refused' | 'exited' | 'silent' | 'due' | 'restart' | 'stop';
export type ProcessAction = 'fork' | 'end' | 'kill' | 'backOff' | 'clearAttempts' | 'watchSettling';

const once = { illegal: 'it is started once' } as const;
const noProcess = { illegal: 'there is no process' } as const;
const noBackOff = { illegal: 'no back-off is running' } as const;

/** The life of one supervised process. */
export const processTable = {
  stopped: {
    start: { rule: 'SUP-01', to: 'starting', do: ['fork'] },
    ready: noProcess, refused: noProcess, exited: 'ignore', silent: noProcess, due: noBackOff, restart: 'ignore', stop: 'ignore',
  },
  starting: {
    start: once, ready: { rule: 'SUP-02', to: 'running', do: ['watchSettling'] }, refused: { rule: 'SUP-09', to: 'ending', do: ['kill'] },
    exited: { rule: 'SUP-03', to: 'waiting', do: ['backOff'] }, silent: { rule: 'SUP-07', to: 'ending', do: ['kill'] },
    due: noBackOff, restart: 'ignore', stop: { rule: 'SUP-14', to: 'closing', do: ['end'] },
  },
  running: {
    start: once, ready: 'ignore', refused: { rule: 'SUP-10', to: 'ending', do: ['end'] },
    exited: { rule: 'SUP-04', to: 'waiting', do: ['backOff'] }, silent: { rule: 'SUP-08', to: 'ending', do: ['kill'] },
    due: noBackOff, restart: { rule: 'SUP-11', to: 'ending', do: ['clearAttempts', 'end'] }, stop: { rule: 'SUP-15', to: 'closing', do: ['end'] },
  },
  waiting: {
    start: once, ready: noProcess, refused: noProcess, exited: 'ignore', silent: noProcess, due: { rule: 'SUP-06', to: 'starting', do: ['fork'] },
    restart: { rule: 'SUP-12', to: 'starting', do: ['fork'] }, stop: { rule: 'SUP-16', to: 'stopped' },
  },
  ending: {
    start: once, ready: 'ignore', refused: 'ignore', exited: { rule: 'SUP-05', to: 'waiting', do: ['backOff'] }, silent: noProcess,
    due: noBackOff, restart: 'ignore', stop: { rule: 'SUP-17', to: 'closing' },
  },
  closing: {
    start: once, ready: 'ignore', refused: 'ignore', exited: { rule: 'SUP-18', to: 'stopped' }, silent: noProcess, due: noBackOff, restart: 'ignore', stop: 'ignore',
  },
} as const satisfies Table<ProcessState, ProcessEvent, never, ProcessAction>;
