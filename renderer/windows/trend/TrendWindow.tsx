import { useCallback, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { TrendGroup } from '#app/history';
import type { Action } from '#kit/actions';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { Banner, OfficerChip, Palette, placesOf, TrendScreen, type Band, type PaletteEntry, type PaletteWay, type Park, type TrendOf } from '../features.ts';
import { actionEntries } from '../finding/entries.ts';
import { KeyHelp } from '../finding/KeyHelp.tsx';
import { useKeys } from '../finding/use-keys.ts';
import { actorOf } from '../naming.ts';
import { commonActions } from '../open/common-actions.ts';
import { Realm } from '../open/Realm.tsx';
import { trendPoints } from '../open/trending.ts';
import { trendActions } from './actions.ts';
import type { TrendWindowStores } from './stores.ts';
import './trend-window.css';

function Header({ stores, park, find, print, help }: { readonly stores: TrendWindowStores; readonly park: Park | null; readonly find: () => void; readonly print: () => void; readonly help: () => void }) {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  return (
    <header className="trend-header">
      <h1><strong>{park === null ? '' : words.name(park.site.name)}</strong> <span>{words.t('trend:title')}</span></h1>
      <OfficerChip store={stores.seat} />
      <nav aria-label={words.t('desk:settings')}>
        <button type="button" className="button" onClick={find}>{words.t('desk:find')} <kbd>Ctrl+K</kbd></button>
        <button type="button" className="button" onClick={print}>{words.t('trend:print')} <kbd>Ctrl+P</kbd></button>
        <button type="button" className="button" onClick={help}>{words.t('desk:keys')} <kbd>?</kbd></button>
      </nav>
      <strong className="number">{site.clock(now)}</strong>
    </header>
  );
}

/** What things are called here. */
function useNames(stores: TrendWindowStores, park: Park | null): Pick<TrendOf, 'pointOf' | 'nameOf' | 'placeOf' | 'actorOf' | 'officer'> {
  const words = useWords();
  const known = useStore(stores.seat.state, (s) => s.known);
  const seat = useStore(stores.seat.state, (s) => s.seat);
  const actor = useStore(stores.engine.state, (s) => s.actor);
  return useMemo(() => {
    const called = actorOf(words, known);
    return {
      pointOf: (id) => park?.points.get(id) ?? null,
      nameOf: (id) => { const point = park?.points.get(id); return point === undefined ? id : words.name(point.name); },
      placeOf: (id) => { const point = park?.points.get(id); return park === null || point === undefined ? '' : placesOf(park, point.asset).filter((p) => p.kind !== 'park').map((p) => words.name(p.name)).join(' · '); },
      actorOf: called, officer: called(seat?.officer?.person ?? actor ?? ''),
    };
  }, [park, words, known, seat, actor]);
}

/** The point that the workstation looks at, of an alarm its own. */
function useSelected(stores: TrendWindowStores): string | null {
  const shown = useStore(stores.selected.state, (s) => s.shown);
  const park = useStore(stores.park.state, (s) => s.park);
  return shown?.kind === 'point' || shown?.kind === 'alarm' ? trendPoints(park, shown)[0] ?? null : null;
}

const noGroups: readonly TrendGroup[] = [];
const waysOf = (): readonly PaletteWay[] => ['choose'];

/** Trends 趋势: what was, going on live; any points of the site beside each other, with their alarms and what people wrote. */
export function TrendWindow({ stores }: { readonly stores: TrendWindowStores }) {
  const words = useWords();
  const settings = useStore(stores.settings.state);
  const engine = useStore(stores.engine.state);
  const process = useStore(stores.process.state, (s) => s.process);
  const park = useStore(stores.park.state, (s) => s.park);
  const oldest = useStore(stores.oldest, (s) => s.at);
  const finding = useStore(stores.palette.state, (s) => s.open);
  const [helping, setHelping] = useState(false);
  const names = useNames(stores, park);
  const selected = useSelected(stores);
  const { trend } = stores.trends;

  const help = useCallback(() => setHelping((h) => !h), []);
  const print = useCallback(() => window.print(), []);
  const actions = useMemo((): readonly Action[] => {
    const find = (): void => { const doable = actionEntries(all, words); void stores.palette.open(doable, doable); };
    const all: readonly Action[] = [...trendActions(stores, find, help, print), ...commonActions(stores)];
    return all;
  }, [stores, help, print, words]);
  const find = useCallback(() => actions.find((a) => a.id === 'find')?.run(), [actions]);
  useKeys(finding ? [] : actions, helping);
  const found = useCallback((entry: PaletteEntry): void => {
    if (entry.kind === 'action' || entry.kind === 'window') { const action = actions.find((a) => a.id === entry.id); if (action?.allowed() === true) action.run(); return; }
    trend.add(trendPoints(stores.park.state.getState().park, { kind: entry.kind, id: entry.id }));
  }, [actions, stores, trend]);
  const onAlarm = useCallback((band: Band): void => {
    trend.focus(band.point);
    stores.selected.look({ kind: 'alarm', id: band.alarm });
    void stores.windows.open('desk');
  }, [stores, trend]);
  const onGroups = useCallback((groups: TrendGroup[]) => stores.settings.change({ trends: groups }), [stores]);
  const onCursor = useCallback((at: number | null) => stores.selected.lookAt(at), [stores]);

  const of: TrendOf = {
    ...names, stores: stores.trends, zone: park?.site.zone ?? 'UTC', theme: settings.theme, site: park === null ? '' : words.name(park.site.name), groups: settings.trends ?? noGroups, onGroups, selected, oldest,
    onPoints: find, onAlarm, onCursor,
  };
  return (
    <div className="trend-window" data-realm={engine.realm ?? 'unknown'}>
      <Realm realm={engine.realm} />
      <Header stores={stores} park={park} find={find} print={print} help={help} />
      <Banner store={stores.health} link={engine} process={process} />
      <TrendScreen of={of} />
      <Palette store={stores.palette} ways={waysOf} run={found} />
      <KeyHelp actions={actions} opened={helping} onClose={() => setHelping(false)} />
    </div>
  );
}
