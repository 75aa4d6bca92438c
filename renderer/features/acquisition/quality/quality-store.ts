import { createStore } from 'zustand/vanilla';
import type { acquisitionContract, SourceQuality, SourceView } from '#app/acquisition';
import type { Client } from '#kernel/contract';
import type { Fault } from '#kernel/result';
import type { Stop } from '#kernel/time';

/** The page of one source, or none. `quality` null while it was not read yet. */
export interface QualityState { readonly source: string | null; readonly offset: number; readonly quality: SourceQuality | null; readonly fault: Fault | null }

/** How many points one page shows. */
export const pageSize = 50;
const everyMs = 2000;
const closed: QualityState = { source: null, offset: 0, quality: null, fault: null };

/** How much a source needs looking at: its link first, then what it brings. */
const need = (s: SourceView): number => (s.link === 'up' ? 0 : 1e9) + s.bad * 1000 + s.uncertain;
/** The source that needs it most; null where there is none. */
export const worstOf = (sources: readonly SourceView[]): string | null => sources.reduce<SourceView | null>((worst, s) => (worst === null || need(s) > need(worst) ? s : worst), null)?.id ?? null;

/** What is known of the quality of one source while its page is open; read again every two seconds, and never while it is closed. */
export function qualityStore(engine: Client<typeof acquisitionContract>, every: (ms: number, run: () => void) => Stop) {
  const state = createStore<QualityState>(() => closed);
  let asked = 0;
  let stop: Stop = () => {};
  async function ask(): Promise<void> {
    const { source, offset } = state.getState();
    if (source === null) return;
    const turn = ++asked;
    const r = await engine.call('source.quality', { source, offset, limit: pageSize });
    if (turn !== asked) return;                                  // race: closed, turned or asked again meanwhile
    state.setState(r.ok ? { quality: r.value, fault: null } : { fault: r.fault });
  }
  function close(): void {
    asked++;
    stop();
    stop = () => {};
    state.setState(closed);
  }
  return {
    state, close,
    open(source: string): void {
      close();
      state.setState({ ...closed, source });
      stop = every(everyMs, () => void ask());
      void ask();
    },
    turn(offset: number): void {
      state.setState({ offset: Math.max(0, offset) });
      void ask();
    },
    again: (): void => void ask(),
  };
}
export type QualityStore = ReturnType<typeof qualityStore>;
