import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { filters, filterStates, mostSavedFilters, type AlarmFilter, type SavedFilter } from '#app/alarm';
import { categories, levels } from '#app/park';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { useWhyNot } from '#kit/may';
import { useWords } from '#kit/words';
import type { Arrangement } from './arrangement.ts';

interface Props {
  readonly arranged: Arrangement;
  /** Places that may be asked for, in the order of the site; `depth`: how far in. */
  readonly places: readonly { readonly id: string; readonly title: string; readonly depth: number }[];
  readonly saved: readonly SavedFilter[];
  readonly onSave: (saved: readonly SavedFilter[]) => void;
  readonly onClose: () => void;
}

const toggled = <T,>(list: readonly T[], one: T): T[] => (list.includes(one) ? list.filter((x) => x !== one) : [...list, one]);

/** One question with answers that are pressed or not. */
function Choices<T extends string>({ title, all, on, name, onToggle }: { readonly title: string; readonly all: readonly T[]; readonly on: readonly T[]; readonly name: (one: T) => string; readonly onToggle: (one: T) => void }) {
  return (
    <div className="filter-line" role="group" aria-label={title}>
      <span className="dim">{title}</span>
      <div>{all.map((one) => <button key={one} type="button" className="button" aria-pressed={on.includes(one)} onClick={() => onToggle(one)}>{name(one)}</button>)}</div>
    </div>
  );
}

/** The filters that this workstation keeps: each is one press, or its number while the panel is open. */
function Saved({ saved, filter, onTake, onSave }: { readonly saved: readonly SavedFilter[]; readonly filter: AlarmFilter; readonly onTake: (f: AlarmFilter) => void; readonly onSave: Props['onSave'] }) {
  const words = useWords();
  const why = useWhyNot('settings.change');
  const [name, setName] = useState('');
  const given = name.trim().slice(0, 30);
  function keep(): void {
    if (given === '') return;
    onSave([...saved.filter((s) => s.name !== given), { name: given, filter }].slice(-mostSavedFilters));
    setName('');
  }
  return (
    <div className="filter-line" role="group" aria-label={words.t('alarm:filter-saved')}>
      <span className="dim">{words.t('alarm:filter-saved')}</span>
      <div>
        {saved.map((s) => (
          <span key={s.name} className="filter-saved">
            <button type="button" className="button" aria-pressed={JSON.stringify(s.filter) === JSON.stringify(filter)} onClick={() => onTake(s.filter)}>{s.name}</button>
            <button type="button" className="button" aria-label={words.t('alarm:filter-forget', { name: s.name })} title={words.t('alarm:filter-forget', { name: s.name })} disabled={why !== null} onClick={() => onSave(saved.filter((x) => x !== s))}>×</button>
          </span>
        ))}
        {filters(filter) && (
          <>
            <input className="field" value={name} maxLength={30} placeholder={words.t('alarm:filter-name')} aria-label={words.t('alarm:filter-name')} onChange={(e) => setName(e.target.value)} onKeyDown={(e) => { if (e.key === 'Enter') keep(); }} />
            <button type="button" className="button" disabled={given === '' || why !== null} title={why ?? undefined} onClick={keep}>{words.t('alarm:filter-save')}</button>
          </>
        )}
        {saved.length === 0 && !filters(filter) && <span className="dim">{words.t('alarm:filter-saved-none')}</span>}
      </div>
    </div>
  );
}

/** The questions of the filter; what is pressed holds at once. */
export function FilterPanel({ arranged, places, saved, onSave, onClose }: Props) {
  const words = useWords();
  const filter = useStore(arranged.state, (s) => s.filter);
  const text = useRef<HTMLInputElement>(null);
  useEffect(() => text.current?.focus(), []);
  const change = (part: Partial<AlarmFilter>): void => arranged.filter({ ...filter, ...part });
  return (
    <div className="filter-panel" role="region" aria-label={words.t('alarm:filter')} onKeyDown={(e) => { if (e.key === 'Escape') { e.preventDefault(); e.stopPropagation(); onClose(); } }}>
      <div className="filter-line">
        <label className="dim" htmlFor="filter-text">{words.t('alarm:filter-text')}</label>
        <div>
          <input id="filter-text" ref={text} className="field" maxLength={60} value={filter.text} onChange={(e) => change({ text: e.target.value })} />
          <select className="field" aria-label={words.t('alarm:filter-place')} value={filter.place ?? ''} onChange={(e) => change({ place: e.target.value === '' ? null : e.target.value })}>
            <option value="">{words.t('alarm:filter-anywhere')}</option>
            {places.map((p) => <option key={p.id} value={p.id}>{`${'　'.repeat(p.depth)}${p.title}`}</option>)}
          </select>
        </div>
      </div>
      <div className="filter-line" role="group" aria-label={words.t('alarm:filter-levels')}>
        <span className="dim">{words.t('alarm:filter-levels')}</span>
        <div>{levels.map((l) => <button key={l} type="button" className="button" aria-pressed={filter.levels.includes(l)} aria-label={words.t(`alarm:level-${l}`)} onClick={() => change({ levels: toggled(filter.levels, l) })}><LevelMark level={l} look="steady" size={18} title={words.t(`alarm:level-${l}`)} /></button>)}</div>
      </div>
      <Choices title={words.t('alarm:filter-states')} all={filterStates} on={filter.states} name={(s) => words.t(`alarm:filter-state-${s}`)} onToggle={(s) => change({ states: toggled(filter.states, s) })} />
      <Choices title={words.t('alarm:filter-categories')} all={categories} on={filter.categories} name={(c) => words.t(`alarm:category-${c}`)} onToggle={(c) => change({ categories: toggled(filter.categories, c) })} />
      <Saved saved={saved} filter={filter} onTake={arranged.filter} onSave={onSave} />
    </div>
  );
}
