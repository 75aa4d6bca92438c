import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { RosterView } from '#app/duty';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useWords } from '#kit/words';
import { Calendar, type Cell } from './Calendar.tsx';
import { CellPanel } from './CellPanel.tsx';
import { Cycles } from './editing/Cycles.tsx';
import { Groups } from './editing/Groups.tsx';
import { Leaves } from './editing/Leaves.tsx';
import { People } from './editing/People.tsx';
import { ShiftTable } from './editing/ShiftTable.tsx';
import { Swaps } from './editing/Swaps.tsx';
import { Units } from './editing/Units.tsx';
import { Files } from './Files.tsx';
import './roster.css';
import type { RosterStore } from './roster-store.ts';

const tabs = ['calendar', 'swaps', 'leaves', 'cycles', 'groups', 'people', 'units', 'files', 'shifts'] as const;
type Tab = (typeof tabs)[number];

function CalendarTab({ store }: { readonly store: RosterStore }) {
  const words = useWords();
  const [cell, setCell] = useState<Cell | null>(null);
  return (
    <div className="roster-page" data-wide="true">
      <Calendar store={store} chosen={cell} onChoose={setCell} />
      <aside className="roster-side scroll" aria-label={words.t('duty:turn')}>{cell === null ? <PanelState title={words.t('duty:choose-turn')} next={words.t('duty:choose-turn-next')} /> : <CellPanel key={`${cell.unit} ${cell.shift.id}`} store={store} cell={cell} />}</aside>
    </div>
  );
}
const shown: { readonly [T in Tab]: (store: RosterStore, roster: RosterView) => ReactNode } = {
  calendar: (store) => <CalendarTab store={store} />, swaps: (store, roster) => <Swaps store={store} roster={roster} />, leaves: (store, roster) => <Leaves store={store} roster={roster} />,
  cycles: (store, roster) => <Cycles store={store} roster={roster} />, groups: (store, roster) => <Groups store={store} roster={roster} />, people: (store, roster) => <People store={store} roster={roster} />,
  units: (store, roster) => <Units store={store} roster={roster} />, files: (store) => <Files store={store} />, shifts: (store) => <ShiftTable store={store} />,
};

/** 排班: who is on duty when, and everything that this is made of. Left and right arrow go through its pages. */
export function RosterPage({ store }: { readonly store: RosterStore }) {
  const words = useWords();
  const { roster, fault } = useStore(store.state);
  const [tab, setTab] = useState<Tab>('calendar');
  function pressed(e: KeyboardEvent<HTMLElement>): void {
    const by = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    e.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length]!;
    setTab(next);
    e.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  }
  return (
    <div className="roster">
      <h2 className="roster-hidden">{words.t('duty:roster')}</h2>
      <div className="roster-tabs" role="tablist" aria-label={words.t('duty:roster')} onKeyDown={pressed}>
        {tabs.map((t) => <button key={t} type="button" role="tab" id={`roster-tab-${t}`} data-tab={t} aria-selected={t === tab} aria-controls="roster-body" tabIndex={t === tab ? 0 : -1} onClick={() => setTab(t)}>{words.t(`duty:tab-${t}`)}</button>)}
      </div>
      <div className="roster-body" role="tabpanel" id="roster-body" aria-labelledby={`roster-tab-${tab}`}>
        {roster === null ? (fault === null ? <PanelState title={words.t('states:loading')} live /> : <FailedState fault={fault} again={() => void store.read()} />) : shown[tab](store, roster)}
      </div>
    </div>
  );
}
