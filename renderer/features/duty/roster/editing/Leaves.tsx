import { useState, type FormEvent } from 'react';
import { localDate, type RosterView } from '#app/duty';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { useDoing } from '../doing.ts';
import { Outcome } from '../Outcome.tsx';
import type { RosterStore } from '../roster-store.ts';
import { Choose, freeId, Page, personTitle, Remove, Text } from './parts.tsx';

/** 请假: days on which somebody is not there. What gaps it makes is said before it is entered. */
export function Leaves({ store, roster }: { readonly store: RosterStore; readonly roster: RosterView }) {
  const words = useWords();
  const doing = useDoing(store);
  const today = useSiteTime().day(useNow());
  const [form, setForm] = useState({ person: '', from: today, until: today });
  const title = (id: string): string => { const p = roster.people.find((x) => x.id === id); return p === undefined ? id : personTitle(p); };
  function save(e: FormEvent): void {
    e.preventDefault();
    const [from, until] = [localDate(form.from), localDate(form.until)];
    if (from !== null && until !== null) doing.run({ do: 'put-leave', leave: { id: freeId(`l-${form.person}`.slice(0, 50), roster.leaves.map((l) => l.id)), person: form.person, from, until } }, () => setForm({ ...form, person: '' }));
  }
  return (
    <Page title={words.t('duty:tab-leaves')} list={
      <table className="roster-table"><thead><tr>{(['person', 'first-day', 'last-day'] as const).map((h) => <th key={h} scope="col">{words.t(`duty:${h}`)}</th>)}<th><span className="dim">{words.t('duty:acts')}</span></th></tr></thead>
        <tbody>{roster.leaves.toSorted((a, b) => (a.from > b.from ? -1 : 1)).slice(0, 300).map((l) => (
          <tr key={l.id}><td>{title(l.person)}</td><td className="number">{l.from}</td><td className="number">{l.until}</td><td><Remove name={`${title(l.person)} ${l.from}`} onRemove={() => doing.run({ do: 'remove', what: 'leave', id: l.id })} /></td></tr>
        ))}</tbody></table>
    } form={<form onSubmit={save}>
      <h3>{words.t('duty:new-leave')}</h3>
      <Choose label={words.t('duty:person')} value={form.person} of={[{ id: '', title: '' }, ...roster.people.map((p) => ({ id: p.id, title: personTitle(p) }))]} onChange={(person) => setForm({ ...form, person })} />
      <Text label={words.t('duty:first-day')} kind="date" value={form.from} onChange={(from) => setForm({ ...form, from, until: form.until < from ? from : form.until })} />
      <Text label={words.t('duty:last-day')} kind="date" value={form.until} onChange={(until) => setForm({ ...form, until })} />
      <div className="roster-acts"><button type="submit" className="button" data-primary="true" disabled={doing.busy || form.person === ''}>{words.t('duty:save')}</button></div>
      <Outcome doing={doing} />
    </form>} />
  );
}
