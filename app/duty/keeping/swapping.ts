import { fail, ok, type Fault, type Result } from '#kernel/result';
import { maySwap, stepSwap, type SwapActor, type SwapEvent } from '../roster/machine.ts';
import type { Swap, Turn } from '../roster/people.ts';
import type { Duty } from '../roster/roster.ts';
import type { DutyDraft } from './event.ts';

export type SwapFault = Fault<'swap-not-yours' | 'swap-state' | 'swap-turn' | 'swap-past' | 'swap-again' | 'swap-self' | 'swap-person'>;
type SwapDraft = Extract<DutyDraft, { readonly kind: 'duty.swap' }>;

/** When a turn begins, epoch ms; null where its day has no such shift. */
export const turnAt = ({ shifts }: Duty, { date, shift }: Turn): number | null => shifts.of(date).find((s) => s.shift.id === shift)?.from ?? null;
/** When the earlier of its shifts begins (DTY-18). */
export const swapAt = (duty: Duty, { give, take }: Swap): number => Math.min(turnAt(duty, give) ?? -Infinity, take === null ? Infinity : turnAt(duty, take) ?? -Infinity);
/** DTY-16: whether a leader has to agree as well; where the two turns are of two units, if either wants it. */
export const wantsApproval = (duty: Duty, { give, take }: Pick<Swap, 'give' | 'take'>): boolean => [give, ...(take === null ? [] : [take])].some((t) => duty.unit(t.unit)?.approval === true);
const settled = (swap: Swap): boolean => swap.state !== 'proposed' && swap.state !== 'agreed' && swap.state !== 'inForce';
const sameTurn = (a: Turn, b: Turn): boolean => a.unit === b.unit && a.date === b.date && a.shift === b.shift && a.person === b.person;
const draft = (swap: Swap, how: SwapDraft['body']['how'], rule: string): SwapDraft => ({ kind: 'duty.swap', subject: swap.id, body: { swap, how, rule } });

/** What is wrong with one of its turns. */
function turnFault(duty: Duty, turn: Turn, now: number): SwapFault | null {
  const at = turnAt(duty, turn);
  if (at === null || !duty.planned(turn)) return { code: 'swap-turn', params: { person: turn.person, date: turn.date, shift: turn.shift } };
  return at <= now ? { code: 'swap-past', params: { date: turn.date, shift: turn.shift } } : null;
}

/** DTY-42: a swap of turns that their people have, that are still to come and in no other swap; proposed by whoever gives. */
export function proposeSwap(duty: Duty, swap: Omit<Swap, 'state'>, person: string, now: number): Result<SwapDraft, SwapFault> {
  const { give, by, take } = swap;
  if (give.person !== person) return fail('swap-not-yours');
  if (by === person) return fail('swap-self');
  if (duty.person(by) === undefined || (take !== null && take.person !== by)) return fail('swap-person', { person: by });
  const turns = [give, ...(take === null ? [] : [take])];
  for (const turn of turns) { const fault = turnFault(duty, turn, now); if (fault !== null) return { ok: false, fault }; }
  const again = duty.roster.swaps.find((s) => !settled(s) && turns.some((t) => sameTurn(t, s.give) || (s.take !== null && sameTurn(t, s.take))));
  return again === undefined ? ok(draft({ ...swap, state: 'proposed' }, 'propose', 'DTY-15')) : fail('swap-again', { swap: again.id });
}

/** DTY-15 to DTY-18: what somebody does to a swap; null: it changes nothing. `begin` is the engine's own. */
export function actOnSwap(duty: Duty, swap: Swap, event: SwapEvent, actor: SwapActor | null, now: number): Result<SwapDraft | null, SwapFault> {
  if (actor !== null && !maySwap(swap, event, actor)) return fail('swap-not-yours');
  if (event !== 'begin' && event !== 'cancel' && swapAt(duty, swap) <= now && !settled(swap) && swap.state !== 'inForce') return fail('swap-past', { date: swap.give.date, shift: swap.give.shift });
  const step = stepSwap(swap, event, wantsApproval(duty, swap));
  if (step.kind === 'illegal') return fail('swap-state', { swap: swap.id });
  return ok(step.kind === 'ignored' ? null : draft({ ...swap, state: step.to }, event, step.rule));
}

/** What somebody may do to a swap now: for a window's buttons. */
export const mayDo = (duty: Duty, swap: Swap, actor: SwapActor | null, now: number): readonly SwapEvent[] => (actor === null ? [] : (['agree', 'refuse', 'withdraw', 'approve', 'decline', 'cancel'] as const)
  .filter((event) => { const done = actOnSwap(duty, swap, event, actor, now); return done.ok && done.value !== null; }));

/** DTY-18: every swap that is not settled and whose first shift has begun. */
export const expiredSwaps = (duty: Duty, now: number): readonly SwapDraft[] => duty.roster.swaps
  .filter((s) => (s.state === 'proposed' || s.state === 'agreed') && swapAt(duty, s) <= now)
  .flatMap((s) => { const done = actOnSwap(duty, s, 'begin', null, now); return done.ok && done.value !== null ? [done.value] : []; });
