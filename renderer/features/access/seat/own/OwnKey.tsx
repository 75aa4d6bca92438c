import { useMemo, useState } from 'react';
import { useWords } from '#kit/words';
import { attempts } from '../proof/attempts.ts';
import { Field } from '../proof/Field.tsx';
import type { SeatStore } from '../seat-store.ts';
import { Changing } from './Changing.tsx';
import { Shown } from './Shown.tsx';

/** The shortest PIN of a key file, in characters (storage/secrets). */
const leastPin = 8;

/** A software key of hers: made here, shown once as text that she keeps in a file of her own; what stays is its public half. */
export function OwnKey({ store, has, onDone }: { readonly store: SeatStore; readonly has: boolean; readonly onDone: (said: string) => void }) {
  const words = useWords();
  const it = useMemo(() => attempts(store.now), [store]);
  const [password, setPassword] = useState('');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [file, setFile] = useState<string | null>(null);
  const short = pin !== '' && Array.from(pin).length < leastPin;
  async function submit(): Promise<void> {
    const r = await it.run(() => store.key(password, pin));
    if (r?.ok === true) { setFile(r.value); setPassword(''); setPin(''); setAgain(''); onDone(words.t('access:key-done')); }
  }
  if (file !== null) return <div className="seat-form" data-layout="page"><p>{words.t('access:key-keep')}</p><Shown label={words.t('access:key-file')} text={file} lines={8} /></div>;
  return (
    <Changing of={it} whole={password !== '' && !short && pin !== '' && pin === again} label={words.t(has ? 'access:key-anew' : 'access:key-make')} submit={submit}>
      <p>{words.t(has ? 'access:key-has' : 'access:key-what')}</p>
      <Field label={words.t('access:password-now')} value={password} onChange={setPassword} secret focus />
      <Field label={words.t('access:pin')} value={pin} onChange={setPin} secret hint={words.t('access:pin-hint', { least: leastPin })} fault={short ? words.t('access:pin-hint', { least: leastPin }) : null} />
      <Field label={words.t('access:pin-again')} value={again} onChange={setAgain} secret fault={again !== '' && pin !== again ? words.t('access:pin-differs') : null} />
    </Changing>
  );
}
