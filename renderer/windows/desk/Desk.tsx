import { useCallback, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { AlarmView } from '#app/alarm';
import type { Selected } from '#app/selection';
import { keyBelongsTo, meant } from '#kit/actions';
import { useWords } from '#kit/words';
import { Banner, commonActions, DutyNow, HealthLine, LogList, QualityPage, shiftTitle, SoundPanel, SourceList, type Live } from './beside.ts';
import { deskActions } from './actions.ts';
import './desk.css';
import { DeskPalette } from './DeskPalette.tsx';
import { actionEntries, alarmEntries } from '../finding/entries.ts';
import { Header } from './Header.tsx';
import { KeyHelp } from '../finding/KeyHelp.tsx';
import { HoveredWhy } from './listing/HoveredWhy.tsx';
import { Listing } from './listing/Listing.tsx';
import { Middle } from './middle/Middle.tsx';
import { aboutAlarms, actorOf, liveValues, subjectOf } from '../naming.ts';
import type { DeskStores } from './stores.ts';

/** What may be done behind each page; at the desk itself everything. */
const behind: Readonly<Record<string, readonly string[]>> = { keys: ['help'], sound: ['sound', 'sounds', 'silence'], page: ['silence'], palette: [] };

/** Opens the palette with what there is now: all alarms, and what can be done; before anything is typed, what waits and what can be done. */
function usePalette(desk: DeskStores, about: ReturnType<typeof aboutAlarms>) {
  const words = useWords();
  return useMemo(() => {
    const find = (): void => {
      const doable = actionEntries(actions, words);
      const { rows } = desk.alarms.state.getState();
      const alarms = alarmEntries(Array.from({ length: rows.length }, (_, i) => rows.at(i)).filter((a) => a !== undefined), about, words);
      void desk.palette.open([...alarms, ...doable], [...alarms.slice(0, 8), ...doable]);
    };
    const own = deskActions(desk, find);
    const actions = [...own, ...commonActions(desk)];
    return { own, actions };
  }, [desk, about, words]);
}

/** In whose name something is done here now. */
const acting = (seat: { readonly officer: { readonly person: string } | null } | null, place: string | null): string => seat?.officer?.person ?? place ?? '';

/** The duty desk 值守台: left the live alarms, in the middle the one thing that is looked at, right the log and the sources. */
export function Desk({ desk }: { readonly desk: DeskStores }) {
  const words = useWords();
  const settings = useStore(desk.settings.state);
  const engine = useStore(desk.engine.state);
  const process = useStore(desk.process.state, (s) => s.process);
  const park = useStore(desk.park.state, (s) => s.park);
  const panel = useStore(desk.panels, (s) => s.open);
  const windows = useStore(desk.windows.state, (s) => s.health);
  const paging = useStore(desk.quality.state, (s) => s.source !== null);
  const finding = useStore(desk.palette.state, (s) => s.open);
  const confirming = useStore(desk.picking.state, (s) => s.confirming);

  const about = useMemo(() => aboutAlarms(park, words), [park, words]);
  const subject = useMemo(() => subjectOf(park, words), [park, words]);
  const named = useCallback((what: Selected): string => subject(what.id), [subject]);
  const known = useStore(desk.seat.state, (s) => s.known);
  const seat = useStore(desk.seat.state, (s) => s.seat);
  const actor = useMemo(() => actorOf(words, known), [words, known]);
  const liveOf = useMemo(() => liveValues(), []);
  const liveAt = useCallback((point: string): Live | null => liveOf(desk.values.get(point)), [desk, liveOf]);
  const live = useCallback((a: AlarmView) => (a.point === null ? null : liveAt(a.point)), [liveAt]);
  const shifts = useStore(desk.shifts.state, (s) => s.shifts);
  const shiftOf = useMemo(() => shiftTitle(shifts, words), [shifts, words]);
  const { own, actions } = usePalette(desk, about);
  const close = useCallback(() => desk.panels.setState({ open: null }), [desk]);

  // behind a page nothing is acknowledged by mistake; the horn can always be silenced
  const only = panel === 'keys' ? 'keys' : panel === 'sound' ? 'sound' : paging || confirming ? 'page' : finding ? 'palette' : 'desk';
  useEffect(() => {
    function pressed(e: KeyboardEvent): void {
      desk.selection.touch();
      if (e.defaultPrevented || (keyBelongsTo(e.target, e.key) && !(e.ctrlKey && e.key.toLowerCase() === 'k'))) return;
      const action = meant(own.filter((a) => behind[only]?.includes(a.id) ?? true), e);
      if (action === null) return;
      e.preventDefault();
      action.run();
    }
    window.addEventListener('keydown', pressed);
    window.addEventListener('pointerdown', desk.selection.touch);
    return () => { window.removeEventListener('keydown', pressed); window.removeEventListener('pointerdown', desk.selection.touch); };
  }, [desk, own, only]);

  const current = engine.phase === 'open';
  const unreal = engine.realm === 'drill' || engine.realm === 'replay' ? engine.realm : null;
  return (
    <div className="desk" data-realm={engine.realm ?? 'unknown'}>
      {unreal !== null && <p className="realm" role="region" aria-label={words.t(`desk:realm-${unreal}`)}>{words.t(`desk:realm-${unreal}`)}</p>}
      <Header desk={desk} settings={settings} park={park} actions={own} />
      <Banner store={desk.health} link={engine} process={process} />
      <div className="desk-columns">
        <Listing desk={desk} park={park} about={about} live={live} current={current} actor={actor(acting(seat, engine.actor))} />
        <Middle desk={desk} park={park} theme={settings.theme} current={current} about={about} liveAt={liveAt} actor={actor} named={named} />
        <aside className="right" aria-label={words.t('desk:right')}>
          <DutyNow store={desk.duty} />
          <LogList store={desk.log} current={current} nameOf={subject} actor={actor} shiftOf={shiftOf} />
          <SourceList store={desk.sources} nameOf={subject} current={current} onOpen={(id) => desk.quality.open(id)} />
        </aside>
      </div>
      <HealthLine store={desk.health} connection={engine.phase} since={engine.since} windows={windows} />
      <HoveredWhy desk={desk} />
      <QualityPage store={desk.quality} nameOf={subject} />
      <DeskPalette desk={desk} actions={actions} />
      <SoundPanel opened={panel === 'sound'} sound={settings.sound} volumes={settings.volumes} onSound={(sound) => desk.settings.change({ sound })} onVolumes={(volumes) => desk.settings.change({ volumes })} play={desk.play} onClose={close} />
      <KeyHelp actions={actions} opened={panel === 'keys'} onClose={close} />
    </div>
  );
}
