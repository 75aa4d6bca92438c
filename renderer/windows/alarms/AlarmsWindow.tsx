import { useCallback, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { AlarmView } from '#app/alarm';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { AlarmScreen, Banner, DutyLine, legibleAt, OfficerName, type Watching } from '../features.ts';
import { KeyHelp } from '../finding/KeyHelp.tsx';
import { useKeys } from '../finding/use-keys.ts';
import { aboutAlarms } from '../naming.ts';
import { commonActions } from '../open/common-actions.ts';
import { Realm } from '../open/Realm.tsx';
import { screenActions } from './actions.ts';
import './alarms.css';
import type { AlarmsStores } from './stores.ts';

function Clock() {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  return <p className="screen-clock number"><span>{site.day(now)} {words.t(`time:weekday-${site.weekday(now)}`)}</span> <strong>{site.clock(now)}</strong></p>;
}

/** The figures of what is watched, for the screen without alarms. */
function useWatching(stores: AlarmsStores): Watching {
  const points = useStore(stores.park.state, (s) => s.park?.site.points.length ?? 0);
  const sources = useStore(stores.health.state, (s) => s.health?.sources);
  const rows = useStore(stores.sources.state, (s) => s.rows);
  return useMemo(() => ({ points, sources: { up: sources?.up ?? 0, all: sources?.all ?? 0 }, bad: Array.from({ length: rows.length }, (_, i) => rows.at(i)?.bad ?? 0).reduce((a, b) => a + b, 0) }), [points, sources?.up, sources?.all, rows]);
}

/** Alarm screen 报警大屏, for the wall and the second monitor: read from afar, quiet until it matters. */
export function AlarmsWindow({ stores }: { readonly stores: AlarmsStores }) {
  const words = useWords();
  const engine = useStore(stores.engine.state);
  const process = useStore(stores.process.state, (s) => s.process);
  const park = useStore(stores.park.state, (s) => s.park);
  const scale = useStore(stores.windows.state, (s) => s.self?.text ?? 1);
  const shown = useStore(stores.selected.state, (s) => s.shown);
  const handover = useStore(stores.shift, (s) => s.since);
  const [helping, setHelping] = useState(false);
  const watching = useWatching(stores);
  const about = useMemo(() => aboutAlarms(park, words), [park, words]);
  const select = useCallback((a: AlarmView) => stores.selected.choose({ kind: 'alarm', id: a.id }), [stores]);
  const selected = useCallback((a: AlarmView) => (shown?.kind === 'alarm' && shown.id === a.id) || (shown?.kind === 'point' && shown.id === a.point), [shown]);
  const help = useCallback(() => setHelping((h) => !h), []);
  const actions = useMemo(() => screenActions(stores, help), [stores, help]);

  useKeys(actions, helping);

  const legible = words.t('screen:legible', { px: Math.round(30 * scale), height: legibleAt(8, window.screen.height, scale) });
  return (
    <div className="alarm-screen" data-realm={engine.realm ?? 'unknown'} data-current={engine.phase === 'open'} data-small={window.innerWidth / scale < 1500} style={{ ['--s' as string]: scale }}>
      <Realm realm={engine.realm} />
      <header className="screen-header" title={legible}>
        <h1><strong>{park === null ? '' : words.name(park.site.name)}</strong> <span>{words.t('screen:title')}</span></h1>
        {Number.isFinite(handover) && <DutyLine store={stores.duty} shifts={stores.shifts} now={handover} />}
        <OfficerName store={stores.seat} />
        <Clock />
      </header>
      <div className="screen-banner"><Banner store={stores.health} link={engine} process={process} /></div>
      <AlarmScreen store={stores.alarms} about={about} handover={handover} scale={scale} current={engine.phase === 'open'} selected={selected} watching={watching} onSelect={select} onShown={stores.show} />
      <KeyHelp actions={[...actions, ...commonActions(stores)]} opened={helping} onClose={() => setHelping(false)} />
    </div>
  );
}
