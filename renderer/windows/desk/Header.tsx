import { useStore } from 'zustand';
import type { Settings } from '#app/contract';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { actorOf } from './naming.ts';
import type { DeskStores } from './stores.ts';

function Clock() {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  return <p className="desk-clock number"><span>{site.day(now)} {words.t(`time:weekday-${site.weekday(now)}`)}</span> <strong>{site.clock(now)}</strong></p>;
}

interface Props { readonly desk: DeskStores; readonly settings: Settings; readonly park: string; readonly help: () => void; readonly sounding: boolean }

/** Which park, which desk, who sits at it, and what time it is there. */
export function Header({ desk, settings, park, help, sounding }: Props) {
  const words = useWords();
  const actor = useStore(desk.engine.state, (s) => s.actor);
  const { change } = desk.settings;
  return (
    <header className="desk-header">
      <h1><strong>{park}</strong> <span>{words.t('desk:title')}</span></h1>
      <p className="desk-actor" title={actor ?? ''}>{words.t('desk:actor')}<b>{actor === null ? words.t('desk:actor-nobody') : actorOf(words)(actor)}</b></p>
      <nav aria-label={words.t('desk:settings')}>
        <button type="button" className="button" aria-pressed={sounding} disabled={!sounding} onClick={desk.alarms.silence}>{words.t('desk:silence')} <kbd>M</kbd></button>
        <button type="button" className="button" onClick={() => change({ sound: !settings.sound })}>{words.t(settings.sound ? 'desk:sound-on' : 'desk:sound-off')} <kbd>S</kbd></button>
        <button type="button" className="button" onClick={() => desk.play('S')} title={words.t('desk:sound-test-title')}>{words.t('desk:sound-test')}</button>
        <button type="button" className="button" onClick={() => change({ theme: settings.theme === 'dark' ? 'light' : 'dark' })}>{words.t(settings.theme === 'dark' ? 'desk:to-light' : 'desk:to-dark')} <kbd>T</kbd></button>
        <button type="button" className="button" lang={settings.language === 'en' ? 'zh-CN' : 'en'} onClick={() => change({ language: settings.language === 'en' ? 'zh-CN' : 'en' })}>{words.t('desk:other-language')} <kbd>L</kbd></button>
        <button type="button" className="button" onClick={help}>{words.t('desk:keys')} <kbd>?</kbd></button>
      </nav>
      <Clock />
    </header>
  );
}
