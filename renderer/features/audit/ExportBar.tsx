import { useState } from 'react';
import { useStore } from 'zustand';
import { useWords } from '#kit/words';
import type { AuditStore } from './store.ts';

/** What is written where, before it is; then how far it is; then what there is. `allowed`: who looks may export. */
export function ExportBar({ store, allowed }: { readonly store: AuditStore; readonly allowed: boolean }) {
  const words = useWords();
  const { found: { search, events, next }, exporting, exported, exportFault } = useStore(store.state);
  const [asking, setAsking] = useState(false);
  const [format, setFormat] = useState<'jsonl' | 'csv'>('jsonl');
  if (exporting !== null) return <p className="audit-export" role="status">{words.t('audit:exporting', { file: exporting.file, events: exporting.events })} <button type="button" className="button small" onClick={() => store.cancel('export')}>{words.t('audit:cancel')}</button></p>;
  if (!allowed || search === null) return null;
  const all = next === null ? String(events.length) : `${events.length}+`;
  return (
    <div className="audit-export">
      {exported !== null && <p role="status"><strong>{words.t('audit:exported', { events: exported.events })}</strong> <code>{exported.file}</code><br />{words.t('audit:manifest')} <code>{exported.manifest}</code></p>}
      {exportFault !== null && <p role="alert"><strong>{exportFault.code === 'cancelled' ? words.t('audit:export-cancelled') : words.fault(exportFault)}</strong></p>}
      {!asking ? <button type="button" className="button" onClick={() => setAsking(true)}>{words.t('audit:export')}</button> : (
        <form className="audit-sure" onSubmit={(e) => { e.preventDefault(); setAsking(false); void store.take(search, format); }}>
          <p>{words.t('audit:export-what', { events: all })}</p>
          <span className="audit-acts">
            {(['jsonl', 'csv'] as const).map((f) => <label key={f}><input type="radio" name="audit-format" checked={format === f} onChange={() => setFormat(f)} /> {words.t(`audit:format-${f}`)}</label>)}
            <button type="submit" className="button" data-primary="true" autoFocus>{words.t('audit:export-now')}</button>
            <button type="button" className="button" onClick={() => setAsking(false)}>{words.t('audit:cancel')}</button>
          </span>
        </form>
      )}
    </div>
  );
}
