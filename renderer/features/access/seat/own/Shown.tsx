import { useId, useRef } from 'react';
import { useWords } from '#kit/words';

/** A text that is shown once, to be copied by hand: a page can save nothing. */
export function Shown({ label, text, large = false, lines = 1 }: { readonly label: string; readonly text: string; readonly large?: boolean; readonly lines?: number }) {
  const words = useWords();
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  return (
    <div className="seat-field seat-shown" data-large={large}>
      <label htmlFor={id}>{label}</label>
      <textarea id={id} ref={box} readOnly rows={lines} spellCheck={false} lang="en" value={text} onFocus={(e) => e.currentTarget.select()} />
      <button type="button" className="button" onClick={() => { box.current?.focus(); box.current?.select(); }}>{words.t('access:select-all')}</button>
    </div>
  );
}
