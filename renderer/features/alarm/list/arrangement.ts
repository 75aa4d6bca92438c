import { createStore } from 'zustand/vanilla';
import { filters, floodAt, groupings, isUrgent, noFilter, noFlood, passes, raisedAt, type AlarmFilter, type AlarmView, type Flood, type Grouping, type ListFacts } from '#app/alarm';
import { sortedRows, type Rows } from '#kit/rows';
import type { Stop } from '#kernel/time';
import { begun, byLevelThenAge, isSuppressed } from '../order.ts';
import type { AlarmStore } from '../store.ts';
import { groupIndex, type GroupPlace, type ListItem } from './groups.ts';

/** How the officer wants the list: by itself (GRP-03), flat, or grouped. */
export const shapes = ['auto', 'flat', ...groupings] as const;
export type ListShape = (typeof shapes)[number];

export interface ArrangementState {
  readonly rows: Rows<ListItem>;
  /** How it stands now. */
  readonly by: 'flat' | Grouping;
  readonly chosen: ListShape;
  readonly flooding: boolean;
  /** GRP-06: what the list would do by itself, were no hand on it. */
  readonly offered: 'flat' | Grouping | null;
  readonly filter: AlarmFilter;
  /** FLT-02: how many the filter hides, and how many of them wait at level U, S or A. */
  readonly hidden: { readonly all: number; readonly urgent: number };
  readonly open: ReadonlySet<string>;
}
/** What is known of an alarm besides its view. */
export interface Placed { readonly facts: ListFacts; readonly group: (by: Grouping) => GroupPlace }

const unknown: Placed = { facts: { category: null, places: [], text: () => '' }, group: () => ({ id: '', order: 0 }) };
type Flat = ReturnType<typeof sortedRows<AlarmView>>;
/** The rows of a flat list as items of one. */
function flatRows(list: Flat): Rows<ListItem> {
  const { length, at, indexOf } = list.view();
  return { length, indexOf, at: (i) => { const alarm = at(i); return alarm === undefined ? undefined : { kind: 'alarm', alarm, inGroup: false }; } };
}

/** The list as this desk shows it: filtered, flat or in groups, kept change by change. `now`: epoch ms; `tick` runs what it is given once a second. */
export function arrangement(alarms: AlarmStore, now: () => number, tick: (run: () => void) => Stop) {
  const flat: Flat = sortedRows<AlarmView>((a) => a.id, byLevelThenAge);
  const hiding = new Map<string, boolean>();                      // hidden alarm -> whether it is urgent
  let groups = groupIndex();
  let urgent = 0;
  let placed: (a: AlarmView) => Placed = () => unknown;
  let flood: Flood = noFlood;
  let hand = false;                                               // a pointer is on the list
  let held = false;                                               // something is picked
  const state = createStore<ArrangementState>(() => ({ rows: flatRows(flat), by: 'flat', chosen: 'auto', flooding: false, offered: null, filter: noFilter, hidden: { all: 0, urgent: 0 }, open: new Set() }));
  const get = state.getState;

  function hide(id: string, how: boolean | null): void {
    if (hiding.get(id) === true) urgent--;
    if (how === null) hiding.delete(id); else { hiding.set(id, how); if (how) urgent++; }
  }
  function put(a: AlarmView): void {
    const { filter, by } = get();
    const of = placed(a);
    const seen = !filters(filter) || passes(filter, a, of.facts);
    hide(a.id, seen ? null : isUrgent(a));
    if (!seen) { flat.remove(a.id); groups.remove(a.id); return; }
    flat.put(a);
    groups.put(a, of.group(by === 'flat' ? 'unit' : by));         // kept while flat too, so that it is known in how many units they are
  }
  function take(before: AlarmView | undefined, after: AlarmView | undefined): void {
    if (after === undefined) { if (before !== undefined) { flat.remove(before.id); groups.remove(before.id); hide(before.id, null); } return; }
    if (before?.occurrence !== after.occurrence && !isSuppressed(after)) flood = raisedAt(flood, begun(after));
    put(after);
  }
  function view(): Pick<ArrangementState, 'rows' | 'hidden'> {
    const { by, open } = get();
    return { rows: by === 'flat' ? flatRows(flat) : groups.view(open), hidden: { all: hiding.size, urgent } };
  }
  /** Everything anew: what is shown, or how, was changed by a hand or by the site. */
  function again(part: Partial<ArrangementState> = {}): void {
    state.setState(part);
    flat.clear();
    groups = groupIndex();
    for (const a of alarms.all()) put(a);
    state.setState(view());
  }
  /** GRP-03, GRP-06: the shape that the list takes by itself. */
  function look(): void {
    flood = floodAt(flood, now(), alarms.state.getState().rows.length, groups.count());
    const { chosen, by, flooding, offered } = get();
    const wanted = chosen !== 'auto' ? chosen : flood.grouped ? 'unit' : 'flat';
    const would = wanted === by ? null : wanted;
    if (flood.flooding !== flooding) state.setState({ flooding: flood.flooding });
    if (would !== null && !((hand || held) && chosen === 'auto')) again({ by: would, offered: null, open: new Set() });
    else if (would !== offered) state.setState({ offered: would });
  }
  for (const a of alarms.all()) take(undefined, a);
  const stops = [alarms.hear(take), alarms.state.subscribe(() => { look(); state.setState(view()); }), tick(look)];
  return {
    state,
    /** What the site says of each alarm; everything is placed anew. */
    place(of: (a: AlarmView) => Placed): void { placed = of; again(); },
    filter: (filter: AlarmFilter): void => again({ filter }),
    shape(chosen: ListShape): void { state.setState({ chosen }); look(); },
    /** What was offered is done. */
    accept: (): void => { const { offered } = get(); if (offered !== null) again({ by: offered, offered: null, open: new Set() }); },
    /** True while a pointer is on the list. */
    touched: (on: boolean): void => { hand = on; if (!on) look(); },
    /** True while something is picked. */
    held: (on: boolean): void => { held = on; if (!on) look(); },
    open: (group: string, on: boolean): void => {
      const open = new Set(get().open);
      if (on) open.add(group); else open.delete(group);
      state.setState({ open });
      state.setState(view());
    },
    openAll(on: boolean): void { state.setState({ open: new Set(on ? groups.ids() : []) }); state.setState(view()); },
    /** The key under which an alarm is found on the list now: its own, or that of its closed group. Null: the filter hides it. */
    keyOf(alarm: string): string | null {
      if (get().rows.indexOf(alarm) >= 0) return alarm;
      const group = get().by === 'flat' ? null : groups.groupOf(alarm);
      return group === null ? null : `group ${group}`;
    },
    dispose(): void { for (const stop of stops) stop(); },
  };
}
export type Arrangement = ReturnType<typeof arrangement>;
