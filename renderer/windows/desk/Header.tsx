import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Settings } from '#app/contract';
import type { Action } from '#kit/actions';
import { useWhyNot } from '#kit/may';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { audible, OfficerChip, type Park } from '../features.ts';
import type { DeskStores } from './stores.ts';

function Clock() {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  return <p className="desk-clock number"><span>{site.day(now)} {words.t(`time:weekday-${site.weekday(now)}`)}</span> <strong>{site.clock(now)}</strong></p>;
}

/** SND-06: a browser lets nothing sound until the page is touched; that is said, and the first touch anywhere is enough. */
function Muted({ desk }: { readonly desk: DeskStores }) {
  const words = useWords();
  const blocked = useStore(desk.tone.state, (s) => s.blocked);
  useEffect(() => {
    if (!blocked) return undefined;
    const gestures = ['pointerdown', 'keydown'] as const;
    for (const g of gestures) window.addEventListener(g, desk.tone.wake, true);
    return () => { for (const g of gestures) window.removeEventListener(g, desk.tone.wake, true); };
  }, [blocked, desk]);
  return !blocked ? null : <button type="button" className="button desk-muted" data-primary="true" onClick={desk.tone.wake}>{words.t('desk:sound-blocked')}</button>;
}

interface Props { readonly desk: DeskStores; readonly settings: Settings; readonly park: Park | null; readonly actions: readonly Action[] }

/** Which park, which desk, who sits at it, and what time it is there. */
export function Header({ desk, settings, park, actions }: Props) {
  const words = useWords();
  const sounds = useStore(desk.seat.state, (s) => audible(settings.sound, s.seat));
  const sounding = useStore(desk.alarms.state, (s) => s.horn !== null) && sounds;
  const [unsilenced, unset] = [useWhyNot('alarm.acknowledge'), useWhyNot('settings.change')];
  const setting = { disabled: unset !== null, title: unset ?? undefined };
  const run = (id: string) => (): void => actions.find((a) => a.id === id)?.run();
  return (
    <header className="desk-header">
      <h1><strong>{park === null ? '' : words.name(park.site.name)}</strong> <span>{words.t('desk:title')}</span></h1>
      <OfficerChip store={desk.seat} />
      <nav aria-label={words.t('desk:settings')}>
        <Muted desk={desk} />
        <button type="button" className="button" onClick={run('find')}>{words.t('desk:find')} <kbd>Ctrl+K</kbd></button>
        <button type="button" className="button" aria-pressed={sounding} disabled={!sounding || unsilenced !== null} title={unsilenced ?? undefined} onClick={desk.silence}>{words.t('desk:silence')} <kbd>M</kbd></button>
        <button type="button" className="button" onClick={run('sounds')}>{words.t(sounds ? 'desk:sound-on' : 'desk:sound-off')} <kbd>V</kbd></button>
        <button type="button" className="button" {...setting} onClick={run('theme')}>{words.t(settings.theme === 'dark' ? 'desk:to-light' : 'desk:to-dark')} <kbd>T</kbd></button>
        <button type="button" className="button" lang={settings.language === 'en' ? 'zh-CN' : 'en'} {...setting} onClick={run('language')}>{words.t('desk:other-language')} <kbd>L</kbd></button>
        <button type="button" className="button" onClick={run('help')}>{words.t('desk:keys')} <kbd>?</kbd></button>
      </nav>
      <Clock />
    </header>
  );
}
