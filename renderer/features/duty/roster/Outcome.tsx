import type { FindingView } from '#app/duty';
import { useWords } from '#kit/words';
import type { Doing } from './doing.ts';

/** As many as are listed before the rest is a number. */
const listed = 12;
export function Findings({ findings, more }: { readonly findings: readonly FindingView[]; readonly more: number }) {
  const words = useWords();
  const rest = findings.length - listed + more;
  return (
    <ul className="roster-findings">
      {findings.slice(0, listed).map((f, i) => <li key={`${i} ${f.fault.code}`} data-stops={f.stops}>{words.fault(f.fault)}</li>)}
      {rest > 0 && <li>{words.t('duty:findings-more', { count: rest })}</li>}
    </ul>
  );
}

/** What came of a change: done, refused with every reason, or what it would bring about, which is done when that is pressed. */
export function Outcome({ doing }: { readonly doing: Doing }) {
  const words = useWords();
  const { fault, findings, more, asked, done, busy } = doing;
  if (fault !== null) return <p className="roster-fault" role="alert">{words.fault(fault)}</p>;
  if (done) return <p className="dim" role="status">{words.t('duty:done')}</p>;
  if (findings.length === 0) return null;
  return (
    <div className="roster-outcome" role="alert">
      <p><b>{words.t(asked === null ? 'duty:refused' : 'duty:would')}</b></p>
      <Findings findings={findings} more={more} />
      {asked !== null && <div className="roster-acts"><button type="button" className="button" data-primary="true" disabled={busy} onClick={doing.despite}>{words.t('duty:despite')}</button><button type="button" className="button" onClick={doing.clear}>{words.t('duty:leave-it')}</button></div>}
    </div>
  );
}
