import { useCallback, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { AlarmView } from '#app/alarm';
import { levels } from '#app/park';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { VirtualList, type RowAria } from '#kit/list/VirtualList.tsx';
import { useWords } from '#kit/words';
import type { About, Live } from '../about.ts';
import '../alarm.css';
import type { PickingStore } from '../batch/picking.ts';
import type { AlarmStore } from '../store.ts';
import { AlarmRow } from './AlarmRow.tsx';
import type { Arrangement } from './arrangement.ts';
import { GroupRow } from './GroupRow.tsx';
import { groupOfKey, keyOfItem, type ListItem } from './groups.ts';
import './list.css';

interface Props {
  readonly store: AlarmStore;
  readonly arranged: Arrangement;
  readonly picking: PickingStore;
  readonly about: (a: AlarmView) => About;
  /** What the place of a group is called, and what it lies in. */
  readonly placeOf: (group: string) => { readonly title: string; readonly where: string };
  /** The value now of the point of an alarm, if this window hears it. */
  readonly live: (a: AlarmView) => Live | null;
  /** False while the engine is away: what is shown is what was, and says so. */
  readonly current: boolean;
  /** The key of the row that is looked at: an alarm's id, or that of a group's head. */
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
  readonly onVisible: (ids: readonly string[]) => void;
  /** Between the head and the rows: filters, what was picked. */
  readonly children?: ReactNode;
}

const optionId = (key: string): string => `alarm-${key.replaceAll(' ', '_')}`;

/** By level: how many, and how many of them wait for an acknowledgement. A level without alarms stands in grey. */
export function AlarmCounters({ store }: { readonly store: AlarmStore }) {
  const words = useWords();
  const counts = useStore(store.state, (s) => s.counts);
  return (
    <ul className="counters" aria-label={words.t('alarm:counters')}>
      {levels.map((level) => {
        const { all, waiting } = counts[level];
        const title = words.t('alarm:counter', { level: words.t(`alarm:level-${level}`), all, waiting });
        return (
          <li key={level} data-none={all === 0} title={title}>
            <LevelMark level={level} look="steady" size={22} title={title} />
            <span className="number" aria-hidden="true"><b>{waiting}</b><small> / {all}</small></span>
          </li>
        );
      })}
    </ul>
  );
}

/** Nothing to list: there is nothing, or a filter hides it all. */
function NoAlarms({ current, hidden, onClear }: { readonly current: boolean; readonly hidden: number; readonly onClear: () => void }) {
  const words = useWords();
  if (hidden > 0) return <PanelState title={words.t('alarm:none-passes')} next={words.t('alarm:none-passes-next', { count: hidden })}><button type="button" className="button" onClick={onClear}>{words.t('alarm:filter-clear')}</button></PanelState>;
  return <PanelState title={words.t(current ? 'alarm:none' : 'alarm:none-known')} next={words.t(current ? 'alarm:none-next' : 'alarm:none-known-next')} />;
}

/** The live alarms: sorted by level, then age, or in groups; drawn are only the rows in sight. */
export function AlarmList({ store, arranged, picking, about, placeOf, live, current, selected, onSelect, onVisible, children }: Props) {
  const words = useWords();
  const { phase, fault, asking, rows: { length: listed } } = useStore(store.state);
  const { rows, by, hidden, filter } = useStore(arranged.state);
  const picked = useStore(picking.state, (s) => s.picked);
  const chip = useCallback((count: number): string => words.t('alarm:new-above', { count }), [words]);
  const aria = useCallback((item: ListItem): RowAria =>
    (item.kind === 'group' ? { 'aria-level': 1, 'aria-expanded': item.expanded } : { ...(item.inGroup && { 'aria-level': 2 }), 'aria-checked': picked.has(item.alarm.id) }), [picked]);
  const seen = useCallback((keys: readonly string[]) => onVisible(keys.filter((k) => groupOfKey(k) === null)), [onVisible]);

  function chosen(key: string, press: { readonly shiftKey: boolean; readonly ctrlKey: boolean }): void {
    const { from } = picking.state.getState();
    if (groupOfKey(key) !== null) onSelect(key);
    else if (press.ctrlKey) picking.toggle(key);
    else if (press.shiftKey && from !== null) picking.add(between(from, key));
    else onSelect(key);
  }
  /** The alarms from one row to another, in the order of the list; where a row is out of sight, the other alone. */
  function between(from: string, to: string): readonly string[] {
    const [a, b] = [rows.indexOf(from), rows.indexOf(to)];
    if (a < 0 || b < 0) return [to];
    const ids = Array.from({ length: Math.abs(b - a) + 1 }, (_, i) => rows.at(Math.min(a, b) + i)).flatMap((item) => (item?.kind === 'alarm' ? [item.alarm.id] : []));
    return a <= b ? ids : ids.toReversed();
  }
  const row = (item: ListItem): ReactNode => {
    if (item.kind === 'group') { const place = placeOf(item.group.id); return <GroupRow group={item.group} expanded={item.expanded} title={place.title} where={place.where} onToggle={arranged.open} />; }
    const a = item.alarm;
    return <AlarmRow alarm={a} about={about(a)} live={live(a)} asking={asking.has(a.id)} picked={picked.has(a.id)} picking={picked.size > 0} onPick={picking.toggle} />;
  };
  return (
    <section className="alarms" aria-label={words.t('alarm:list')} data-current={current} data-alarm-count={listed}>
      <header className="panel-head"><h2>{words.t('alarm:list')}</h2>{!current && phase === 'listed' && <strong className="stamp">{words.t('alarm:not-live')}</strong>}<AlarmCounters store={store} /></header>
      {children}
      <div className="panel-body">
        {phase === 'loading' && (fault === null ? <PanelState title={words.t('states:loading')} live /> : <FailedState fault={fault} />)}
        {phase === 'listed' && rows.length === 0 && <NoAlarms current={current} hidden={hidden.all} onClear={() => arranged.filter({ ...filter, levels: [], states: [], categories: [], place: null, text: '' })} />}
        {phase === 'listed' && rows.length > 0 && (
          <VirtualList rows={rows} keyOf={keyOfItem} rowHeight={56} label={words.t('alarm:list')} selected={selected} onSelect={chosen} chip={chip} onVisible={seen} optionId={optionId}
            tree={by !== 'flat'} aria={aria} onHand={arranged.touched} render={row} />
        )}
      </div>
    </section>
  );
}
