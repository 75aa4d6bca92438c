import { createStore } from 'zustand/vanilla';
import { areaOf, lengthOf, riseOf, sectionOf, wayBetween, type Section, type Solid } from '#app/map';
import type { Place3 } from '#app/park';

export const tools = ['distance', 'area', 'height', 'section'] as const;
export type Tool = (typeof tools)[number];

/** What is being measured. `done`: no more corners are taken until the next begins. `section`: what stands along a finished line. */
export interface Measuring { readonly tool: Tool | null; readonly corners: readonly Place3[]; readonly done: boolean; readonly section: Section | null }
const nothing: Measuring = { tool: null, corners: [], done: false, section: null };

/** How many corners a tool takes; none: as many as one likes, the last by a double click. */
const most: Readonly<Record<Tool, number>> = { distance: Infinity, area: Infinity, height: 2, section: 2 };

/** Measuring by hand. `solids`: what a section may cut. */
export function measuringStore(solids: () => readonly Solid[]) {
  const state = createStore<Measuring>(() => nothing);
  return {
    state,
    /** Begins anew with a tool; the same tool again, or null, ends it. */
    use(tool: Tool | null): void { state.setState({ ...nothing, tool: tool === state.getState().tool ? null : tool }); },
    /** A corner by hand; false where nothing is being measured. */
    add(at: Place3, last: boolean): boolean {
      const { tool, corners, done } = state.getState();
      if (tool === null) return false;
      const next = done ? [at] : last ? corners : [...corners, at];
      const full = last || next.length >= most[tool];
      const [from, to] = next;
      state.setState({ corners: next, done: full, section: tool === 'section' && full && from !== undefined && to !== undefined ? sectionOf(from, to, solids()) : null });
      return true;
    },
    undo(): void { state.setState(({ corners }) => ({ corners: corners.slice(0, -1), done: false, section: null })); },
    stop(): void { state.setState(nothing); },
  };
}
export type MeasuringStore = ReturnType<typeof measuringStore>;

const round = (n: number, digits: number): string => n.toFixed(digits);
/** Metres as one reads them: 83.4 m, 1.274 km. */
export const metresText = (m: number): string => (m < 1000 ? `${round(m, 1)} m` : `${round(m / 1000, 3)} km`);
/** Square metres as one reads them; a hectare from 10,000 on. */
export const areaText = (m2: number): string => (m2 < 10_000 ? `${round(m2, 0)} m²` : `${round(m2 / 10_000, 2)} ha`);

/** What was measured, as codes of the catalogue with their figures; empty until there is something to tell. */
export function told({ tool, corners }: Measuring): readonly { readonly code: `scene:${string}`; readonly text: string }[] {
  const [from, to] = corners;
  if (tool === null || from === undefined || to === undefined) return [];
  const bearing = wayBetween(from, to)?.bearing ?? 0;
  switch (tool) {
    case 'distance': return [{ code: 'scene:measure-length', text: metresText(lengthOf(corners)) }, ...(corners.length === 2 ? [{ code: 'scene:measure-bearing' as const, text: `${round(bearing, 1)}°` }] : [])];
    case 'area': return corners.length < 3 ? [] : [{ code: 'scene:measure-area', text: areaText(areaOf(corners)) }, { code: 'scene:measure-around', text: metresText(lengthOf([...corners, from])) }];
    case 'height': return [{ code: 'scene:measure-rise', text: `${round(riseOf(from, to), 1)} m` }, { code: 'scene:measure-length', text: metresText(lengthOf([from, to])) }];
    case 'section': return [{ code: 'scene:measure-length', text: metresText(lengthOf([from, to])) }, { code: 'scene:measure-bearing', text: `${round(bearing, 1)}°` }];
  }
}
