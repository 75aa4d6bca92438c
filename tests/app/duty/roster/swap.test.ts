import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maySwap, stepSwap, swapEvents, swapStates, swapTable, type SwapEvent, type SwapState } from '#app/duty';
import { swap } from './crew.ts';

/** Where a swap gets to: a state, or `illegal` at the first event that is. */
function after(events: readonly SwapEvent[], needsApproval: boolean): SwapState | 'illegal' {
  let state: SwapState = 'proposed';
  for (const event of events) {
    const step = stepSwap(swap({ state }), event, needsApproval);
    if (step.kind === 'illegal') return 'illegal';
    if (step.kind === 'moved') state = step.to;
  }
  return state;
}

describe('a swap', () => {
  it.each<[string, readonly SwapEvent[], boolean, SwapState | 'illegal']>([
    ['DTY-15: he who is asked says yes', ['agree'], false, 'inForce'], ['DTY-15: or no', ['refuse'], false, 'refused'],
    ['DTY-16: a leader has to say yes as well', ['agree'], true, 'agreed'], ['DTY-16: and does', ['agree', 'approve'], true, 'inForce'], ['DTY-16: not before the other', ['approve'], true, 'illegal'],
    ['DTY-16: or says no', ['agree', 'decline'], true, 'refused'], ['DTY-17: he who asked steps back', ['withdraw'], false, 'withdrawn'], ['DTY-17: also after the other agreed', ['agree', 'withdraw'], true, 'withdrawn'],
    ['DTY-17: he who agreed steps back', ['agree', 'refuse'], true, 'refused'], ['DTY-17: not once it holds', ['agree', 'withdraw'], false, 'illegal'], ['DTY-17: then a leader ends it', ['agree', 'cancel'], false, 'cancelled'],
    ['DTY-18: the shift began first', ['begin'], false, 'expired'], ['DTY-18: before the leader said yes', ['agree', 'begin'], true, 'expired'], ['DTY-18: what holds is not touched', ['agree', 'begin'], false, 'inForce'],
    ['DTY-18: what is over stays so', ['refuse', 'begin'], false, 'refused'], ['DTY-18: and cannot be taken up again', ['withdraw', 'agree'], false, 'illegal'],
  ])('%s', (_, events, needsApproval, state) => { expect(after(events, needsApproval)).toBe(state); });

  it('DTY-15, DTY-16, DTY-17: who may do what', () => {
    const [asks, asked, other] = ['g1a', 'g4a', 'g2a'].map((person) => ({ person, leads: false }));
    const leader = { person: 'boss', leads: true };
    const may = (who: { person: string; leads: boolean }): SwapEvent[] => swapEvents.filter((e) => maySwap(swap(), e, who));
    expect([may(asks!), may(asked!), may(other!), may(leader)]).toEqual([['withdraw'], ['agree', 'refuse'], [], ['approve', 'decline', 'cancel']]);
    expect([may({ person: 'g1a', leads: true }), may({ person: 'g4a', leads: true })]).toEqual([['withdraw'], ['agree', 'refuse']]); // nobody approves his own
    expect(maySwap(swap({ by: 'g1a' }), 'agree', asks!)).toBe(false);                                        // nor agrees with himself
  });
  it('DTY-15, DTY-16: no run of events makes a swap hold without consent, and what is over does not come back', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...swapEvents), { maxLength: 8 }), fc.boolean(), (events, needsApproval) => {
      const legal = events.filter((_, i) => after(events.slice(0, i + 1), needsApproval) !== 'illegal');
      const state = after(legal, needsApproval);
      if (state === 'inForce') expect([legal.includes('agree'), !needsApproval || legal.includes('approve')]).toEqual([true, true]);
      if (['refused', 'withdrawn', 'expired', 'cancelled'].includes(state)) for (const e of swapEvents) expect(stepSwap(swap({ state: state as SwapState }), e, needsApproval).kind).not.toBe('moved');
    }), { seed: 20_261_120, numRuns: 500 });
    expect(Object.keys(swapTable)).toEqual([...swapStates]);
  });
});
