import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { SeatView } from '#app/access';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useNow } from '#kit/time';
import '../admin.css';
import { useWords } from '#kit/words';
import { ConsentCard } from './ConsentCard.tsx';
import { isOpen, type ConsentStore } from './consent-store.ts';

/** Everything that waits for a second person, and what came of the last. */
export function ConsentPage({ store, seat }: { readonly store: ConsentStore; readonly seat: SeatView }) {
  const words = useWords();
  const now = useNow();
  const { list, fault, open } = useStore(store.state);
  useEffect(() => { store.page(true); return () => store.page(false); }, [store]);
  useEffect(() => { if (open !== null) document.getElementById(`consent-${open}`)?.scrollIntoView({ block: 'nearest' }); }, [open]);
  if (list === null) return fault === null ? <PanelState title={words.t('states:loading')} next={words.t('states:loading-next')} live /> : <FailedState fault={fault} again={() => void store.read()} />;
  const [waiting, over] = [list.filter((c) => isOpen(c, now)), list.filter((c) => !isOpen(c, now))];
  return (
    <div className="consents">
      <p className="dim">{words.t('admin:consent-page-said')}</p>
      {waiting.length === 0 && <div className="consent-none"><PanelState title={words.t('admin:no-consent')} next={words.t('admin:no-consent-next')} /></div>}
      {waiting.map((c) => <div key={c.id} id={`consent-${c.id}`}><ConsentCard store={store} consent={c} seat={seat} /></div>)}
      {over.length > 0 && <h2>{words.t('admin:consent-over')}</h2>}
      {over.map((c) => <ConsentCard key={c.id} store={store} consent={c} seat={seat} />)}
    </div>
  );
}
