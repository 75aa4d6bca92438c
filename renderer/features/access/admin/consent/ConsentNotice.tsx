import { useState } from 'react';
import { useStore } from 'zustand';
import type { SeatView } from '#app/access';
import { span, useNow } from '#kit/time';
import { useWords } from '#kit/words';
import '../admin.css';
import { ConsentCard, whatWords } from './ConsentCard.tsx';
import { isOpen, type ConsentStore } from './consent-store.ts';
import { Sheets } from './Sheets.tsx';

/** In every window of who may be the second, or who waits for one: that there is a proposal, how long it may be thought about, and, opened, what it is. It covers nothing but a corner and goes when it is over. */
export function ConsentNotice({ store, seat }: { readonly store: ConsentStore; readonly seat: SeatView | null }) {
  const words = useWords();
  const now = useNow();
  const { list, paged } = useStore(store.state);
  const [opened, setOpened] = useState<string | null>(null);
  const waiting = (list ?? []).filter((c) => isOpen(c, now) && (c.second || c.mine)).toSorted((a, b) => a.endsAt - b.endsAt);
  const looked = waiting.find((c) => c.id === opened) ?? null;
  const first = waiting[0];
  return (
    <>
      <Sheets store={store} />
      {seat !== null && first !== undefined && !paged && (
        <section className="consent-notice" aria-label={words.t('admin:page-consent')} onKeyDown={(e) => { if (e.key === 'Escape' && looked !== null) { e.stopPropagation(); setOpened(null); } }}>
          {looked !== null && <ConsentCard store={store} consent={looked} seat={seat} />}
          <p role="status">
            <b>{words.t(first.mine ? 'admin:notice-mine' : 'admin:notice-second', { first: first.first.login })}</b> {looked === null && <span>{whatWords(first, words)}</span>}
            {waiting.length > 1 && <span className="dim">{words.t('admin:notice-more', { n: waiting.length - 1 })}</span>}
          </p>
          <span className="number consent-left" data-soon={first.endsAt - now < 60_000}>{span(first.endsAt - now)}</span>
          <button type="button" className="button" aria-expanded={looked !== null} onClick={() => setOpened(looked === null ? first.id : null)}>{words.t(looked === null ? 'admin:look' : 'admin:fold')}</button>
        </section>
      )}
    </>
  );
}
