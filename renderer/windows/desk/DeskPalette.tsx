import { useMemo } from 'react';
import type { Action } from '#kit/actions';
import { openTrend, Palette, trendPoints, type PaletteEntry, type PaletteWay } from './beside.ts';
import type { DeskStores } from './stores.ts';

/** What each kind of thing can be opened as. */
function waysOf(entry: PaletteEntry): readonly PaletteWay[] {
  switch (entry.kind) {
    case 'alarm': case 'point': return ['choose', 'scene', 'trend', 'quality'];
    case 'asset': return ['choose', 'scene', 'trend'];
    case 'source': return ['choose', 'quality'];
    case 'action': case 'window': return ['choose'];
  }
}

/** The palette of the desk: choosing shows the thing in the middle, with its trend. */
export function DeskPalette({ desk, actions }: { readonly desk: DeskStores; readonly actions: readonly Action[] }) {
  const run = useMemo(() => {
    const sourceOf = (entry: PaletteEntry): string | null => {
      if (entry.kind === 'source') return entry.id;
      const point = entry.kind === 'alarm' ? desk.alarms.get(entry.id)?.point ?? null : entry.id;
      return desk.alarms.get(entry.id)?.source ?? (point === null ? null : desk.park.state.getState().park?.points.get(point)?.source ?? null);
    };
    return (entry: PaletteEntry, way: PaletteWay): void => {
      const { kind, id } = entry;
      if (kind === 'action' || kind === 'window') { const action = actions.find((a) => a.id === id); if (action?.allowed() === true) action.run(); return; }
      const source = way === 'quality' ? sourceOf(entry) : null;
      if (source !== null) { desk.quality.open(source); return; }
      desk.selection.choose({ kind, id });
      if (way === 'trend') openTrend(desk, trendPoints(desk.park.state.getState().park, { kind, id }));
      if (way === 'scene') void desk.windows.open('scene');
    };
  }, [desk, actions]);
  return <Palette store={desk.palette} ways={waysOf} run={run} />;
}
