import { useId, useState } from 'react';
import { useWords } from '#kit/words';
import { Field } from './Field.tsx';
import { emptyProof, longestKeyFile, type ProofDraft, type Way } from './proof-draft.ts';

interface Props { readonly ways: readonly Way[]; readonly draft: ProofDraft; readonly onDraft: (draft: ProofDraft) => void; readonly focus?: boolean; readonly disabled?: boolean }

/** A file that a key is in: read here, sent once, kept nowhere. */
function KeyFile({ draft, onDraft, focus = false, disabled = false }: Omit<Props, 'ways'>) {
  const words = useWords();
  const id = useId();
  const [wrong, setWrong] = useState(false);
  async function read(file: File | undefined): Promise<void> {
    const text = file === undefined || file.size > longestKeyFile ? '' : await file.text();
    setWrong(file !== undefined && text === '');
    onDraft({ ...draft, file: text, fileName: text === '' ? '' : file?.name ?? '' });
  }
  return (
    <div className="seat-field seat-file" data-fault={wrong}>
      <label htmlFor={id} className="button">{words.t('access:key-file')}…<input id={id} type="file" className="unseen" disabled={disabled} autoFocus={focus} aria-invalid={wrong} aria-describedby={`${id}-said`} onChange={(e) => void read(e.currentTarget.files?.[0])} /></label>
      <small id={`${id}-said`} role="status">{wrong ? words.t('access:key-file-none') : draft.fileName === '' ? words.t('access:key-file-wanted') : draft.fileName}</small>
    </div>
  );
}

/** What somebody proves herself with: her password, a code, or a key with its PIN; where there are several ways, which. */
export function ProofFields({ ways, draft, onDraft, focus = false, disabled = false }: Props) {
  const words = useWords();
  const name = useId();
  const { way } = draft;
  return (
    <>
      {ways.length > 1 && (
        <fieldset className="seat-ways" disabled={disabled}>
          <legend className="unseen">{words.t('access:way')}</legend>
          {ways.map((w) => <label key={w} data-on={w === way}><input type="radio" name={name} checked={w === way} onChange={() => onDraft(emptyProof(w))} />{words.t(`access:way-${w}`)}</label>)}
        </fieldset>
      )}
      {way === 'password' && <Field key="password" label={words.t('access:password')} value={draft.password} onChange={(password) => onDraft({ ...draft, password })} secret focus={focus} disabled={disabled} />}
      {way === 'totp' && <Field key="totp" label={words.t('access:code')} value={draft.code} onChange={(code) => onDraft({ ...draft, code })} digits most={12} focus={focus} disabled={disabled} />}
      {way === 'key' && <>
        <KeyFile draft={draft} onDraft={onDraft} focus={focus} disabled={disabled} />
        <Field key="pin" label={words.t('access:pin')} value={draft.pin} onChange={(pin) => onDraft({ ...draft, pin })} secret disabled={disabled} />
      </>}
    </>
  );
}
