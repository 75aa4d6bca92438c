import { useEffect, useLayoutEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Columns } from '#app/history';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import type { Page } from '../asking/pages.ts';
import type { View } from '../model/view.ts';
import { Legend } from './Legend.tsx';
import type { TrendOf } from './naming.ts';
import { Plot } from './Plot.tsx';
import { PrintHead } from './PrintHead.tsx';
import { SidePanel } from '../side/SidePanel.tsx';
import { Toolbar } from './Toolbar.tsx';
import './trend.css';

/** True where anything is known of what is seen. */
function anything({ of: columns, anchors }: Page, { from, to }: View): boolean {
  const inSight = (c: Columns, i: number): boolean => c.edges[i + 1]! >= from && c.edges[i]! <= to;
  return [...columns.values()].some((c) => c.carried !== null || c.worst.some((w, i) => w !== null && inSight(c, i))) || [...anchors.values()].some((a) => a.start !== null);
}

/** Of a stretch of which nothing is kept: whether that is because it is too long ago. */
function NothingKept({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const site = useSiteTime();
  const { trend } = of.stores;
  const view = useStore(trend.state, (s) => s.view);
  const { oldest } = of;
  const older = oldest !== null && view.to < oldest;
  return (
    <div className="trend-nothing" data-light="true">
      <PanelState title={words.t(older ? 'trend:older' : 'trend:nothing')} next={older ? words.t('trend:older-next', { time: `${site.day(oldest)} ${site.clock(oldest)}` }) : words.t('trend:nothing-next')} live>
        {older && <button type="button" className="button" onClick={() => trend.stretch(oldest, oldest + (view.to - view.from))}>{words.t('trend:to-oldest')}</button>}
      </PanelState>
    </div>
  );
}

/** Over the plot, where there is nothing to draw: why, and the next step. */
function Nothing({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const { trend, pages } = of.stores;
  const { page, waiting, slow, fault, unknown } = useStore(pages.state);
  const { items, view } = useStore(trend.state);
  const over = (state: ReactNode) => <div className="trend-nothing">{state}</div>;
  if (items.length === 0) return over(<PanelState title={words.t('trend:empty')} next={words.t('trend:empty-next')}><button type="button" className="button" data-primary="true" onClick={of.onPoints}>{words.t('trend:add')} <kbd>Ctrl+K</kbd></button></PanelState>);
  if (unknown.size === items.length) return over(<PanelState title={words.t('trend:all-unknown')} next={words.t('trend:all-unknown-next')} />);
  if (page !== null) return waiting || anything(page, view) ? null : <NothingKept of={of} />;
  if (fault !== null) return over(<FailedState fault={fault} again={pages.again} />);
  return slow ? over(<PanelState title={words.t('states:loading')} live />) : null;
}

/** A trend: its time above, its picture, the table of its points below, and beside it what is asked of them. */
export function TrendScreen({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const site = useSiteTime();
  const { stores: { trend, named }, pointOf, nameOf, zone, theme } = of;
  const side = useStore(trend.state, (s) => s.side);
  useLayoutEffect(() => named.setState({ pointOf, nameOf, site, zone, theme }), [named, pointOf, nameOf, site, zone, theme]);
  useEffect(() => () => trend.hover(null), [trend]);
  return (
    <div className="trend-screen" data-side={side !== null}>
      <PrintHead of={of} />
      <Toolbar of={of} />
      <main className="trend-main" aria-label={words.t('trend:title')}>
        <div className="trend-area"><Plot of={of} onNote={() => trend.open('notes')} /><Nothing of={of} /></div>
        <Legend of={of} />
      </main>
      <SidePanel of={of} />
    </div>
  );
}
