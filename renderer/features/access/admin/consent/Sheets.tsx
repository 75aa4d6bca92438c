import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import { useWords } from '#kit/words';
import type { ConsentStore } from './consent-store.ts';

/** The text of a sheet in groups of four that a hand can copy and an eye can check; typed with the gaps it is the same. */
export const grouped = (text: string): readonly string[] => text.match(/[^-]{1,4}-?|-/gu) ?? [];

/** The sheets of a back-up: each is shown to its keeper alone, one after another, and never again. On paper there is nothing but the sheet. */
export function Sheets({ store }: { readonly store: ConsentStore }) {
  const words = useWords();
  const sheets = useStore(store.state, (s) => s.sheets);
  const [at, setAt] = useState(0);
  const [shown, setShown] = useState(false);
  const sheet = sheets[at];
  if (sheet === undefined) return null;
  function next(): void {
    setShown(false);
    if (at + 1 < sheets.length) setAt(at + 1); else { setAt(0); store.sheetsGiven(); }
  }
  return createPortal(
    <div className="sheet-cover" role="dialog" aria-modal="true" aria-label={words.t('admin:sheets')} onKeyDown={(e) => e.stopPropagation()}>
      <section className="sheet">
        <p className="sheet-count">{words.t('admin:sheet-count', { n: at + 1, all: sheets.length })}</p>
        <h2>{words.t('admin:sheet-for', { keeper: sheet.keeper })}</h2>
        {shown ? (
          <>
            <p className="sheet-text" lang="en">{grouped(sheet.text).map((g, i) => <span key={i}>{g}</span>)}</p>
            <p>{words.t('admin:sheet-said')}</p>
            <div className="admin-acts"><button type="button" className="button" onClick={() => window.print()}>{words.t('admin:print')}</button><button type="button" className="button" data-primary="true" autoFocus onClick={next}>{words.t(at + 1 < sheets.length ? 'admin:sheet-next' : 'admin:sheet-last')}</button></div>
          </>
        ) : <><p>{words.t('admin:sheet-alone', { keeper: sheet.keeper })}</p><div className="admin-acts"><button type="button" className="button" data-primary="true" autoFocus onClick={() => setShown(true)}>{words.t('admin:sheet-show')}</button></div></>}
      </section>
    </div>, document.body);
}
