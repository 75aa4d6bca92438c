import { useState } from 'react';
import type { ConsentView, SeatView } from '#app/access';
import { span, useNow, useSiteTime } from '#kit/time';
import { useWords, type Words } from '#kit/words';
import { useActing } from '../parts/acting.ts';
import { FormFaults } from '../parts/Field.tsx';
import { comma, permissionName } from '../parts/naming.ts';
import { Agree } from './Agree.tsx';
import { isOpen, type ConsentStore } from './consent-store.ts';

/** What will happen, in the command's own words. */
export const whatWords = ({ what }: Pick<ConsentView, 'what'>, words: Words): string => (words.has(`access-consent:${what.code}`) ? words.t(`access-consent:${what.code}`, what.params) : [what.code, ...Object.values(what.params)].join(' · '));

function Ending({ consent }: { readonly consent: ConsentView }) {
  const words = useWords();
  const now = useNow();
  if (isOpen(consent, now)) return <span className="consent-left number" role="timer" data-soon={consent.endsAt - now < 60_000}>{words.t('admin:time-left', { left: span(consent.endsAt - now) })}</span>;
  const state = consent.state === 'proposed' || consent.state === 'seen' ? 'expired' : consent.state;
  return <span>{words.t(`admin:consent-${state}`, { who: consent.agreedBy?.login ?? '' })}</span>;
}

interface Props { readonly store: ConsentStore; readonly consent: ConsentView; readonly seat: SeatView }
/** What may be done with a proposal, by who looks: the first withdraws it, another reads it, refuses it, agrees to it. */
function Answers({ store, consent, seat }: Props) {
  const words = useWords();
  const act = useActing();
  const [agreeing, setAgreeing] = useState<'own' | 'beside' | null>(null);
  const run = (what: 'see' | 'refuse' | 'withdraw') => (): void => void act.run(async () => { const r = await store[what](consent.id); return r.ok ? { ok: true, value: {} } : r; });
  async function agree(): Promise<void> {
    if (consent.state === 'seen' || await act.run(async () => { const r = await store.see(consent.id); return r.ok ? { ok: true, value: {} } : r; })) setAgreeing('own');
  }
  if (agreeing !== null) return <Agree store={store} consent={consent} seat={seat} beside={agreeing === 'beside'} onEnd={() => setAgreeing(null)} />;
  return (
    <>
      <FormFaults faults={act.faults} fields={[]} />
      <div className="admin-acts">
        {consent.second && <><button type="button" className="button" data-primary="true" disabled={act.busy} onClick={() => void agree()}>{words.t('admin:agree')}</button><button type="button" className="button" disabled={act.busy} onClick={run('refuse')}>{words.t('admin:refuse')}</button></>}
        {consent.mine && <><button type="button" className="button" disabled={act.busy} onClick={() => setAgreeing('beside')}>{words.t('admin:agree-beside')}</button><button type="button" className="button" disabled={act.busy} onClick={run('withdraw')}>{words.t('admin:withdraw')}</button></>}
        {!consent.second && !consent.mine && <span className="dim">{words.t('admin:not-second', { needs: permissionName(consent.needs, words) })}</span>}
      </div>
    </>
  );
}

/** One proposal: what will happen, to whom, who wants it, how long it may be thought about, and what came of it. */
export function ConsentCard({ store, consent, seat }: Props) {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  const open = isOpen(consent, now);
  return (
    <article className="consent" data-open={open} aria-label={whatWords(consent, words)}>
      <header><strong>{whatWords(consent, words)}</strong><Ending consent={consent} /></header>
      <dl className="admin-facts">
        <div><dt>{words.t('admin:to-whom')}</dt><dd>{consent.whom.join(comma(words))}</dd></div>
        <div><dt>{words.t('admin:first')}</dt><dd>{consent.first.login} {consent.first.name}{consent.mine && ` ${words.t('admin:you')}`} <span className="dim number">{consent.workstation} · {site.stamp(consent.proposedAt, now)}</span></dd></div>
        {open && <div><dt>{words.t('admin:second-needs')}</dt><dd>{permissionName(consent.needs, words)}{consent.state === 'seen' && <span className="dim"> · {words.t('admin:consent-seen')}</span>}</dd></div>}
      </dl>
      {open && <Answers store={store} consent={consent} seat={seat} />}
    </article>
  );
}
