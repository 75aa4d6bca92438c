import { useStore } from 'zustand';
import type { SourceView } from '#app/acquisition';
import { Age } from '#kit/controls/Age.tsx';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useWords } from '#kit/words';
import './acquisition.css';
import { wireOf } from './wire.ts';
import type { SourceStore } from './source-store.ts';

interface Props { readonly store: SourceStore; readonly nameOf: (id: string) => string; readonly current: boolean; readonly onOpen: (id: string) => void }

function SourceLine({ source: s, name, onOpen }: { readonly source: SourceView; readonly name: string; readonly onOpen: (id: string) => void }) {
  const words = useWords();
  const link = words.t(`acquisition:link-${s.link}`);
  const wire = wireOf(s.kind, words);
  const reason = s.reason === null ? null : words.fault(s.reason);
  return (
    <li className="source" data-link={s.link}>
      <button type="button" className="source-name cut" title={`${name} · ${s.id} · ${wire} · ${words.t('acquisition:quality-open')}`} onClick={() => onOpen(s.id)}><b>{name}</b> <span className="dim">{wire}</span></button>
      <span className="source-link"><i aria-hidden="true" />{link} · <Age at={s.since} /></span>
      {reason !== null && <p className="source-reason">{reason}</p>}
      <span className="source-counts number">
        <span>{words.t('acquisition:good', { count: s.good })}</span>{' '}
        <span data-some={s.uncertain > 0}>· {words.t('acquisition:uncertain', { count: s.uncertain })}</span>{' '}
        <span data-some={s.bad > 0}>· {words.t('acquisition:bad', { count: s.bad })}</span>
      </span>
      <span className="source-last dim">{s.lastSampleAt === null ? words.t('acquisition:no-sample') : <>{words.t('acquisition:last-sample')} <Age at={s.lastSampleAt} /></>}</span>
      {s.clockOffBy !== undefined && <p className="source-reason">{words.t('acquisition:why-clock', { seconds: Math.round(s.clockOffBy / 1000) })}</p>}
      {(s.reconnects > 0 || s.lost > 0) && <span className="source-more dim number">{words.t('acquisition:reconnects', { count: s.reconnects })} · {words.t('acquisition:lost', { count: s.lost })}</span>}
    </li>
  );
}

/** The sources and how they do; one that is not up says why in words. Each opens the page of its quality. */
export function SourceList({ store, nameOf, current, onOpen }: Props) {
  const words = useWords();
  const { rows, phase, fault } = useStore(store.state);
  return (
    <section className="sources" aria-label={words.t('acquisition:sources')}>
      <header className="panel-head"><h2>{words.t('acquisition:sources')}</h2>{!current && phase === 'listed' && <strong className="stamp">{words.t('acquisition:not-live')}</strong>}</header>
      <div className="panel-body scroll" tabIndex={0} role="group" aria-label={words.t('acquisition:sources')}>
        {phase === 'loading' && fault === null && <PanelState title={words.t('states:loading')} live />}
        {phase === 'loading' && fault !== null && <FailedState fault={fault} />}
        {phase === 'listed' && rows.length === 0 && <PanelState title={words.t('acquisition:none')} next={words.t('acquisition:none-next')} />}
        <ul>{Array.from({ length: rows.length }, (_, i) => rows.at(i)).map((s) => s !== undefined && <SourceLine key={s.id} source={s} name={nameOf(s.id)} onOpen={onOpen} />)}</ul>
      </div>
    </section>
  );
}
