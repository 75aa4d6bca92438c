import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { filters, type AlarmFilter } from '#app/alarm';
import { useWords, type Words } from '#kit/words';
import { shapes, type Arrangement } from './arrangement.ts';

interface Props {
  readonly arranged: Arrangement;
  /** What an asset is called. */
  readonly nameOf: (asset: string) => string;
  /** The questions are shown below. */
  readonly open: boolean;
  readonly onOpen: () => void;
}

/** A filter in a few words: S A · 未确认 · 一号罐区 · “泵”. */
function filterWords(f: AlarmFilter, words: Words, nameOf: (asset: string) => string): string {
  return [
    f.levels.join(' '), f.states.map((s) => words.t(`alarm:filter-state-${s}`)).join('、'), f.categories.map((c) => words.t(`alarm:category-${c}`)).join('、'),
    f.place === null ? '' : nameOf(f.place), f.text.trim() === '' ? '' : `“${f.text.trim()}”`,
  ].filter((part) => part !== '').join(' · ');
}

/** FLT-02: that a filter is on, what it asks, and how many it hides, for as long as it does. */
function FilterMark({ arranged, nameOf }: Pick<Props, 'arranged' | 'nameOf'>) {
  const words = useWords();
  const { filter, all, urgent } = useStore(arranged.state, useShallow(({ filter: on, hidden }) => ({ filter: on, all: hidden.all, urgent: hidden.urgent })));
  if (!filters(filter)) return null;
  const asked = filterWords(filter, words, nameOf);
  return (
    <div className="filter-mark" role="status" data-urgent={urgent > 0}>
      <span className="cut" title={asked}><b>{words.t('alarm:filter-on')}</b> {asked}</span>
      <span className="number">{words.t('alarm:filter-hides', { count: all })}{urgent > 0 && <strong> {words.t('alarm:filter-hides-urgent', { count: urgent })}</strong>}</span>
      <button type="button" className="button" onClick={() => arranged.filter({ levels: [], states: [], categories: [], place: null, text: '' })}>{words.t('alarm:filter-clear')} <kbd>U</kbd></button>
    </div>
  );
}

/** Over the list: how it is grouped, whether a flood is on, and the filter. */
export function FilterBar({ arranged, nameOf, open, onOpen }: Props) {
  const words = useWords();
  const { chosen, by, flooding, offered, filter } = useStore(arranged.state, useShallow((s) => ({ chosen: s.chosen, by: s.by, flooding: s.flooding, offered: s.offered, filter: s.filter })));
  return (
    <>
      <div className="list-bar">
        <button type="button" className="button" title={words.t('alarm:shape-title')} onClick={() => arranged.shape(shapes[(shapes.indexOf(chosen) + 1) % shapes.length] ?? 'auto')}>
          {words.t('alarm:shape', { shape: chosen === 'auto' ? words.t('alarm:shape-auto', { now: words.t(`alarm:shape-${by}`) }) : words.t(`alarm:shape-${chosen}`) })} <kbd>G</kbd>
        </button>
        {flooding && <strong className="stamp">{words.t('alarm:flooding')}</strong>}
        {offered !== null && <button type="button" className="button" onClick={arranged.accept}>{words.t('alarm:shape-offered', { shape: words.t(`alarm:shape-${offered}`) })}</button>}
        <button type="button" className="button" aria-expanded={open} aria-pressed={filters(filter)} onClick={onOpen}>{words.t('alarm:filter')} <kbd>F</kbd></button>
      </div>
      <FilterMark arranged={arranged} nameOf={nameOf} />
    </>
  );
}
