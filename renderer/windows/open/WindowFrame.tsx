import { MantineProvider } from '@mantine/core';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { theme } from '#kit/look/theme';
import { meant } from '#kit/actions';
import { siteTime, TimeContext } from '#kit/time';
import { shippedWords, WordsContext } from '#kit/words';
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

/** A window in the language, the theme, the time zone and the text scale that hold now, with the keys and the panel that every window has. */
export function WindowFrame({ of, title, children }: Props) {
  const settings = useStore(of.settings.state);
  const zone = useStore(of.park.state, (s) => s.park?.site.zone ?? 'Asia/Shanghai');
  const text = useStore(of.windows.state, (s) => s.self?.text ?? 1);
  useCommonKeys(of);
  const words = useMemo(() => shippedWords(settings.language), [settings.language]);
  const time = useMemo(() => ({ site: siteTime(zone), now: of.now }), [zone, of]);
  useEffect(() => { document.documentElement.lang = settings.language; document.title = words.t(title); }, [settings.language, words, title]);
  useEffect(() => of.beat((bright) => { document.documentElement.dataset['beat'] = bright ? 'bright' : 'faint'; }), [of]);
  useEffect(() => document.documentElement.style.setProperty('--text-scale', String(text)), [text]);
  return (
    <MantineProvider theme={theme} forceColorScheme={settings.theme}>
      <WordsContext value={words}><TimeContext value={time}>{children}<WindowsPanel of={of} /></TimeContext></WordsContext>
    </MantineProvider>
  );
}
