import { useState, type FormEvent } from 'react';
import { useStore } from 'zustand';
import { leastReason, overrideMs } from '#app/access';
import type { Fault } from '#kernel/result';
import { useWords } from '#kit/words';
import { Field } from './proof/Field.tsx';
import type { SeatStore } from './seat-store.ts';

/** Nobody can log in and something happens: what an override may, for how long, who will know; and why it is wanted. */
export function OverrideForm({ store }: { readonly store: SeatStore }) {
  const words = useWords();
  const officer = useStore(store.state, (s) => (s.seat?.state === 'locked' ? s.seat.officer : null));
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const minutes = overrideMs / 60_000;
  async function submit(e: FormEvent): Promise<void> {
    e.preventDefault();
    if (busy || reason.trim().length < leastReason) return;
    setBusy(true);
    const r = await store.override(reason.trim());
    setBusy(false);
    setFault(r.ok ? null : r.fault);
  }
  return (
    <form className="seat-form" data-layout="page" onSubmit={(e) => void submit(e)}>
      <p>{words.t('access:override-when')}</p>
      <dl className="seat-facts">
        <div><dt>{words.t('access:override-may')}</dt><dd>{words.t('access:override-may-what')}</dd></div>
        <div><dt>{words.t('access:override-not')}</dt><dd>{words.t('access:override-not-what')}</dd></div>
        <div><dt>{words.t('access:override-long')}</dt><dd>{words.t('access:override-long-what', { minutes })}</dd></div>
        <div><dt>{words.t('access:override-who')}</dt><dd>{words.t('access:override-who-what')}{officer !== null && ` ${words.t('access:override-ends', { name: officer.name })}`}</dd></div>
      </dl>
      <Field label={words.t('access:reason')} value={reason} onChange={setReason} most={500} focus plain hint={words.t('access:reason-hint', { least: leastReason })} fault={fault === null ? null : words.fault(fault)} />
      <div className="seat-do">
        <button type="submit" className="button" data-primary="true" disabled={busy || reason.trim().length < leastReason}>{words.t('access:override-go', { minutes })} <kbd>Enter</kbd></button>
        <button type="button" className="button" onClick={() => store.open(null)}>{words.t('access:cancel')} <kbd>Esc</kbd></button>
      </div>
      <p className="seat-aside">{words.t('access:rescue-when')} <button type="button" className="button" onClick={() => store.open('rescue')}>{words.t('access:rescue')}…</button></p>
    </form>
  );
}
