import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useWords } from '#kit/words';
import { sides, type Side } from '../asking/trend-store.ts';
import type { TrendOf } from '../screen/naming.ts';
import { AlarmsTab } from './AlarmsTab.tsx';
import { CompareTab } from './CompareTab.tsx';
import { CorrelateTab } from './CorrelateTab.tsx';
import { ExportTab } from './ExportTab.tsx';
import { FindTab } from './FindTab.tsx';
import { NotesTab } from './NotesTab.tsx';
import { PointsTab } from './PointsTab.tsx';

/** Beside the picture: its points and groups, its alarms, what was written, and what can be asked. One at a time. */
export function SidePanel({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const { trend } = of.stores;
  const side = useStore(trend.state, (s) => s.side);
  const bodies: Readonly<Record<Side, () => ReactNode>> = {
    points: () => <PointsTab of={of} />, alarms: () => <AlarmsTab of={of} />, notes: () => <NotesTab of={of} />, compare: () => <CompareTab of={of} />, correlate: () => <CorrelateTab of={of} />, find: () => <FindTab of={of} />, export: () => <ExportTab of={of} />,
  };
  const shown = side ?? 'points';
  return (
    <aside className="trend-side" aria-label={words.t('trend:side')} data-open={side !== null}>
      <div className="trend-tabs" role="tablist" aria-label={words.t('trend:side')}>
        {sides.map((s) => <button key={s} id={`side-${s}`} type="button" role="tab" aria-selected={s === side} aria-controls="side-body" onClick={() => trend.side(s)}>{words.t(`trend:side-${s}`)}</button>)}
      </div>
      {side !== null && <div id="side-body" className="trend-side-body scroll" role="tabpanel" aria-labelledby={`side-${shown}`} tabIndex={0}>{bodies[shown]()}</div>}
    </aside>
  );
}
