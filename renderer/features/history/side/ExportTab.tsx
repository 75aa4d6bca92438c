import { useState } from 'react';
import { useStore } from 'zustand';
import { useWhyNot } from '#kit/may';
import { useWords } from '#kit/words';
import type { TrendOf } from '../screen/naming.ts';
import { RangeText } from '../screen/Toolbar.tsx';

const whats = ['raw', 'minute', 'hour', 'day'] as const;
const forms = ['csv', 'parquet'] as const;
const megabytes = (bytes: number): string => (bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`);

/** How far it is, or what came of it. */
function Progress({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const { running, progress, done, fault } = useStore(of.stores.exporting.state);
  if (running) return <div role="status"><progress value={progress?.share ?? 0} max={1} aria-label={words.t('trend:exporting')} /> <span className="number">{words.t('trend:export-rows', { rows: progress?.rows ?? 0 })}</span></div>;
  if (fault !== null) return <p role="alert">{fault.code === 'taken-back' ? words.t('trend:export-cancelled') : words.fault(fault)}</p>;
  return done === null ? null : <div className="trend-done" role="status"><p><b>{words.t('trend:exported', { rows: done.rows, size: megabytes(done.bytes) })}</b></p><p><code>{done.file}</code></p><p>SM3 <code>{done.sm3}</code></p></div>;
}

/** Writes what is seen of the shown points into a file: what it will hold, how far it is, and its name and SM3. */
export function ExportTab({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const { trend, exporting, pages } = of.stores;
  const { items, view } = useStore(trend.state);
  const unknown = useStore(pages.state, (s) => s.unknown);
  const running = useStore(exporting.state, (e) => e.running);
  const [what, setWhat] = useState<(typeof whats)[number]>('raw');
  const [form, setForm] = useState<(typeof forms)[number]>('csv');
  const why = useWhyNot('history.export');
  const points = items.map((i) => i.id).filter((id) => !unknown.has(id));
  return (
    <form className="trend-form" onSubmit={(e) => { e.preventDefault(); void exporting.begin({ points, from: Math.floor(view.from), to: Math.ceil(view.to), what, form }); }}>
      <p>{words.t('trend:export-said', { count: points.length })}</p>
      <p><RangeText view={view} /></p>
      <fieldset className="trend-choices"><legend className="dim">{words.t('trend:export-what')}</legend>{whats.map((w) => <label key={w}><input type="radio" name="trend-what" checked={what === w} onChange={() => setWhat(w)} /> {words.t(`trend:what-${w}`)}</label>)}</fieldset>
      <fieldset className="trend-choices"><legend className="dim">{words.t('trend:export-form')}</legend>{forms.map((f) => <label key={f}><input type="radio" name="trend-form" checked={form === f} onChange={() => setForm(f)} /> {words.t(`trend:form-${f}`)}</label>)}</fieldset>
      {why !== null && <p role="alert">{why}</p>}
      <div className="trend-acts">
        <button type="submit" className="button" data-primary="true" disabled={running || why !== null || points.length === 0} title={why ?? undefined}>{words.t('trend:export-now')}</button>
        {running && <button type="button" className="button" onClick={exporting.cancel}>{words.t('trend:cancel')}</button>}
      </div>
      <Progress of={of} />
    </form>
  );
}
