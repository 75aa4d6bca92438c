import type { Table } from '#kernel/machine';

export type ConsentState = 'proposed' | 'seen' | 'agreed' | 'refused' | 'expired' | 'withdrawn';
/** `see`: a second person has it before her. */
export type ConsentEvent = 'see' | 'agree' | 'refuse' | 'expire' | 'withdraw';
/** `first`: who proposed it. `second`: another person, who has the right. `willing`: she is, saw it herself, proved herself for this, and who proposed it still has the right. */
export type ConsentGuard = 'first' | 'second' | 'willing';
export type ConsentAction = 'act' | 'journal';

const over = { illegal: 'it is over' } as const;

/** A command that needs two (S0c-243 双重审批). What is over stays over: nothing is agreed to twice. */
// prettier-ignore
export const consentTable = {
  proposed: {
    see:      { rule: 'ACC-70', when: 'second', to: 'seen', do: ['journal'] },
    agree:    { illegal: 'nobody has seen it' },
    refuse:   { rule: 'ACC-71', when: 'second', to: 'refused', do: ['journal'] },
    expire:   { rule: 'ACC-72', to: 'expired', do: ['journal'] },
    withdraw: { rule: 'ACC-74', when: 'first', to: 'withdrawn', do: ['journal'] },
  },
  seen: {
    see:      { rule: 'ACC-75', when: 'second', to: 'seen', do: ['journal'] }, // another one may be the second
    agree:    { rule: 'ACC-73', when: 'willing', to: 'agreed', do: ['act', 'journal'] },
    refuse:   { rule: 'ACC-76', when: 'second', to: 'refused', do: ['journal'] },
    expire:   { rule: 'ACC-77', to: 'expired', do: ['journal'] },
    withdraw: { rule: 'ACC-78', when: 'first', to: 'withdrawn', do: ['journal'] },
  },
  agreed:    { see: over, agree: over, refuse: over, expire: 'ignore', withdraw: over },
  refused:   { see: over, agree: over, refuse: over, expire: 'ignore', withdraw: over },
  expired:   { see: over, agree: over, refuse: over, expire: 'ignore', withdraw: over },
  withdrawn: { see: over, agree: over, refuse: over, expire: 'ignore', withdraw: over },
} as const satisfies Table<ConsentState, ConsentEvent, ConsentGuard, ConsentAction>;
