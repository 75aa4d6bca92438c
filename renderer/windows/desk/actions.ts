import type { Action } from '#kit/actions';
import type { DeskStores } from './stores.ts';
import { worstOf } from '../features.ts';
import { neighbour } from './follow.ts';

/** Everything that can be done at the desk; keyboard and key help are made from this list. `help`: shows or hides the keys. */
export function deskActions(desk: DeskStores, help: () => void): readonly Action[] {
  const { alarms, selection, settings } = desk;
  const shown = () => { const { choice, ended } = selection.state.getState(); return choice.id === null || ended ? null : alarms.get(choice.id) ?? null; };
  const open = (): boolean => desk.engine.state.getState().phase === 'open';
  const rows = () => alarms.state.getState().rows;
  const move = (by: number) => (): void => {
    const id = neighbour(rows(), selection.state.getState().choice.id, by);
    if (id !== null) selection.choose(id);
  };
  const some = (): boolean => rows().length > 0;
  const always = (): boolean => true;
  const worst = (): string | null => { const list = desk.sources.state.getState().rows; return worstOf(Array.from({ length: list.length }, (_, i) => list.at(i)).filter((s) => s !== undefined)); };
  return [
    { id: 'acknowledge', title: 'desk:key-acknowledge', keys: ['a', ' ', 'Enter'], allowed: () => open() && shown()?.may.acknowledge === true, run: () => { const a = shown(); if (a !== null) void alarms.acknowledge(a.id); } },
    { id: 'confirm', title: 'desk:key-confirm', keys: ['c'], allowed: () => open() && shown()?.may.confirm === true, run: () => { const a = shown(); if (a !== null) void alarms.confirm(a.id); } },
    { id: 'down', title: 'desk:key-down', keys: ['ArrowDown', 'j'], allowed: some, run: move(1) },
    { id: 'up', title: 'desk:key-up', keys: ['ArrowUp', 'k'], allowed: some, run: move(-1) },
    { id: 'first', title: 'desk:key-first', keys: ['Home'], allowed: some, run: move(-Infinity) },
    { id: 'last', title: 'desk:key-last', keys: ['End'], allowed: some, run: move(Infinity) },
    { id: 'follow', title: 'desk:key-follow', keys: ['Escape'], allowed: always, run: selection.follow },
    { id: 'quality', title: 'desk:key-quality', keys: ['q'], allowed: () => open() && worst() !== null, run: () => { const id = worst(); if (id !== null) desk.quality.open(id); } },
    { id: 'silence', title: 'desk:key-silence', keys: ['m'], allowed: always, run: alarms.silence },
    { id: 'sound', title: 'desk:key-sound', keys: ['s'], allowed: always, run: () => settings.change({ sound: !settings.state.getState().sound }) },
    { id: 'theme', title: 'desk:key-theme', keys: ['t'], allowed: always, run: () => settings.change({ theme: settings.state.getState().theme === 'dark' ? 'light' : 'dark' }) },
    { id: 'language', title: 'desk:key-language', keys: ['l'], allowed: always, run: () => settings.change({ language: settings.state.getState().language === 'en' ? 'zh-CN' : 'en' }) },
    { id: 'help', title: 'desk:key-help', keys: ['?', '？', 'F1'], allowed: always, run: help },
  ];
}
