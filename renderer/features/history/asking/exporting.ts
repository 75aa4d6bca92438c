import { createStore } from 'zustand/vanilla';
import type { AnswerOf, historyContract, QuestionOf } from '#app/history';
import type { Asked, Client, StreamValue } from '#kernel/contract';
import type { Fault } from '#kernel/result';

type Exporting = StreamValue<typeof historyContract, 'history.exporting'>;
export interface ExportState { readonly running: boolean; readonly progress: Exporting | null; readonly done: AnswerOf<'history.export'> | null; readonly fault: Fault | null }

/** One export at a time, how far it is, and what came of it. */
export function exportStore(engine: Client<typeof historyContract>) {
  const state = createStore<ExportState>(() => ({ running: false, progress: null, done: null, fault: null }));
  let current: Asked<AnswerOf<'history.export'>> | null = null;
  const dispose = engine.listen('history.exporting', { value: (progress) => { if (state.getState().running) state.setState({ progress }); } });
  return {
    state, dispose,
    begin: async (q: QuestionOf<'history.export'>): Promise<void> => {
      if (current !== null) return;
      const mine = engine.ask('history.export', q);
      current = mine;
      state.setState({ running: true, progress: null, done: null, fault: null });
      const r = await mine.answer;
      current = null;
      state.setState(r.ok ? { running: false, done: r.value } : { running: false, fault: r.fault });
    },
    cancel: (): void => current?.takeBack(),
  };
}
export type ExportStore = ReturnType<typeof exportStore>;
