import { useState, type FormEvent } from 'react';
import type { ConsentView, SeatView } from '#app/access';
import { useWords } from '#kit/words';
import { useActing } from '../parts/acting.ts';
import { FormFaults, TextField } from '../parts/Field.tsx';
import { emptyProof, ProofFields, proofOf, type Way } from '../proving.ts';
import type { ConsentStore } from './consent-store.ts';

interface Props { readonly store: ConsentStore; readonly consent: ConsentView; readonly seat: SeatView; /** Another at the same desk. */ readonly beside: boolean; readonly onEnd: () => void }

/** How the second may prove herself: who has a second factor does it by that; of somebody at another's desk it is not known which she has. */
function waysOf({ session }: SeatView, beside: boolean): readonly Way[] {
  if (beside) return ['totp', 'key', 'password'];
  const factors: readonly Way[] = [...(session?.totp === true ? ['totp' as const] : []), ...(session?.key === true ? ['key' as const] : [])];
  return factors.length > 0 ? factors : ['password'];
}

/** The second proves herself for this one proposal, and nothing else: by her own factor at her own seat, or by name and factor at the desk of the first, who stays logged in. */
export function Agree({ store, consent, seat, beside, onEnd }: Props) {
  const words = useWords();
  const act = useActing();
  const ways = waysOf(seat, beside);
  const [login, setLogin] = useState('');
  const [proof, setProof] = useState(emptyProof(ways[0] ?? 'password'));
  const given = proofOf(proof);
  const whole = given !== null && !act.busy && (!beside || login.trim() !== '');
  async function send(e: FormEvent): Promise<void> {
    e.preventDefault();
    if (!whole) return;
    const done = await act.run(async () => { const r = await store.agree(consent.id, beside ? login.trim() : null, given); return r.ok ? { ok: true, value: {} } : r; });
    setProof(emptyProof(proof.way));                        // a code is good once, a password is kept nowhere
    if (done) onEnd();
  }
  return (
    <form className="admin-form" noValidate aria-label={words.t(beside ? 'admin:agree-beside' : 'admin:agree')} onSubmit={(e) => void send(e)} onKeyDown={(e) => { if (e.key === 'Escape') { e.stopPropagation(); e.preventDefault(); onEnd(); } }}>
      <p className="admin-effect">{words.t(beside ? 'admin:agree-beside-said' : 'admin:agree-said', { first: consent.first.login })}</p>
      {beside && <TextField name="login" label={words.t('admin:second-login')} faults={act.faults} value={login} onChange={setLogin} most={64} autoFocus />}
      <div className="seat-form" data-layout="page"><ProofFields ways={ways} draft={proof} onDraft={setProof} focus={!beside} disabled={act.busy} /></div>
      <FormFaults faults={act.faults} fields={[]} />
      <div className="admin-acts">
        <button type="submit" className="button" data-primary="true" disabled={!whole}>{words.t('admin:agree')}</button>
        <button type="button" className="button" onClick={onEnd}>{words.t('admin:cancel')} <kbd>Esc</kbd></button>
      </div>
    </form>
  );
}
