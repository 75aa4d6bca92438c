import { useState, type FormEvent } from 'react';
import type { RosterPerson, RosterView } from '#app/duty';
import type { Fault } from '#kernel/result';
import { useWords } from '#kit/words';
import { useDoing } from '../doing.ts';
import { Outcome } from '../Outcome.tsx';
import type { RosterStore } from '../roster-store.ts';
import { Choose, Page, Remove, Text } from './parts.tsx';

interface Props { readonly store: RosterStore; readonly roster: RosterView }
interface Form { readonly id: string; readonly name: string; readonly phone: string; readonly unit: string; readonly known: boolean }
const fresh: Form = { id: '', name: '', phone: '', unit: 'park', known: false };
const mostShown = 300;

function Row({ p, unit, onEdit, store, onRemove }: { readonly p: RosterPerson; readonly unit: string; readonly onEdit: () => void; readonly store: RosterStore; readonly onRemove: () => void }) {
  const words = useWords();
  const [told, setTold] = useState<{ readonly name: string; readonly phone: string } | Fault | null>(null);
  async function reveal(): Promise<void> { const r = await store.phone(p.id); setTold(r.ok ? r.value : r.fault); }
  const open = told !== null && 'phone' in told ? told : null;
  return (
    <tr><td>{p.id}</td><td>{open?.name ?? p.name}</td><td className="number">{open?.phone ?? p.phone} {open === null && <button type="button" className="button small" onClick={() => void reveal()} aria-label={words.t('duty:reveal-of', { name: p.id })}>{words.t('duty:reveal')}</button>}{told !== null && 'code' in told && <span role="alert"> {words.fault(told)}</span>}</td>
      <td>{unit}</td><td>{p.login ?? <span className="dim">{words.t('duty:no-account')}</span>}</td>
      <td><span className="roster-acts"><button type="button" className="button" onClick={onEdit} aria-label={words.t('duty:edit-of', { name: p.id })}>{words.t('duty:edit')}</button><Remove name={p.id} onRemove={onRemove} /></span></td></tr>
  );
}

/** Who can be on duty: names and numbers masked until somebody asks for them. */
export function People({ store, roster }: Props) {
  const words = useWords();
  const [form, setForm] = useState<Form>(fresh);
  const [typed, setTyped] = useState('');
  const doing = useDoing(store);
  const unitName = (id: string): string => { const u = roster.units.find((x) => x.id === id); return u === undefined ? id : words.name(u.name); };
  const asked = typed.trim().toLowerCase();
  const fits = roster.people.filter((p) => asked === '' || `${p.id} ${p.name} ${unitName(p.unit)} ${p.login ?? ''}`.toLowerCase().includes(asked));
  function save(e: FormEvent): void {
    e.preventDefault();
    doing.run({ do: 'put-person', id: form.id.trim(), unit: form.unit, ...(form.name !== '' && { name: form.name }), ...(form.phone !== '' && { phone: form.phone }) }, () => setForm(fresh));
  }
  return (
    <Page title={words.t('duty:tab-people')} list={<>
      <div className="roster-bar"><input type="search" className="roster-input" aria-label={words.t('duty:find-person')} placeholder={words.t('duty:find-person')} value={typed} onChange={(e) => setTyped(e.target.value)} /><span className="dim number">{words.t('duty:people-count', { count: fits.length })}</span></div>
      <table className="roster-table"><thead><tr>{(['id', 'name', 'phone', 'unit', 'account'] as const).map((h) => <th key={h} scope="col">{words.t(`duty:${h}`)}</th>)}<th><span className="dim">{words.t('duty:acts')}</span></th></tr></thead>
        <tbody>{fits.slice(0, mostShown).map((p) => <Row key={p.id} p={p} unit={unitName(p.unit)} store={store} onEdit={() => { doing.clear(); setForm({ id: p.id, name: '', phone: '', unit: p.unit, known: true }); }} onRemove={() => doing.run({ do: 'remove', what: 'person', id: p.id })} />)}</tbody></table>
      {fits.length > mostShown && <p className="dim roster-bar">{words.t('duty:findings-more', { count: fits.length - mostShown })}</p>}
    </>} form={<form onSubmit={save}>
      <h3>{words.t(form.known ? 'duty:edit-person' : 'duty:new-person')}</h3>
      <Text label={words.t('duty:id')} value={form.id} fixed={form.known} onChange={(id) => setForm({ ...form, id })} />
      <Text label={words.t('duty:name')} value={form.name} need={!form.known} {...(form.known && { hint: words.t('duty:stays') })} onChange={(name) => setForm({ ...form, name })} />
      <Text label={words.t('duty:phone')} value={form.phone} need={!form.known} {...(form.known && { hint: words.t('duty:stays') })} onChange={(phone) => setForm({ ...form, phone })} />
      <Choose label={words.t('duty:unit')} value={form.unit} of={roster.units.map((u) => ({ id: u.id, title: words.name(u.name) }))} onChange={(unit) => setForm({ ...form, unit })} />
      <div className="roster-acts"><button type="submit" className="button" data-primary="true" disabled={doing.busy}>{words.t('duty:save')}</button>{form.known && <button type="button" className="button" onClick={() => setForm(fresh)}>{words.t('duty:new-person')}</button>}</div>
      <Outcome doing={doing} />
    </form>} />
  );
}
