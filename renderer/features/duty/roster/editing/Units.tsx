import { useState, type FormEvent } from 'react';
import type { RosterView } from '#app/duty';
import { useWords } from '#kit/words';
import { useDoing } from '../doing.ts';
import { Outcome } from '../Outcome.tsx';
import type { RosterStore } from '../roster-store.ts';
import { Page, Text } from './parts.tsx';

/** How many of each post every shift of a unit needs, and whether a leader agrees to its swaps. The units are the park and the enterprises of the site. */
export function Units({ store, roster }: { readonly store: RosterStore; readonly roster: RosterView }) {
  const words = useWords();
  const doing = useDoing(store);
  const [form, setForm] = useState<{ readonly id: string; readonly leader: string; readonly officer: string; readonly approval: boolean } | null>(null);
  const unit = roster.units.find((u) => u.id === form?.id);
  function save(e: FormEvent): void {
    e.preventDefault();
    if (form === null || unit === undefined) return;
    doing.run({ do: 'put-unit', unit: { id: unit.id, name: unit.name, cover: { leader: Number(form.leader), officer: Number(form.officer) }, approval: form.approval } }, () => setForm(null));
  }
  return (
    <Page title={words.t('duty:tab-units')} list={
      <table className="roster-table"><thead><tr>{(['unit', 'needs-leader', 'needs-officer', 'approval'] as const).map((h) => <th key={h} scope="col">{words.t(`duty:${h}`)}</th>)}<th><span className="dim">{words.t('duty:acts')}</span></th></tr></thead>
        <tbody>{roster.units.map((u) => (
          <tr key={u.id}><td>{words.name(u.name)} <span className="dim">{u.id}</span></td><td className="number">{u.cover.leader}</td><td className="number">{u.cover.officer}</td><td>{words.t(u.approval === true ? 'duty:yes' : 'duty:no')}</td>
            <td><button type="button" className="button" aria-label={words.t('duty:edit-of', { name: words.name(u.name) })} onClick={() => { doing.clear(); setForm({ id: u.id, leader: String(u.cover.leader), officer: String(u.cover.officer), approval: u.approval === true }); }}>{words.t('duty:edit')}</button></td></tr>
        ))}</tbody></table>
    } form={form === null || unit === undefined ? <><p className="dim">{words.t('duty:units-said')}</p><Outcome doing={doing} /></> : <form onSubmit={save}>
      <h3>{words.name(unit.name)}</h3>
      <Text label={words.t('duty:needs-leader')} kind="number" value={form.leader} onChange={(leader) => setForm({ ...form, leader })} />
      <Text label={words.t('duty:needs-officer')} kind="number" value={form.officer} onChange={(officer) => setForm({ ...form, officer })} />
      <label className="roster-check"><input type="checkbox" checked={form.approval} onChange={(e) => setForm({ ...form, approval: e.target.checked })} /> {words.t('duty:approval')}</label>
      <div className="roster-acts"><button type="submit" className="button" data-primary="true" disabled={doing.busy}>{words.t('duty:save')}</button><button type="button" className="button" onClick={() => setForm(null)}>{words.t('duty:leave-it')}</button></div>
      <Outcome doing={doing} />
    </form>} />
  );
}
