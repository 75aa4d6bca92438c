import { MantineProvider } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { theme } from '#kit/look/theme';
import { siteTime, TimeContext } from '#kit/time';
import { shippedWords, WordsContext } from '#kit/words';
import { Desk } from './Desk.tsx';
import type { DeskStores } from './stores.ts';

/** The desk in the language, the theme and the time zone that hold now. */
export function DeskWindow({ desk }: { readonly desk: DeskStores }) {
  const settings = useStore(desk.settings.state);
  const zone = useStore(desk.park.state, (s) => s.park?.site.zone ?? 'Asia/Shanghai');
  const words = useMemo(() => shippedWords(settings.language), [settings.language]);
  const time = useMemo(() => ({ site: siteTime(zone), now: desk.now }), [zone, desk]);
  useEffect(() => { document.documentElement.lang = settings.language; document.title = words.t('desk:title'); }, [settings.language, words]);
  return (
    <MantineProvider theme={theme} forceColorScheme={settings.theme}>
      <WordsContext value={words}><TimeContext value={time}><Desk desk={desk} /></TimeContext></WordsContext>
    </MantineProvider>
  );
}
