import { useStore } from 'zustand';
import type { Selected } from '#app/selection';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { cursorStepMs } from './common-actions.ts';
import './selection-bar.css';
import type { Workstation } from './workstation.ts';

interface Props {
  readonly of: Workstation;
  /** The name that people know the thing by; without it, its id is shown. */
  readonly nameOf?: (selected: Selected) => string;
}

const sameThing = (a: Selected | null, b: Selected | null): boolean => a?.id === b?.id && a?.kind === b?.kind;

/** Which moment all windows look at: now, or a time that is moved in steps of ten minutes. */
function Cursor({ of }: { readonly of: Workstation }) {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  const cursor = useStore(of.selected.state, (s) => s.selection.cursor);
  const move = (by: number) => (): void => { const to = (cursor ?? now) + by; of.selected.lookAt(to >= now ? null : to); };
  return (
    <span className="time-cursor" data-past={cursor !== null} role="group" aria-label={words.t('workstation:cursor')}>
      <button type="button" className="button" title={words.t('workstation:key-earlier')} onClick={move(-cursorStepMs)}>−{words.t('workstation:minutes', { n: 10 })}</button>
      <output className="number">{cursor === null ? words.t('workstation:now') : site.stamp(cursor, now)}</output>
      <button type="button" className="button" title={words.t('workstation:key-later')} disabled={cursor === null} onClick={move(cursorStepMs)}>+{words.t('workstation:minutes', { n: 10 })}</button>
      {cursor !== null && <button type="button" className="button" onClick={() => of.selected.lookAt(null)}>{words.t('workstation:to-now')}</button>}
    </span>
  );
}

/** What this workstation looks at: back, forward, its name, the pin that keeps this window where it is, and the moment that is looked at. */
export function SelectionBar({ of, nameOf = ({ id }) => id }: Props) {
  const words = useWords();
  const { selection, shown, pinned } = useStore(of.selected.state);
  const elsewhere = pinned && !sameThing(shown, selection.what) ? selection.what : null;
  return (
    <div className="selection-bar" role="toolbar" aria-label={words.t('workstation:selection')} data-pinned={pinned}>
      <button type="button" className="button" aria-label={words.t('workstation:key-back')} title={words.t('workstation:key-back')} disabled={selection.back === 0} onClick={() => of.selected.step('back')}>←</button>
      <button type="button" className="button" aria-label={words.t('workstation:key-forward')} title={words.t('workstation:key-forward')} disabled={selection.forward === 0} onClick={() => of.selected.step('forward')}>→</button>
      <span className="selection-what cut" title={shown?.id ?? ''}>{shown === null ? words.t('workstation:nothing') : nameOf(shown)}</span>
      <button type="button" className="button" aria-pressed={pinned} title={words.t('workstation:key-pin')} onClick={() => of.selected.pin(!pinned)}>
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M5 1h6v1.5l-1 1V7l2.5 2.5V11h-3.8L8 15l-.7-4H3.5V9.5L6 7V3.5l-1-1z" fill={pinned ? 'currentColor' : 'none'} stroke="currentColor" /></svg>
        {words.t(pinned ? 'workstation:pinned' : 'workstation:pin')}
      </button>
      {elsewhere !== null && <span className="selection-elsewhere cut">{words.t('workstation:elsewhere', { name: nameOf(elsewhere) })}</span>}
      <Cursor of={of} />
    </div>
  );
}
