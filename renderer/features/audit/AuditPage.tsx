import { useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { shippedSentences, useWords } from '#kit/words';
import './audit.css';
import { EventPanel } from './EventPanel.tsx';
import { ExportBar } from './ExportBar.tsx';
import { Filters } from './Filters.tsx';
import type { Naming } from './naming.ts';
import { noQuestion, searchFor, type Question } from './question.ts';
import { Results } from './Results.tsx';
import type { AuditStore } from './store.ts';
import { Trust } from './Trust.tsx';

/** The audit: whether it can be believed, what is looked for, what was found, one event of it. `mayExport`: whether who looks may take it away. */
export function AuditPage({ store, naming, mayExport }: { readonly store: AuditStore; readonly naming: Naming; readonly mayExport: boolean }) {
  const words = useWords();
  const phase = useStore(store.state, (s) => s.found.phase);
  const [question, setQuestion] = useState<Question>(noQuestion);
  const [empty, setEmpty] = useState(false);
  const side = useRef<HTMLElement>(null);
  const sentences = useMemo(() => shippedSentences('journal'), []);
  function ask(): void {
    const person = naming.people?.find((p) => p.login === question.subject.trim());
    const search = searchFor({ ...question, subject: person?.id ?? question.subject }, naming.zone, sentences);
    setEmpty(search === null);
    if (search !== null) store.search(search);
  }
  return (
    <div className="audit">
      <section className="audit-main" aria-label={words.t('audit:title')}>
        <Trust store={store} naming={naming} />
        <Filters of={question} onChange={(q) => { setQuestion(q); setEmpty(false); }} onAsk={ask} naming={naming} searching={phase === 'searching'} onCancel={() => store.cancel('search')} nothingToFind={empty} />
        <div className="audit-found"><Results store={store} naming={naming} again={ask} onEnter={() => side.current?.querySelector<HTMLElement>('.audit-event')?.focus()} /></div>
        <ExportBar store={store} allowed={mayExport} />
      </section>
      <aside ref={side} className="audit-side" aria-label={words.t('audit:event')}><EventPanel store={store} naming={naming} /></aside>
    </div>
  );
}
