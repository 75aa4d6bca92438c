import type { alarmContract } from '#app/alarm';
import type { historyContract } from '#app/history';
import type { PointView, RuleView } from '#app/park';
import type { Client } from '#kernel/contract';
import { createStore } from 'zustand/vanilla';
import type { Stop } from '#kernel/time';
import { siteTime, type SiteTime } from '#kit/time';
import { bandStore } from '../asking/alarms.ts';
import { exportStore } from '../asking/exporting.ts';
import { askingStores } from '../asking/figures.ts';
import { noteStore } from '../asking/notes.ts';
import { pageStore } from '../asking/pages.ts';
import type { After } from '../asking/question.ts';
import { trendStore, type TrendState } from '../asking/trend-store.ts';
import { composer } from '../drawing/composing.ts';
import { spanOf } from '../model/view.ts';

/** What things are called here, and when it is: told by the window. */
export interface Named { readonly pointOf: (id: string) => PointView | null; readonly nameOf: (id: string) => string; readonly site: SiteTime; readonly zone: string; readonly theme: string }
type Engine = Client<typeof historyContract & typeof alarmContract>;
/** Figures and notes are asked for once what is seen stands still for so long; of a live view again after so long. */
const [settleMs, freshMs] = [350, 5000] as const;

/** Everything one trend knows, and when it asks for what: the pages as the view moves, figures and notes once it stands. */
export function trendStores(engine: Engine, now: () => number, after: After) {
  const trend = trendStore(now);
  const pages = pageStore(engine, now, after);
  const ghosts = pageStore(engine, now, after);
  const bands = bandStore(engine);
  const notes = noteStore(engine, after);
  const asking = askingStores(engine, after);
  const exporting = exportStore(engine);
  const named = createStore<Named>(() => ({ pointOf: () => null, nameOf: (id) => id, site: siteTime('UTC'), zone: 'UTC', theme: '' }));
  const drawing = composer(() => ({ trend: trend.state.getState(), page: pages.state.getState(), ghost: ghosts.state.getState(), alarms: bands.state.getState(), notes: notes.state.getState(), ...named.getState() }));
  let settle: Stop | null = null;
  let asked: { readonly points: string; readonly from: number; readonly to: number; readonly at: number } | null = null;

  const idsOf = ({ items }: Pick<TrendState, 'items'>): readonly string[] => items.map((i) => i.id);
  const shownOf = ({ items }: TrendState): readonly string[] => { const { unknown } = pages.state.getState(); return idsOf({ items }).filter((id) => !unknown.has(id)); };
  function look(): void {
    const s = trend.state.getState();
    const of = { points: idsOf(s), view: s.view, width: s.width };
    pages.look({ ...of, shiftMs: 0 });
    ghosts.look(s.shiftMs === 0 ? null : { ...of, points: shownOf(s), shiftMs: s.shiftMs });
  }
  /** What text points say where the cursor is, or at the end. */
  function saidThen(): void {
    const { items, cursor, view } = trend.state.getState();
    asking.said(items.map((i) => i.id).filter((id) => named.getState().pointOf(id)?.type === 'text'), cursor ?? view.to);
  }
  /** What is reckoned of what is seen: not while a hand drags, and of a live view only now and then. */
  function reckon(): void {
    const s = trend.state.getState();
    const points = shownOf(s);
    const [from, to] = [Math.floor(s.view.from), Math.ceil(s.view.to)];
    const key = points.join('\n');
    const same = asked !== null && asked.points === key && spanOf(s.view) === asked.to - asked.from;
    if (same && asked !== null && (asked.from === from || (s.view.live && now() - asked.at < freshMs))) return;
    asked = { points: key, from, to, at: now() };
    asking.figures(points, from, to);
    notes.look(points, from, to);
    saidThen();
  }
  function soon(): void { settle?.(); settle = after(settleMs, () => { settle = null; reckon(); }); }
  const stop = trend.state.subscribe((s, before) => {
    if (s.cursor !== before.cursor) saidThen();
    if (s.items === before.items && s.view === before.view && s.width === before.width && s.shiftMs === before.shiftMs) return;
    look();
    if (s.view.live && s.items === before.items && spanOf(s.view) === spanOf(before.view)) { if (settle === null) reckon(); } else soon();
  });
  return {
    trend, pages, ghosts, bands, notes, asking, exporting, named, drawing,
    /** Once a second. */
    tick: (): void => { trend.tick(); },
    /** After the engine came back. */
    again: (): void => { pages.again(); ghosts.again(); bands.again(); asked = null; soon(); },
    /** The points that are shown, as the site has them now. */
    site: (points: readonly PointView[], rules: readonly RuleView[]): void => { bands.look(points, rules); },
    /** Draws again whenever anything that is drawn changed; a pointer that moves changes nothing. */
    drawn: (run: () => void): Stop => {
      const still = (s: TrendState, before: TrendState): boolean => (Object.keys(s) as (keyof TrendState)[]).every((k) => k === 'hover' || k === 'side' || k === 'before' || s[k] === before[k]);
      const stops = [trend.state.subscribe((s, before) => { if (!still(s, before)) run(); }), pages.state.subscribe(run), ghosts.state.subscribe(run), bands.state.subscribe(run), notes.state.subscribe(run), named.subscribe(run)];
      return () => { for (const end of stops) end(); };
    },
    dispose: (): void => { stop(); settle?.(); pages.stop(); ghosts.stop(); bands.dispose(); notes.dispose(); exporting.dispose(); },
  };
}
export type TrendStores = ReturnType<typeof trendStores>;
