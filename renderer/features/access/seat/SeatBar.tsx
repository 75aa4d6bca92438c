import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SeatView } from '#app/access';
import { span, useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { Glyph } from './Glyph.tsx';
import { LoginForm } from './LoginForm.tsx';
import type { SeatStore } from './seat-store.ts';
import './seat.css';
import { UnlockForm } from './UnlockForm.tsx';
import { whyNot } from './why-not.ts';

interface Props { readonly store: SeatStore }
interface LineProps { readonly look: 'quiet' | 'heavy' | 'loud'; readonly glyph: Parameters<typeof Glyph>[0]['of']; readonly title: ReactNode; readonly note?: string; readonly children?: ReactNode }

/** One line above everything: what is so, and what to do about it. */
function Line({ look, glyph, title, note, children }: LineProps) {
  return (
    <div className="seat-line" data-look={look}>
      <p className="seat-said" role="status"><Glyph of={glyph} /><strong>{title}</strong>{note !== undefined && <span title={note}>{note}</span>}</p>
      {children}
    </div>
  );
}
function Closing({ store }: Props) {
  const focus = useStore(store.state, (s) => s.open === 'login');
  return <LoginForm store={store} layout="bar" focus={focus} onClose={() => store.open(null)} />;
}
function Override({ store }: Props) {
  const words = useWords();
  return <button type="button" className="button" onClick={() => store.open('override')}>{words.t('access:override')}…</button>;
}

function Locked({ store, seat }: Props & { readonly seat: SeatView }) {
  const words = useWords();
  const site = useSiteTime();
  const open = useStore(store.state, (s) => s.open);
  return (
    <Line look="heavy" glyph="lock" title={words.t('access:locked', { name: seat.officer?.name ?? '' })} note={words.t('access:locked-since', { time: site.minute(seat.since) })}>
      {open === 'login' ? <Closing store={store} /> : <UnlockForm store={store} focus={open === 'unlock'} />}
      {open !== 'login' && <span className="seat-do"><button type="button" className="button" onClick={() => store.open('login')}>{words.t('access:other-officer')} <kbd>F9</kbd></button><Override store={store} /></span>}
    </Line>
  );
}
function Overridden({ store, seat }: Props & { readonly seat: SeatView }) {
  const words = useWords();
  const now = useNow();
  const open = useStore(store.state, (s) => s.open);
  return (
    <Line look="loud" glyph="override" title={<>{words.t('access:overridden')} <b className="number" role="timer" aria-live="off">{span(Math.max(0, (seat.endsAt ?? now) - now))}</b></>} note={words.t('access:overridden-why', { reason: seat.reason ?? '' })}>
      {open === 'login' ? <Closing store={store} /> : (
        <span className="seat-do">
          <button type="button" className="button" onClick={() => store.open('login')}>{words.t('access:log-in')} <kbd>F9</kbd></button>
          <button type="button" className="button" onClick={() => void store.leave()}>{words.t('access:give-back')}</button>
        </span>)}
    </Line>
  );
}
function Empty({ store }: Props) {
  const words = useWords();
  const focus = useStore(store.state, (s) => s.open === 'login');
  return (
    <Line look="heavy" glyph="empty" title={words.t('access:empty')} note={words.t('access:still-alive')}>
      <LoginForm store={store} layout="bar" focus={focus} />
      <span className="seat-do"><Override store={store} /></span>
    </Line>
  );
}
/** Somebody is logged in: nothing is said, but what must be done before anything else, and the form of who comes next. */
function Watched({ store, seat }: Props & { readonly seat: SeatView }) {
  const words = useWords();
  const open = useStore(store.state, (s) => s.open);
  const must = seat.session?.must ?? null;
  const name = seat.officer?.name ?? '';
  return (
    <>
      {must !== null && <Line look="heavy" glyph="key" title={words.t(`access:must-${must}`, { name })} note={words.t('access:must-note')}>
        <span className="seat-do"><button type="button" className="button" data-primary="true" aria-expanded={open === 'own'} onClick={() => store.open(open === 'own' ? null : 'own')}>{words.t(`access:do-${must}`)}</button></span>
      </Line>}
      {open === 'login' && <Line look="quiet" glyph="officer" title={words.t('access:change-officer')} note={words.t('access:change-note', { name })}><Closing store={store} /></Line>}
    </>
  );
}
function Commissioning({ store, seat }: Props & { readonly seat: SeatView }) {
  const words = useWords();
  const open = useStore(store.state, (s) => s.open === 'set-up');
  return (
    <Line look="quiet" glyph="commissioning" title={words.t('access:commissioning')} note={words.t('access:commissioning-note', { place: seat.workstation })}>
      <span className="seat-do"><button type="button" className="button" aria-expanded={open} onClick={() => store.open(open ? null : 'set-up')}>{words.t('access:set-up')}…</button></span>
    </Line>
  );
}

/** How long a refusal stays said, in ms. */
const refusedMs = 6000;
/** Why nothing came of a key: over the head of the window, where nothing is covered that an alarm stands in. */
function Refused({ store }: Props) {
  const words = useWords();
  const now = useNow();
  const { refused, seat } = useStore(store.state);
  const why = refused === null || now - refused.at > refusedMs ? null : whyNot(seat, refused.needs, words);
  return <p className="seat-refused" role="alert" hidden={why === null}>{why ?? ''}</p>;
}

/** Who is at this seat, while that is not simply an officer who works: one line above the window, which covers nothing. Alarms, trends and map go on below it. */
export function SeatBar({ store }: Props) {
  const words = useWords();
  const seat = useStore(store.state, (s) => s.seat);
  if (seat === null || (seat.seat === 'own' && seat.state === 'empty')) return null;
  return (
    <section className="seat-bar" aria-label={words.t('access:bar')}>
      {!seat.setUp ? <Commissioning store={store} seat={seat} />
        : seat.state === 'empty' ? <Empty store={store} />
        : seat.state === 'locked' ? <Locked store={store} seat={seat} />
        : seat.state === 'overridden' ? <Overridden store={store} seat={seat} />
        : <Watched store={store} seat={seat} />}
      <Refused store={store} />
    </section>
  );
}
