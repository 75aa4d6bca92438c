import type { Drawing } from './drawing.ts';
import { edited, type Edit } from './edit.ts';

/** How many steps can be taken back. */
export const stepsBack = 200;
/** A drawing under the hand. `grip`: what the last step belongs to, so that one drag or one spell of typing is one step. */
export interface Draft { readonly now: Drawing; readonly past: readonly Drawing[]; readonly future: readonly Drawing[]; readonly grip: string | null }
export const draftOf = (drawing: Drawing): Draft => ({ now: drawing, past: [], future: [], grip: null });

/** MIM-07: a new step ends what lay ahead; what belongs to the grip of the step before goes into it. */
export function act(draft: Draft, edit: Edit, grip: string | null = null): Draft {
  const now = edited(draft.now, edit);
  if (now === draft.now) return draft;
  if (grip !== null && grip === draft.grip) return { ...draft, now, future: [] };
  return { now, past: [...draft.past, draft.now].slice(-stepsBack), future: [], grip };
}
export function undo(draft: Draft): Draft {
  const before = draft.past.at(-1);
  return before === undefined ? draft : { now: before, past: draft.past.slice(0, -1), future: [draft.now, ...draft.future], grip: null };
}
export function redo(draft: Draft): Draft {
  const [next, ...future] = draft.future;
  return next === undefined ? draft : { now: next, past: [...draft.past, draft.now], future, grip: null };
}
