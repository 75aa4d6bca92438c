import { useStore } from 'zustand';
import type { Health } from '#app/health';
import type { Fault } from '#kernel/result';
import { span, useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import type { HealthStore } from './store.ts';

interface Link { readonly phase: 'waiting' | 'open' | 'lost' | 'refused'; readonly since: number; readonly fault: Fault | null }
interface Process { readonly attempt: number }
interface Props { readonly store: HealthStore; readonly link: Link; readonly process: Process | null }

/** How long the word of a restart stays, in ms; and how long a first connection may take before it is spoken of. */
const [restartShownMs, patienceMs] = [120_000, 5000];

function Lost({ since, process }: { readonly since: number; readonly process: Process | null }) {
  const words = useWords();
  const site = useSiteTime();
  const attempt = process !== null && process.attempt > 1 ? ` ${words.t('health:lost-attempt', { attempt: process.attempt })}` : '';
  return <p data-weight="heavy"><strong aria-live="off">{words.t('health:lost', { age: span(useNow() - since) })}</strong> {words.t('health:lost-next', { time: site.clock(since) })}{attempt}</p>;
}

/** Why there is nothing live, if so. */
function Connection({ link, process }: Pick<Props, 'link' | 'process'>) {
  const words = useWords();
  const now = useNow();
  if (link.phase === 'lost') return <Lost since={link.since} process={process} />;
  if (link.phase === 'refused') return <p data-weight="heavy"><strong>{words.t('health:refused')}</strong> {link.fault === null ? '' : words.fault(link.fault)}</p>;
  return link.phase === 'waiting' && now - link.since > patienceMs ? <p data-weight="light">{words.t('health:waiting', { age: span(now - link.since) })}</p> : null;
}

/** Whether what happens is being written down. */
function Recording({ journal }: { readonly journal: Health['journal'] }) {
  const words = useWords();
  if (journal.state === 'reserve') return <p data-weight="light"><strong>{words.t('health:reserve')}</strong> {words.t('health:reserve-next')}</p>;
  if (journal.state === 'recording') return null;
  const reason = journal.fault === null ? '' : words.t(words.has(`health:fault-${journal.fault}`) ? `health:fault-${journal.fault}` : 'health:fault-other', { code: journal.fault });
  return <p data-weight="heavy"><strong>{words.t('health:not-recording')}</strong> {words.t('health:not-recording-next', { reason })}</p>;
}

/** Whether what is measured is being kept. */
function Keeping({ history }: { readonly history: Health['history'] }) {
  const words = useWords();
  if (history.state !== 'stopped') return null;
  const code = `health:fault-${history.reason ?? ''}` as const;
  const reason = words.t(words.has(code) ? code : 'health:fault-other', { code: history.reason ?? '' });
  return <p data-weight="light"><strong>{words.t('health:history-stopped')}</strong> {words.t('health:history-stopped-next', { reason })}</p>;
}

/** That what was written down can no longer be believed. */
function Trail({ audit }: { readonly audit: Health['audit'] }) {
  const words = useWords();
  return audit === 'broken' ? <p data-weight="heavy"><strong>{words.t('health:audit-broken')}</strong> {words.t('health:audit-broken-next')}</p> : null;
}

/** That the engine has just been started again, and why. */
function Restarted({ health }: { readonly health: Health }) {
  const words = useWords();
  const age = useNow() - health.startedAt;
  if (health.restart === null || age > restartShownMs) return null;
  const code = `health:restart-${health.restart.reason}` as const;
  return <p data-weight="light">{words.t('health:restarted', { age: span(age), reason: words.t(words.has(code) ? code : 'health:restart-exited', { code: health.restart.reason }) })}</p>;
}

/** What the officer must know before anything else: engine lost, not recorded, the trail broken, on the reserve, started again. All that hold are shown, the worst first; none goes away while it is true. */
export function Banner({ store, link, process }: Props) {
  const words = useWords();
  const { health, fault } = useStore(store.state);
  const open = link.phase === 'open';
  return (
    <div className="banners" role="alert">
      <Connection link={link} process={process} />
      {open && health !== null && <><Recording journal={health.journal} /><Keeping history={health.history} /><Trail audit={health.audit} /><Restarted health={health} /></>}
      {open && health === null && fault !== null && <p data-weight="light">{words.t('health:unknown', { reason: words.fault(fault) })}</p>}
    </div>
  );
}
