import { useState } from 'react';
import { useStore } from 'zustand';
import { useWords } from '#kit/words';
import { FigureLine } from './FigureLine.tsx';
import './topic.css';
import type { TopicStore } from './topic-store.ts';

interface Member { readonly kind: string; readonly id: string }
interface Props {
  readonly store: TopicStore;
  /** What a member is called. */
  readonly nameOf: (member: Member) => string;
  readonly onSelect: (member: Member) => void;
}
const most = 200;

function Members({ members, nameOf, onSelect, close }: { readonly members: readonly Member[]; readonly close: () => void } & Pick<Props, 'nameOf' | 'onSelect'>) {
  const words = useWords();
  return (
    <section className="topic-members" aria-label={words.t('topic:members')}>
      <header><h3>{words.t('topic:members-of', { count: members.length })}</h3><button type="button" className="button" autoFocus onClick={close}>{words.t('topic:back')}</button></header>
      <ul>{members.slice(0, most).map((m) => <li key={m.id}><button type="button" onClick={() => onSelect(m)}><span className="cut">{nameOf(m)}</span><span className="dim">{m.id}</span></button></li>)}</ul>
      {members.length > most && <p className="dim">{words.t('topic:more-members', { count: members.length - most })}</p>}
    </section>
  );
}

/** The figures of the chosen topic; a number opens what is behind it, and choosing there selects in every window. */
export function TopicPanel({ store, nameOf, onSelect }: Props) {
  const words = useWords();
  const { chosen, panels } = useStore(store.state);
  const [open, setOpen] = useState<readonly Member[] | null>(null);
  if (chosen === null) return null;
  if (open !== null) return <aside className="topic-panel"><Members members={open} nameOf={nameOf} onSelect={onSelect} close={() => setOpen(null)} /></aside>;
  return (
    <aside className="topic-panel" tabIndex={0} aria-label={words.name(chosen.name)}>
      <h2>{words.name(chosen.name)}</h2>
      {panels.map((p) => (
        <section key={p.name.zh}>
          <h3>{words.name(p.name)}</h3>
          <ul>{p.figures.map((f) => <FigureLine key={f.name.zh} figure={f} onOpen={setOpen} />)}</ul>
        </section>
      ))}
    </aside>
  );
}

/** Which topic the one map shows. */
export function TopicSelect({ store, onChoose }: { readonly store: TopicStore; readonly onChoose: (id: string | null) => void }) {
  const words = useWords();
  const { topics, chosen } = useStore(store.state);
  if (topics.length === 0) return null;
  return (
    <nav className="topic-select" aria-label={words.t('topic:topics')}>
      {[null, ...topics].map((t) => (
        <button key={t?.id ?? ''} type="button" aria-pressed={(t?.id ?? null) === (chosen?.id ?? null)} onClick={() => onChoose(t?.id ?? null)}>{t === null ? words.t('topic:all') : words.name(t.name)}</button>
      ))}
    </nav>
  );
}
