import type { Bounds, WindowMode } from '#app/contract';
import { deskList, kinds } from './kinds.ts';
import { matchDisplays, refKey } from './match.ts';
import { beside, cells, placeIn } from './placement.ts';
import type { Display, Wanted } from './profile.ts';

/** Where a window stands. `displaced`: its own display is not there. `above`: it would be hidden behind a window that fills the display, so it stays over it. */
export interface Place { readonly display: number; readonly bounds: Bounds; readonly mode: WindowMode; readonly displaced: boolean; readonly above: boolean }

const fills = (mode: WindowMode): boolean => mode !== 'normal';
const moved = (b: Bounds, by: Bounds): Bounds => ({ ...b, x: b.x + by.x, y: b.y + by.y });

/** WIN-03: on its own display: all of it, or as it was there, moved and shrunk into what the display has now. */
function atHome({ bounds, mode }: Wanted, display: Display): Place {
  const where = fills(mode) ? display.bounds : bounds === null ? display.workArea : placeIn(moved(bounds, display.bounds), display.workArea);
  return { display: display.id, bounds: where, mode, displaced: false, above: false };
}
/** The part of a desk that nothing may cover: its alarm list. */
export const listOf = (desk: Bounds): Bounds => ({ ...desk, width: Math.min(desk.width, Math.max(deskList.least, Math.ceil(desk.width * deskList.share))) });

/** WIN-05: the part of a display that windows without a home may take: beside the desk's list, else the half beside what stands there. */
function room(display: Display, desk: Bounds | null): Bounds {
  const { workArea: area } = display;
  const half = { ...area, x: area.x + Math.floor(area.width / 2), width: area.width - Math.floor(area.width / 2) };
  return (desk === null ? half : beside(listOf(desk), area)) ?? half;
}
/** At least as large as its kind may be, and within the display. */
function roomy(cell: Bounds, { kind }: Wanted, area: Bounds): Bounds {
  const { least } = kinds[kind];
  const grown = { ...cell, width: Math.max(cell.width, least.width), height: Math.max(cell.height, least.height) };
  return placeIn({ ...grown, x: cell.x + cell.width - grown.width }, area);   // grows to the left: what must go under is the seam, not the screen's edge
}

/** Windows without a home (nobody placed them, or their display is lost), display by display. */
interface Guests { readonly display: Display; readonly free: boolean; readonly who: number[] }

/** WIN-04: an empty display is the best; then one without the desk; then the one with the fewest windows; the order of the displays decides. A desk goes to the first. */
function host(wanted: Wanted, guests: readonly Guests[], homes: ReadonlyMap<number, readonly Wanted[]>, desks: ReadonlySet<number>): Guests | undefined {
  const cost = ({ display, who }: Guests): number => {
    const there = (homes.get(display.id)?.length ?? 0) + who.length;
    return wanted.kind === 'desk' ? there : there + (desks.has(display.id) ? 1000 : 0);
  };
  return guests.toSorted((a, b) => cost(a) - cost(b))[0];
}
const inOrder = (displays: readonly Display[]): readonly Display[] => displays.toSorted((a, b) => Number(b.primary) - Number(a.primary) || a.bounds.x - b.bounds.x || a.bounds.y - b.bounds.y || a.id - b.id);

/** Where each window stands on the displays that are there, in the order of `wanted`; `displays` is not empty. The same windows and displays always give the same plan, so that a display that comes back finds its windows where they were. */
export function plan(wanted: readonly Wanted[], displays: readonly Display[]): readonly Place[] {
  const known = matchDisplays(wanted.map((w) => w.display).filter((d) => d !== null), displays);
  const home = wanted.map((w) => (w.display === null ? null : known.get(refKey(w.display)) ?? null));
  const places: (Place | null)[] = wanted.map((w, i) => { const d = home[i] ?? null; return d === null ? null : atHome(w, d); });
  const homes = new Map(displays.map((d) => [d.id, wanted.filter((_, i) => home[i]?.id === d.id)]));
  const desks = new Set(displays.filter((d) => homes.get(d.id)?.some((w) => w.kind === 'desk')).map((d) => d.id));
  const guests: readonly Guests[] = inOrder(displays).map((display) => ({ display, free: homes.get(display.id)?.length === 0, who: [] }));
  const homeless = wanted.map((w, i) => ({ w, i })).filter(({ i }) => places[i] === null).toSorted((a, b) => Number(b.w.kind === 'desk') - Number(a.w.kind === 'desk'));
  for (const { w, i } of homeless) {
    const at = host(w, guests, homes, desks);
    at?.who.push(i);
    if (at !== undefined && w.kind === 'desk') desks.add(at.display.id);
  }
  for (const guest of guests) settle(guest, wanted, places);
  return places.filter((p) => p !== null);
}
/** WIN-06: a desk among others takes the right two thirds. */
const deskSeat = (area: Bounds): Bounds => {
  const width = Math.min(area.width, Math.max(kinds.desk.least.width, Math.ceil((area.width * 2) / 3)));
  return { ...area, width, x: area.x + area.width - width };
};

/** WIN-05: the first window on a free display has it all; the others share the room that is left, each to be seen. */
function settle({ display, free, who }: Guests, wanted: readonly Wanted[], places: (Place | null)[]): void {
  const { workArea } = display;
  const put = (i: number, place: Pick<Place, 'bounds' | 'mode'>): void => {
    const above = !fills(place.mode) && places.some((p) => p !== null && p.display === display.id && fills(p.mode));
    places[i] = { display: display.id, displaced: wanted[i]?.display !== null, above, bounds: place.bounds, mode: place.mode };
  };
  const rest = [...who];
  const owner = free ? rest.shift() : undefined;
  const owned = owner === undefined ? undefined : wanted[owner];
  if (owner !== undefined && owned !== undefined) put(owner, atHome({ ...owned, bounds: null }, display));
  const lateDesk = rest.findIndex((i) => wanted[i]?.kind === 'desk');
  if (lateDesk >= 0) for (const i of rest.splice(lateDesk, 1)) put(i, { bounds: deskSeat(workArea), mode: 'normal' });
  const desk = places.find((p, i) => p?.display === display.id && wanted[i]?.kind === 'desk');
  const seats = cells(rest.length, room(display, desk?.bounds ?? null));
  for (const [n, i] of rest.entries()) {
    const [seat, w] = [seats[n], wanted[i]];
    if (seat !== undefined && w !== undefined) put(i, { bounds: roomy(seat, w, workArea), mode: 'normal' });
  }
}
