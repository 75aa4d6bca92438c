import { useId, useState, type ComponentProps, type KeyboardEvent } from 'react';
import { useWords } from '#kit/words';

interface Props {
  readonly label: string; readonly value: string; readonly onChange: (value: string) => void;
  readonly secret?: boolean; readonly focus?: boolean; readonly disabled?: boolean; readonly most?: number; readonly digits?: boolean;
  /** Words of any language: a name, a reason. */
  readonly plain?: boolean;
  /** What is wrong with it. */
  readonly fault?: string | null | undefined;
  /** What it is for, below it. */
  readonly hint?: string | undefined;
}

/** How the box takes what is typed: a secret is masked and told when the capitals are locked; all but plain words are in Latin letters. */
function typing({ secret, digits, plain }: Pick<Props, 'secret' | 'digits' | 'plain'>, caps: (on: boolean) => void): ComponentProps<'input'> {
  const look = (e: KeyboardEvent): void => caps(e.getModifierState('CapsLock'));
  return {
    type: secret === true ? 'password' : 'text', inputMode: digits === true ? 'numeric' : 'text', autoComplete: 'off', autoCapitalize: 'off', spellCheck: false,
    ...(plain !== true && { lang: 'en' }), ...(secret === true && { onKeyDown: look, onKeyUp: look, onBlur: () => caps(false) }),
  };
}

/** One line of text with its name. A secret one is masked, says when the capitals are locked, may be pasted into, and is kept by nobody. */
export function Field(props: Props) {
  const { label, value, onChange, focus, disabled, most = 200, hint } = props;
  const fault = props.fault ?? null;
  const words = useWords();
  const id = useId();
  const [caps, setCaps] = useState(false);
  const said = fault ?? (caps ? words.t('access:caps') : null);
  return (
    <div className="seat-field" data-digits={props.digits} data-fault={fault !== null}>
      <label htmlFor={id}>{label}</label>
      <input id={id} {...typing(props, setCaps)} value={value} maxLength={most} disabled={disabled} autoFocus={focus} aria-invalid={fault !== null} aria-describedby={`${id}-said`} onChange={(e) => onChange(e.currentTarget.value)} />
      <small id={`${id}-said`} data-caps={said !== null && fault === null} role={said === null ? undefined : 'status'}>{said ?? hint ?? ''}</small>
    </div>
  );
}
