import type { Table } from '#kernel/machine';

/** `waiting`: gone, and to be started again when the back-off is over. `ending`: told to end, to be started again. `closing`: told to end for good. */
export type ProcessState = 'stopped' | 'starting' | 'running' | 'waiting' | 'ending' | 'closing';
/** `silent`: no heartbeat for too long. `settled`: it has run well for a minute. `due`: the back-off is over. `overdue`: it was told to end and did not. */
export type ProcessEvent = 'start' | 'ready' | 'refused' | 'exited' | 'silent' | 'settled' | 'due' | 'overdue' | 'restart' | 'stop';
export type ProcessAction = 'fork' | 'end' | 'kill' | 'backOff' | 'clearAttempts' | 'watchSettling';

const once = { illegal: 'it is started once' } as const;
const noProcess = { illegal: 'there is no process' } as const;
const noBackOff = { illegal: 'no back-off is running' } as const;

/** The life of one supervised process. */
export const processTable = {
  stopped: {
    start: { rule: 'SUP-01', to: 'starting', do: ['fork'] },
    ready: noProcess, refused: noProcess, exited: 'ignore', silent: noProcess, settled: noProcess, due: noBackOff, overdue: noProcess, restart: 'ignore', stop: 'ignore',
  },
  starting: {
    start: once, ready: { rule: 'SUP-02', to: 'running', do: ['watchSettling'] }, refused: { rule: 'SUP-09', to: 'ending', do: ['end'] },
    exited: { rule: 'SUP-03', to: 'waiting', do: ['backOff'] }, silent: { rule: 'SUP-07', to: 'ending', do: ['kill'] }, settled: noProcess,
    due: noBackOff, overdue: noProcess, restart: 'ignore', stop: { rule: 'SUP-16', to: 'closing', do: ['end'] },
  },
  running: {
    start: once, ready: 'ignore', refused: { rule: 'SUP-10', to: 'ending', do: ['end'] },
    exited: { rule: 'SUP-04', to: 'waiting', do: ['backOff'] }, silent: { rule: 'SUP-08', to: 'ending', do: ['kill'] },
    settled: { rule: 'SUP-11', to: 'running', do: ['clearAttempts'] },
    due: noBackOff, overdue: noProcess, restart: { rule: 'SUP-12', to: 'ending', do: ['clearAttempts', 'end'] }, stop: { rule: 'SUP-17', to: 'closing', do: ['end'] },
  },
  waiting: {
    start: once, ready: noProcess, refused: noProcess, exited: 'ignore', silent: noProcess, settled: noProcess, due: { rule: 'SUP-06', to: 'starting', do: ['fork'] },
    overdue: noProcess, restart: { rule: 'SUP-13', to: 'starting', do: ['fork'] }, stop: { rule: 'SUP-18', to: 'stopped' },
  },
  ending: {
    start: once, ready: 'ignore', refused: 'ignore', exited: { rule: 'SUP-05', to: 'waiting', do: ['backOff'] }, silent: noProcess, settled: noProcess,
    due: noBackOff, overdue: { rule: 'SUP-14', to: 'ending', do: ['kill'] }, restart: 'ignore', stop: { rule: 'SUP-19', to: 'closing' },
  },
  closing: {
    start: once, ready: 'ignore', refused: 'ignore', exited: { rule: 'SUP-20', to: 'stopped' }, silent: noProcess, settled: noProcess,
    due: noBackOff, overdue: { rule: 'SUP-15', to: 'closing', do: ['kill'] }, restart: 'ignore', stop: 'ignore',
  },
} as const satisfies Table<ProcessState, ProcessEvent, never, ProcessAction>;
