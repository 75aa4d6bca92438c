import { useStore } from 'zustand';
import type { JournalLine } from '#app/journal';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useNow, useSiteTime } from '#kit/time';
import { useWords, type Words } from '#kit/words';
import './journal.css';
import type { LogStore } from './store.ts';

interface Props { readonly store: LogStore; readonly current: boolean; readonly nameOf: (subject: string) => string; readonly actor: (actor: string) => string }

/** Params that are codes themselves get their words: `state`, `level`, `limit`, `link` and `fault`. */
const worded = ['state', 'level', 'limit', 'link', 'fault'] as const;
/** The sentence of one line: the catalogue's for its kind, with its own params, its subject's name and its actor; a kind without words shows itself. */
export function sentenceOf(line: JournalLine, words: Words, nameOf: (subject: string) => string): string {
  const params: Record<string, string | number> = { ...line.params, subject: nameOf(line.subject) };
  for (const place of worded) {
    const code = params[place];
    if (typeof code !== 'string') continue;
    if (place === 'fault') params[place] = words.fault({ code, params: line.params });
    else if (words.has(`journal:${place}-${code}`)) params[place] = words.t(`journal:${place}-${code}`);
  }
  params['because'] = typeof params['fault'] === 'string' && params['fault'] !== '' ? words.t('journal:because', { fault: params['fault'] }) : '';
  return words.has(`journal:${line.kind}`) ? words.t(`journal:${line.kind}`, params) : words.t('journal:unknown', { kind: line.kind, subject: params['subject'] ?? '' });
}

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
