import { useMemo, useState } from 'react';
import type { Fault } from '#kernel/result';
import { useWords } from '#kit/words';
import { attempts } from '../proof/attempts.ts';
import { Field } from '../proof/Field.tsx';
import { emptyProof, proofOf } from '../proof/proof-draft.ts';
import type { SeatStore } from '../seat-store.ts';
import { Changing } from './Changing.tsx';
import { Shown } from './Shown.tsx';

/** An authenticator of hers: a secret to type or paste into it, and one of its codes that shows that it came there whole. */
export function OwnTotp({ store, has, onDone }: { readonly store: SeatStore; readonly has: boolean; readonly onDone: (said: string) => void }) {
  const words = useWords();
  const it = useMemo(() => attempts(store.now), [store]);
  const [made, setMade] = useState<{ readonly secret: string; readonly uri: string } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const proof = proofOf({ ...emptyProof('totp'), code });
  async function make(): Promise<void> {
    const r = await store.totp();
    setFault(r.ok ? null : r.fault);
    if (r.ok) setMade(r.value);
  }
  async function submit(): Promise<void> {
    if (proof?.factor !== 'totp') return;
    const r = await it.run(() => store.confirmTotp(password, proof.code));
    if (r?.ok === true) { setMade(null); setPassword(''); setCode(''); onDone(words.t('access:totp-done')); }
  }
  if (made === null) {
    return (
      <div className="seat-form" data-layout="page">
        <p>{words.t(has ? 'access:totp-has' : 'access:totp-what')}</p>
        <div className="seat-do"><button type="button" className="button" data-primary="true" onClick={() => void make()}>{words.t(has ? 'access:totp-anew' : 'access:totp-make')}</button></div>
        {fault !== null && <p className="seat-outcome" data-fault="true" role="alert">{words.fault(fault)}</p>}
      </div>);
  }
  return (
    <Changing of={it} whole={password !== '' && proof !== null} label={words.t('access:totp-confirm')} submit={submit}>
      <p>{words.t('access:totp-type')}</p>
      <Shown label={words.t('access:totp-secret')} text={made.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')} large />
      <Shown label={words.t('access:totp-uri')} text={made.uri} lines={3} />
      <p className="dim">{words.t('access:totp-note')}</p>
      <Field label={words.t('access:password-now')} value={password} onChange={setPassword} secret focus />
      <Field label={words.t('access:code')} value={code} onChange={setCode} digits most={12} />
    </Changing>
  );
}
