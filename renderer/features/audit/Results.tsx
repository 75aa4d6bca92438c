import { memo, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import type { AuditEvent } from '#app/audit';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { VirtualList } from '#kit/list/VirtualList.tsx';
import type { Rows } from '#kit/rows';
import { useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import type { Naming } from './naming.ts';
import { keyOf, mostListed, type AuditStore } from './store.ts';

const moves: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last), ArrowUp: (at) => Math.max(at - 1, 0), Home: () => 0, End: (_, last) => last,
};
/** So near to the end of the list the next page is asked for. */
const nearEnd = 30;

/** 14:03:27.041 of a day. */
export function Moment({ at }: { readonly at: number }) {
  const site = useSiteTime();
  return <time className="number" dateTime={new Date(at).toISOString()}>{site.day(at)} {site.clock(at)}.{String(at % 1000).padStart(3, '0')}</time>;
}
const Row = memo(function Row({ event, naming }: { readonly event: AuditEvent; readonly naming: Naming }) {
  const sentence = naming.sentence(event.line);
  return <div className="audit-row"><Moment at={event.time} /><span className="cut" title={sentence}>{sentence}</span><span className="cut dim" title={naming.actor(event.actor)}>{naming.actor(event.actor)}</span><span className="cut dim" title={event.kind}>{event.kind}</span><span className="number dim">{event.seq}</span></div>;
});

/** How many there are, and whether that is all. */
function Count({ store }: { readonly store: AuditStore }) {
  const words = useWords();
  const { events, phase, next } = useStore(store.state, (s) => s.found);
  const said = phase === 'more' ? 'audit:count-more' : next === null && events.length < mostListed ? 'audit:count-all' : 'audit:count-so-far';
  return (
    <p className="audit-count" role="status">{words.t(said, { count: events.length })}
      {next !== null && phase === 'listed' && <button type="button" className="button small" onClick={() => store.more()}>{words.t('audit:look-on')}</button>}</p>
  );
}
/** The events that were found, gone through by arrows; more of them come as the end comes near. */
function Listed({ store, naming, onEnter }: { readonly store: AuditStore; readonly naming: Naming; readonly onEnter: () => void }) {
  const words = useWords();
  const { events, next } = useStore(store.state, (s) => s.found);
  const chosen = useStore(store.state, (s) => s.chosen);
  const rows: Rows<AuditEvent> = { length: events.length, at: (i) => events[i], indexOf: (key) => events.findIndex((e) => keyOf(e) === key) };
  function pressed(e: KeyboardEvent): void {
    if (e.ctrlKey || e.altKey || e.metaKey) return;
    if (e.key === 'Enter' && chosen !== null) { e.preventDefault(); onEnter(); return; }
    const move = moves[e.key];
    const row = move === undefined ? undefined : rows.at(chosen === null ? 0 : move(rows.indexOf(chosen), rows.length - 1));
    if (row === undefined) return;
    e.preventDefault();
    void store.choose(keyOf(row));
  }
  const seen = (keys: readonly string[]): void => { if (next !== null && keys.length > 0 && rows.indexOf(keys.at(-1) ?? '') >= rows.length - nearEnd) store.more(); };
  return (
    <div className="audit-list" onKeyDown={pressed}>
      <div className="audit-row audit-head" aria-hidden="true">{(['time', 'what', 'who', 'kind', 'seq'] as const).map((h) => <span key={h}>{words.t(`audit:head-${h}`)}</span>)}</div>
      <div className="audit-rows"><VirtualList rows={rows} keyOf={keyOf} rowHeight={30} label={words.t('audit:results')} render={(event) => <Row event={event} naming={naming} />} selected={chosen} onSelect={(key) => void store.choose(key)} chip={(count) => words.t('audit:above', { count })} onVisible={seen} optionId={(key) => `audit-${key}`} /></div>
      <Count store={store} />
    </div>
  );
}
/** Nothing was found, or nothing yet. */
function Nothing({ store }: { readonly store: AuditStore }) {
  const words = useWords();
  const next = useStore(store.state, (s) => s.found.next);
  return <PanelState title={words.t('audit:none')} next={words.t(next === null ? 'audit:none-next' : 'audit:none-so-far')} live>{next !== null && <button type="button" className="button" onClick={() => store.more()}>{words.t('audit:look-on')}</button>}</PanelState>;
}

/** What was found, the newest first, or how it stands with looking for it. */
export function Results({ store, naming, onEnter, again }: { readonly store: AuditStore; readonly naming: Naming; readonly onEnter: () => void; readonly again: () => void }) {
  const words = useWords();
  const { events, phase, behind, fault } = useStore(store.state, (s) => s.found);
  if (phase === 'searching') return <PanelState title={words.t('audit:searching')} live />;
  if (events.length === 0 && fault !== null) return fault.code === 'cancelled' ? <PanelState title={words.t('audit:cancelled')} next={words.t('audit:cancelled-next')} live /> : <FailedState fault={fault} again={again} />;
  if (phase === 'idle') return <PanelState title={words.t('audit:ask')} next={words.t('audit:ask-next')} />;
  return (
    <>
      {behind > 0 && <p className="audit-note" role="status">{words.t('audit:behind', { count: behind })}</p>}
      {fault !== null && <p className="audit-note" role="alert">{words.fault(fault)}</p>}
      {events.length === 0 ? <Nothing store={store} /> : <Listed store={store} naming={naming} onEnter={onEnter} />}
    </>
  );
}
