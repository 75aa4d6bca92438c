import { useId, type ReactNode } from 'react';
import type { Fault } from '#kernel/result';
import { useWords, type Words } from '#kit/words';
import { placeOf } from './acting.ts';
import { told } from './naming.ts';

/** Why what stands in a field is refused: what the form says of it, or the fault's own sentence. */
const saidOf = (fault: Fault, name: string, words: Words): string => (fault.code === 'bad-input' && words.has(`admin:form-${name}`) ? words.t(`admin:form-${name}`) : told(fault, words));

interface Props {
  /** As the contract calls it. */
  readonly name: string; readonly label: string; readonly hint?: string; readonly faults: readonly Fault[];
  readonly children: (aria: { readonly id: string; readonly 'aria-describedby'?: string; readonly 'aria-invalid'?: true }) => ReactNode;
}
/** A field with its label, what is expected of it, and every fault of it. */
export function Field({ name, label, hint, faults, children }: Props) {
  const words = useWords();
  const id = useId();
  const mine = faults.filter((f) => placeOf(f) === name);
  const said = mine.length > 0 || hint !== undefined ? `${id}-said` : null;
  return (
    <div className="admin-field" data-wrong={mine.length > 0}>
      <label htmlFor={id}>{label}</label>
      {children({ id, ...(said !== null && { 'aria-describedby': said }), ...(mine.length > 0 && { 'aria-invalid': true as const }) })}
      {said !== null && <p id={said} className="admin-hint">{mine.length > 0 ? mine.map((f, i) => <span key={i}>{saidOf(f, name, words)}</span>) : hint}</p>}
    </div>
  );
}

/** A line of text under its label. */
export function TextField({ name, label, hint, faults, value, onChange, secret = false, most, autoFocus = false, placeholder }: Omit<Props, 'children'> & {
  readonly value: string; readonly onChange: (value: string) => void; readonly secret?: boolean; readonly most: number; readonly autoFocus?: boolean; readonly placeholder?: string;
}) {
  return (
    <Field name={name} label={label} faults={faults} {...(hint !== undefined && { hint })}>
      {(aria) => <input {...aria} className="admin-input" type={secret ? 'password' : 'text'} autoComplete={secret ? 'new-password' : 'off'} spellCheck={false} value={value} maxLength={most} autoFocus={autoFocus} {...(placeholder !== undefined && { placeholder })} onChange={(e) => onChange(e.currentTarget.value)} />}
    </Field>
  );
}

/** The faults that belong to no field of a form, as one word at its foot. `fields`: those that show their own. */
export function FormFaults({ faults, fields }: { readonly faults: readonly Fault[]; readonly fields: readonly string[] }) {
  const words = useWords();
  const rest = faults.filter((f) => !fields.includes(placeOf(f) ?? ''));
  return rest.length === 0 ? null : <div role="alert"><ul className="admin-faults">{rest.map((f, i) => <li key={i}>{told(f, words)}</li>)}</ul></div>;
}
