import { useState, type FormEvent } from 'react';
import { useStore } from 'zustand';
import { localDate, type Cycle, type LocalDate, type Post, type RosterView } from '#app/duty';
import { useWords } from '#kit/words';
import { useDoing } from '../doing.ts';
import { Outcome } from '../Outcome.tsx';
import type { RosterStore } from '../roster-store.ts';
import { Choose, freeId, Page, Remove, Text } from './parts.tsx';

interface Form { readonly id: string; readonly unit: string; readonly post: Post; readonly template: string; readonly groups: readonly string[]; readonly anchor: string; readonly from: string; readonly until: string }

/** What a cycle does, in one line: `早 早 中 中 晚 晚 – –`. */
function usePatternText(store: RosterStore): (cycle: Pick<Cycle, 'pattern'>) => string {
  const words = useWords();
  const table = useStore(store.state, (s) => s.shifts?.table);
  const names = new Map((table ?? []).flatMap((p) => p.shifts).map((s) => [s.id, words.name(s.name)]));
  return ({ pattern }) => pattern.map((day) => (day.length === 0 ? '–' : day.map((s) => names.get(s) ?? s).join('+'))).join(' ');
}

/** The last day of a cycle, empty for good; taken when the field is left. */
function LastDay({ cycle, onEnd }: { readonly cycle: RosterView['cycles'][number]; readonly onEnd: (until: LocalDate | null) => void }) {
  const words = useWords();
  const [typed, setTyped] = useState<string>(cycle.until ?? '');
  const date = localDate(typed.trim());
  const wrong = typed.trim() !== '' && (date === null || date < cycle.from);
  return <input className="roster-input roster-day" aria-label={words.t('duty:last-day-of', { name: cycle.id })} aria-invalid={wrong} placeholder={words.t('duty:for-good')} maxLength={10} value={typed} onChange={(e) => setTyped(e.target.value)} onBlur={() => { if (!wrong && date !== cycle.until) onEnd(date); }} />;
}

/** 轮班周期: groups that follow each other through a pattern of days, from a template. */
export function Cycles({ store, roster }: { readonly store: RosterStore; readonly roster: RosterView }) {
  const words = useWords();
  const doing = useDoing(store);
  const patternText = usePatternText(store);
  const first = useStore(store.state, (s) => s.shown.from);
  const fresh = (): Form => ({ id: freeId('c', roster.cycles.map((c) => c.id)), unit: 'park', post: 'officer', template: roster.templates[0]?.id ?? '', groups: [], anchor: first, from: first, until: '' });
  const [form, setForm] = useState<Form>(fresh);
  const template = roster.templates.find((t) => t.id === form.template);
  const own = roster.groups.filter((g) => g.unit === form.unit);
  const chosen = Array.from({ length: template?.groups ?? 0 }, (_, i) => form.groups[i] ?? own[i]?.id ?? '');
  const groupName = (id: string): string => { const g = roster.groups.find((x) => x.id === id); return g === undefined ? id : words.name(g.name); };
  const day = (text: string): LocalDate => localDate(text) ?? first;
  function save(e: FormEvent): void {
    e.preventDefault();
    doing.run({ do: 'apply-template', template: form.template, groups: chosen, cycle: { id: form.id, unit: form.unit, post: form.post, anchor: day(form.anchor), from: day(form.from), until: form.until === '' ? null : day(form.until) } }, () => setForm(fresh));
  }
  /** The same cycle, with another last day. */
  const ended = (c: RosterView['cycles'][number], until: LocalDate | null): void => doing.run({ do: 'put-cycle', cycle: { ...c, until } });
  return (
    <Page title={words.t('duty:tab-cycles')} list={
      <table className="roster-table"><thead><tr>{(['unit', 'post', 'pattern', 'groups', 'days'] as const).map((h) => <th key={h} scope="col">{words.t(`duty:${h}`)}</th>)}<th><span className="dim">{words.t('duty:acts')}</span></th></tr></thead>
        <tbody>{roster.cycles.map((c) => (
          <tr key={c.id}><td>{words.name(roster.units.find((u) => u.id === c.unit)?.name ?? { zh: c.unit, en: c.unit })} <span className="dim">{c.id}</span></td><td>{words.t(`duty:post-${c.post}`)}</td><td>{patternText(c)}</td><td>{c.teams.map((t) => groupName(t.group)).join('、')}</td>
            <td className="number">{c.from} – <LastDay cycle={c} onEnd={(until) => ended(c, until)} /></td>
            <td><Remove name={c.id} onRemove={() => doing.run({ do: 'remove', what: 'cycle', id: c.id })} /></td></tr>
        ))}</tbody></table>
    } form={<form onSubmit={save}>
      <h3>{words.t('duty:new-cycle')} <span className="dim">{form.id}</span></h3>
      <Choose label={words.t('duty:template')} value={form.template} of={roster.templates.map((t) => ({ id: t.id, title: words.t(`duty:template-${t.id}`, { groups: t.groups, days: t.days }) }))} onChange={(t) => setForm({ ...form, template: t, groups: [] })} />
      <Choose label={words.t('duty:unit')} value={form.unit} of={roster.units.map((u) => ({ id: u.id, title: words.name(u.name) }))} onChange={(unit) => setForm({ ...form, unit, groups: [] })} />
      <Choose label={words.t('duty:post')} value={form.post} of={(['officer', 'leader'] as const).map((p) => ({ id: p, title: words.t(`duty:post-${p}`) }))} onChange={(post) => setForm({ ...form, post: post === 'leader' ? 'leader' : 'officer' })} />
      {chosen.map((id, i) => <Choose key={`${i + 1}`} label={words.t('duty:group-n', { n: i + 1 })} value={id} of={[{ id: '', title: '' }, ...own.map((g) => ({ id: g.id, title: words.name(g.name) }))]} onChange={(next) => setForm({ ...form, groups: chosen.map((c, k) => (k === i ? next : c)) })} />)}
      <Text label={words.t('duty:anchor')} kind="date" value={form.anchor} onChange={(anchor) => setForm({ ...form, anchor })} />
      <Text label={words.t('duty:first-day')} kind="date" value={form.from} onChange={(from) => setForm({ ...form, from })} />
      <Text label={words.t('duty:last-day')} kind="date" need={false} value={form.until} onChange={(until) => setForm({ ...form, until })} />
      <div className="roster-acts"><button type="submit" className="button" data-primary="true" disabled={doing.busy || chosen.includes('') || chosen.length === 0}>{words.t('duty:save')}</button></div>
      {own.length < (template?.groups ?? 0) && <p className="dim">{words.t('duty:few-groups', { needs: template?.groups ?? 0, has: own.length })}</p>}
      <Outcome doing={doing} />
    </form>} />
  );
}
