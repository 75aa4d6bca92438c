import { useStore } from 'zustand';
import type { AuditFinding, AuditState, Verifying } from '#app/audit';
import { useWords, type Words } from '#kit/words';
import type { Naming } from './naming.ts';
import { Moment } from './Results.tsx';
import type { AuditStore } from './store.ts';

const findingIn = (words: Words, { reason, node, seq, file }: AuditFinding): string =>
  `${words.has(`journal:finding-${reason}`) ? words.t(`journal:finding-${reason}`) : reason}: ${seq > 0 ? `${node} ${seq}` : node}${file === null ? '' : ` (${file})`}`;

function Progress({ of, onCancel }: { readonly of: Verifying; readonly onCancel: () => void }) {
  const words = useWords();
  return (
    <span className="audit-progress" role="status">
      <progress max={Math.max(of.of, 1)} value={of.checked} aria-label={words.t('audit:verifying')} />
      <span className="number">{words.t('audit:verified-so-far', { checked: of.checked, of: of.of, rate: of.eventsPerSecond })}</span>
      {of.how === 'asked' ? <button type="button" className="button small" onClick={onCancel}>{words.t('audit:cancel')}</button> : <span className="dim">{words.t('audit:nightly')}</span>}
    </span>
  );
}
function Last({ state, naming }: { readonly state: AuditState; readonly naming: Naming }) {
  const words = useWords();
  const { last } = state;
  if (last === null) return <span className="dim">{words.t('audit:never-verified')}</span>;
  if (last.fault !== null) return <span>{words.t('audit:not-verified', { reason: words.fault({ code: last.fault, params: {} }) })} <Moment at={last.at} /></span>;
  return <span>{words.t('audit:last', { events: last.events, found: last.found, heads: last.heads, actor: naming.actor(last.by) })} <Moment at={last.at} /></span>;
}
/** Where copies of the head lie, and whether they can be relied on. */
function Copies({ state }: { readonly state: AuditState }) {
  const words = useWords();
  const outside = state.folders.some((f) => f.outside && f.fault === null);
  const wrong = state.folders.some((f) => f.fault !== null || f.copies.some((c) => !c.holds || c.ownKey === false));
  return (
    <details className="audit-copies" open={wrong}>
      <summary>{words.t(outside ? 'audit:copies' : 'audit:copies-inside-only', { count: state.folders.filter((f) => f.outside).length })}</summary>
      <ul>{state.folders.map(({ folder, outside: out, fault, copies }) => (
        <li key={folder}><code>{folder}</code> <span className="audit-tag">{words.t(out ? 'audit:outside' : 'audit:inside')}</span>
          {fault !== null && <strong> {words.t('audit:unreached', { reason: fault })}</strong>}
          <ul>{copies.map((c) => <li key={c.file}><Moment at={Math.floor(c.at)} /> {c.node} {c.seq} · {words.t(!c.holds ? 'audit:copy-false' : c.ownKey === false ? 'audit:copy-other-key' : 'audit:copy-signed')} <span className="dim">{c.file}</span></li>)}</ul>
        </li>
      ))}</ul>
      {state.publicKey !== null && <p className="dim">{words.t('audit:key')} <code>{state.publicKey}</code></p>}
    </details>
  );
}

/** Whether the trail can be believed: in words first, then what was found, by what, and when. */
export function Trust({ store, naming }: { readonly store: AuditStore; readonly naming: Naming }) {
  const words = useWords();
  const { state, stateFault, verifying } = useStore(store.state);
  if (state === null) return <div className="audit-trust" data-trust="unknown"><p>{stateFault === null ? words.t('states:loading') : words.fault(stateFault)}</p></div>;
  const findings = [...state.since, ...state.last?.findings ?? []];
  return (
    <div className="audit-trust" data-trust={state.trust}>
      <p className="audit-line"><strong>{words.t(`audit:trust-${state.trust}`)}</strong> <Last state={state} naming={naming} />
        <span className="audit-acts">{verifying === null ? <button type="button" className="button" onClick={() => void store.verify()}>{words.t('audit:verify')}</button> : <Progress of={verifying} onCancel={() => store.cancel('verify')} />}</span></p>
      {findings.length > 0 && <ul className="audit-findings">{findings.slice(0, 20).map((f, i) => <li key={`${f.node} ${f.seq} ${f.reason} ${i}`}>{findingIn(words, f)}</li>)}</ul>}
      <p className="dim audit-line">{words.t('audit:head-at', { node: state.head.node, seq: state.head.seq })} <code className="cut">{state.head.hash}</code></p>
      <Copies state={state} />
    </div>
  );
}
