import { useLayoutEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import { useStore } from 'zustand';
import { useWords } from '#kit/words';
import { attempts } from './proof/attempts.ts';
import { Outcome, useWaiting } from './proof/Outcome.tsx';
import { emptyProof, proofOf, type Way } from './proof/proof-draft.ts';
import { ProofFields } from './proof/ProofFields.tsx';
import type { SeatStore } from './seat-store.ts';

/** Whoever locked it proves that it is she: by her password, or by a factor of hers. */
export function UnlockForm({ store, focus }: { readonly store: SeatStore; readonly focus: boolean }) {
  const words = useWords();
  const it = useMemo(() => attempts(store.now), [store]);
  const session = useStore(store.state, (s) => s.seat?.session ?? null);
  const { busy, fault } = useStore(it.state);
  const waiting = useWaiting(it) > 0;
  const [proof, setProof] = useState(emptyProof('password'));
  const form = useRef<HTMLFormElement>(null);
  const ways: readonly Way[] = ['password', ...(session?.totp === true ? ['totp' as const] : []), ...(session?.key === true ? ['key' as const] : [])];
  const whole = proofOf(proof);
  useLayoutEffect(() => { if (focus || fault !== null) form.current?.querySelector<HTMLInputElement>('input:not([type=radio])')?.focus(); }, [focus, fault]);
  async function submit(e: FormEvent): Promise<void> {
    e.preventDefault();
    if (whole === null) return;
    const r = await it.run(() => store.unlock(whole));
    if (r !== null && (r.ok || (r.fault.code !== 'login-wait' && r.fault.code !== 'not-connected'))) setProof(emptyProof(proof.way));
  }
  return (
    <form ref={form} className="seat-form" data-layout="bar" aria-label={words.t('access:unlock')} onSubmit={(e) => void submit(e)}>
      <ProofFields ways={ways} draft={proof} onDraft={setProof} disabled={busy} />
      <div className="seat-do"><button type="submit" className="button" data-primary="true" disabled={whole === null || busy || waiting}>{words.t(busy ? 'access:asking' : 'access:unlock')} <kbd>Enter</kbd></button></div>
      <Outcome of={it} />
    </form>
  );
}
