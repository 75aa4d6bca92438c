import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useStore } from 'zustand';
import { zones, type AlarmView, type Zone } from '#app/alarm';
import { useWords } from '#kit/words';
import type { About } from '../about.ts';
import type { AlarmStore } from '../store.ts';
import { layoutOf, type Layout } from './room.ts';
import { ScreenCounters } from './ScreenCounters.tsx';
import { ScreenZone } from './ScreenZone.tsx';
import './screen.css';
import { wallHeight, smallestPx } from './legible.ts';
import { zoning } from './zoning.ts';

/** What is watched while there is no alarm. */
export interface Watching { readonly points: number; readonly sources: { readonly up: number; readonly all: number }; readonly bad: number }
/** How high the wall of this screen must be, in metres, for its smallest letters to be read from so many metres. */
export const legibleAt = (metres: number, lines: number, scale: number): number => Math.round(wallHeight(smallestPx * scale, metres, lines) * 10) / 10;

interface Props {
  readonly store: AlarmStore;
  readonly about: (a: AlarmView) => About;
  /** When the shift of now began. */
  readonly handover: number;
  readonly scale: number;
  readonly current: boolean;
  /** Whether the workstation looks at this alarm, or at its point. */
  readonly selected: (a: AlarmView) => boolean;
  readonly watching: Watching;
  readonly onSelect: (a: AlarmView) => void;
  /** The rows that are shown now, zone after zone. */
  readonly onShown: (zone: Zone, rows: readonly AlarmView[]) => void;
}

/** How the zones lie in this window, as wide as what stands beside them leaves it, and as high as it is now. */
function useLayout(screen: RefObject<HTMLElement | null>, scale: number): Layout {
  const [layout, setLayout] = useState<Layout>('side');
  useEffect(() => {
    const at = screen.current;
    if (at === null) return undefined;
    const look = (): void => setLayout(layoutOf(at.clientWidth, window.innerHeight, scale));
    const watch = new ResizeObserver(look);
    watch.observe(at);
    window.addEventListener('resize', look);
    return () => { watch.disconnect(); window.removeEventListener('resize', look); };
  }, [screen, scale]);
  return layout;
}

/** Counters above, the zones below; no page, nothing moves but the markers of what nobody acknowledged, the figures of the second, and the pages of a flood. */
export function AlarmScreen({ store, about, handover, scale, current, selected, watching, onSelect, onShown }: Props) {
  const words = useWords();
  const { rows, phase } = useStore(store.state);
  const { by, silent } = useMemo(() => zoning(rows, handover), [rows, handover]);
  const shown = useCallback((zone: Zone, list: readonly AlarmView[]) => onShown(zone, list), [onShown]);
  const screen = useRef<HTMLElement>(null);
  const layout = useLayout(screen, scale);
  const few = layout === 'few' || layout === 'wideFew';
  const none = zones.every((z) => by[z].length === 0);
  return (
    <main ref={screen} className="screen-main" data-none={none}>
      <div className="screen-top">
        <ScreenCounters store={store} />
        {silent > 0 && <p className="screen-silent number">{words.t('screen:silent', { count: silent })}</p>}
      </div>
      {none ? (
        <section className="screen-calm" role="status">
          <strong>{words.t(!current ? 'screen:unknown' : phase === 'loading' ? 'states:loading' : 'screen:calm')}</strong>
          <p className="number">{words.t('screen:calm-figures', { points: watching.points, bad: watching.bad, up: watching.sources.up, all: watching.sources.all })}</p>
        </section>
      ) : (
        <div className="screen-zones" data-layout={layout} data-carried={by.carried.length > 0}>
          {zones.map((zone) => <ScreenZone key={zone} zone={zone} alarms={by[zone]} about={about} scale={scale} folded={few && (zone === 'watched' || zone === 'leaving' || (zone === 'carried' && by.carried.length === 0))} selected={selected} onSelect={onSelect} onShown={shown} />)}
        </div>
      )}
    </main>
  );
}
