import type { Selected } from '#app/selection';
import type { Stop } from '#kernel/time';
import type { SelectedStore } from '../beside.ts';
import type { SelectionStore } from './selection.ts';

/** Who the desk is to the other windows: the officer's hand at it, and what it shows by itself. */
const [byHand, byItself] = ['desk-hand', 'desk-follow'] as const;
const same = (a: Selected | null, b: Selected | null): boolean => a === b || (a !== null && b !== null && a.kind === b.kind && a.id === b.id);

/**
 * UIX-02: what the hand chooses at the desk is chosen in all windows, and what is chosen elsewhere is shown here as if by hand.
 * UIX-03: what the desk follows by itself becomes the choice of all only where nobody chose anything, or where it was the desk's own before: it never takes what the officer chose in another window.
 */
export function share(selection: SelectionStore, selected: SelectedStore): { readonly follow: () => void; readonly goTo: (what: Selected) => void; readonly stop: Stop } {
  let hearing = false;                                            // what came from the others is not told back
  const mine = (by: string): boolean => by === byHand || by === byItself;
  const stops = [
    selection.state.subscribe(({ choice }, before) => {
      if (hearing || (choice.by === before.choice.by && same(choice.what, before.choice.what))) return;
      const { selection: { what, by } } = selected.state.getState();
      if (choice.by === 'hand') { if (choice.what !== null) selected.choose(choice.what, byHand); }
      else if (choice.what !== null && (what === null || mine(by))) selected.choose(choice.what, byItself);
    }),
    selected.state.subscribe((now, before) => {
      if (now.pinned || now.selection.turn === before.selection.turn || mine(now.selection.by)) return;
      hearing = true;
      if (now.selection.what === null) selection.follow();
      else if (!same(now.selection.what, selection.state.getState().choice.what)) selection.choose(now.selection.what);
      hearing = false;
    }),
  ];
  return {
    /** The officer gives up what was chosen, here or elsewhere: what the desk follows is the choice of all again. */
    follow(): void {
      selection.follow();
      selected.choose(selection.state.getState().choice.what, byItself);
    },
    /** The officer wants to see it where it stands, whether it is chosen already or not. */
    goTo: (what) => selected.look(what, byHand),
    stop: (): void => { for (const stop of stops) stop(); },
  };
}
