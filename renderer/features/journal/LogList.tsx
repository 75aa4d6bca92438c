import { Fragment, memo, useState, type UIEvent } from 'react';
import { useStore } from 'zustand';
import type { JournalLine } from '#app/journal';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { drawnAfter, linesAtOnce } from './growth.ts';
import './journal.css';
import { sentenceOf } from './sentence.ts';
import type { LogStore } from './store.ts';

/** `shiftOf`: a shift by its id, in words. */
interface Props { readonly store: LogStore; readonly current: boolean; readonly nameOf: (subject: string) => string; readonly actor: (actor: string) => string; readonly shiftOf: (id: string) => string }

function Stamp({ at }: { readonly at: number }) {
  return <time className="number" dateTime={new Date(at).toISOString()}>{useSiteTime().stamp(at, useNow())}</time>;
}

/** A line of the journal never changes: it is worded once for each language and site. */
const Line = memo(function Line({ line, nameOf, actor }: { readonly line: JournalLine } & Pick<Props, 'nameOf' | 'actor'>) {
  const words = useWords();
  const time = useSiteTime();
  return (
    <li>
      <Stamp at={line.time} />
      <p title={`#${line.seq} ${line.kind} ${line.subject}`}>{sentenceOf(line, words, nameOf, (at) => `${time.day(at)} ${time.minute(at)}`)} <span className="dim">{line.actor === 'engine' ? '' : actor(line.actor)}</span></p>
    </li>
  );
});

/** What was done and decided, the newest first, in the words of the officer; each shift under its own heading (DTY-43). */
export function LogList({ store, current, nameOf, actor, shiftOf }: Props) {
  const words = useWords();
  const { lines, phase, fault } = useStore(store.state);
  const [shown, setShown] = useState(linesAtOnce);
  function scrolled({ currentTarget: box }: UIEvent<HTMLElement>): void { setShown((n) => drawnAfter(n, box, lines.length)); }
  return (
    <section className="log" aria-label={words.t('journal:log')}>
      <header className="panel-head"><h2>{words.t('journal:log')}</h2>{!current && phase === 'listed' && <strong className="stamp">{words.t('journal:not-live')}</strong>}</header>
      <div className="panel-body scroll" tabIndex={0} role="group" aria-label={words.t('journal:log')} onScroll={scrolled}>
        {phase === 'loading' && fault === null && <PanelState title={words.t('states:loading')} live />}
        {phase === 'loading' && fault !== null && <FailedState fault={fault} />}
        {phase === 'listed' && lines.length === 0 && <PanelState title={words.t('journal:none')} />}
        <ol>{lines.slice(0, shown).map((line, i) => (
          <Fragment key={line.seq}>
            {line.shift !== '' && line.shift !== lines[i - 1]?.shift && <li className="log-shift" data-shift={line.shift}><b>{shiftOf(line.shift)}</b></li>}
            <Line line={line} nameOf={nameOf} actor={actor} />
          </Fragment>
        ))}</ol>
      </div>
    </section>
  );
}
