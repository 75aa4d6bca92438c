import { useStore } from 'zustand';
import type { JournalLine } from '#app/journal';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import './journal.css';
import { sentenceOf } from './sentence.ts';
import type { LogStore } from './store.ts';

interface Props { readonly store: LogStore; readonly current: boolean; readonly nameOf: (subject: string) => string; readonly actor: (actor: string) => string }

function Line({ line, sentence, actor }: { readonly line: JournalLine; readonly sentence: string; readonly actor: string }) {
  return (
    <li>
      <time className="number" dateTime={new Date(line.time).toISOString()}>{useSiteTime().stamp(line.time, useNow())}</time>
      <p title={`#${line.seq} ${line.kind} ${line.subject}`}>{sentence} <span className="dim">{actor}</span></p>
    </li>
  );
}

/** What was done and decided, the newest first, in the words of the officer. */
export function LogList({ store, current, nameOf, actor }: Props) {
  const words = useWords();
  const { lines, phase, fault } = useStore(store.state);
  return (
    <section className="log" aria-label={words.t('journal:log')}>
      <header className="panel-head"><h2>{words.t('journal:log')}</h2>{!current && phase === 'listed' && <strong className="stamp">{words.t('journal:not-live')}</strong>}</header>
      <div className="panel-body scroll" tabIndex={0} role="group" aria-label={words.t('journal:log')}>
        {phase === 'loading' && fault === null && <PanelState title={words.t('states:loading')} live />}
        {phase === 'loading' && fault !== null && <FailedState fault={fault} />}
        {phase === 'listed' && lines.length === 0 && <PanelState title={words.t('journal:none')} />}
        <ol>{lines.map((line) => <Line key={line.seq} line={line} sentence={sentenceOf(line, words, nameOf)} actor={line.actor === 'engine' ? '' : actor(line.actor)} />)}</ol>
      </div>
    </section>
  );
}
