import type { Table } from '#kernel/machine';

export type ConditionState = 'clear' | 'timing' | 'met' | 'leaving';
export type ConditionEvent = 'enter' | 'leave' | 'delayElapsed';
export type ConditionGuard = 'hasOnDelay';
export type ConditionAction = 'startDelay' | AlarmEvent;

const noTimer = { illegal: 'no delay is running' } as const;

/** Is it true? A delay decides before anybody is troubled (a count in a window would be one more arc); `raise` and `clear` are events of the table below. */
// prettier-ignore
export const conditionTable = {
  clear: {
    enter:        [{ rule: 'ALM-01', when: 'hasOnDelay', to: 'timing', do: ['startDelay'] },
                   { rule: 'ALM-02',                     to: 'met',    do: ['raise'] }],
    leave:        'ignore',
    delayElapsed: noTimer,
  },
  timing: {
    enter:        'ignore',
    leave:        { rule: 'ALM-03', to: 'clear' },
    delayElapsed: { rule: 'ALM-04', to: 'met', do: ['raise'] },
  },
  met: {
    enter:        'ignore',
    leave:        { rule: 'ALM-16', to: 'clear', do: ['clear'] },
    delayElapsed: noTimer,
  },
} as const satisfies Table<ConditionState, ConditionEvent, ConditionGuard, ConditionAction>;

export type AlarmState = 'normal' | 'unacknowledged' | 'acknowledged' | 'returned';
export type AlarmEvent = 'raise' | 'clear' | 'acknowledge';
export type AlarmGuard = 'ackNotRequired';
export type AlarmAction = 'annunciate' | 'silence' | 'journal';

const metAlready = { illegal: 'its condition is met already' } as const;
const clearAlready = { illegal: 'its condition is clear already' } as const;

/** Does somebody know? ISA-18.2: condition and acknowledgement, nothing else. */
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
