import type { Bounds, WindowKind, WindowMode } from '#app/contract';
import type { Result } from '#kernel/result';
import type { Clock, Stop } from '#kernel/time';
import { designedFor } from './designed.ts';
import { plan, type Place } from './plan.ts';
import { overlap } from './placement.ts';
import { anywhere, type ArrangementFile, type Display, type Profile, type Wanted } from './profile.ts';
import { wantedAt } from './profiles.ts';

/** A window, to whoever arranges it. `put` moves it there, unhides it and shows it above what it shares a display with; `become`: it shows and scales what a profile says. */
export interface Standing {
  readonly id: number; readonly kind: WindowKind;
  now(): { readonly bounds: Bounds; readonly mode: WindowMode; readonly show: string | null; readonly zoom: number; readonly text: number };
  put(place: Place): void;
  become(wanted: Pick<Wanted, 'show' | 'zoom' | 'text'>): void;
  close(): void;
}
/** The displays that are there; `hear` runs when one came, went or changed. */
export interface Screens { list(): readonly Display[]; hear(ear: () => void): Stop }
export interface ArrangerDeps {
  readonly screens: Screens; readonly clock: Clock;
  readonly windows: () => readonly Standing[];
  /** Opens a window there; its page may not be. */
  readonly open: (wanted: Wanted, place: Place | null) => Result<Standing>;
  readonly kept: ArrangementFile | null;
  readonly keep: (file: ArrangementFile) => void;
  /** A display went or came: its name, and how many windows that moved. */
  readonly display: (what: 'lost' | 'found', label: string, windows: number) => void;
  /** Something stands elsewhere now. */
  readonly changed: () => void;
}

/** In ms. WIN-08: when it is looked again after a change of the displays. WIN-09: how long a move must rest to count, and how long after a change of displays moves are not the officer's. */
export const arrangingTimes = { again: [150, 400, 900, 1600], rest: 500, systems: 2_000 } as const;
const same = (a: Bounds, b: Bounds): boolean => Math.abs(a.x - b.x) <= 2 && Math.abs(a.y - b.y) <= 2 && Math.abs(a.width - b.width) <= 2 && Math.abs(a.height - b.height) <= 2;

/** What people tell a display by; many have no label. */
const nameOf = ({ label, bounds }: Display): string => label || `${bounds.width}x${bounds.height} @ ${bounds.x},${bounds.y}`;

/** Keeps every window where it belongs, whatever the displays do (SPEC.md). */
export function arranger({ screens, clock, windows, open, kept, keep, display: told, changed }: ArrangerDeps) {
  const wanted = new Map<number, Wanted>();
  const given = new Map<number, Place>();
  const resting = new Map<number, Stop>();
  const looks: Stop[] = [];
  let kinds: ArrangementFile['kinds'] = kept?.kinds ?? {};
  let displays = screens.list();
  let systemsUntil = -Infinity;
  let frozen = false;

  function stands(one: Standing, place: Place): boolean {
    const { mode, bounds } = one.now();
    return mode === place.mode && (mode === 'normal' ? same(bounds, place.bounds) : 2 * overlap(bounds, place.bounds) > place.bounds.width * place.bounds.height);   // what fills a display has the size the system gives it
  }
  const wantedOf = (one: Standing): Wanted => wanted.get(one.id) ?? anywhere(one.kind);
  function save(): void {
    const all = windows().map(wantedOf);
    if (frozen || all.length === 0) return;   // the last window that is closed ends the application: what stood before is what comes back
    kinds = { ...kinds, ...Object.fromEntries(all.toReversed().map((w) => [w.kind, w])) };
    keep({ format: 'watchroom-arrangement', version: 1, windows: all.slice(0, 16), kinds });
  }
  /** WIN-15: a window that nobody placed and that got a display of its own belongs there from now on. */
  function bind(one: Standing, { display, bounds, mode }: Place): void {
    const at = displays.find((d) => d.id === display);
    const w = wantedOf(one);
    if (at !== undefined && w.display === null && same(bounds, mode === 'normal' ? at.workArea : at.bounds)) wanted.set(one.id, wantedAt(w, bounds, at));
  }
  /** Plans all, puts those that `which` says. */
  function apply(which: (one: Standing) => boolean = () => true): void {
    const all = windows();
    if (displays.length === 0 || all.length === 0) return;
    const places = plan(all.map(wantedOf), displays);
    for (const [i, one] of all.entries()) {
      const place = places[i];
      if (place === undefined || !which(one)) continue;
      const before = given.get(one.id);
      given.set(one.id, place);
      bind(one, place);
      if (before === undefined || !stands(one, place) || before.above !== place.above || before.display !== place.display) one.put(place);
    }
    systemsUntil = Math.max(systemsUntil, clock.mono() + arrangingTimes.rest);
    changed();
  }
  /** WIN-08: whoever does not stand where it was put is put again. */
  function look(): void {
    for (const one of windows()) { const place = given.get(one.id); if (place !== undefined && !stands(one, place)) one.put(place); }
    changed();
  }
  function displaysChanged(): void {
    const before = displays;
    displays = screens.list();
    if (displays.length === 0) return;   // all dark: the last that is lost is found again, or another
    systemsUntil = clock.mono() + arrangingTimes.systems;
    for (const stop of resting.values()) stop();
    resting.clear();
    const on = (d: Display): number => windows().filter((w) => given.get(w.id)?.display === d.id).length;
    for (const d of before) if (!displays.some((x) => x.id === d.id)) told('lost', nameOf(d), on(d));
    apply();
    for (const d of displays) if (!before.some((x) => x.id === d.id)) told('found', nameOf(d), on(d));
    for (const stop of looks.splice(0)) stop();
    looks.push(...arrangingTimes.again.map((ms) => clock.after(ms, look)));
  }
  const displayUnder = (bounds: Bounds): Display | undefined => displays.toSorted((a, b) => overlap(bounds, b.bounds) - overlap(bounds, a.bounds))[0];
  /** What it wants from now on: what it has now. */
  function settle(one: Standing): void {
    const now = one.now();
    const under = displayUnder(now.bounds);
    if (under !== undefined) wanted.set(one.id, wantedAt({ kind: one.kind, show: now.show, mode: now.mode, zoom: now.zoom, text: now.text }, now.bounds, under));
  }
  const stop = screens.hear(displaysChanged);

  return {
    /** WIN-09: it was moved, or its size or mode changed, by somebody. */
    moved(one: Standing): void {
      resting.get(one.id)?.();
      resting.set(one.id, clock.after(arrangingTimes.rest, () => {
        resting.delete(one.id);
        const place = given.get(one.id);
        if (clock.mono() < systemsUntil || place === undefined || stands(one, place) || !windows().includes(one)) return;
        const now = one.now();
        given.set(one.id, { ...place, bounds: now.bounds, mode: now.mode, display: displayUnder(now.bounds)?.id ?? place.display });
        if (!place.displaced) { settle(one); save(); }   // WIN-07
        changed();
      }));
    },
    /** Its scale or what it shows changed: that belongs to it wherever it stands. */
    rescaled(one: Standing): void {
      const { show, zoom, text } = one.now();
      wanted.set(one.id, { ...wantedOf(one), show, zoom, text });
      save();
      changed();
    },
    closed(id: number): void {
      wanted.delete(id);
      given.delete(id);
      resting.get(id)?.();
      resting.delete(id);
      save();
      changed();
    },
    /** Opens one more window: where the last of its kind stood, else where there is room. */
    openOne(kind: WindowKind, show: string | null): Result<Standing> {
      const last = windows().some((w) => w.kind === kind) ? undefined : kinds[kind];
      const asked = { ...(last ?? anywhere(kind)), show };
      const opened = open(asked, displays.length === 0 ? null : plan([...windows().map(wantedOf), asked], displays).at(-1) ?? null);
      if (!opened.ok) return opened;
      const one = opened.value;
      wanted.set(one.id, asked);
      apply((w) => w === one || wantedOf(w).display === null);   // those that nobody placed make room
      save();
      return opened;
    },
    /** WIN-13. The faults of those that could not be opened; at least one window stays. */
    recall({ windows: profile }: Profile): readonly Result<Standing>[] {
      const here = new Set(windows());
      const take = (w: Wanted, exact: boolean): Standing | undefined => [...here].find((one) => one.kind === w.kind && (!exact || one.now().show === w.show));
      const found = profile.map((w) => { const one = take(w, true) ?? take(w, false); if (one !== undefined) here.delete(one); return one; });
      const places = displays.length === 0 ? [] : plan(profile, displays);
      const results: Result<Standing>[] = [];
      for (const [i, w] of profile.entries()) {
        const one = found[i];
        const result: Result<Standing> = one === undefined ? open(w, places[i] ?? null) : { ok: true, value: one };
        results.push(result);
        if (!result.ok) continue;
        wanted.set(result.value.id, w);
        given.delete(result.value.id);
        if (one !== undefined) one.become(w);
      }
      if (results.some((r) => r.ok)) for (const one of here) { wanted.delete(one.id); one.close(); }
      apply((one) => !here.has(one));
      save();
      return results;
    },
    /** WIN-10, after command line and profile: what stood last, else what is designed for so many displays. */
    atStart: (): Profile => (kept === null ? designedFor(displays.length) : { name: '', key: null, windows: kept.windows }),
    /** What a profile keeps of now. A window whose display is lost keeps its own. */
    snapshot: (): readonly Wanted[] => windows().map((one) => {
      const w = wantedOf(one);
      const place = given.get(one.id);
      const at = displays.find((d) => d.id === place?.display);
      return w.display !== null || place === undefined || at === undefined ? w : wantedAt(w, place.bounds, at);
    }),
    placeOf: (id: number): Place | null => given.get(id) ?? null,
    displays: (): readonly Display[] => displays,
    /** The application ends: what closes now was not closed by anybody. */
    freeze(): void { frozen = true; },
    stop(): void { stop(); for (const end of [...looks, ...resting.values()]) end(); },
  };
}
export type Arranger = ReturnType<typeof arranger>;
