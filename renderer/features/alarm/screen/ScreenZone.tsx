import { useLayoutEffect, useRef, useState } from 'react';
import { mustShow, pageOf, type AlarmView, type Zone } from '#app/alarm';
import { useNow } from '#kit/time';
import { useWords } from '#kit/words';
import type { About } from '../about.ts';
import { capacity, roomIn, type Room } from './room.ts';
import { ScreenRow } from './ScreenRow.tsx';

interface Props {
  readonly zone: Zone;
  readonly alarms: readonly AlarmView[];
  readonly about: (a: AlarmView) => About;
  readonly scale: number;
  /** Its head only: how many. */
  readonly folded: boolean;
  readonly selected: (a: AlarmView) => boolean;
  readonly onSelect: (a: AlarmView) => void;
  /** What the keys go through: the rows that are shown now. */
  readonly onShown: (zone: Zone, rows: readonly AlarmView[]) => void;
}

/** How long one page stands, while there is more than one (ZON-07). */
export const pageMs = 10_000;

/** Measures the body of a zone; it changes only when the window does. */
function useRoom(scale: number): readonly [React.RefObject<HTMLDivElement | null>, Room] {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Room>({ columns: 1, rows: 1, low: false, narrow: false });
  useLayoutEffect(() => {
    const at = box.current;
    if (at === null) return;
    const measure = (): void => {
      const next = roomIn(at.clientWidth, at.clientHeight, scale);
      setRoom((before) => (before.columns === next.columns && before.rows === next.rows && before.low === next.low && before.narrow === next.narrow ? before : next));
    };
    const watch = new ResizeObserver(measure);
    watch.observe(at);
    measure();
    return () => watch.disconnect();
  }, [scale]);
  return [box, room];
}

/** Which turn of the pages it is; stands still while there is one page. */
function useTurn(turning: boolean): number {
  const now = useNow();
  return turning ? Math.floor(now / pageMs) : 0;
}

/** One zone of the screen: how many, the worst of them as rows, and how many more. */
export function ScreenZone({ zone, alarms, about, scale, folded, selected, onSelect, onShown }: Props) {
  const words = useWords();
  const [box, room] = useRoom(scale);
  const turn = useTurn(alarms.filter(mustShow).length > capacity(room));
  const { rows, page, pages, more } = pageOf(alarms, capacity(room), turn);
  const waiting = alarms.filter((a) => a.may.acknowledge).length;
  useLayoutEffect(() => { onShown(zone, folded ? [] : rows); });
  return (
    <section className="screen-zone" data-zone={zone} data-none={alarms.length === 0} data-low={room.low} data-narrow={room.narrow} aria-label={words.t(`screen:zone-${zone}`)}>
      <header>
        <h2>{words.t(`screen:zone-${zone}`)}</h2>
        <strong className="number">{alarms.length}</strong>
        {waiting > 0 && <span className="number">{words.t('screen:waiting', { count: waiting })}</span>}
        {pages > 1 && <span className="number screen-page">{words.t('screen:page', { page: page + 1, pages })}</span>}
        {more > 0 && !folded && <span className="number screen-more">{words.t('screen:more', { count: more })}</span>}
      </header>
      <div ref={box} className="screen-body" hidden={folded}>
        {alarms.length === 0 ? <p className="screen-none">{words.t(`screen:empty-${zone}`)}</p>
          : <ul style={{ gridTemplateColumns: `repeat(${room.columns}, minmax(0, 1fr))`, gridTemplateRows: `repeat(${room.rows}, auto)` }}>{rows.map((a) => <ScreenRow key={a.id} alarm={a} about={about(a)} carried={zone === 'carried'} selected={selected(a)} onSelect={onSelect} low={room.low} />)}</ul>}
      </div>
    </section>
  );
}
