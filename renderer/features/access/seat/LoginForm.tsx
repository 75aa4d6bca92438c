import { useLayoutEffect, useMemo, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import type { SeatView } from '#app/access';
import { useWords } from '#kit/words';
import { attempts } from './proof/attempts.ts';
import { Field } from './proof/Field.tsx';
import { Outcome, useWaiting } from './proof/Outcome.tsx';
import { emptyProof, secondOf } from './proof/proof-draft.ts';
import { ProofFields } from './proof/ProofFields.tsx';
import './seat.css';
import type { SeatStore } from './seat-store.ts';

interface Props {
  readonly store: SeatStore;
  /** `bar`: one line above a window. `page`: a sheet of its own. */
  readonly layout: 'bar' | 'page';
  readonly focus?: boolean;
  readonly onClose?: () => void;
}

/** What logging in does now: comes in, or takes over from whoever is there. */
function Go({ store, busy, able }: { readonly store: SeatStore; readonly busy: boolean; readonly able: boolean }) {
  const words = useWords();
  const there = useStore(store.state, (s) => (s.seat?.state === 'watched' || s.seat?.state === 'locked' ? s.seat.officer : null));
  return <button type="submit" className="button" data-primary="true" disabled={!able || busy}>{words.t(busy ? 'access:asking' : there === null ? 'access:log-in' : 'access:take-over')} <kbd>Enter</kbd></button>;
}

/** After these the same is sent again, so that what was typed stays. */
const stays: ReadonlySet<string> = new Set(['login-wait', 'factor-wanted', 'not-connected', 'port-closed']);

/** Somebody logs in, and takes over from whoever is there: name and password, and only then, if it is wanted, a second factor. Nothing typed here outlives the form. */
export function LoginForm({ store, layout, focus = true, onClose }: Props) {
  const words = useWords();
  const it = useMemo(() => attempts(store.now), [store]);
  const { busy, second, fault } = useStore(it.state);
  const waiting = useWaiting(it) > 0;
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [proof, setProof] = useState(emptyProof('totp'));
  const form = useRef<HTMLFormElement>(null);
  const factor = second ? secondOf(proof) : null;
  const whole = login.trim() !== '' && password !== '' && (!second || factor !== null);

  useLayoutEffect(() => { if (focus) form.current?.querySelector('input')?.focus(); }, [focus]);
  // After a refusal the hand is where it goes on: the code, else the password.
  useLayoutEffect(() => { if (fault !== null) form.current?.querySelector<HTMLInputElement>(second ? '.seat-second input:not([type=radio])' : 'input[type=password]')?.focus(); }, [fault, second]);
  function entered(seat: SeatView): void {
    onClose?.();
    if (seat.session !== null && seat.session.must !== null) store.open('own');
  }
  async function submit(e: FormEvent): Promise<void> {
    e.preventDefault();
    if (!whole) return;
    const r = await it.run(() => store.login({ login, password, second: factor }));
    if (r === null || (!r.ok && stays.has(r.fault.code))) return;
    setProof(emptyProof(proof.way));
    if (r.ok || !second) setPassword('');
    if (r.ok) { setLogin(''); entered(r.value); }
  }
  function keys(e: KeyboardEvent): void {
    if (e.key !== 'Escape' || onClose === undefined) return;
    e.preventDefault();
    e.stopPropagation();
    onClose();
  }
  return (
    <form ref={form} className="seat-form" data-layout={layout} aria-label={words.t('access:login')} onSubmit={(e) => void submit(e)} onKeyDown={keys}>
      <Field label={words.t('access:login-name')} value={login} onChange={setLogin} most={64} disabled={second} />
      <Field label={words.t('access:password')} value={password} onChange={setPassword} secret disabled={second} />
      {second && <div className="seat-second"><ProofFields ways={['totp', 'key']} draft={proof} onDraft={setProof} focus disabled={busy} /></div>}
      <div className="seat-do">
        <Go store={store} busy={busy} able={whole && !waiting} />
        {second && <button type="button" className="button" onClick={() => { it.reset(); setPassword(''); setProof(emptyProof('totp')); }}>{words.t('access:another')}</button>}
        {onClose !== undefined && <button type="button" className="button" onClick={onClose}>{words.t('access:cancel')} <kbd>Esc</kbd></button>}
      </div>
      <Outcome of={it} />
    </form>
  );
}
