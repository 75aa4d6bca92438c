import { step, type Step, type Table } from '#kernel/machine';
import type { Swap, SwapState } from './people.ts';

/** What can happen to a swap. `begin`: the earlier of its two shifts begins. */
export const swapEvents = ['agree', 'refuse', 'withdraw', 'approve', 'decline', 'begin', 'cancel'] as const;
export type SwapEvent = (typeof swapEvents)[number];
/** `needsApproval`: in this unit a leader has to say yes as well. */
export type SwapGuard = 'needsApproval' | 'direct';

const over = { illegal: 'the swap is over' } as const;
const ended = { agree: over, refuse: over, withdraw: over, approve: over, decline: over, begin: 'ignore', cancel: over } as const;

/** DTY-15 to DTY-18: a swap holds when the other person, and where asked a leader, said yes before its first shift began. */
export const swapTable: Table<SwapState, SwapEvent, SwapGuard, never> = {
  proposed: {
    agree: [{ rule: 'DTY-16', when: 'needsApproval', to: 'agreed' }, { rule: 'DTY-15', when: 'direct', to: 'inForce' }],
    refuse: { rule: 'DTY-15', to: 'refused' }, withdraw: { rule: 'DTY-17', to: 'withdrawn' },
    approve: { illegal: 'the other person has not agreed' }, decline: { rule: 'DTY-16', to: 'refused' },
    begin: { rule: 'DTY-18', to: 'expired' }, cancel: { illegal: 'it does not hold yet: withdraw it' },
  },
  agreed: {
    agree: 'ignore', refuse: { rule: 'DTY-17', to: 'refused' }, withdraw: { rule: 'DTY-17', to: 'withdrawn' },
    approve: { rule: 'DTY-16', to: 'inForce' }, decline: { rule: 'DTY-16', to: 'refused' },
    begin: { rule: 'DTY-18', to: 'expired' }, cancel: { illegal: 'it does not hold yet: withdraw it' },
  },
  inForce: {
    agree: 'ignore', refuse: { illegal: 'it holds' }, withdraw: { illegal: 'it holds: a leader may cancel it' }, approve: 'ignore', decline: { illegal: 'it holds' },
    begin: 'ignore', cancel: { rule: 'DTY-17', to: 'cancelled' },
  },
  refused: ended, withdrawn: ended, expired: ended, cancelled: ended,
};

/** Who does something to a swap: himself and whether he may approve for the unit. */
export interface SwapActor { readonly person: string; readonly leads: boolean }

/** DTY-15: only he who is asked agrees or refuses, only he who asks withdraws, only a leader who is neither of the two approves, declines or cancels. `begin` is nobody's. */
export function maySwap({ give, by }: Swap, event: SwapEvent, { person, leads }: SwapActor): boolean {
  if (event === 'agree' || event === 'refuse') return person === by && person !== give.person;
  if (event === 'withdraw') return person === give.person;
  return event !== 'begin' && leads && person !== by && person !== give.person;
}

/** What becomes of a swap. */
export const stepSwap = (swap: Swap, event: SwapEvent, needsApproval: boolean): Step<SwapState, never> =>
  step(swapTable, swap.state, event, (guard) => (guard === 'needsApproval') === needsApproval);
