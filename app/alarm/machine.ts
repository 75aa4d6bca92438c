import type { Table } from '#kernel/machine';

export type ConditionState = 'clear' | 'timing' | 'met' | 'leaving';
/** `doubt`: what came, or did not come, neither says that it is true nor proves that it is over. */
export type ConditionEvent = 'enter' | 'leave' | 'doubt' | 'delayElapsed';
export type ConditionGuard = 'hasOnDelay' | 'hasOffDelay';
export type ConditionAction = 'startDelay' | Extract<AlarmEvent, 'raise' | 'clear'>;

const noTimer = { illegal: 'no delay is running' } as const;

/** Is it true? A delay decides before anybody is troubled (a count in a window would be one more arc); `raise` and `clear` are events of the table below. */
// prettier-ignore
export const conditionTable = {
  clear: {
    enter:        [{ rule: 'ALM-01', when: 'hasOnDelay', to: 'timing', do: ['startDelay'] },
                   { rule: 'ALM-02',                     to: 'met',    do: ['raise'] }],
    leave:        'ignore',
    doubt:        'ignore',
    delayElapsed: noTimer,
  },
  timing: {
    enter:        'ignore',
    leave:        { rule: 'ALM-03', to: 'clear' },
    doubt:        'ignore',                    // ALM-27: nothing said that it is over, so the delay runs on
    delayElapsed: { rule: 'ALM-04', to: 'met', do: ['raise'] },
  },
  met: {
    enter:        'ignore',
    leave:        [{ rule: 'ALM-23', when: 'hasOffDelay', to: 'leaving', do: ['startDelay'] },
                   { rule: 'ALM-16',                      to: 'clear',   do: ['clear'] }],
    doubt:        'ignore',
    delayElapsed: noTimer,
  },
  leaving: {
    enter:        { rule: 'ALM-24', to: 'met' },
    leave:        'ignore',
    doubt:        { rule: 'ALM-26', to: 'met' },
    delayElapsed: { rule: 'ALM-25', to: 'clear', do: ['clear'] },
  },
} as const satisfies Table<ConditionState, ConditionEvent, ConditionGuard, ConditionAction>;

export type AlarmState = 'normal' | 'unacknowledged' | 'acknowledged' | 'returned';
export type AlarmEvent = 'raise' | 'clear' | 'acknowledge';
export type AlarmGuard = 'ackNotRequired';
export type AlarmAction = 'annunciate' | 'silence' | 'journal';

const metAlready = { illegal: 'its condition is met already' } as const;
const clearAlready = { illegal: 'its condition is clear already' } as const;

/** Does somebody know? ISA-18.2, A to D: condition and acknowledgement, nothing else. */
// prettier-ignore
export const alarmTable = {
  normal: {
    raise:       { rule: 'ALM-15', to: 'unacknowledged', do: ['annunciate', 'journal'] },
    clear:       clearAlready,
    acknowledge: 'ignore',
  },
  unacknowledged: {
    raise:       metAlready,
    clear:       [{ rule: 'ALM-05', when: 'ackNotRequired', to: 'normal',   do: ['silence', 'journal'] },
                  { rule: 'ALM-06',                         to: 'returned', do: ['journal'] }],
    acknowledge: { rule: 'ALM-07', to: 'acknowledged', do: ['silence', 'journal'] },
  },
  acknowledged: {
    raise:       metAlready,
    clear:       { rule: 'ALM-08', to: 'normal', do: ['journal'] },
    acknowledge: 'ignore',
  },
  returned: {
    raise:       { rule: 'ALM-09', to: 'unacknowledged', do: ['annunciate', 'journal'] },
    clear:       clearAlready,
    acknowledge: { rule: 'ALM-10', to: 'normal', do: ['silence', 'journal'] },
  },
} as const satisfies Table<AlarmState, AlarmEvent, AlarmGuard, AlarmAction>;

export type ConfirmState = 'confirmed' | 'unconfirmed';
export type ConfirmEvent = 'raise' | 'acknowledge' | 'confirm';
export type ConfirmGuard = 'confirmRequired';

/** Was what was acknowledged also dealt with? OPC 10000-9 5.7.3, the second stage. `raise` and `acknowledge` reach it only when they moved the table above. */
// prettier-ignore
export const confirmTable = {
  confirmed: {
    raise:       'ignore',
    acknowledge: [{ rule: 'ALM-30', when: 'confirmRequired', to: 'unconfirmed' }],
    confirm:     'ignore',
  },
  unconfirmed: {
    raise:       { rule: 'ALM-32', to: 'confirmed' },
    acknowledge: { illegal: 'it is acknowledged already' },
    confirm:     { rule: 'ALM-31', to: 'confirmed', do: ['journal'] },
  },
} as const satisfies Table<ConfirmState, ConfirmEvent, ConfirmGuard, 'journal'>;
