import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { AlarmView } from '#app/alarm';
import { keyBelongsTo, meant } from '#kit/actions';
import { useWords } from '#kit/words';
import { AlarmList, Banner, HealthLine, LogList, QualityPage, SourceList, type Reading } from '../features.ts';
import { deskActions } from './actions.ts';
import './desk.css';
import { Header } from './Header.tsx';
import { KeyHelp } from './KeyHelp.tsx';
import { Middle } from './Middle.tsx';
import { aboutAlarms, actorOf, liveValues, subjectOf } from './naming.ts';
import { HoveredWhy } from './HoveredWhy.tsx';
import type { DeskStores } from './stores.ts';

/** The duty desk 值守台: left the live alarms, in the middle the one that is looked at, right the log and the sources. */
export function Desk({ desk }: { readonly desk: DeskStores }) {
  const words = useWords();
  const settings = useStore(desk.settings.state);
  const engine = useStore(desk.engine.state);
  const process = useStore(desk.process.state, (s) => s.process);
  const park = useStore(desk.park.state, (s) => s.park);
  const sounding = useStore(desk.alarms.state, (s) => s.horn !== null);
  const selected = useStore(desk.selection.state, (s) => s.choice.id);
  useStore(desk.values.state);                                   // a value changed: the rows look again
  const paging = useStore(desk.quality.state, (s) => s.source !== null);
  const [helping, setHelping] = useState(false);

  const about = useMemo(() => aboutAlarms(park, words), [park, words]);
  const subject = useMemo(() => subjectOf(park, words), [park, words]);
  const actor = useMemo(() => actorOf(words), [words]);
  const liveOf = useMemo(() => liveValues(), []);
  const live = useCallback((a: AlarmView) => (a.point === null ? null : liveOf(desk.values.get(a.point))), [desk, liveOf]);
  const hear = useCallback((point: string, ear: (r: Reading) => void) =>
    desk.values.hear(point, (v) => ear({ at: v.sourceTime ?? v.receivedTime, value: v.value, quality: v.quality })), [desk]);
  const visible = useCallback((ids: readonly string[]) => desk.watch.rows(ids.map((id) => desk.alarms.get(id)?.point ?? null).filter((p) => p !== null)), [desk]);
  const help = useCallback(() => setHelping((h) => !h), []);
  const actions = useMemo(() => deskActions(desk, help), [desk, help]);

  useEffect(() => {
    function pressed(e: KeyboardEvent): void {
      desk.selection.touch();
      if (e.defaultPrevented || keyBelongsTo(e.target, e.key)) return;
      // behind a page nothing is acknowledged by mistake; the horn can always be silenced
      const action = meant(helping ? actions.filter((a) => a.id === 'help') : paging ? actions.filter((a) => a.id === 'silence') : actions, e);
      if (action === null) return;
      e.preventDefault();
      action.run();
    }
    window.addEventListener('keydown', pressed);
    window.addEventListener('pointerdown', desk.selection.touch);
    return () => { window.removeEventListener('keydown', pressed); window.removeEventListener('pointerdown', desk.selection.touch); };
  }, [desk, actions, helping, paging]);

  const current = engine.phase === 'open';
  const unreal = engine.realm === 'drill' || engine.realm === 'replay' ? engine.realm : null;
  return (
    <div className="desk" data-realm={engine.realm ?? 'unknown'}>
      {unreal !== null && <p className="realm" role="region" aria-label={words.t(`desk:realm-${unreal}`)}>{words.t(`desk:realm-${unreal}`)}</p>}
      <Header desk={desk} settings={settings} park={park === null ? '' : words.name(park.site.name)} help={help} sounding={sounding && settings.sound} />
      <Banner store={desk.health} link={engine} process={process} />
      <div className="desk-columns">
        <AlarmList store={desk.alarms} about={about} live={live} current={current} selected={selected} onSelect={desk.selection.choose} onVisible={visible} />
        <Middle desk={desk} park={park} theme={settings.theme} current={current} about={about} live={live} hear={hear} actor={actor} />
        <aside className="right" aria-label={words.t('desk:right')}>
          <LogList store={desk.log} current={current} nameOf={subject} actor={actor} />
          <SourceList store={desk.sources} nameOf={subject} current={current} onOpen={(id) => desk.quality.open(id)} />
        </aside>
      </div>
      <HealthLine store={desk.health} connection={engine.phase} since={engine.since} />
      <HoveredWhy desk={desk} />
      <QualityPage store={desk.quality} nameOf={subject} />
      <KeyHelp actions={actions} opened={helping} onClose={() => setHelping(false)} />
    </div>
  );
}
