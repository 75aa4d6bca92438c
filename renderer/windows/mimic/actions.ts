import { gated, type Action } from '#kit/actions';
import type { MimicStores } from './stores.ts';
import { grid } from '../features.ts';

/** Everything that can be done while looking; `edit` begins to edit what is open. */
export function viewActions(stores: MimicStores, edit: () => void, help: () => void): readonly Action[] {
  const { mimics, settings, selected, seat } = stores;
  const step = (by: number) => (): void => {
    const { heads, id } = mimics.state.getState();
    const at = heads?.findIndex((h) => h.id === id) ?? -1;
    const next = heads?.[(at + by + heads.length) % heads.length];
    if (next !== undefined) void mimics.open(next.id);
  };
  const several = (): boolean => (mimics.state.getState().heads?.length ?? 0) > 1;
  const always = (): boolean => true;
  return gated([
    { id: 'back', title: 'mimic:key-back', keys: ['Backspace'], allowed: () => mimics.state.getState().trail.length > 0, run: mimics.back },
    { id: 'next', title: 'mimic:key-next', keys: ['PageDown'], allowed: several, run: step(1) },
    { id: 'previous', title: 'mimic:key-previous', keys: ['PageUp'], allowed: several, run: step(-1) },
    { id: 'none', title: 'mimic:key-none', keys: ['Escape'], allowed: () => selected.state.getState().shown !== null, run: () => selected.choose(null) },
    { id: 'edit', title: 'mimic:key-edit', keys: ['e'], needs: 'mimic.change', allowed: () => mimics.state.getState().mimic?.drawing !== null, run: edit },
    { id: 'theme', title: 'desk:key-theme', keys: ['t'], needs: 'settings.change', allowed: always, run: () => settings.change({ theme: settings.state.getState().theme === 'dark' ? 'light' : 'dark' }) },
    { id: 'language', title: 'desk:key-language', keys: ['l'], needs: 'settings.change', allowed: always, run: () => settings.change({ language: settings.state.getState().language === 'en' ? 'zh-CN' : 'en' }) },
    { id: 'help', title: 'desk:key-help', keys: ['?', '？', 'F1'], allowed: always, run: help },
  ], seat.may, seat.refuse);
}

/** Everything a hand does to a drawing by keys; `end` leaves the editor. */
export function editActions({ editing, seat }: MimicStores, end: () => void, help: () => void): readonly Action[] {
  const chosen = (): ReadonlySet<string> => editing.state.getState().chosen;
  const some = (): boolean => chosen().size > 0;
  const move = (dx: number, dy: number) => (): void => editing.act({ do: 'move', ids: chosen(), dx, dy }, 'arrows');
  return gated([
    { id: 'up', title: 'mimic:key-move', keys: ['ArrowUp'], allowed: some, run: move(0, -grid) },
    { id: 'down', title: 'mimic:key-move', keys: ['ArrowDown'], allowed: some, run: move(0, grid) },
    { id: 'left', title: 'mimic:key-move', keys: ['ArrowLeft'], allowed: some, run: move(-grid, 0) },
    { id: 'right', title: 'mimic:key-move', keys: ['ArrowRight'], allowed: some, run: move(grid, 0) },
    { id: 'turn', title: 'mimic:key-turn', keys: ['r'], allowed: some, run: () => editing.act({ do: 'turn', ids: chosen(), by: 90 }) },
    { id: 'copy', title: 'mimic:key-copy', keys: ['d', 'Ctrl+d'], allowed: some, run: () => editing.add({ do: 'copy', ids: chosen(), dx: 20, dy: 20 }) },
    { id: 'remove', title: 'mimic:key-remove', keys: ['Delete', 'Backspace'], allowed: some, run: () => editing.act({ do: 'remove', ids: chosen() }) },
    { id: 'undo', title: 'mimic:key-undo', keys: ['z', 'Ctrl+z'], allowed: () => (editing.state.getState().draft?.past.length ?? 0) > 0, run: editing.undo },
    { id: 'redo', title: 'mimic:key-redo', keys: ['y', 'Ctrl+y'], allowed: () => (editing.state.getState().draft?.future.length ?? 0) > 0, run: editing.redo },
    { id: 'save', title: 'mimic:key-save', keys: ['s', 'Ctrl+s'], needs: 'mimic.change', allowed: editing.dirty, run: () => void editing.save() },
    { id: 'end', title: 'mimic:key-end', keys: ['Escape'], allowed: () => true, run: () => { if (some()) editing.choose([]); else end(); } },
    { id: 'help', title: 'desk:key-help', keys: ['?', '？', 'F1'], allowed: () => true, run: help },
  ], seat.may, seat.refuse);
}
