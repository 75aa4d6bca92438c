import { useState } from 'react';
import { useStore } from 'zustand';
import type { SeatView } from '#app/access';
import { span, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import type { SeatStore } from '../seat-store.ts';
import { OwnKey } from './OwnKey.tsx';
import { OwnPassword } from './OwnPassword.tsx';
import { OwnTotp } from './OwnTotp.tsx';

const pages = ['session', 'password', 'totp', 'key'] as const;
type Page = (typeof pages)[number];
type Session = NonNullable<SeatView['session']>;

/** Her session, and the ways out of it. */
function SessionFacts({ store, seat, session }: { readonly store: SeatStore; readonly seat: SeatView; readonly session: Session }) {
  const words = useWords();
  const site = useSiteTime();
  const watches = seat.seat === 'watch';
  return (
    <div className="seat-form" data-layout="page">
      <dl className="seat-facts">
        <div><dt>{words.t('access:login-name')}</dt><dd>{seat.officer?.login ?? ''}</dd></div>
        <div><dt>{words.t('access:place')}</dt><dd>{seat.workstation}</dd></div>
        <div><dt>{words.t('access:opened')}</dt><dd className="number">{site.day(session.openedAt)} {site.clock(session.openedAt)}</dd></div>
        <div><dt>{words.t('access:ends')}</dt><dd className="number">{site.day(session.longestUntil)} {site.clock(session.longestUntil)}</dd></div>
        <div><dt>{words.t(watches ? 'access:idle-locks' : 'access:idle-ends')}</dt><dd className="number">{span(session.idleMs)}</dd></div>
        {session.powers.length > 0 && <div><dt>{words.t('access:powers')}</dt><dd>{session.powers.map((p) => words.t(`access:power-${p}`)).join(' · ')}</dd></div>}
        {session.ageing !== null && <div data-odd="true"><dt>{words.t('access:password')}</dt><dd>{words.t('access:ageing-long', { days: session.ageing })}</dd></div>}
      </dl>
      <div className="seat-do">
        {watches && <button type="button" className="button" onClick={() => void store.lock()}>{words.t('access:lock')} <kbd>Alt+L</kbd></button>}
        <button type="button" className="button" onClick={() => store.open('login')}>{words.t('access:change-officer')} <kbd>F9</kbd></button>
        <button type="button" className="button" onClick={() => void store.leave()}>{words.t('access:leave')}</button>
      </div>
    </div>
  );
}

function Shown({ store, seat, session, page, onDone }: { readonly store: SeatStore; readonly seat: SeatView; readonly session: Session; readonly page: Page; readonly onDone: (said: string) => void }) {
  switch (page) {
    case 'session': return <SessionFacts store={store} seat={seat} session={session} />;
    case 'password': return <OwnPassword store={store} onDone={onDone} />;
    case 'totp': return <OwnTotp store={store} has={session.totp} onDone={onDone} />;
    case 'key': return <OwnKey store={store} has={session.key} onDone={onDone} />;
  }
}
/** What may be shown: while something must be done, only what does it. */
const offeredTo = (must: Session['must']): readonly Page[] => (must === null ? pages : must === 'change-password' ? ['password'] : ['totp', 'key']);

/** What must be done before anything else, or all that somebody may do with her own account. */
export function OwnAccount({ store }: { readonly store: SeatStore }) {
  const words = useWords();
  const seat = useStore(store.state, (s) => s.seat);
  const [page, setPage] = useState<Page>('session');
  const [done, setDone] = useState<string | null>(null);
  const session = seat?.session ?? null;
  if (seat === null || session === null) return null;
  const offered = offeredTo(session.must);
  const shown = offered.find((p) => p === page) ?? offered[0] ?? 'session';
  return (
    <>
      {session.must !== null && <p className="seat-must">{words.t(`access:why-must-${session.must}`)}</p>}
      {offered.length > 1 && <nav className="seat-tabs" aria-label={words.t('access:own')}>{offered.map((p) => <button key={p} type="button" aria-current={p === shown} onClick={() => { setPage(p); setDone(null); }}>{words.t(`access:own-${p}`)}</button>)}</nav>}
      <p className="seat-done" role="status">{done ?? ''}</p>
      <Shown key={shown} store={store} seat={seat} session={session} page={shown} onDone={setDone} />
    </>
  );
}
