import { type ReactNode, type SyntheticEvent } from 'react';
import type { Fault } from '#kernel/result';
import { useWords } from '#kit/words';
import { FormFaults } from './Field.tsx';

interface Props {
  readonly title: string;
  /** What will happen, to whom, in full words. */
  readonly effect?: ReactNode;
  readonly submit: string; readonly busy: boolean; readonly faults: readonly Fault[]; readonly fields: readonly string[];
  readonly onSubmit: () => void; readonly onCancel: () => void; readonly children?: ReactNode;
}
/** One act on one thing: what it does, what it needs, and why it was refused. Enter sends it, Esc leaves it. */
export function Form({ title, effect, submit, busy, faults, fields, onSubmit, onCancel, children }: Props) {
  const words = useWords();
  function send(e: SyntheticEvent): void { e.preventDefault(); if (!busy) onSubmit(); }
  return (
    <form className="admin-form" aria-label={title} noValidate onSubmit={send} onKeyDown={(e) => { if (e.key === 'Escape') { e.stopPropagation(); e.preventDefault(); onCancel(); } }}>
      <h2>{title}</h2>
      {effect !== undefined && <div className="admin-effect">{effect}</div>}
      {children}
      <FormFaults faults={faults} fields={fields} />
      <div className="admin-acts">
        <button type="submit" className="button" data-primary="true" disabled={busy}>{busy ? words.t('admin:sending') : submit}</button>
        <button type="button" className="button" onClick={onCancel}>{words.t('admin:cancel')} <kbd>Esc</kbd></button>
      </div>
    </form>
  );
}
