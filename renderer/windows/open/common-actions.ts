import { windowKinds } from '#app/contract';
import { gated, type Action } from '#kit/actions';
import { trendAction, trendPoints } from './trending.ts';
import type { Workstation } from './workstation.ts';

/** How far one step of the time cursor goes, in ms. */
export const cursorStepMs = 600_000;

/** Coming and going: who is at the desk, and her own account. */
function seatActions({ seat }: Workstation): readonly Action[] {
  const view = () => seat.state.getState().seat;
  const watched = (): boolean => view()?.setUp === true && view()?.state === 'watched';
  const alone = (): boolean => view()?.setUp === true && (view()?.state === 'empty' || view()?.state === 'locked') && view()?.seat === 'watch';
  return [
    { id: 'seat', title: 'access:key-seat', keys: ['F9'], allowed: () => view()?.setUp === true, run: seat.enter },
    { id: 'lock', title: 'access:key-lock', keys: ['Alt+l'], allowed: () => watched() && view()?.seat === 'watch', run: () => void seat.lock() },
    { id: 'own', title: 'access:key-own', keys: ['Alt+u'], allowed: watched, run: () => seat.open(seat.state.getState().open === 'own' ? null : 'own') },
    { id: 'override', title: 'access:key-override', keys: [], allowed: alone, run: () => seat.open('override') },
    { id: 'leave', title: 'access:key-leave', keys: [], allowed: () => watched() || view()?.state === 'overridden', run: () => void seat.leave() },
  ];
}

/** What can be done in every window, beside its own: other windows, profiles, scale, the shared selection. `WindowFrame` acts on the keys; a window appends these to its own for key help and palette. */
export function commonActions(of: Workstation): readonly Action[] {
  const { windows, selected, now, seat } = of;
  const shell = (): boolean => windows.state.getState().self !== null;
  const selection = () => selected.state.getState().selection;
  const always = (): boolean => true;
  const mode = () => windows.state.getState().self?.mode ?? 'normal';
  const profile = (key: number) => windows.state.getState().profiles.find((p) => p.key === key);
  /** Back in time from where the cursor is; beyond now it is now. */
  const move = (by: number) => (): void => { const to = (selection().cursor ?? now.getState()) + by; selected.lookAt(to >= now.getState() ? null : to); };
  /** The desk has its own, for what it follows; in a trend the key adds what is looked at. */
  const trend = of.kind === 'desk' || of.kind === 'trend' ? [] : [trendAction(of, () => trendPoints(of.park.state.getState().park, selected.state.getState().shown))];
  return [...seatActions(of), ...gated([
    ...trend,
    ...windowKinds.map((kind, i): Action => ({ id: `window-${kind}`, title: `workstation:open-${kind}`, keys: [`Ctrl+${i + 1}`], needs: 'window.open', allowed: always, run: () => void windows.open(kind) })),
    { id: 'windows-panel', title: 'workstation:key-panel', keys: ['F8'], allowed: shell, run: () => windows.panel(!windows.state.getState().panel) },
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n): Action => ({
      id: `profile-${n}`, title: 'workstation:key-recall', params: { n }, keys: [`Ctrl+Shift+${n}`], needs: 'window.arrange', allowed: () => shell() && profile(n) !== undefined,
      run: () => { const p = profile(n); if (p !== undefined) void windows.recall(p.name); },
    })),
    { id: 'back', title: 'workstation:key-back', keys: ['Alt+ArrowLeft'], allowed: () => selection().back > 0, run: () => selected.step('back') },
    { id: 'forward', title: 'workstation:key-forward', keys: ['Alt+ArrowRight'], allowed: () => selection().forward > 0, run: () => selected.step('forward') },
    { id: 'pin', title: 'workstation:key-pin', keys: ['Alt+p'], allowed: always, run: () => selected.pin(!selected.state.getState().pinned) },
    { id: 'earlier', title: 'workstation:key-earlier', keys: ['Alt+,'], allowed: always, run: move(-cursorStepMs) },
    { id: 'later', title: 'workstation:key-later', keys: ['Alt+.'], allowed: () => selection().cursor !== null, run: move(cursorStepMs) },
    { id: 'now', title: 'workstation:key-now', keys: ['Alt+0'], allowed: () => selection().cursor !== null, run: () => selected.lookAt(null) },
    { id: 'zoom-in', title: 'workstation:key-larger', keys: ['Ctrl++', 'Ctrl+='], needs: 'window.open', allowed: shell, run: () => void windows.scale('zoom', 'larger') },
    { id: 'zoom-out', title: 'workstation:key-smaller', keys: ['Ctrl+-'], needs: 'window.open', allowed: shell, run: () => void windows.scale('zoom', 'smaller') },
    { id: 'zoom-actual', title: 'workstation:key-actual', keys: ['Ctrl+0'], needs: 'window.open', allowed: shell, run: () => void windows.scale('zoom', 'actual') },
    { id: 'text-larger', title: 'workstation:key-text-larger', keys: ['Ctrl+Alt++', 'Ctrl+Alt+='], needs: 'window.open', allowed: shell, run: () => void windows.scale('text', 'larger') },
    { id: 'text-smaller', title: 'workstation:key-text-smaller', keys: ['Ctrl+Alt+-'], needs: 'window.open', allowed: shell, run: () => void windows.scale('text', 'smaller') },
    { id: 'text-actual', title: 'workstation:key-text-actual', keys: ['Ctrl+Alt+0'], needs: 'window.open', allowed: shell, run: () => void windows.scale('text', 'actual') },
    { id: 'full-screen', title: 'workstation:key-full', keys: ['F11'], needs: 'window.open', allowed: shell, run: () => void windows.mode(mode() === 'normal' ? 'full' : 'normal') },
  ], seat.may, seat.refuse)];
}
