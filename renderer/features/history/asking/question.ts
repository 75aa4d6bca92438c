import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Asked } from '#kernel/contract';
import type { Fault, Result } from '#kernel/result';
import type { Stop } from '#kernel/time';

/** How a question stands. `value`: the last answer, which stays until the next one is there (TRD-04). `slow`: it is waited for longer than a person likes, so say so. */
export interface Answered<V> { readonly value: V | null; readonly fault: Fault | null; readonly waiting: boolean; readonly slow: boolean }
/** After so long a wait is shown. */
export const slowMs = 300;
/** `setTimeout`, with its end. */
export type After = (ms: number, run: () => void) => Stop;

/** One question at a time: a new one takes the one before back (TRD-04). */
export interface Question<V> {
  readonly state: StoreApi<Answered<V>>;
  /** Resolves with the answer; null where it was taken back. */
  readonly ask: (begin: () => Asked<V>) => Promise<Result<V> | null>;
  /** Takes back what is under way. */
  readonly stop: () => void;
  /** ... and forgets what was answered. */
  readonly forget: () => void;
}
export function question<V>(after: After): Question<V> {
  const state = createStore<Answered<V>>(() => ({ value: null, fault: null, waiting: false, slow: false }));
  let current: Asked<V> | null = null;
  let timer: Stop | null = null;
  function end(): void { timer?.(); timer = null; current?.takeBack(); current = null; }
  function stop(): void { end(); state.setState({ waiting: false, slow: false }); }
  return {
    state, stop,
    forget: (): void => { end(); state.setState({ value: null, fault: null, waiting: false, slow: false }); },
    ask: async (begin) => {
      end();
      const mine = begin();
      current = mine;
      timer = after(slowMs, () => { timer = null; state.setState({ slow: true }); });
      state.setState({ waiting: true });
      const r = await mine.answer;
      if (current !== mine) return null; // race: another question took its place
      timer?.();
      timer = null;
      current = null;
      state.setState(r.ok ? { value: r.value, fault: null, waiting: false, slow: false } : { fault: r.fault, waiting: false, slow: false });
      return r;
    },
  };
}

/** Two questions as one that is taken back as one; where one fails so does the whole. */
export function together<A, B>(a: Asked<A>, b: (value: A) => Asked<B> | null): Asked<readonly [A, B | null]> {
  let second: Asked<B> | null = null;
  const answer = a.answer.then(async (r): Promise<Result<readonly [A, B | null]>> => {
    if (!r.ok) return r;
    second = b(r.value);
    const s = await second?.answer;
    return { ok: true, value: [r.value, s?.ok === true ? s.value : null] };
  });
  return { answer, takeBack(): void { a.takeBack(); second?.takeBack(); } };
}
