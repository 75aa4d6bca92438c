import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { selectedKinds } from '#app/selection';
import type { Action } from '#kit/actions';
import { keyBelongsTo, meant } from '#kit/actions';
import { useWhyNot } from '#kit/may';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { actionEntries, alarmEntries } from '../finding/entries.ts';
import { KeyHelp } from '../finding/KeyHelp.tsx';
import { Banner, OfficerChip, Palette, TopicPanel, TopicSelect, type PaletteEntry, type Park } from '../features.ts';
import type { Target } from '../globe.ts';
import { commonActions } from '../open/common-actions.ts';
import { sceneActions } from './actions.ts';
import { selectedOf, type Driven } from './drive.ts';
import './map.css';
import { SectionPanel } from './measuring/SectionPanel.tsx';
import { aboutIn } from '../naming.ts';
import { Card } from './panels/Card.tsx';
import { InView } from './panels/InView.tsx';
import { LayersPanel } from './panels/LayersPanel.tsx';
import { Later, later } from './panels/Later.tsx';
import { Legend } from './panels/Legend.tsx';
import { Notice } from './panels/Notice.tsx';
import { StatusBar } from './panels/StatusBar.tsx';
import { Tools } from './panels/Tools.tsx';
import { Tooltip } from './panels/Tooltip.tsx';
import { Views } from './panels/Views.tsx';
import { WindLine } from './panels/WindLine.tsx';
import './scene.css';
import { nearestWind, takePicture } from './picturing/showing.ts';
import type { SceneStores } from './stores.ts';
import { View } from './View.tsx';

function Clock() {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  return <p className="scene-clock number"><span className="dim">{site.day(now)} {words.t(`time:weekday-${site.weekday(now)}`)}</span> <strong>{site.clock(now)}</strong></p>;
}

/** The keys of the scene, and what they and the toolbar do. */
function useSceneActions(scene: SceneStores, driven: Driven | null): readonly Action[] {
  const words = useWords();
  const site = useSiteTime();
  const actions = useMemo((): readonly Action[] => {
    const own: readonly Action[] = sceneActions(scene, () => driven?.view ?? null, {
      home: () => driven?.home(),
      go: () => driven?.follow(),
      picture: () => { if (driven !== null) void takePicture(scene, driven.view, words, `${site.day(scene.now.getState())} ${site.clock(scene.now.getState())}`); },
      find() {
        const park = scene.park.state.getState().park;
        const doable = actionEntries(all, words);
        const alarms = park === null ? [] : alarmEntries(scene.alarms.all(), (a) => aboutIn(park, words, a), words);
        void scene.palette.open([...alarms, ...doable], [...alarms.slice(0, 8), ...doable]);
      },
      help: () => scene.show('keys', !scene.state.getState().panels.has('keys')),
      drop() { if (scene.measuring.state.getState().tool !== null) scene.measuring.stop(); else scene.selected.choose(null); },
    });
    const all: readonly Action[] = [...own, ...commonActions(scene)];
    return all;
  }, [scene, driven, words, site]);
  useEffect(() => {
    function pressed(e: KeyboardEvent): void {
      if (e.defaultPrevented || keyBelongsTo(e.target, e.key) || scene.palette.state.getState().open) return;
      const action = meant(actions, e);
      if (action === null) return;
      e.preventDefault();
      action.run();
    }
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [actions, scene]);
  return actions;
}

function Header({ scene, park, run }: { readonly scene: SceneStores; readonly park: Park | null; readonly run: (id: string) => () => void }) {
  const words = useWords();
  const unset = useWhyNot('settings.change');
  return (
    <header className="scene-header">
      <h1><strong>{park === null ? '' : words.name(park.site.name)}</strong> <span>{words.t('scene:title')}</span></h1>
      <OfficerChip store={scene.seat} />
      <nav aria-label={words.t('desk:settings')}>
        <button type="button" className="button" onClick={run('find')}>{words.t('desk:find')} <kbd>Ctrl+K</kbd></button>
        <button type="button" className="button" disabled={unset !== null} title={unset ?? undefined} onClick={run('theme')}>{words.t('scene:short-theme')} <kbd>T</kbd></button>
        <button type="button" className="button" onClick={run('help')}>{words.t('desk:keys')} <kbd>?</kbd></button>
      </nav>
      <Clock />
    </header>
  );
}
/** A drill is no life: the word of it, above everything. */
function Realm({ realm }: { readonly realm: string | null }) {
  const words = useWords();
  return realm !== 'drill' && realm !== 'replay' ? null : <p className="realm" role="region" aria-label={words.t(`desk:realm-${realm}`)}>{words.t(`desk:realm-${realm}`)}</p>;
}
/** The figures of the topic that is shown; a member of them is chosen in every window. */
function Topic({ scene, park }: { readonly scene: SceneStores; readonly park: Park | null }) {
  const words = useWords();
  const chosen = useStore(scene.topics.state, (s) => s.chosen !== null);
  const nameOf = ({ id }: { readonly id: string }): string => { const name = (park?.assets.get(id) ?? park?.points.get(id))?.name; return name === undefined ? id : words.name(name); };
  const choose = ({ kind, id }: { readonly kind: string; readonly id: string }): void => { const its = selectedKinds.find((k) => k === kind); if (its !== undefined) scene.selected.choose({ kind: its, id }); };
  return !chosen ? null : <section className="scene-panel topic-here"><TopicPanel store={scene.topics} nameOf={nameOf} onSelect={choose} /></section>;
}
/** What lies over the map at its edges. */
function Edges({ scene, park, driven, actions }: { readonly scene: SceneStores; readonly park: Park | null; readonly driven: Driven | null; readonly actions: readonly Action[] }) {
  const panels = useStore(scene.state, (s) => s.panels);
  const section = useStore(scene.measuring.state, (s) => s.section);
  const map = useStore(scene.map.state, (s) => s.map);
  const chosen = useStore(scene.selected.state, (s) => s.shown);
  const marks = useMemo(() => (map === null ? 0 : map.points.filter((p) => p.position !== null).length), [map]);
  const inView = useCallback((): readonly Target[] => scene.view()?.inView() ?? [], [scene]);
  const choose = useCallback((t: Target): void => scene.selected.choose(selectedOf(t)), [scene]);
  return (
    <>
      {panels.has('layers') && <div className="scene-left"><LayersPanel scene={scene} items={map?.items ?? []} marks={marks} /><Legend /></div>}
      <div className="scene-right">
        <Topic scene={scene} park={park} />
        {chosen !== null && park !== null && <Later {...later.card} after={scene.surroundings.after}><Card scene={scene} park={park} what={chosen} onClose={() => scene.selected.choose(null)} onGo={() => driven?.follow()} /></Later>}
        {panels.has('views') && <Views scene={scene} onGo={(v) => driven?.view.fly(v)} />}
        {panels.has('in-view') && <InView scene={scene} park={park} list={inView} onChoose={choose} />}
      </div>
      <div className="scene-bottom">
        {section !== null && <SectionPanel section={section} nameOf={(id) => park?.assets.get(id)?.name ?? null} ground={map?.origin.height ?? 0} onChoose={(id) => scene.selected.choose({ kind: 'asset', id })} onClose={() => scene.measuring.stop()} />}
        <Tools scene={scene} actions={actions} />
      </div>
    </>
  );
}
/** Where the view looks, and the wind there. */
function Line({ scene }: { readonly scene: SceneStores }) {
  const words = useWords();
  const view = useStore(scene.state, (s) => s.view);
  const map = useStore(scene.map.state, (s) => s.map);
  const station = useMemo(() => nearestWind(scene, map?.items ?? [], view, words), [scene, map, view, words]);
  return <StatusBar scene={scene}><Later {...later.wind} after={scene.surroundings.after}><WindLine scene={scene} station={station} /></Later></StatusBar>;
}

/** The park in three dimensions 三维一张图: the map, and over it what can be switched, chosen, measured and read. */
export function Scene({ scene }: { readonly scene: SceneStores }) {
  const words = useWords();
  const [driven, setDriven] = useState<Driven | null>(null);
  const park = useStore(scene.park.state, (s) => s.park);
  const link = useStore(scene.engine.state);
  const process = useStore(scene.process.state, (s) => s.process);
  const helping = useStore(scene.state, (s) => s.panels.has('keys'));
  const actions = useSceneActions(scene, driven);
  const run = (id: string) => (): void => actions.find((a) => a.id === id)?.run();
  function found({ kind, id }: PaletteEntry): void {
    if (kind === 'action' || kind === 'window') { const action = actions.find((a) => a.id === id); if (action?.allowed() === true) action.run(); return; }
    scene.selected.choose({ kind, id });
    driven?.follow();
  }
  return (
    <div className="scene" data-realm={link.realm ?? 'unknown'}>
      <Realm realm={link.realm} />
      <Header scene={scene} park={park} run={run} />
      <Banner store={scene.health} link={link} process={process} />
      <TopicSelect store={scene.topics} onChoose={scene.topic} />
      <main className="scene-body">
        <View scene={scene} label={words.t('scene:map')} onView={setDriven} />
        <Notice scene={scene} />
        <Edges scene={scene} park={park} driven={driven} actions={actions} />
        <Tooltip scene={scene} park={park} />
      </main>
      <Line scene={scene} />
      <Palette store={scene.palette} ways={() => ['choose']} run={found} />
      <KeyHelp actions={actions} opened={helping} onClose={() => scene.show('keys', false)} />
    </div>
  );
}
