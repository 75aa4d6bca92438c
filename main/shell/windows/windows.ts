import { app, type WebContents } from 'electron';
import type { Arrangement, Beat, WindowHealth, WindowKind, WindowMode, WindowSelf } from '#app/contract';
import { fail, ok, type Result } from '#kernel/result';
import { arranger, type ArrangerDeps } from '../arrange/arranger.ts';
import { kinds } from '../arrange/kinds.ts';
import type { Place } from '../arrange/plan.ts';
import type { ArrangementFile, Profile, Wanted } from '../arrange/profile.ts';
import type { Profiles } from '../arrange/profiles.ts';
import { memoryTimes } from '../health/memory.ts';
import type { StateFault, StateFile } from '../state-file.ts';
import { FAILURE_PAGE, ORIGIN } from './pages.ts';
import { pageWindow, type PageWindow, type PageWindowDeps } from './page-window.ts';

export interface WindowsDeps extends Pick<PageWindowDeps, 'preload' | 'clock' | 'development' | 'title' | 'background' | 'pulse' | 'restarted' | 'reloaded'>, Pick<ArrangerDeps, 'screens' | 'display'> {
  readonly arrangement: StateFile<ArrangementFile>; readonly profiles: Profiles; readonly devOrigin: string | null;
  /** True where the page of a kind was built. */
  readonly isHere: (page: string) => boolean;
  /** True while a page of ours would have no engine to show: the failure page stands instead. */
  readonly failing: () => boolean;
  /** Whether whoever sits at a window may close it by the system's own close, or end the application from it. */
  readonly mayClose: (id: number) => boolean;
  readonly fault: (fault: StateFault) => void;
  /** A window's own state, the health of all, or the arrangement is other than it was. */
  readonly self: (id: number, self: WindowSelf) => void;
  readonly told: (health: readonly WindowHealth[], arrangement: Arrangement) => void;
  readonly closed: (id: number) => void;
}

/** All windows of this application, by the id of their contents. */
export function windows(deps: WindowsDeps) {
  const { clock, profiles } = deps;
  const open = new Map<number, PageWindow>();
  const all = (): readonly PageWindow[] => [...open.values()];
  const kept = deps.arrangement.read();
  if (!kept.ok) deps.fault(kept.fault);
  let unwritable = false;
  let ending = false;

  function address(kind: WindowKind, why: string | null): string {
    const { page } = kinds[kind];
    const base = deps.failing() ? `${ORIGIN}${FAILURE_PAGE}` : deps.devOrigin !== null ? `${deps.devOrigin}${page}` : `${ORIGIN}${page}`;
    return why === null ? base : `${base}?restarted=${encodeURIComponent(why)}&at=${clock.now()}`;
  }
  function openOne(wanted: Wanted, place: Place | null): Result<PageWindow> {
    const { kind } = wanted;
    const { page, most } = kinds[kind];
    if (deps.devOrigin === null && !deps.isHere(page)) return fail('window-not-here', { kind });
    if (all().filter((o) => o.kind === kind).length >= most) return fail('too-many-windows', { kind, most });
    const one = pageWindow({
      ...deps, address, doing: tell, ending: () => ending, moved: (w) => arranging.moved(w),
      changed(w) { arranging.rescaled(w); deps.self(w.id, w.self()); },
      closed(w) { open.delete(w.id); arranging.closed(w.id); deps.closed(w.id); },
    }, kind, wanted, place);
    open.set(one.id, one);
    one.load();
    return ok(one);
  }
  const health = (): readonly WindowHealth[] => all().map((o) => o.health());
  const arrangement = (): Arrangement => ({
    displays: arranging.displays().map(({ id, label, bounds, primary }) => ({ id, label, bounds, primary })),
    windows: all().flatMap((o) => {
      const place = arranging.placeOf(o.id);
      const now = o.now();
      return place === null ? [] : [{ id: o.id, kind: o.kind, show: now.show, display: place.display, bounds: now.bounds, mode: now.mode, displaced: place.displaced }];
    }),
  });
  const tell = (): void => { if (open.size > 0) deps.told(health(), arrangement()); };
  const arranging = arranger({
    screens: deps.screens, clock, windows: all, open: openOne, kept: kept.ok ? kept.value : null, display: deps.display, changed: tell,
    keep(file) {
      const written = deps.arrangement.write(file);
      if (!written.ok && !unwritable) deps.fault(written.fault);   // once, not at every move
      unwritable = !written.ok;
    },
  });
  function readMemory(): void {
    const metrics = new Map(app.getAppMetrics().map((m) => [m.pid, m.memory.workingSetSize / 1024]));   // given in kB
    for (const one of all()) one.holds(one.contents.isCrashed() ? null : metrics.get(one.contents.getOSProcessId()) ?? null);
    tell();
    clock.after(memoryTimes.read, readMemory);
  }
  clock.after(memoryTimes.first, readMemory);

  const withId = <T>(id: number, run: (one: PageWindow) => T): Result<T> => { const one = open.get(id); return one === undefined ? fail('no-such-window', { id }) : ok(run(one)); };
  /** WIN-13: the faults of what could not be opened. */
  function recall(profile: Profile): readonly Result<unknown>[] {
    const results = arranging.recall(profile);
    if (results.some((r) => r.ok)) profiles.recalled(profile.name === '' ? null : profile.name);
    return results;
  }
  return {
    /** WIN-10: opens what is shown at start; a desk where none of it can be opened. Returns what went wrong. */
    start(profile: Profile | null): readonly Result<unknown>[] {
      const results = recall(profile ?? profiles.atStart() ?? arranging.atStart());
      return open.size > 0 ? results : [...results, arranging.openOne('desk', null)];
    },
    recall,
    /** Brings the window of this kind that shows this to the front, or has one show it, or opens one. */
    open(kind: WindowKind, show: string | null, another: boolean): Result<WindowSelf> {
      const there = all().filter((o) => o.kind === kind);
      const one = another ? undefined : there.find((o) => o.now().show === show) ?? there[0];
      if (one === undefined) {
        const opened = arranging.openOne(kind, show);
        if (!opened.ok) return opened;
        return withId(opened.value.id, (w) => { w.toFront(); return w.self(); });
      }
      if (show !== null && one.now().show !== show) one.become({ ...one.now(), show });
      one.toFront();
      return ok(one.self());
    },
    close: (id: number): Result<void> => (open.size === 1 ? fail('last-window') : withId(id, (o) => o.close())),
    self: (id: number): Result<WindowSelf> => withId(id, (o) => o.self()),
    scale: (id: number, what: 'zoom' | 'text', to: 'larger' | 'smaller' | 'actual'): Result<WindowSelf> => withId(id, (o) => { o.scale(what, to); return o.self(); }),
    mode: (id: number, mode: WindowMode): Result<WindowSelf> => withId(id, (o) => { o.mode(mode); return o.self(); }),
    ready: (id: number): void => open.get(id)?.ready(),
    beat: (id: number, { n, frames, worstMs, busy }: Beat): Result<void> => withId(id, (o) => o.beat(n, frames, worstMs, busy)),
    health, arrangement,
    snapshot: () => arranging.snapshot(),
    freeze(): void { ending = true; arranging.freeze(); },
    kindOf: (contents: WebContents): WindowKind | null => open.get(contents.id)?.kind ?? null,
    contents: (): readonly WebContents[] => all().map((o) => o.contents),
    /** Loads every window's page again: the engine came back after a refusal, or refuses for another reason. */
    reload(): void { for (const one of all()) one.load(); },
    retitle(): void { for (const { window } of all()) window.setTitle(deps.title()); },
    /** Somebody started the application a second time: show what is there. */
    toFront(): void { for (const one of all()) one.toFront(); },
  };
}
export type Windows = ReturnType<typeof windows>;
