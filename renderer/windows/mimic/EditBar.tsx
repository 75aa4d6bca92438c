import { useStore } from 'zustand';
import { useWhyNot } from '#kit/may';
import { useWords } from '#kit/words';
import type { MimicStores } from './stores.ts';

interface Props { readonly stores: MimicStores; readonly end: () => void; readonly again: () => void }

/** A free name for a copy of a mimic. */
const copyId = (id: string, taken: ReadonlySet<string>): string => {
  for (let n = 2; ; n++) { const next = `${id.slice(0, 55).replace(/-\d+$/, '')}-${n}`; if (!taken.has(next)) return next; }
};

/** What is done to the drawing as a whole: undo, redo, save, leave; and what to do when somebody else saved it first. */
export function EditBar({ stores, end, again }: Props) {
  const words = useWords();
  const { editing, mimics } = stores;
  const { draft, saved, saving, fault, id } = useStore(editing.state);
  const heads = useStore(mimics.state, (s) => s.heads);
  const why = useWhyNot('mimic.change');
  if (draft === null) return null;
  const dirty = draft.now !== saved;
  return (
    <div className="edit-bar" role="region" aria-label={words.t('mimic:editing')}>
      <b>{words.t('mimic:editing')}</b> <span className="number dim">{id}</span>
      <button type="button" className="button" disabled={draft.past.length === 0} onClick={editing.undo}>{words.t('mimic:undo')} <kbd>Z</kbd></button>
      <button type="button" className="button" disabled={draft.future.length === 0} onClick={editing.redo}>{words.t('mimic:redo')} <kbd>Y</kbd></button>
      <button type="button" className="button" data-primary={dirty} disabled={!dirty || saving || why !== null} title={why ?? undefined} onClick={() => void editing.save()}>{words.t(saving ? 'mimic:saving' : 'mimic:save')} <kbd>S</kbd></button>
      <button type="button" className="button" onClick={end}>{words.t(dirty ? 'mimic:discard' : 'mimic:end')} <kbd>Esc</kbd></button>
      <span role="status">{dirty ? words.t('mimic:unsaved') : words.t('mimic:all-saved')}</span>
      {fault !== null && (
        <span className="edit-fault" role="alert">
          {words.fault(fault)}
          {fault.code === 'mimic-changed' && (
            <>
              <button type="button" className="button" onClick={again}>{words.t('mimic:take-theirs')}</button>
              <button type="button" className="button" onClick={() => void editing.saveAs(copyId(id, new Set(heads?.map((h) => h.id))))}>{words.t('mimic:save-copy')}</button>
            </>
          )}
        </span>
      )}
    </div>
  );
}
