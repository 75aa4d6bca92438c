import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { powers } from '#app/access';
import { useWords } from '#kit/words';
import { Field } from '../proof/Field.tsx';
import type { SeatStore } from '../seat-store.ts';
import '../seat.css';
import { NewcomerStep } from './NewcomerStep.tsx';
import { settingUp, steps, type EvidenceField, type SettingUp } from './setting-up.ts';

interface Props { readonly store: SeatStore; readonly how: 'first' | 'rescue'; readonly onClose?: () => void }

function Evidence({ of }: { readonly of: SettingUp }) {
  const words = useWords();
  const { token, shares, wrong, how } = useStore(of.state);
  const fault = (field: EvidenceField): string | null => { const w = wrong.find((x) => x.step === 'evidence' && x.field === field); return w === undefined ? null : words.fault(w.fault); };
  return (
    <>
      <p>{words.t(how === 'first' ? 'access:set-up-what' : 'access:rescue-what')}</p>
      <Field label={words.t('access:token')} value={token} onChange={of.token} most={64} focus fault={fault('token')} hint={words.t('access:token-hint')} />
      {how === 'rescue' && <>
        <Field label={words.t('access:share', { n: 1 })} value={shares[0]} onChange={(s) => of.share(0, s)} most={300} fault={fault('share-1')} />
        <Field label={words.t('access:share', { n: 2 })} value={shares[1]} onChange={(s) => of.share(1, s)} most={300} fault={fault('share-2')} />
      </>}
    </>
  );
}
function Summary({ of }: { readonly of: SettingUp }) {
  const words = useWords();
  const { people, wrong } = useStore(of.state);
  return (
    <>
      <p>{words.t('access:summary')}</p>
      <dl className="seat-facts">{of.coming().map((p) => <div key={p}><dt>{words.t(`access:power-${p}`)}</dt><dd>{people[p].name.trim()} ({people[p].login.trim().toLowerCase()})</dd></div>)}</dl>
      {wrong.filter((w) => w.step === 'summary').map((w) => <p key={w.fault.code} className="seat-outcome" data-fault="true" role="alert">{words.fault(w.fault)}</p>)}
    </>
  );
}

/** The first administrators: the evidence, three people for three powers each at the keyboard herself, and all at once. */
export function SetUp({ store, how, onClose }: Props) {
  const words = useWords();
  const it = useMemo(() => settingUp(store, how), [store, how]);
  const { step, busy, wrong } = useStore(it.state);
  const go = useRef<HTMLButtonElement>(null);
  useEffect(() => () => it.forget(), [it]);
  useEffect(() => { if (document.activeElement === document.body) go.current?.focus(); }, [step]);
  const at = steps.indexOf(step);
  const titleOf = (s: (typeof steps)[number]): string => words.t(s === 'evidence' || s === 'summary' || s === 'done' ? `access:step-${s}` : `access:power-${s}`);
  if (step === 'done') {
    return (
      <div className="seat-form" data-layout="page">
        <p className="seat-done" role="status">{words.t('access:set-up-done')}</p>
        <p>{words.t('access:set-up-next')}</p>
        <div className="seat-do"><button type="button" className="button" data-primary="true" autoFocus onClick={() => { onClose?.(); store.open('login'); }}>{words.t('access:log-in')}</button></div>
      </div>);
  }
  return (
    <form className="seat-form" data-layout="page" onSubmit={(e) => { e.preventDefault(); void it.next(); }}>
      <ol className="seat-steps">{steps.slice(0, -1).map((s, i) => <li key={s} aria-current={s === step ? 'step' : undefined} data-done={i < at} data-wrong={wrong.some((w) => w.step === s)}><b>{i + 1}</b>{titleOf(s)}</li>)}</ol>
      {step === 'evidence' && <Evidence of={it} />}
      {powers.map((p) => (p === step ? <NewcomerStep key={p} of={it} power={p} /> : null))}
      {step === 'summary' && <Summary of={it} />}
      <div className="seat-do">
        <button ref={go} type="submit" className="button" data-primary="true" disabled={busy}>{words.t(busy ? 'access:asking' : step === 'summary' ? 'access:set-up-go' : 'access:next')} <kbd>Enter</kbd></button>
        {at > 0 && <button type="button" className="button" onClick={() => it.back(steps[at - 1] ?? 'evidence')}>{words.t('access:back')}</button>}
        {onClose !== undefined && <button type="button" className="button" onClick={onClose}>{words.t('access:cancel')}</button>}
      </div>
    </form>
  );
}
