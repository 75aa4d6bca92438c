import { useMemo, useState } from 'react';
import type { Fault } from '#kernel/result';
import { useWords } from '#kit/words';
import { attempts } from '../proof/attempts.ts';
import { Field } from '../proof/Field.tsx';
import type { SeatStore } from '../seat-store.ts';
import { Changing } from './Changing.tsx';

/** Her own password: the one that stands, and the next one twice. */
export function OwnPassword({ store, onDone }: { readonly store: SeatStore; readonly onDone: (said: string) => void }) {
  const words = useWords();
  const it = useMemo(() => attempts(store.now), [store]);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [more, setMore] = useState<readonly Fault[]>([]);
  const differs = again !== '' && next !== again;
  async function submit(): Promise<void> {
    const r = await it.run(() => store.password(current, next));
    if (r === null) return;
    setMore(r.ok || !('more' in r) ? [] : (r.more as readonly Fault[]));
    if (r.ok) { setCurrent(''); setNext(''); setAgain(''); onDone(words.t('access:password-changed')); }
  }
  return (
    <Changing of={it} whole={current !== '' && next !== '' && next === again} label={words.t('access:password-change')} more={more} submit={submit}>
      <Field label={words.t('access:password-now')} value={current} onChange={setCurrent} secret focus />
      <Field label={words.t('access:password-next')} value={next} onChange={setNext} secret hint={words.t('access:password-hint')} />
      <Field label={words.t('access:password-again')} value={again} onChange={setAgain} secret fault={differs ? words.fault({ code: 'password-differs', params: {} }) : null} />
    </Changing>
  );
}
