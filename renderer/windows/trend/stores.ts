import { createStore } from 'zustand/vanilla';
import { paletteStore, pinyinReadings, readTrendShow, trendStores } from '../features.ts';
import { entriesOf } from '../finding/entries.ts';
import type { Surroundings } from '../open/surroundings.ts';
import { trendPoints } from '../open/trending.ts';
import { workstation } from '../open/workstation.ts';

/** Everything a window of trends knows, made once for its life. `asked`: what its address says that it shows, in a browser. */
export function trendWindowStores(surroundings: Surroundings, asked: string | null = null) {
  const { now, after } = surroundings;
  const base = workstation('trend', surroundings);
  const { ask, engine, park, windows, selected, ticks } = base;
  const trends = trendStores(ask, now, after);
  const palette = paletteStore(pinyinReadings, after);
  /** From when on anything is kept (epoch ms), as far as it is known. */
  const oldest = createStore<{ readonly at: number | null }>(() => ({ at: null }));
  const { trend } = trends;

  async function readOldest(): Promise<void> { const r = await ask.call('history.health', {}); if (r.ok) oldest.setState({ at: r.value.oldest }); }
  function told(): void {
    const site = park.state.getState().park;
    if (site === null) return;
    trends.site(trend.state.getState().items.map((i) => site.points.get(i.id)).filter((p) => p !== undefined), site.site.rules ?? []);
  }
  ticks.now.subscribe(trends.tick);
  trend.state.subscribe((s, before) => { if (s.items !== before.items) told(); });
  park.state.subscribe(({ park: site }, before) => { if (site !== null && site !== before.park) { told(); void palette.fill(entriesOf(site)); } });
  engine.state.subscribe((s, before) => { if (s.phase !== 'open' || s.openings === before.openings) return; void readOldest(); if (before.openings > 0) trends.again(); });
  /** The window was asked to show points, or is opened again with what it showed. */
  windows.state.subscribe(({ self }, before) => {
    const show = self?.show ?? null;
    const what = show === null || show === before.self?.show ? null : readTrendShow(show);
    if (what !== null) trend.show(what);
  });
  const first = asked === null ? null : readTrendShow(asked);
  if (first !== null) trend.show(first);
  /** The cursor of the workstation is cursor A, whoever moved it. */
  selected.state.subscribe(({ selection: { cursor } }, before) => {
    if (cursor === before.selection.cursor || cursor === trend.state.getState().cursor) return;
    trend.cursor(cursor);
    if (cursor !== null) trend.reveal(cursor);
  });
  windows.busyWhile(() => trends.notes.state.getState().draft !== null || trends.exporting.state.getState().running);

  /** What the workstation looks at, as points. */
  const selectedPoints = (): readonly string[] => trendPoints(park.state.getState().park, selected.state.getState().shown);
  return { ...base, trends, palette, oldest, selectedPoints };
}
export type TrendWindowStores = ReturnType<typeof trendWindowStores>;
