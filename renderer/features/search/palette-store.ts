import { createStore } from 'zustand/vanilla';
import { searchIndex, type Entry, type Found, type Readings } from '#app/search';
import type { Level, Name } from '#app/park';
import type { Stop } from '#kernel/time';

export const foundKinds = ['alarm', 'action', 'window', 'point', 'asset', 'source'] as const;
/** One line of the palette. `id`: of its kind. `where`: what stands beside its name. */
export interface PaletteEntry extends Entry { readonly kind: (typeof foundKinds)[number]; readonly id: string; readonly title: Name; readonly where: Name; readonly level: Level | null }

export interface PaletteState {
  readonly open: boolean;
  readonly query: string;
  readonly found: readonly PaletteEntry[];
  /** Which line Enter means. */
  readonly at: number;
  /** How much of the park is in the index, and how much there is. */
  readonly indexed: number;
  readonly all: number;
}
/** How many lines are shown, and how many entries go into the index at one go: about 3 ms of work. */
const [mostShown, pieceOf] = [40, 200];

type Index = ReturnType<typeof searchIndex<PaletteEntry>>;

/** What Ctrl+K finds. The park is indexed in pieces between other work; alarms, actions and windows anew at each opening. `after`: runs what it is given in so many ms. */
export function paletteStore(load: () => Promise<Readings>, after: (ms: number, run: () => void) => Stop) {
  const state = createStore<PaletteState>(() => ({ open: false, query: '', found: [], at: 0, indexed: 0, all: 0 }));
  const ready = load();
  let readings: Readings | null = null;
  void ready.then((r) => { readings = r; });
  let park: Index = searchIndex(() => []);
  let live: Index = searchIndex(() => []);
  let first: readonly PaletteEntry[] = [];
  let filling = 0;
  const merge = (a: readonly Found<PaletteEntry>[], b: readonly Found<PaletteEntry>[]): readonly PaletteEntry[] => [...a, ...b].toSorted((x, y) => x.score - y.score).slice(0, mostShown).map((f) => f.entry);
  function look(at = 0): void {
    const { query } = state.getState();
    const found = query.trim() === '' ? first : merge(live.find(query, mostShown), park.find(query, mostShown));
    state.setState({ found, at: Math.min(at, Math.max(0, found.length - 1)) });
  }
  function piece(turn: number, entries: readonly PaletteEntry[], from: number): void {
    if (turn !== filling) return;                                 // race: the site changed meanwhile
    park.add(entries.slice(from, from + pieceOf));
    state.setState({ indexed: Math.min(from + pieceOf, entries.length) });
    if (from + pieceOf < entries.length) after(0, () => piece(turn, entries, from + pieceOf));
    else if (state.getState().open) look(state.getState().at);
  }
  return {
    state,
    /** SCH-08: everything of the park; what was indexed before is forgotten. */
    async fill(entries: readonly PaletteEntry[]): Promise<void> {
      const turn = ++filling;
      const r = readings ?? await ready;
      if (turn !== filling) return;
      park = searchIndex(r);
      state.setState({ indexed: 0, all: entries.length });
      piece(turn, entries, 0);
    },
    /** Opens it. `entries`: alarms, actions and windows as they are now; `shown`: those that are shown before anything is typed. */
    async open(entries: readonly PaletteEntry[], shown: readonly PaletteEntry[]): Promise<void> {
      first = shown.slice(0, mostShown);
      state.setState({ open: true, query: '', found: first, at: 0 });
      const r = readings ?? await ready;
      live = searchIndex(r);
      live.add(entries);
      look();
    },
    close: (): void => { state.setState({ open: false, query: '', found: [], at: 0 }); },
    ask(query: string): void { state.setState({ query }); look(); },
    /** Up and down, and round at the ends. */
    move(by: number): void { state.setState(({ at, found }) => ({ at: found.length === 0 ? 0 : (at + by + found.length) % found.length })); },
    point(at: number): void { state.setState({ at }); },
    chosen: (): PaletteEntry | null => { const { found, at } = state.getState(); return found[at] ?? null; },
  };
}
export type PaletteStore = ReturnType<typeof paletteStore>;
