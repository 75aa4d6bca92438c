import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import type { AlarmView } from '#app/alarm';
import { useWords } from '#kit/words';
import { AlarmList, BatchBar, BatchDialog, FilterBar, FilterPanel, titleOf, whatOf, type About, type Live, type Park } from '../beside.ts';
import { chooseRow, rowOf } from '../actions.ts';
import { filterPlaces, groupNames } from '../placing.ts';
import type { DeskStores } from '../stores.ts';

interface Props { readonly desk: DeskStores; readonly park: Park | null; readonly about: (a: AlarmView) => About; readonly live: (a: AlarmView) => Live | null; readonly current: boolean; readonly actor: string }

/** The left of the desk: the live alarms with their filter, their groups, and what was picked of them. */
export function Listing({ desk, park, about, live, current, actor }: Props) {
  const words = useWords();
  const { alarms, arranged, picking, panels, settings } = desk;
  const filtering = useStore(panels, (s) => s.open === 'filter');
  const saved = useStore(settings.state, (s) => s.filters);
  useStore(desk.values.state);                                   // a value changed: the rows look again
  useStore(arranged.state, () => rowOf(desk));
  const selected = useStore(desk.selection.state, () => rowOf(desk));
  const names = useMemo(() => groupNames(park, words), [park, words]);
  const places = useMemo(() => filterPlaces(park, words), [park, words]);
  const assetName = useCallback((asset: string): string => { const a = park?.assets.get(asset); return a === undefined ? asset : words.name(a.name); }, [park, words]);
  const title = useCallback((id: string): string => { const a = alarms.get(id); return a === undefined ? id : `${titleOf(a, about(a), words)} · ${whatOf(a, about(a), words)}`; }, [alarms, about, words]);
  const select = useCallback((key: string) => chooseRow(desk, key), [desk]);
  const visible = useCallback((ids: readonly string[]) => desk.watch.rows(ids.map((id) => alarms.get(id)?.point ?? null).filter((p) => p !== null)), [desk, alarms]);
  const toggle = (): void => panels.setState(({ open }) => ({ open: open === 'filter' ? null : 'filter' }));
  return (
    <>
      <AlarmList store={alarms} arranged={arranged} picking={picking} about={about} placeOf={names} live={live} current={current} selected={selected} onSelect={select} onVisible={visible}>
        <div className="list-over">
          <FilterBar arranged={arranged} nameOf={assetName} open={filtering} onOpen={toggle} />
          {filtering && <FilterPanel arranged={arranged} places={places} saved={saved ?? []} onSave={(filters) => settings.change({ filters: [...filters] })} onClose={toggle} />}
          <BatchBar picking={picking} current={current} titleOf={title} />
        </div>
      </AlarmList>
      <BatchDialog store={alarms} picking={picking} titleOf={title} actor={actor} />
    </>
  );
}
