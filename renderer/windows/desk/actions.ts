import { gated, type Action } from '#kit/actions';
import type { AlarmView } from '#app/alarm';
import { groupKey, groupOfKey, shapes, worstOf, type ListItem } from '../features.ts';
import { allTabs } from './middle/tabs.ts';
import { alarmOf, neighbour } from './selecting/follow.ts';
import { trendAction } from './beside.ts';
import { pointsAround } from './middle/around.ts';
import type { DeskStores, Panel } from './stores.ts';
import { nowhere } from './placing.ts';

/** Chooses what a row stands for: an alarm, or the place of a group. */
export function chooseRow({ selection, arranged }: Pick<DeskStores, 'selection' | 'arranged'>, key: string): void {
  const group = groupOfKey(key);
  if (group === null) { selection.choose({ kind: 'alarm', id: key }); return; }
  const { choice } = selection.state.getState();
  if (choice.row === key) { const { open } = arranged.state.getState(); arranged.open(group, !open.has(group)); return; }
  selection.choose(group === nowhere ? null : { kind: 'asset', id: group }, key);
}
/** The row of the list that stands for what is chosen. */
export function rowOf({ selection, arranged }: Pick<DeskStores, 'selection' | 'arranged'>): string | null {
  const { choice } = selection.state.getState();
  const alarm = alarmOf(choice.what);
  return choice.row ?? (alarm === null ? null : arranged.keyOf(alarm));
}

/** Everything that can be done at the desk; keyboard, key help and palette are made from this list. `find`: opens the palette. */
export function deskActions(desk: DeskStores, find: () => void): readonly Action[] {
  const { alarms, arranged, selection, settings, picking, panels, tabs } = desk;
  const shown = (): AlarmView | null => { const id = alarmOf(selection.state.getState().choice.what); return id === null || selection.state.getState().ended ? null : alarms.get(id) ?? null; };
  const open = (): boolean => desk.engine.state.getState().phase === 'open';
  const rows = () => arranged.state.getState().rows;
  const keyOf = (item: ListItem): string => (item.kind === 'alarm' ? item.alarm.id : groupKey(item.group.id));
  const row = (): ListItem | undefined => { const key = rowOf(desk); return key === null ? undefined : rows().at(rows().indexOf(key)); };
  const move = (by: number) => (): void => {
    const item = neighbour(rows(), rowOf(desk), by);
    if (item !== null && keyOf(item) !== rowOf(desk)) chooseRow(desk, keyOf(item));
  };
  const some = (): boolean => rows().length > 0;
  const always = (): boolean => true;
  const grouped = (): boolean => arranged.state.getState().by !== 'flat';
  const panel = (name: Panel) => (): void => panels.setState(({ open: now }) => ({ open: now === name ? null : name }));
  const worst = (): string | null => { const list = desk.sources.state.getState().rows; return worstOf(Array.from({ length: list.length }, (_, i) => list.at(i)).filter((s) => s !== undefined)); };
  /** Opens or closes the group that the row is, or is in. */
  const unfold = (on: boolean) => (): void => {
    const item = row();
    if (item?.kind === 'group') { arranged.open(item.group.id, on); return; }
    const alarm = item?.alarm;
    if (on || alarm === undefined) return;
    const key = headAbove(alarm.id);
    if (key !== null) chooseRow(desk, key);
  };
  const headAbove = (alarm: string): string | null => {
    for (let i = rows().indexOf(alarm); i >= 0; i--) { const item = rows().at(i); if (item?.kind === 'group') return groupKey(item.group.id); }
    return null;
  };
  return gated([
    { id: 'acknowledge', title: 'desk:key-acknowledge', keys: ['a', ' ', 'Enter'], needs: 'alarm.acknowledge', allowed: () => open() && shown()?.may.acknowledge === true, run: () => { const a = shown(); if (a !== null) void alarms.acknowledge(a.id); } },
    { id: 'confirm', title: 'desk:key-confirm', keys: ['c'], needs: 'alarm.confirm', allowed: () => open() && shown()?.may.confirm === true, run: () => { const a = shown(); if (a !== null) void alarms.confirm(a.id); } },
    { id: 'down', title: 'desk:key-down', keys: ['ArrowDown', 'j'], allowed: some, run: move(1) },
    { id: 'up', title: 'desk:key-up', keys: ['ArrowUp', 'k'], allowed: some, run: move(-1) },
    { id: 'first', title: 'desk:key-first', keys: ['Home'], allowed: some, run: move(-Infinity) },
    { id: 'last', title: 'desk:key-last', keys: ['End'], allowed: some, run: move(Infinity) },
    { id: 'follow', title: 'desk:key-follow', keys: ['Escape'], allowed: always, run: desk.follow },
    { id: 'find', title: 'desk:key-find', keys: ['Ctrl+k'], allowed: always, run: find },
    { id: 'pick', title: 'desk:key-pick', keys: ['x'], allowed: () => shown()?.may.acknowledge === true, run: () => { const a = shown(); if (a !== null) picking.toggle(a.id); } },
    { id: 'batch', title: 'desk:key-batch', keys: ['b'], needs: 'alarm.acknowledge', allowed: () => open() && picking.state.getState().picked.size > 0, run: () => picking.confirm(true) },
    { id: 'unpick', title: 'desk:key-unpick', keys: ['Backspace'], allowed: () => picking.state.getState().picked.size > 0 || picking.state.getState().result !== null, run: picking.clear },
    { id: 'filter', title: 'desk:key-filter', keys: ['f', '/'], allowed: always, run: panel('filter') },
    { id: 'unfilter', title: 'desk:key-unfilter', keys: ['u'], allowed: () => arranged.state.getState().hidden.all > 0, run: () => arranged.filter({ levels: [], states: [], categories: [], place: null, text: '' }) },
    { id: 'group', title: 'desk:key-group', keys: ['g'], allowed: always, run: () => { const { chosen } = arranged.state.getState(); arranged.shape(shapes[(shapes.indexOf(chosen) + 1) % shapes.length] ?? 'auto'); } },
    { id: 'open-group', title: 'desk:key-open-group', keys: ['ArrowRight'], allowed: grouped, run: unfold(true) },
    { id: 'close-group', title: 'desk:key-close-group', keys: ['ArrowLeft'], allowed: grouped, run: unfold(false) },
    { id: 'toggle-group', title: 'desk:key-toggle-group', keys: ['Enter', ' '], allowed: () => row()?.kind === 'group', run: () => { const item = row(); if (item?.kind === 'group') arranged.open(item.group.id, !item.expanded); } },
    { id: 'open-groups', title: 'desk:key-open-groups', keys: ['e'], allowed: grouped, run: () => arranged.openAll(arranged.state.getState().open.size === 0) },
    ...allTabs.map((_, i): Action => ({ id: `tab-${i + 1}`, title: 'desk:key-tab', params: { n: i + 1 }, keys: [String(i + 1)], allowed: () => tabs.state.getState().tabs.length > i, run: () => tabs.showNth(i) })),
    { id: 'scene', title: 'desk:key-scene', keys: ['z'], needs: 'window.open', allowed: () => selection.state.getState().choice.what !== null, run: () => { const { what } = selection.state.getState().choice; if (what !== null) { desk.selection.choose(what, selection.state.getState().choice.row); desk.goTo(what); } void desk.windows.open('scene'); } },
    trendAction(desk, () => pointsAround(desk.near.state.getState().around), () => selection.state.getState().alarm?.raisedAt ?? null),
    { id: 'quality', title: 'desk:key-quality', keys: ['q'], allowed: () => open() && worst() !== null, run: () => { const id = worst(); if (id !== null) desk.quality.open(id); } },
    { id: 'silence', title: 'desk:key-silence', keys: ['m'], needs: 'alarm.acknowledge', allowed: always, run: desk.silence },
    { id: 'sound', title: 'desk:key-sound', keys: ['s'], needs: 'settings.change', allowed: always, run: () => settings.change({ sound: !settings.state.getState().sound }) },
    { id: 'sounds', title: 'desk:key-sounds', keys: ['v'], allowed: always, run: panel('sound') },
    { id: 'theme', title: 'desk:key-theme', keys: ['t'], needs: 'settings.change', allowed: always, run: () => settings.change({ theme: settings.state.getState().theme === 'dark' ? 'light' : 'dark' }) },
    { id: 'language', title: 'desk:key-language', keys: ['l'], needs: 'settings.change', allowed: always, run: () => settings.change({ language: settings.state.getState().language === 'en' ? 'zh-CN' : 'en' }) },
    { id: 'help', title: 'desk:key-help', keys: ['?', '？', 'F1'], allowed: always, run: panel('keys') },
  ], desk.seat.may, desk.seat.refuse);
}
