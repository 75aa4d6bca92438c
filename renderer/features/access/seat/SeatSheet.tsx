import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { useStore } from 'zustand';
import { useWords } from '#kit/words';
import { OverrideForm } from './OverrideForm.tsx';
import { OwnAccount } from './own/OwnAccount.tsx';
import type { SeatStore } from './seat-store.ts';
import './seat.css';
import { SetUp } from './setup/SetUp.tsx';

/** While the hand is in the sheet its keys stay there, also when what had the focus is gone: an Enter that was meant for a form never answers an alarm. */
function useOwnKeys(sheet: RefObject<HTMLElement | null>, shown: boolean, close: () => void): void {
  useEffect(() => {
    if (!shown) return undefined;
    let inside = true;
    const within = (target: EventTarget | null): boolean => target instanceof Node && sheet.current?.contains(target) === true;
    const moved = (e: Event): void => { inside = within(e.target); };
    function pressed(e: KeyboardEvent): void {
      if (!inside || e.ctrlKey || e.altKey || /^F\d/.test(e.key) || (document.activeElement !== document.body && document.activeElement !== sheet.current && !within(e.target))) return;
      if (e.key === 'Escape') { e.preventDefault(); e.stopPropagation(); close(); return; }
      if (document.activeElement !== document.body && document.activeElement !== sheet.current) return;
      sheet.current?.focus();
      e.stopPropagation();
    }
    window.addEventListener('focusin', moved);
    window.addEventListener('pointerdown', moved, true);
    window.addEventListener('keydown', pressed, true);
    return () => { window.removeEventListener('focusin', moved); window.removeEventListener('pointerdown', moved, true); window.removeEventListener('keydown', pressed, true); };
  }, [sheet, shown, close]);
}

/** What takes more than a line, beside the window and never over its alarms: one's own account, an override, the first administrators. */
export function SeatSheet({ store }: { readonly store: SeatStore }) {
  const words = useWords();
  const open = useStore(store.state, (s) => s.open);
  const name = useStore(store.state, (s) => s.seat?.officer?.name ?? '');
  const sheet = useRef<HTMLElement>(null);
  const shown = open === null || open === 'unlock' || open === 'login' ? null : open;
  useEffect(() => { if (shown !== null && sheet.current?.contains(document.activeElement) !== true) sheet.current?.focus(); }, [shown]);
  const close = useCallback((): void => store.open(null), [store]);
  useOwnKeys(sheet, shown !== null, close);
  if (shown === null) return null;
  const title = words.t(`access:sheet-${shown}`);
  return (
    <aside ref={sheet} className="seat-sheet" tabIndex={-1} aria-label={title} onKeyDown={(e) => { if (!e.ctrlKey && !e.altKey && !/^F\d/.test(e.key)) e.stopPropagation(); /* the keys of the window rest while the hand is here */ }}>
      <header className="panel-head"><h2>{shown === 'own' ? name : title}</h2><button type="button" className="button" onClick={close}>{words.t('access:close')} <kbd>Esc</kbd></button></header>
      <div className="seat-sheet-body">
        {shown === 'own' && <OwnAccount store={store} />}
        {shown === 'override' && <OverrideForm store={store} />}
        {(shown === 'set-up' || shown === 'rescue') && <SetUp key={shown} store={store} how={shown === 'rescue' ? 'rescue' : 'first'} onClose={close} />}
      </div>
    </aside>
  );
}
