import type { Selected, Selection } from './contract.ts';

/** How many steps back are kept (SEL-03). */
export const stepsBound = 50;

/** The selection of one workstation with its history, oldest first; `place` is where in it we are. */
export interface Trail { readonly steps: readonly (Selected | null)[]; readonly place: number; readonly by: string; readonly cursor: number | null; readonly turn: number; readonly looked: number }
export const emptyTrail: Trail = { steps: [null], place: 0, by: '', cursor: null, turn: 0, looked: 0 };

const same = (a: Selected | null, b: Selected | null): boolean => a === b || (a !== null && b !== null && a.kind === b.kind && a.id === b.id);

/** SEL-01: a choice ends what lay ahead; SEL-02: the same thing again is no step; SEL-08: but whoever wants to look at it (`look`) is taken there. */
export function choose(trail: Trail, what: Selected | null, by: string, look = false): Trail {
  const turn = trail.turn + 1;
  const looked = look ? turn : trail.looked;
  if (same(trail.steps[trail.place] ?? null, what)) return look ? { ...trail, by, turn, looked } : trail;
  const steps = [...trail.steps.slice(0, trail.place + 1), what].slice(-stepsBound);
  return { ...trail, steps, place: steps.length - 1, by, turn, looked };
}
/** One step through the history; at its end nothing moves. */
export function step(trail: Trail, to: 'back' | 'forward', by: string): Trail {
  const place = trail.place + (to === 'back' ? -1 : 1);
  return place < 0 || place >= trail.steps.length ? trail : { ...trail, place, by, turn: trail.turn + 1 };
}
/** Moves the moment that is looked at, epoch ms; null is now. */
export const atMoment = (trail: Trail, cursor: number | null, by: string): Trail => (cursor === trail.cursor ? trail : { ...trail, cursor, by, turn: trail.turn + 1 });

/** What windows see of it. */
export const selectionOf = (t: Trail): Selection =>
  ({ what: t.steps[t.place] ?? null, by: t.by, back: t.place, forward: t.steps.length - 1 - t.place, cursor: t.cursor, turn: t.turn, looked: t.looked });
