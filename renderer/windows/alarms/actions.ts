import { gated, type Action } from '#kit/actions';
import type { AlarmsStores } from './stores.ts';

/** Everything that can be done at the alarm screen; what is chosen here is chosen in every window of the workstation. */
export function screenActions({ alarms, rows, selected, settings, engine, seat }: AlarmsStores, help: () => void): readonly Action[] {
  const chosen = (): string | null => { const { shown } = selected.state.getState(); return shown?.kind === 'alarm' ? shown.id : null; };
  const move = (by: number) => (): void => {
    const list = rows();
    const from = list.findIndex((a) => a.id === chosen());
    const next = list[from < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(from + by, 0), list.length - 1)];
    if (next !== undefined) selected.choose({ kind: 'alarm', id: next.id });
  };
  const some = (): boolean => rows().length > 0;
  const mayAcknowledge = (): boolean => { const id = chosen(); return id !== null && engine.state.getState().phase === 'open' && alarms.get(id)?.may.acknowledge === true; };
  return gated([
    { id: 'down', title: 'screen:key-down', keys: ['ArrowDown', 'j'], allowed: some, run: move(1) },
    { id: 'up', title: 'screen:key-up', keys: ['ArrowUp', 'k'], allowed: some, run: move(-1) },
    { id: 'acknowledge', title: 'screen:key-acknowledge', keys: ['a'], needs: 'alarm.acknowledge', allowed: mayAcknowledge, run: () => { const id = chosen(); if (id !== null) void alarms.acknowledge(id); } },
    { id: 'none', title: 'screen:key-none', keys: ['Escape'], allowed: () => selected.state.getState().shown !== null, run: () => selected.choose(null) },
    { id: 'theme', title: 'desk:key-theme', keys: ['t'], needs: 'settings.change', allowed: () => true, run: () => settings.change({ theme: settings.state.getState().theme === 'dark' ? 'light' : 'dark' }) },
    { id: 'language', title: 'desk:key-language', keys: ['l'], needs: 'settings.change', allowed: () => true, run: () => settings.change({ language: settings.state.getState().language === 'en' ? 'zh-CN' : 'en' }) },
    { id: 'help', title: 'desk:key-help', keys: ['?', '？', 'F1'], allowed: () => true, run: help },
  ], seat.may, seat.refuse);
}
