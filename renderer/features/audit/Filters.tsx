import { useEffect, useRef, type FormEvent } from 'react';
import { useWords } from '#kit/words';
import { families, type Family } from './families.ts';
import type { Naming } from './naming.ts';
import { noQuestion, type Question } from './question.ts';

interface Props { readonly of: Question; readonly onChange: (q: Question) => void; readonly onAsk: () => void; readonly naming: Naming; readonly searching: boolean; readonly onCancel: () => void; readonly nothingToFind: boolean }

/** What is looked for. Enter asks; while it is looked for it can be cancelled. */
export function Filters({ of, onChange, onAsk, naming, searching, onCancel, nothingToFind }: Props) {
  const words = useWords();
  const text = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const find = (e: KeyboardEvent): void => { if (e.key === '/' && !(e.target instanceof HTMLInputElement)) { e.preventDefault(); text.current?.focus(); } };
    window.addEventListener('keydown', find);
    return () => window.removeEventListener('keydown', find);
  }, []);
  const put = (part: Partial<Question>): void => onChange({ ...of, ...part });
  function asked(e: FormEvent): void { e.preventDefault(); onAsk(); }
  return (
    <form className="audit-filters" role="search" aria-label={words.t('audit:filters')} onSubmit={asked}>
      <label className="audit-words"><span>{words.t('audit:words')}</span><input ref={text} type="search" className="audit-input" value={of.text} maxLength={200} placeholder={words.t('audit:words-hint')} aria-invalid={nothingToFind} onChange={(e) => put({ text: e.target.value })} /></label>
      <label><span>{words.t('audit:family')}</span>
        <select className="audit-input" value={of.family} onChange={(e) => put({ family: e.target.value as Family | '' })}>
          <option value="">{words.t('audit:family-all')}</option>
          {families.map((f) => <option key={f} value={f}>{words.t(`audit:family-${f}`)}</option>)}
        </select></label>
      <label><span>{words.t('audit:actor')}</span>
        <select className="audit-input" value={of.actor} onChange={(e) => put({ actor: e.target.value })}>
          <option value="">{words.t('audit:actor-all')}</option>
          <option value="engine">{naming.actor('engine')}</option>
          {naming.people?.map((p) => <option key={p.id} value={p.id}>{p.login}</option>)}
        </select></label>
      <label><span>{words.t('audit:subject')}</span><input className="audit-input" value={of.subject} maxLength={300} placeholder={words.t('audit:subject-hint')} onChange={(e) => put({ subject: e.target.value })} /></label>
      <label><span>{words.t('audit:from')}</span><input className="audit-input" type="datetime-local" value={of.from} onChange={(e) => put({ from: e.target.value })} /></label>
      <label><span>{words.t('audit:until')}</span><input className="audit-input" type="datetime-local" value={of.until} onChange={(e) => put({ until: e.target.value })} /></label>
      <span className="audit-acts">
        {searching ? <button type="button" className="button" onClick={onCancel}>{words.t('audit:cancel')}</button> : <button type="submit" className="button" data-primary="true">{words.t('audit:search')} <kbd>⏎</kbd></button>}
        <button type="button" className="button" onClick={() => onChange(noQuestion)}>{words.t('audit:clear')}</button>
      </span>
      {nothingToFind && <p role="alert" className="audit-note">{words.t('audit:no-word')}</p>}
    </form>
  );
}
