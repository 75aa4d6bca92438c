import { createStore } from 'zustand/vanilla';
import { act, draftOf, redo, undo, type Draft, type Drawing, type Edit, type Mimic, type mimicContract } from '#app/mimic';
import type { Client } from '#kernel/contract';
import type { Fault } from '#kernel/result';

/** What the editor holds; `draft` null: nobody edits. `revision`: the one it began from, 0 for a new mimic. `saved`: the drawing as it was last saved or read. */
export interface EditState {
  readonly id: string;
  readonly revision: number;
  readonly draft: Draft | null;
  readonly saved: Drawing | null;
  readonly chosen: ReadonlySet<string>;
  readonly saving: boolean;
  readonly fault: Fault | null;
}
const idle: EditState = { id: '', revision: 0, draft: null, saved: null, chosen: new Set(), saving: false, fault: null };
/** An empty drawing, for a new mimic. */
export const blank = (id: string): Drawing => ({ formatVersion: 1, name: { zh: id, en: id }, size: { width: 1600, height: 900 }, symbols: [], bindings: [] });

/** One drawing under the hand: every change can be undone, and nothing is kept until it is saved. */
export function draftStore(engine: Client<typeof mimicContract>) {
  const state = createStore<EditState>(() => idle);
  const change = (next: (d: Draft) => Draft): void => state.setState((s) => {
    if (s.draft === null) return s;
    const draft = next(s.draft);
    const there = new Set(draft.now.symbols.map((x) => x.id));
    return draft === s.draft ? s : { draft, chosen: new Set([...s.chosen].filter((id) => there.has(id))), fault: null };
  });
  return {
    state,
    begin: ({ head, drawing }: Mimic): void => { if (drawing !== null) state.setState({ ...idle, id: head.id, revision: head.revision, draft: draftOf(drawing), saved: drawing }, true); },
    beginNew: (id: string): void => state.setState({ ...idle, id, draft: draftOf(blank(id)) }, true),
    end: (): void => state.setState(idle, true),
    /** `grip`: acts of one drag or one spell of typing are one step. */
    act: (edit: Edit, grip: string | null = null): void => change((d) => act(d, edit, grip)),
    /** Adds a symbol and chooses it. */
    add(edit: Extract<Edit, { do: 'add' | 'copy' }>): void {
      const before = new Set(state.getState().draft?.now.symbols.map((s) => s.id));
      change((d) => act(d, edit));
      state.setState((s) => ({ chosen: new Set(s.draft?.now.symbols.map((x) => x.id).filter((id) => !before.has(id))) }));
    },
    undo: (): void => change(undo),
    redo: (): void => change(redo),
    choose: (ids: Iterable<string>): void => state.setState({ chosen: new Set(ids) }),
    dirty: (): boolean => { const { draft, saved } = state.getState(); return draft !== null && draft.now !== saved; },
    /** Keeps it; the answer is the new revision, or why it was not kept: then the draft stays under the hand. */
    async save(): Promise<boolean> {
      const { draft, id, revision, saving } = state.getState();
      if (draft === null || saving) return false;
      state.setState({ saving: true, fault: null });
      const r = await engine.call('mimic.save', { id, revision, drawing: draft.now });
      if (state.getState().id !== id) return r.ok;
      state.setState(r.ok ? { saving: false, revision: r.value.revision, saved: draft.now } : { saving: false, fault: r.fault });
      return r.ok;
    },
    /** Goes on as another mimic, so that what somebody else saved stays. */
    saveAs(id: string): Promise<boolean> {
      state.setState({ id, revision: 0, fault: null });
      return this.save();
    },
  };
}
export type DraftStore = ReturnType<typeof draftStore>;
