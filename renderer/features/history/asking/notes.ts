import { createStore } from 'zustand/vanilla';
import type { Annotation, historyContract } from '#app/history';
import type { Client } from '#kernel/contract';
import type { Fault } from '#kernel/result';
import { question, type After } from './question.ts';

/** What somebody begins to write. `to` null: of a moment. */
export interface Draft { readonly at: number; readonly to: number | null; readonly points: readonly string[]; readonly text: string }
/** `notes`: in the stretch that is shown, the oldest first; those taken back are among them. `refused`: why the last act failed. */
export interface NotesState { readonly notes: readonly Annotation[]; readonly fault: Fault | null; readonly draft: Draft | null; readonly sending: boolean; readonly refused: Fault | null }

const byTime = (a: Annotation, b: Annotation): number => a.at - b.at || a.written - b.written;

/** What people wrote at the points that are shown, and what is being written. */
export function noteStore(engine: Client<typeof historyContract>, after: After) {
  const state = createStore<NotesState>(() => ({ notes: [], fault: null, draft: null, sending: false, refused: null }));
  const asked = question<Annotation[]>(after);
  let look: { readonly points: readonly string[]; readonly from: number; readonly to: number } | null = null;
  const put = (note: Annotation): void => state.setState(({ notes }) => ({ notes: [...notes.filter((n) => n.id !== note.id), note].toSorted(byTime) }));
  const concerns = (n: Annotation): boolean => look !== null && n.at <= look.to && (n.to ?? n.at) >= look.from && (n.points.length === 0 || n.points.some((p) => look?.points.includes(p)));
  async function read(): Promise<void> {
    const mine = look;
    if (mine === null) return;
    const r = await asked.ask(() => engine.ask('history.annotations', { points: [...mine.points], from: mine.from, to: mine.to }));
    if (r === null || look !== mine) return;
    state.setState(r.ok ? { notes: r.value.toSorted(byTime), fault: null } : { fault: r.fault });
  }
  const dispose = engine.listen('history.annotated', { value: (n) => { if (concerns(n)) put(n); }, gap: () => void read() });
  return {
    state, dispose, again: read,
    look: (points: readonly string[], from: number, to: number): void => {
      if (points.length === 0) { look = null; asked.stop(); state.setState({ notes: [] }); return; }
      look = { points, from: Math.max(0, Math.floor(from)), to: Math.ceil(to) };
      void read();
    },
    begin: (draft: Draft): void => state.setState({ draft, refused: null }),
    write: (part: Partial<Draft>): void => state.setState(({ draft }) => (draft === null ? {} : { draft: { ...draft, ...part } })),
    cancel: (): void => state.setState({ draft: null, refused: null }),
    send: async (): Promise<void> => {
      const { draft } = state.getState();
      if (draft === null || draft.text.trim() === '') return;
      state.setState({ sending: true, refused: null });
      const r = await engine.call('history.annotate', { points: [...draft.points], at: Math.round(draft.at), to: draft.to === null ? null : Math.round(draft.to), text: draft.text.trim() });
      state.setState(r.ok ? { sending: false, draft: null } : { sending: false, refused: r.fault });
      if (r.ok && concerns(r.value)) put(r.value);
    },
    withdraw: async (id: string): Promise<void> => {
      const r = await engine.call('history.withdraw', { id });
      if (r.ok) put(r.value); else state.setState({ refused: r.fault });
    },
  };
}
export type NoteStore = ReturnType<typeof noteStore>;
