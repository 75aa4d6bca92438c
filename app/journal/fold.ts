import type { JournalEvent, Position } from './event.ts';

/** The one order of all nodes' events: hybrid time, then node, then seq (JRN-09). Negative: `a` comes first. */
export function comparePositions(a: Position, b: Position): number {
  if (a.hlc !== b.hlc) return a.hlc < b.hlc ? -1 : 1;
  if (a.node !== b.node) return a.node < b.node ? -1 : 1;
  return a.seq - b.seq;
}
export const positionOf = ({ hlc, node, seq }: JournalEvent): Position => ({ hlc, node, seq });

/** What one event makes of a state. Pure; an event of a kind it does not know changes nothing. */
export type Apply<S> = (state: S, event: JournalEvent) => S;

/** A state and the last event that is in it; null: none is. */
export interface FoldPoint<S> { readonly state: S; readonly at: Position | null }

/** What taking events did. `refolded`: events applied once more because one came late; `beforeBase`: those older than the base, which only a fold from further back can take in. */
export interface Taken { readonly refolded: number; readonly beforeBase: readonly JournalEvent[] }

export interface Folding<S> {
  state(): S;
  /** The last event in the state. */
  at(): Position | null;
  /** In any order, any number of times (JRN-10). */
  take(events: readonly JournalEvent[]): Taken;
  /** Lets go of everything before `at`, which becomes the base; later events older than it are told of as `beforeBase`. */
  settle(at: Position): void;
}

/** Folds merged journals and keeps a state every `every` events, so that a late event refolds from the one before it and not from the start (JRN-11). */
export function folding<S>(apply: Apply<S>, from: FoldPoint<S>, every = 256): Folding<S> {
  let log: JournalEvent[] = [];                                     // sorted, each event once
  let points: { readonly count: number; readonly state: S }[] = []; // the state after the first `count` events of `log`
  let base = from;
  let state = from.state;

  /** Where in `log` an event stands or would stand. */
  function place(p: Position): number {
    let [low, high] = [0, log.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = log[middle];
      if (there !== undefined && comparePositions(there, p) < 0) low = middle + 1; else high = middle;
    }
    return low;
  }
  /** Folds again whatever stands at or behind `index`. Gives how many events were applied. */
  function refold(index: number): number {
    points = points.filter((p) => p.count <= index);
    const start = points.at(-1) ?? { count: 0, state: base.state };
    state = start.state;
    for (let i = start.count; i < log.length; i++) {
      const event = log[i];
      if (event !== undefined && event.unread === undefined) state = apply(state, event);
      if ((i + 1) % every === 0) points.push({ count: i + 1, state });
    }
    return log.length - start.count;
  }
  return {
    state: () => state,
    at() { const last = log.at(-1); return last === undefined ? base.at : positionOf(last); },
    take(events) {
      const beforeBase: JournalEvent[] = [];
      let [first, fresh] = [log.length, 0];
      for (const event of events) {
        if (base.at !== null && comparePositions(event, base.at) <= 0) { if (comparePositions(event, base.at) < 0) beforeBase.push(event); continue; }
        const index = place(event);
        const there = log[index];
        if (there !== undefined && comparePositions(there, event) === 0) continue;
        if (index === log.length) log.push(event); else log.splice(index, 0, event);
        first = Math.min(first, index);
        fresh++;
      }
      return { refolded: fresh === 0 ? 0 : Math.max(0, refold(first) - fresh), beforeBase };
    },
    settle(at) {
      const index = place(at) + (log.some((e) => comparePositions(e, at) === 0) ? 1 : 0);
      if (index === 0) return;
      const settled = folding(apply, base, every);
      settled.take(log.slice(0, index));
      base = { state: settled.state(), at: settled.at() };
      log = log.slice(index);
      points = [];
      refold(0);
    },
  };
}

/** The state of merged journals, from nothing: any order, any duplication, same state (JRN-10). */
export function fold<S>(apply: Apply<S>, from: S, events: readonly JournalEvent[]): S {
  const all = folding(apply, { state: from, at: null });
  all.take(events.toSorted(comparePositions));
  return all.state();
}
