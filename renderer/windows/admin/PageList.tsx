import { useRef, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import type { SeatView } from '#app/access';
import { useNow } from '#kit/time';
import { useWords } from '#kit/words';
import { consentIsOpen } from '../features.ts';
import { pages } from './pages.tsx';
import type { AdminStores } from './stores.ts';

/** The pages, gone through by arrows; one that she may not see says so before it is opened. */
export function PageList({ stores, seat, open }: { readonly stores: AdminStores; readonly seat: SeatView; readonly open: string }) {
  const words = useWords();
  const now = useNow();
  const box = useRef<HTMLElement>(null);
  const waiting = useStore(stores.consents.state, (s) => (s.list ?? []).filter((c) => consentIsOpen(c, now) && (c.second || c.mine)).length);
  function pressed(e: KeyboardEvent): void {
    const by = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    e.preventDefault();
    const next = pages[Math.min(Math.max(pages.findIndex((p) => p.id === open) + by, 0), pages.length - 1)];
    if (next === undefined) return;
    stores.go(next.id);
    box.current?.querySelector<HTMLElement>(`[data-page="${next.id}"]`)?.focus();
  }
  return (
    <nav className="admin-pages" ref={box} aria-label={words.t('admin:pages')} onKeyDown={pressed}>
      {pages.map((p) => (
        <button key={p.id} type="button" data-page={p.id} data-locked={!seat.may.includes(p.needs)} aria-current={p.id === open ? 'page' : undefined} tabIndex={p.id === open ? 0 : -1} onClick={() => stores.go(p.id)}>
          <b>{words.t(p.title)}</b>
          {p.id === 'consent' && waiting > 0 && <span className="admin-tag number">{waiting}</span>}
          {!seat.may.includes(p.needs) && <span className="dim">{words.t('admin:locked')}</span>}
        </button>
      ))}
    </nav>
  );
}
