import { MantineProvider } from '@mantine/core';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { theme } from '#kit/look/theme';
import { keyBelongsTo, meant } from '#kit/actions';
import { MayContext, type WhyNot } from '#kit/may';
import { siteTime, TimeContext } from '#kit/time';
import { shippedWords, WordsContext } from '#kit/words';
import { ConsentNotice, SeatBar, SeatSheet, whyNot } from '../features.ts';
import { commonActions } from './common-actions.ts';
import './frame.css';
import { WindowsPanel } from './panel/WindowsPanel.tsx';
import type { Workstation } from './workstation.ts';

interface Props {
  readonly of: Workstation;
  /** The code of the window's title. */
  readonly title: Parameters<ReturnType<typeof shippedWords>['t']>[0];
  readonly children: ReactNode;
}

/** The keys that every window has. What the window itself has acted on is done. */
function useCommonKeys(of: Workstation): void {
  useEffect(() => {
    const actions = commonActions(of);
    function pressed(e: KeyboardEvent): void {
      const action = e.defaultPrevented ? null : meant(actions, e);
      if (action === null) return;
      e.preventDefault();
      action.run();
    }
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [of]);
}

/** Whoever moves a hand here is here: said to the seat, which says it on as seldom as it may. */
function useActivity({ seat }: Workstation): void {
  useEffect(() => {
    /** ... and the second Enter of a login acknowledges nothing. */
    const settle = (e: KeyboardEvent): void => { if (seat.settling() && (e.key === 'Enter' || e.key === ' ') && !keyBelongsTo(e.target, e.key)) { e.preventDefault(); e.stopPropagation(); } };
    window.addEventListener('keydown', settle, true);
    const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const sign of signs) window.addEventListener(sign, seat.touch, { capture: true, passive: true });
    return () => { window.removeEventListener('keydown', settle, true); for (const sign of signs) window.removeEventListener(sign, seat.touch, { capture: true }); };
  }, [seat]);
}

/** A window in the language, the theme, the time zone and the text scale that hold now, with the keys and the panel that every window has. */
export function WindowFrame({ of, title, children }: Props) {
  const settings = useStore(of.settings.state);
  const zone = useStore(of.park.state, (s) => s.park?.site.zone ?? 'Asia/Shanghai');
  const text = useStore(of.windows.state, (s) => s.self?.text ?? 1);
  const seat = useStore(of.seat.state, (s) => s.seat);
  const realm = useStore(of.engine.state, (s) => s.realm);
  useCommonKeys(of);
  useActivity(of);
  const words = useMemo(() => shippedWords(settings.language), [settings.language]);
  const why = useMemo((): WhyNot => (needs) => whyNot(seat, needs, words), [seat, words]);
  const time = useMemo(() => ({ site: siteTime(zone), now: of.now }), [zone, of]);
  useEffect(() => { document.documentElement.lang = settings.language; document.title = words.t(title); }, [settings.language, words, title]);
  useEffect(() => of.beat((bright) => { document.documentElement.dataset['beat'] = bright ? 'bright' : 'faint'; }), [of]);
  useEffect(() => document.documentElement.style.setProperty('--text-scale', String(text)), [text]);
  return (
    <MantineProvider theme={theme} forceColorScheme={settings.theme}>
      <WordsContext value={words}><TimeContext value={time}><MayContext value={why}>
        <div className="window-frame" data-kind={of.kind} data-realm={realm ?? 'unknown'}>
          <SeatBar store={of.seat} />
          <div className="window-body"><div className="window-room">{children}</div><SeatSheet store={of.seat} /></div>
        </div>
        <ConsentNotice store={of.consents} seat={seat} /><WindowsPanel of={of} />
      </MayContext></TimeContext></WordsContext>
    </MantineProvider>
  );
}
