import { useState, type FormEvent } from 'react';
import type { Group, RosterView } from '#app/duty';
import { useWords } from '#kit/words';
import { useDoing } from '../doing.ts';
import { Outcome } from '../Outcome.tsx';
import type { RosterStore } from '../roster-store.ts';
import { Choose, freeId, Page, PeoplePicker, personTitle, Remove, Text } from './parts.tsx';

interface Form { readonly id: string; readonly unit: string; readonly zh: string; readonly en: string; readonly head: string; readonly members: readonly string[] }
const formOf = (g: Group): Form => ({ id: g.id, unit: g.unit, zh: g.name.zh, en: g.name.en, head: g.head, members: g.members });

/** 值班组: who works together, and who leads. */
export function Groups({ store, roster }: { readonly store: RosterStore; readonly roster: RosterView }) {
  const words = useWords();
  const doing = useDoing(store);
  const fresh = (): Form => ({ id: freeId('g', roster.groups.map((g) => g.id)), unit: 'park', zh: '', en: '', head: '', members: [] });
  const [form, setForm] = useState<Form>(fresh);
  const title = (id: string): string => { const p = roster.people.find((x) => x.id === id); return p === undefined ? id : personTitle(p); };
  const head = form.members.includes(form.head) ? form.head : form.members[0] ?? '';
  function save(e: FormEvent): void {
    e.preventDefault();
    doing.run({ do: 'put-group', group: { id: form.id, unit: form.unit, name: { zh: form.zh, en: form.en === '' ? form.zh : form.en }, head, members: [...form.members] } }, () => setForm(fresh));
  }
  return (
    <Page title={words.t('duty:tab-groups')} list={
      <table className="roster-table"><thead><tr>{(['group', 'unit', 'leads', 'members'] as const).map((h) => <th key={h} scope="col">{words.t(`duty:${h}`)}</th>)}<th><span className="dim">{words.t('duty:acts')}</span></th></tr></thead>
        <tbody>{roster.groups.map((g) => (
          <tr key={g.id}><td>{words.name(g.name)} <span className="dim">{g.id}</span></td><td>{words.name(roster.units.find((u) => u.id === g.unit)?.name ?? { zh: g.unit, en: g.unit })}</td><td>{title(g.head)}</td><td>{g.members.filter((m) => m !== g.head).map(title).join('、')}</td>
            <td><span className="roster-acts"><button type="button" className="button" aria-label={words.t('duty:edit-of', { name: words.name(g.name) })} onClick={() => { doing.clear(); setForm(formOf(g)); }}>{words.t('duty:edit')}</button><Remove name={words.name(g.name)} onRemove={() => doing.run({ do: 'remove', what: 'group', id: g.id })} /></span></td></tr>
        ))}</tbody></table>
    } form={<form onSubmit={save}>
      <h3>{words.t(roster.groups.some((g) => g.id === form.id) ? 'duty:edit-group' : 'duty:new-group')} <span className="dim">{form.id}</span></h3>
      <Text label={words.t('duty:name')} value={form.zh} onChange={(zh) => setForm({ ...form, zh })} />
      <Text label={words.t('duty:name-en')} value={form.en} need={false} onChange={(en) => setForm({ ...form, en })} />
      <Choose label={words.t('duty:unit')} value={form.unit} of={roster.units.map((u) => ({ id: u.id, title: words.name(u.name) }))} onChange={(unit) => setForm({ ...form, unit })} />
      <PeoplePicker people={roster.people} first={form.unit} chosen={form.members} onChange={(members) => setForm({ ...form, members })} label={words.t('duty:members')} />
      <Choose label={words.t('duty:leads')} value={head} of={form.members.map((id) => ({ id, title: title(id) }))} onChange={(next) => setForm({ ...form, head: next })} />
      <div className="roster-acts"><button type="submit" className="button" data-primary="true" disabled={doing.busy || form.members.length === 0}>{words.t('duty:save')}</button><button type="button" className="button" onClick={() => { doing.clear(); setForm(fresh()); }}>{words.t('duty:new-group')}</button></div>
      <Outcome doing={doing} />
    </form>} />
  );
}
