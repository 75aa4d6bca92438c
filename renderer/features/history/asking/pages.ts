import { createStore } from 'zustand/vanilla';
import type { Columns, historyContract } from '#app/history';
import type { Client } from '#kernel/contract';
import type { Fault } from '#kernel/result';
import type { Stop } from '#kernel/time';
import { appended, tailFrom } from '../model/appended.ts';
import type { Anchors } from '../model/traced.ts';
import { spanOf, type View } from '../model/view.ts';
import { slowMs, type After } from './question.ts';

type Engine = Client<typeof historyContract>;
/** What was read: the columns of each point between two times, `perMs` of them to a millisecond. */
export interface Page { readonly from: number; readonly to: number; readonly perMs: number; readonly points: readonly string[]; readonly of: ReadonlyMap<string, Columns>; readonly anchors: ReadonlyMap<string, Anchors> }
/** `unknown`: points of which history never heard. */
export interface PagesState { readonly page: Page | null; readonly waiting: boolean; readonly slow: boolean; readonly fault: Fault | null; readonly unknown: ReadonlySet<string> }
/** What is to be seen. `shiftMs`: so long before. `width`: of the plot, px. */
export interface Wanted { readonly points: readonly string[]; readonly view: View; readonly width: number; readonly shiftMs: number }

/** No more questions in a moment than this while a hand drags, and the most columns of one. */
const [restMs, mostColumns] = [90, 4000] as const;
/** The newest stretch is asked for at most once in so many ms, or in a tenth of a column where that is longer, but not more seldom than (TRD-08), and a page grows to so many spans before it is read whole again, for what came late. */
const [tailMs, seldomMs, grown] = [950, 5000, 3] as const;

const covers = (p: Pick<Page, 'from' | 'to' | 'perMs' | 'points'>, w: Wanted, to: number): boolean => {
  const perMs = w.width / spanOf(w.view);
  return w.points.every((id) => p.points.includes(id)) && p.from <= w.view.from - w.shiftMs && p.to >= to && p.perMs >= perMs * 0.7 && p.perMs <= perMs * 2.1 && p.to - p.from <= grown * 1.5 * spanOf(w.view);
};
const ends = (c: Columns): boolean => !c.stepped && (c.last[0] === null || c.last.at(-1) === null);

/**
 * The columns that are drawn. A page reaches half a span further than what is seen, so that a hand may drag before the next is there. TRD-04: what is shown stays until the new page came, and a question that is not wanted any more is taken back.
 * Of a live view only the newest stretch is asked for again. `now`: epoch ms.
 */
export function pageStore(engine: Engine, now: () => number, after: After) {
  const state = createStore<PagesState>(() => ({ page: null, waiting: false, slow: false, fault: null, unknown: new Set() }));
  let wanted: Wanted | null = null;
  let under: { readonly page: Pick<Page, 'from' | 'to' | 'perMs' | 'points'>; readonly stop: () => void } | null = null;
  let [askedAt, tailAt] = [-Infinity, -Infinity];
  let rest: Stop | null = null;
  let tailing: (() => void) | null = null;

  function stopAll(): void { under?.stop(); under = null; tailing?.(); tailing = null; rest?.(); rest = null; }
  const known = (points: readonly string[]): readonly string[] => points.filter((p) => !state.getState().unknown.has(p));

  /** What stood at both ends, for lines whose kept samples lie outside. */
  async function anchorsOf(columns: readonly Columns[], from: number, to: number, on: (stop: () => void) => boolean): Promise<ReadonlyMap<string, Anchors>> {
    const points = columns.filter((c) => c.tier === 'raw' && ends(c)).map((c) => c.point);
    if (points.length === 0) return new Map();
    const [a, b] = [engine.ask('history.at', { points, time: from }), engine.ask('history.at', { points, time: to })];
    if (!on(() => { a.takeBack(); b.takeBack(); })) return new Map();
    const [start, end] = await Promise.all([a.answer, b.answer]);
    const stood = (r: typeof start, p: string): number | null => (r.ok ? r.value.find((v) => v.point === p)?.value ?? null : null);
    return new Map(points.map((p) => [p, { start: stood(start, p), end: stood(end, p), at: to }]));
  }

  async function read(w: Wanted): Promise<void> {
    const span = spanOf(w.view);
    const margin = span * Math.max(0, Math.min(0.5, (mostColumns / w.width - 1) / 2));
    const [from, to] = [Math.max(0, Math.floor(w.view.from - w.shiftMs - margin)), Math.ceil(Math.min(w.view.to - w.shiftMs + margin, now()))];
    const points = known(w.points);
    if (points.length === 0 || to <= from) { state.setState({ waiting: false, slow: false }); return; }
    under?.stop();
    const columns = Math.max(1, Math.min(mostColumns, Math.round(((to - from) / span) * w.width)));
    const asked = engine.ask('history.columns', { points: [...points], from, to, columns });
    let gone = false;
    let second: (() => void) | null = null;
    const slow = after(slowMs, () => { if (!gone) state.setState({ slow: true }); });
    const mine = { page: { from, to, perMs: columns / (to - from), points: w.points }, stop: () => { gone = true; slow(); asked.takeBack(); second?.(); } };
    under = mine;
    askedAt = now();
    state.setState({ waiting: true });
    const r = await asked.answer;
    const stillMine = (): boolean => under === mine;
    const anchors = r.ok ? await anchorsOf(r.value, from, to, (stop) => { second = stop; return stillMine(); }) : new Map<string, Anchors>();
    if (!stillMine()) return; // race: another page was wanted meanwhile
    slow();
    under = null;
    if (r.ok) { tailAt = now(); state.setState({ page: { ...mine.page, of: new Map(r.value.map((c) => [c.point, c])), anchors }, waiting: false, slow: false, fault: null }); look(wanted); return; }
    const lost = r.fault.code === 'no-such-point' ? points.find((p) => Object.values(r.fault.params).includes(p)) : undefined;
    if (lost === undefined) { state.setState({ waiting: false, slow: false, fault: r.fault }); return; }
    state.setState(({ unknown }) => ({ unknown: new Set([...unknown, lost]) }));   // TRD-09: the others are shown
    await read(w);
  }

  /** TRD-08: what came since the page was read. */
  async function readTail(page: Page): Promise<void> {
    const [from, to] = [Math.min(...[...page.of.values()].map(tailFrom)), now()];
    if (!Number.isFinite(from) || to <= from) return;
    tailAt = to;
    const asked = engine.ask('history.columns', { points: [...page.of.keys()], from, to, columns: Math.min(mostColumns, Math.max(2, Math.round((to - from) * page.perMs))) });
    const stop = (): void => asked.takeBack();
    tailing = stop;
    const r = await asked.answer;
    if (tailing !== stop) return;
    tailing = null;
    const { page: shown } = state.getState();
    if (shown !== page) return; // race: another page came meanwhile
    if (!r.ok) { state.setState({ fault: r.fault }); return; }
    const of = new Map(page.of);
    for (const c of r.value) { const before = of.get(c.point); if (before !== undefined) of.set(c.point, appended(before, c)); }
    state.setState({ page: { ...page, to, of }, fault: null });
  }

  /** What is newest may be asked for again. */
  const tailDue = (page: Page): boolean => tailing === null && now() - tailAt >= Math.max(tailMs, Math.min(seldomMs, 0.1 / page.perMs));
  /** What is there is enough: nothing more is waited for, and of a live view the newest is asked for. */
  function enough(page: Page, tailed: boolean): void {
    if (under !== null) { under.stop(); under = null; state.setState({ waiting: false, slow: false }); }
    if (tailed && tailDue(page)) void readTail(page);
  }
  /** Asks, but not more often than every so many ms while a hand drags. */
  function askSoon(w: Wanted): void {
    rest?.();
    rest = null;
    const wait = askedAt + restMs - now();
    if (wait <= 0) void read(w);
    else rest = after(wait, () => { rest = null; if (wanted !== null) look(wanted); });
  }
  function look(w: Wanted | null): void {
    wanted = w;
    if (w === null || w.points.length === 0 || w.width < 2) { stopAll(); state.setState({ page: null, waiting: false, slow: false, fault: null }); return; }
    const { page } = state.getState();
    const tailed = w.view.live && w.shiftMs === 0;
    /** Of a live view the end is read by and by, as long as the page reaches into it. */
    const serves = (p: Pick<Page, 'from' | 'to' | 'perMs' | 'points'>): boolean => covers(p, w, tailed ? Math.max(w.view.from, Math.min(p.to, w.view.to)) : w.view.to - w.shiftMs);
    if (page !== null && serves(page)) enough(page, tailed);
    else if (under === null || !serves(under.page)) askSoon(w);
  }
  return {
    state, look,
    /** Reads everything again: after the engine came back, or because somebody asks. */
    again: (): void => { const w = wanted; stopAll(); askedAt = -Infinity; state.setState({ unknown: new Set(), fault: null }); if (w !== null && w.points.length > 0) void read(w); },
    stop: stopAll,
  };
}
export type PageStore = ReturnType<typeof pageStore>;
