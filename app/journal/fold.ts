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
  let here = { count: 0, state: from.state };

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
  /** The nearest kept state with at most `count` events in it; what is kept of later ones is let go. */
  function back(count: number): typeof here {
    if (here.count <= count) return here;
    while ((points.at(-1)?.count ?? 0) > count) points.pop();
    return points.at(-1) ?? { count: 0, state: base.state };
  }
  /** Applies everything of `log` from `start` up to `end`. */
  function forward(start: typeof here, end: number): void {
    let state = start.state;
    for (let i = start.count; i < end; i++) {
      const event = log[i];
      if (event !== undefined && event.unread === undefined) state = apply(state, event);
      if ((i + 1) % every === 0) points.push({ count: i + 1, state });
    }
    here = { count: end, state };
  }
  return {
    state: () => here.state,
    at() { const last = log.at(-1); return last === undefined ? base.at : positionOf(last); },
    take(events) {
      const beforeBase: JournalEvent[] = [];
      let [first, fresh] = [log.length, 0];
      for (const event of events) {
        const order = base.at === null ? 1 : comparePositions(event, base.at);
        if (order < 0) beforeBase.push(event);
        if (order <= 0) continue;
        const index = place(event);
        const there = log[index];
        if (there !== undefined && comparePositions(there, event) === 0) continue;
        if (index === log.length) log.push(event); else log.splice(index, 0, event);
        first = Math.min(first, index);
        fresh++;
      }
      if (fresh === 0) return { refolded: 0, beforeBase };
      const start = back(first);
      forward(start, log.length);
      return { refolded: log.length - start.count - fresh, beforeBase };
    },
    settle(at) {
      const there = log[place(at)];
      const count = place(at) + (there !== undefined && comparePositions(there, at) === 0 ? 1 : 0);
      const last = log[count - 1];
      if (last === undefined) return;
      const whole = here;
      forward(back(count), count);
      base = { state: here.state, at: positionOf(last) };
      log = log.slice(count);
      points = [];
      here = { count: log.length, state: whole.state };
    },
  };
}

/** The state of merged journals, from nothing: any order, any duplication, same state (JRN-10). */
export function fold<S>(apply: Apply<S>, from: S, events: readonly JournalEvent[]): S {
  const all = folding(apply, { state: from, at: null });
  all.take(events.toSorted(comparePositions));
  return all.state();
}
