import { MantineProvider } from '@mantine/core';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { theme } from '#kit/look/theme';
import { siteTime, TimeContext } from '#kit/time';
import { shippedWords, WordsContext } from '#kit/words';
import type { Workstation } from './workstation.ts';

interface Props {
  readonly of: Workstation;
  /** The code of the window's title. */
  readonly title: Parameters<ReturnType<typeof shippedWords>['t']>[0];
  readonly children: ReactNode;
}

/** A window in the language, the theme and the time zone that hold now. */
export function WindowFrame({ of, title, children }: Props) {
  const settings = useStore(of.settings.state);
  const zone = useStore(of.park.state, (s) => s.park?.site.zone ?? 'Asia/Shanghai');
  const words = useMemo(() => shippedWords(settings.language), [settings.language]);
  const time = useMemo(() => ({ site: siteTime(zone), now: of.now }), [zone, of]);
  useEffect(() => { document.documentElement.lang = settings.language; document.title = words.t(title); }, [settings.language, words, title]);
  return (
    <MantineProvider theme={theme} forceColorScheme={settings.theme}>
      <WordsContext value={words}><TimeContext value={time}>{children}</TimeContext></WordsContext>
    </MantineProvider>
  );
}
