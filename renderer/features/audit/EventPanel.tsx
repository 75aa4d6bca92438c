import { useStore } from 'zustand';
import type { Difference } from '#app/audit';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useWords } from '#kit/words';
import type { Naming } from './naming.ts';
import { Moment } from './Results.tsx';
import type { AuditStore, Looked } from './store.ts';

/** Stored text, set out for the eye; what was cut, or is no JSON, stands as it is. */
function laidOut(body: string): string {
  try { return JSON.stringify(JSON.parse(body), null, 2); } catch { return body; }
}

function Differences({ of }: { readonly of: readonly Difference[] }) {
  const words = useWords();
  return (
    <table className="audit-differences">
      <thead><tr><th>{words.t('audit:place')}</th><th>{words.t('audit:before')}</th><th>{words.t('audit:after')}</th></tr></thead>
      <tbody>{of.map(({ at, before, after }, i) => (
        <tr key={`${at} ${i}`}><th scope="row">{at === '' ? '—' : at}</th><td data-side="before">{before ?? <span className="dim">{words.t('audit:absent')}</span>}</td><td data-side="after">{after ?? <span className="dim">{words.t('audit:absent')}</span>}</td></tr>
      ))}</tbody>
    </table>
  );
}
function Change({ of, naming }: { readonly of: Looked; readonly naming: Naming }) {
  const words = useWords();
  if (!of.change) return null;
  return (
    <section aria-label={words.t('audit:change')}>
      <h3>{words.t('audit:change')}</h3>
      <p className="dim">{of.before === null ? words.t('audit:change-alone') : <>{words.t('audit:change-since', { seq: of.before.seq, actor: naming.actor(of.before.actor) })} <Moment at={of.before.time} /></>}</p>
      {of.differences.length === 0 ? <p>{words.t('audit:no-difference')}</p> : <Differences of={of.differences} />}
    </section>
  );
}

/** One event as it is stored, and what it changed. */
export function EventPanel({ store, naming }: { readonly store: AuditStore; readonly naming: Naming }) {
  const words = useWords();
  const { chosen, looked, lookFault } = useStore(store.state);
  if (chosen === null) return <PanelState title={words.t('audit:choose')} next={words.t('audit:choose-next')} />;
  if (looked === null) return lookFault === null ? <PanelState title={words.t('states:loading')} live /> : <FailedState fault={lookFault} again={() => void store.choose(chosen)} />;
  const { event } = looked;
  return (
    <div className="audit-event" tabIndex={0} role="group" aria-label={words.t('audit:event')}>
      <h2>{naming.sentence(event.line)}</h2>
      <dl>
        <div><dt>{words.t('audit:head-time')}</dt><dd><Moment at={event.time} /></dd></div>
        <div><dt>{words.t('audit:head-who')}</dt><dd>{naming.actor(event.actor)} <span className="dim">{event.actor}</span></dd></div>
        <div><dt>{words.t('audit:head-kind')}</dt><dd>{event.kind} <span className="dim">v{event.v}</span></dd></div>
        <div><dt>{words.t('audit:subject')}</dt><dd>{event.subject}</dd></div>
        <div><dt>{words.t('audit:place-of')}</dt><dd className="number">{event.node} · {event.seq}</dd></div>
      </dl>
      <Change of={looked} naming={naming} />
      <section aria-label={words.t('audit:body')}>
        <h3>{words.t('audit:body')}</h3>
        {event.sealed.length > 0 && <p className="audit-note">{words.t('audit:sealed', { places: event.sealed.join(', ') })}</p>}
        {event.cut && <p className="audit-note">{words.t('audit:cut')}</p>}
        <pre>{laidOut(event.body)}</pre>
      </section>
      <dl className="audit-hashes"><div><dt>SM3</dt><dd>{event.hash}</dd></div><div><dt>{words.t('audit:prev')}</dt><dd>{event.prev}</dd></div></dl>
    </div>
  );
}
