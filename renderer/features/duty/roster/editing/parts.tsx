import { useId, useState, type ReactNode } from 'react';
import type { RosterPerson } from '#app/duty';
import { useWords } from '#kit/words';

/** A field with its name before it. */
export function Field({ label, children }: { readonly label: string; readonly children: (id: string) => ReactNode }) {
  const id = useId();
  return <div className="roster-field"><label htmlFor={id}>{label}</label>{children(id)}</div>;
}
interface TextProps { readonly label: string; readonly value: string; readonly onChange: (value: string) => void; readonly kind?: 'text' | 'date' | 'number' | 'time'; readonly need?: boolean; readonly fixed?: boolean; readonly hint?: string }
/** Dates and times are typed as the house writes them; a browser's own fields show them as its country does. */
const forms = { date: { pattern: '\\d{4}-\\d{2}-\\d{2}', placeholder: '2026-11-20', maxLength: 10 }, time: { pattern: '([01]\\d|2[0-3]):[0-5]\\d', placeholder: '16:30', maxLength: 5 }, text: {}, number: { type: 'number', min: 0, max: 50 } } as const;
export function Text({ label, value, onChange, kind = 'text', need = true, fixed = false, hint }: TextProps) {
  return <Field label={label}>{(id) => <input id={id} className="roster-input" type="text" {...forms[kind]} {...(hint !== undefined && { placeholder: hint })} value={value} required={need} readOnly={fixed} onChange={(e) => onChange(e.target.value)} />}</Field>;
}
export interface Option { readonly id: string; readonly title: string }
export function Choose({ label, value, of, onChange }: { readonly label: string; readonly value: string; readonly of: readonly Option[]; readonly onChange: (value: string) => void }) {
  return <Field label={label}>{(id) => <select id={id} className="roster-input" value={value} onChange={(e) => onChange(e.target.value)}>{of.map((o) => <option key={o.id} value={o.id}>{o.title}</option>)}</select>}</Field>;
}
/** Somebody of the roster as whoever plans may read of her: name masked, and her id. */
export const personTitle = (p: RosterPerson): string => `${p.name === '' ? '' : `${p.name} `}${p.id}`;

const atOnce = 80;
/** Several people, those of the unit first; typed text narrows. */
export function PeoplePicker({ people, first, chosen, onChange, label }: { readonly people: readonly RosterPerson[]; readonly first: string; readonly chosen: readonly string[]; readonly onChange: (people: readonly string[]) => void; readonly label: string }) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const rank = (p: RosterPerson): number => (chosen.includes(p.id) ? 0 : p.unit === first ? 1 : 2);
  const shown = people.filter((p) => chosen.includes(p.id) || typed === '' || personTitle(p).toLowerCase().includes(typed.toLowerCase())).toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1)).slice(0, atOnce);
  return (
    <fieldset className="roster-people">
      <legend>{label}</legend>
      <input type="search" className="roster-input" aria-label={words.t('duty:find-person')} placeholder={words.t('duty:find-person')} value={typed} onChange={(e) => setTyped(e.target.value)} />
      <div className="scroll">{shown.map((p) => <label key={p.id}><input type="checkbox" checked={chosen.includes(p.id)} onChange={(e) => onChange(e.target.checked ? [...chosen, p.id] : chosen.filter((c) => c !== p.id))} /> {personTitle(p)}</label>)}</div>
    </fieldset>
  );
}

/** A button that asks once more before it takes something away. */
export function Remove({ onRemove, name }: { readonly onRemove: () => void; readonly name: string }) {
  const words = useWords();
  const [sure, setSure] = useState(false);
  return sure
    ? <span className="roster-acts"><button type="button" className="button" data-primary="true" onClick={() => { setSure(false); onRemove(); }}>{words.t('duty:remove-sure', { name })}</button><button type="button" className="button" onClick={() => setSure(false)}>{words.t('duty:leave-it')}</button></span>
    : <button type="button" className="button" onClick={() => setSure(true)} aria-label={words.t('duty:remove-sure', { name })}>{words.t('duty:remove')}</button>;
}

/** A list with its form beside it. */
export function Page({ title, list, form }: { readonly title: string; readonly list: ReactNode; readonly form: ReactNode }) {
  return <div className="roster-page"><section aria-label={title} className="roster-list scroll" tabIndex={0}>{list}</section><aside className="roster-side scroll" aria-label={title}>{form}</aside></div>;
}
/** An id that none of these has: `g-3`. */
export function freeId(prefix: string, taken: readonly string[]): string { for (let n = 1; ; n++) if (!taken.includes(`${prefix}-${n}`)) return `${prefix}-${n}`; }
