import { Modal } from '@mantine/core';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { useWords } from '#kit/words';
import './palette.css';
import type { PaletteEntry, PaletteStore } from './palette-store.ts';

/** What is done with what was found: the key's own, or one of its three others. */
export type PaletteWay = 'choose' | 'scene' | 'quality' | 'trend';
interface Props {
  readonly store: PaletteStore;
  /** The ways that an entry has besides being chosen. */
  readonly ways: (entry: PaletteEntry) => readonly PaletteWay[];
  readonly run: (entry: PaletteEntry, way: PaletteWay) => void;
}

/** It is done, not shown; beside its name stands its key. */
const does = ({ kind }: PaletteEntry): boolean => kind === 'action' || kind === 'window';

function Line({ entry, chosen, n, onPoint, onRun }: { readonly entry: PaletteEntry; readonly chosen: boolean; readonly n: number; readonly onPoint: () => void; readonly onRun: () => void }) {
  const words = useWords();
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => { if (chosen) line.current?.scrollIntoView({ block: 'nearest' }); }, [chosen]);
  const title = words.name(entry.title);
  return (
    <li ref={line} id={`found-${n}`} role="option" aria-selected={chosen} className="found" onPointerMove={chosen ? undefined : onPoint} onClick={onRun}>
      {entry.level === null ? <span className="found-kind">{words.t(`search:kind-${entry.kind}`)}</span> : <LevelMark level={entry.level} look="steady" size={20} title={words.t('search:kind-alarm')} />}
      <span className="cut" title={`${title} · ${entry.id}`}>{title} {!does(entry) && <small className="dim">{words.name(entry.where)}</small>}</span>
      {does(entry) ? <span>{words.name(entry.where) !== '' && <kbd>{words.name(entry.where)}</kbd>}</span> : <span className="dim number cut" title={entry.code}>{entry.code}</span>}
    </li>
  );
}

/** That the index is still being made, and that nothing was found. */
function Said({ store }: Pick<Props, 'store'>) {
  const words = useWords();
  const { query, found, indexed, all } = useStore(store.state);
  const asked = query.trim();
  return (
    <>
      {indexed < all && <p className="dim number" role="status">{words.t('search:indexing', { done: indexed, all })}</p>}
      {found.length === 0 && asked !== '' && <p className="palette-none">{words.t(indexed < all ? 'search:none-yet' : 'search:none', { query: asked })}</p>}
    </>
  );
}

function Keys({ chosen, ways }: { readonly chosen: PaletteEntry | null; readonly ways: readonly PaletteWay[] }) {
  const words = useWords();
  const doable = chosen !== null && does(chosen);
  return (
    <p className="palette-keys dim">
      <span><kbd>↑</kbd> <kbd>↓</kbd></span><span><kbd>Enter</kbd> {words.t(doable ? 'search:way-run' : 'search:way-choose')}</span>
      {ways.includes('scene') && <span><kbd>Ctrl+Enter</kbd> {words.t('search:way-scene')}</span>}
      {ways.includes('trend') && <span><kbd>Shift+Enter</kbd> {words.t('search:way-trend')}</span>}
      {ways.includes('quality') && <span><kbd>Alt+Enter</kbd> {words.t('search:way-quality')}</span>}
      <span><kbd>Esc</kbd> {words.t('search:close')}</span>
    </p>
  );
}

/** Ctrl+K: finds anything by Chinese, pinyin, initials or code, and does it. */
export function Palette({ store, ways, run }: Props) {
  const words = useWords();
  const { open, query, found, at } = useStore(store.state);
  const chosen = found[at] ?? null;
  function go(entry: PaletteEntry | null, way: PaletteWay): void {
    if (entry === null || (way !== 'choose' && !ways(entry).includes(way))) return;
    store.close();
    run(entry, way);
  }
  function pressed(e: KeyboardEvent): void {
    if (e.nativeEvent.isComposing) return;                        // the input method is still at it
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    const step = steps[e.key];
    if (step !== undefined) { e.preventDefault(); store.move(step); }
    if (e.key === 'Enter') { e.preventDefault(); go(store.chosen(), e.ctrlKey ? 'scene' : e.altKey ? 'quality' : e.shiftKey ? 'trend' : 'choose'); }
  }
  useEffect(() => {
    /** What is typed before the field has the focus goes into it, not to the window behind. */
    function early(e: globalThis.KeyboardEvent): void {
      if (!store.state.getState().open || e.target instanceof HTMLInputElement || e.ctrlKey || e.altKey || e.metaKey || e.isComposing || e.key.length !== 1) return;
      e.preventDefault();
      e.stopPropagation();
      store.ask(store.state.getState().query + e.key);
    }
    window.addEventListener('keydown', early, true);
    return () => window.removeEventListener('keydown', early, true);
  }, [store]);
  return (
    <Modal.Root opened={open} onClose={store.close} size="760px" yOffset="12vh" transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={words.t('search:title')}>
        <Modal.Body className="palette">
          <input className="field palette-query" data-autofocus value={query} maxLength={120} placeholder={words.t('search:ask')} aria-label={words.t('search:ask')} autoComplete="off" spellCheck={false}
            role="combobox" aria-expanded={found.length > 0} aria-controls="found-list" aria-autocomplete="list" aria-activedescendant={chosen === null ? undefined : `found-${at}`}
            onChange={(e) => store.ask(e.target.value)} onKeyDown={pressed} />
          <Said store={store} />
          <ul id="found-list" role="listbox" aria-label={words.t('search:found')} hidden={found.length === 0}>
            {found.map((entry, n) => <Line key={`${entry.kind} ${entry.id}`} entry={entry} n={n} chosen={n === at} onPoint={() => store.point(n)} onRun={() => go(entry, 'choose')} />)}
          </ul>
          <Keys chosen={chosen} ways={chosen === null ? [] : ways(chosen)} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
