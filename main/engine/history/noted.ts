import type { StorageNote } from '#storage';

/** What history does by itself that an auditor asks for: samples that were let go, files that are damaged, an index that was made anew. By the name of the note, the kind of its event. */
const kinds: Readonly<Record<string, string>> = {
  'history-let-go': 'history.let-go', 'history-retired': 'history.retired', 'history-young-let-go': 'history.young-let-go', 'history-damaged': 'history.damaged', 'history-catalogue-made-anew': 'history.index-made-anew', 'history-log-torn': 'history.log-torn',
};

/** Notes of history on their way to the journal: what comes before the engine runs waits for it. */
export function historyEvents() {
  let write: ((kind: string, params: StorageNote['params']) => void) | null = null;
  const waiting: { readonly kind: string; readonly params: StorageNote['params'] }[] = [];
  return {
    hear({ name, params }: StorageNote): void {
      const kind = kinds[name];
      if (kind === undefined) return;
      if (write === null) waiting.push({ kind, params }); else write(kind, params);
    },
    begin(to: (kind: string, params: StorageNote['params']) => void): void {
      write = to;
      for (const { kind, params } of waiting.splice(0)) to(kind, params);
    },
  };
}
