import { useStore } from 'zustand';
import type { SeatView } from '#app/access';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { Glyph } from './Glyph.tsx';
import type { SeatStore } from './seat-store.ts';
import './seat.css';

/** From so long before its end on, the end of a session is set in bold; in ms. */
const soonMs = 15 * 60_000;

/** Nobody who works: why. */
function Absent({ seat }: { readonly seat: SeatView }) {
  const words = useWords();
  const said = !seat.setUp ? words.t('access:chip-none', { place: seat.workstation }) : words.t(`access:chip-${seat.state}`, { name: seat.officer?.name ?? '' });
  return <p className="seat-chip" data-state={seat.state}><Glyph of={seat.state === 'locked' ? 'lock' : seat.state === 'overridden' ? 'override' : 'empty'} /><span className="cut" title={said}>{said}</span></p>;
}

/** The same for a wall that is read from afar: her name and nothing to press; while nobody works, the line above says it. */
export function OfficerName({ store }: { readonly store: SeatStore }) {
  const words = useWords();
  const seat = useStore(store.state, (s) => s.seat);
  if (seat?.state !== 'watched' || seat.officer === null) return null;
  return <p className="seat-chip" data-state="watched" title={words.t('access:officer')}><Glyph of="officer" /><b className="cut">{seat.officer.name}</b></p>;
}

/** Who watches, in the head of a window: her name, when her session ends, whether her password grows old; the way to her own account, and the lock. */
export function OfficerChip({ store }: { readonly store: SeatStore }) {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  const { seat, open } = useStore(store.state);
  if (seat === null) return null;
  if (!seat.setUp || seat.state !== 'watched' || seat.session === null) return <Absent seat={seat} />;
  const { session, officer } = seat;
  return (
    <div className="seat-chip" data-state="watched" role="group" aria-label={words.t('access:officer')}>
      <button type="button" className="button" aria-expanded={open === 'own'} title={words.t('access:own')} onClick={() => store.open(open === 'own' ? null : 'own')}>
        <Glyph of="officer" /><b className="cut">{officer?.name ?? ''}</b>
        <span className="number" data-soon={session.longestUntil - now < soonMs}>{words.t('access:until', { time: site.minute(session.longestUntil) })}</span>
        {session.ageing !== null && <em>{words.t('access:ageing', { days: session.ageing })}</em>}
      </button>
      {seat.seat === 'watch' && <button type="button" className="button" title={words.t('access:key-lock')} onClick={() => void store.lock()}><Glyph of="lock" />{words.t('access:lock')}</button>}
    </div>
  );
}
