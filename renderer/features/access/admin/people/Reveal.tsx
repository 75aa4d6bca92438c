import { useEffect, useState, type ClipboardEvent } from 'react';
import type { PersonView } from '#app/access';
import { useNow } from '#kit/time';
import { useWords } from '#kit/words';
import { useActing } from '../parts/acting.ts';
import { FormFaults } from '../parts/Field.tsx';
import { may, type PageOf } from '../parts/page-of.ts';

/** How long a name that was unmasked stays to be read, in ms. */
export const revealedMs = 30_000;
type Field = 'name' | 'phone';

/** Puts text on the clipboard without a right of the browser: by the copy that the press itself is allowed. */
function toClipboard(text: string): void {
  const put = (e: globalThis.ClipboardEvent): void => { e.preventDefault(); e.clipboardData?.setData('text/plain', text); };
  document.addEventListener('copy', put, { once: true, capture: true });
  document.execCommand('copy');
  document.removeEventListener('copy', put, { capture: true });
}

/** Name and telephone: masked; unmasked by one press, which is in the journal before it is seen, and masked again after half a minute. What is copied is in the journal before it is on the clipboard. */
export function Reveal({ page, person }: { readonly page: PageOf; readonly person: PersonView }) {
  const words = useWords();
  const now = useNow();
  const act = useActing();
  const [shown, setShown] = useState<{ readonly name: string; readonly phone: string | null; readonly until: number } | null>(null);
  const [copied, setCopied] = useState<Field | null>(null);
  useEffect(() => {
    const end = shown === null ? undefined : setTimeout(() => { setShown(null); setCopied(null); }, revealedMs);
    return () => clearTimeout(end);
  }, [shown]);
  async function reveal(): Promise<void> {
    await act.run(async () => {
      const r = await page.of.ask.call('person.reveal', { person: person.id });
      if (r.ok) setShown({ ...r.value, until: now + revealedMs });
      return r.ok ? { ok: true, value: {} } : r;
    });
  }
  async function copy(field: Field, text: string): Promise<void> {
    if (await act.run(async () => { const r = await page.of.ask.call('person.copied', { person: person.id, field }); return r.ok ? { ok: true, value: {} } : r; })) { toClipboard(text); setCopied(field); }
  }
  const line = (field: Field, masked: string | null) => {
    const whole = shown === null ? null : shown[field];
    return (
      <div key={field}>
        <dt>{words.t(`admin:${field}`)}</dt>
        <dd>
          {whole === null ? <span>{masked ?? '—'}</span> : <strong onCopy={(e: ClipboardEvent) => { e.preventDefault(); void copy(field, whole); }}>{whole}</strong>}
          {whole !== null && <button type="button" className="button small" onClick={() => void copy(field, whole)}>{words.t(copied === field ? 'admin:copied' : 'admin:copy')}</button>}
        </dd>
      </div>
    );
  };
  return (
    <div className="admin-reveal">
      <dl className="admin-facts">{line('name', person.name)}{line('phone', person.phone)}</dl>
      {shown !== null
        ? <p className="dim" role="status">{words.t('admin:revealed', { seconds: Math.max(0, Math.ceil((shown.until - now) / 1000)) })} <button type="button" className="button small" onClick={() => setShown(null)}>{words.t('admin:mask')}</button></p>
        : may(page.seat, 'personal.view') && <p><button type="button" className="button" disabled={act.busy} onClick={() => void reveal()}>{words.t('admin:reveal')}</button> <span className="dim">{words.t('admin:reveal-said')}</span></p>}
      <FormFaults faults={act.faults} fields={[]} />
    </div>
  );
}
