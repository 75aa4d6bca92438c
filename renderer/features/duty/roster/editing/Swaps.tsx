import { useState, type FormEvent } from 'react';
import { useStore } from 'zustand';
import { localDate, type RosterView, type SwapAct, type SwapView, type WatchView } from '#app/duty';
import type { Fault } from '#kernel/result';
import { useWords } from '#kit/words';
import type { Calendar, RosterStore } from '../roster-store.ts';
import { Choose, Page, personTitle } from './parts.tsx';

interface TurnOf { readonly key: string; readonly unit: string; readonly date: string; readonly shift: string; readonly title: string }
type Turn = Extract<SwapAct, { do: 'propose' }>['give'];
/** The turns that somebody has in the days that the calendar shows. */
function turnsOf(person: string, calendar: Calendar | null, title: (unit: string, shift: Calendar['shifts'][number]) => string): readonly TurnOf[] {
  const shifts = new Map(calendar?.shifts.map((s) => [s.id, s]));
  return (calendar?.watches ?? []).filter((w: WatchView) => w.people.some((p) => p.person === person && p.by !== 'swap')).flatMap((w) => {
    const s = shifts.get(w.shift);
    return s === undefined ? [] : [{ key: `${w.unit} ${w.shift}`, unit: w.unit, date: s.date, shift: s.shift, title: title(w.unit, s) }];
  });
}
const turn = (t: TurnOf | undefined, person: string): Turn | null => { const date = localDate(t?.date ?? ''); return t === undefined || date === null ? null : { unit: t.unit, date, shift: t.shift, person }; };

/** Gives one of one's own turns to somebody, in return or not. */
function Propose({ store, roster, me, onDone }: { readonly store: RosterStore; readonly roster: RosterView; readonly me: string; readonly onDone: (fault: Fault | null) => void }) {
  const words = useWords();
  const calendar = useStore(store.state, (s) => s.calendar);
  const [form, setForm] = useState({ give: '', by: '', take: '' });
  const title = (unit: string, s: Calendar['shifts'][number]): string => `${s.date} ${words.name(s.name)} · ${words.name(roster.units.find((u) => u.id === unit)?.name ?? { zh: unit, en: unit })}`;
  const [mine, theirs] = [turnsOf(me, calendar, title), turnsOf(form.by, calendar, title)];
  async function send(e: FormEvent): Promise<void> {
    e.preventDefault();
    const give = turn(mine.find((t) => t.key === form.give), me);
    if (give === null) return;
    const r = await store.swap({ do: 'propose', give, by: form.by, take: turn(theirs.find((t) => t.key === form.take), form.by) });
    onDone(r.ok ? null : r.fault);
    if (r.ok) setForm({ give: '', by: '', take: '' });
  }
  const none = { id: '', title: '' };
  return (
    <form onSubmit={(e) => void send(e)}>
      <h3>{words.t('duty:new-swap')}</h3>
      <p className="dim">{words.t('duty:swap-said')}</p>
      <Choose label={words.t('duty:give')} value={form.give} of={[none, ...mine.map((t) => ({ id: t.key, title: t.title }))]} onChange={(give) => setForm({ ...form, give })} />
      <Choose label={words.t('duty:swap-by')} value={form.by} of={[none, ...roster.people.filter((p) => p.id !== me).map((p) => ({ id: p.id, title: personTitle(p) }))]} onChange={(by) => setForm({ ...form, by, take: '' })} />
      <Choose label={words.t('duty:take')} value={form.take} of={[{ id: '', title: words.t('duty:take-nothing') }, ...theirs.map((t) => ({ id: t.key, title: t.title }))]} onChange={(take) => setForm({ ...form, take })} />
      <div className="roster-acts"><button type="submit" className="button" data-primary="true" disabled={form.give === '' || form.by === ''}>{words.t('duty:propose')}</button></div>
    </form>
  );
}

function Row({ s, roster, act }: { readonly s: SwapView; readonly roster: RosterView; readonly act: (what: SwapView['may'][number]) => void }) {
  const words = useWords();
  const title = (id: string): string => { const p = roster.people.find((x) => x.id === id); return p === undefined ? id : personTitle(p); };
  return (
    <tr><td>{title(s.give.person)}</td><td className="number">{s.give.date} {s.give.shift}</td><td>{title(s.by)}</td><td className="number">{s.take === null ? '–' : `${s.take.date} ${s.take.shift}`}</td>
      <td>{words.t(`journal:state-${s.state}`)}{s.state === 'proposed' && s.approval && <span className="dim"> {words.t('duty:then-leader')}</span>}</td>
      <td><span className="roster-acts">{s.may.map((m) => <button key={m} type="button" className="button" data-primary={m === 'agree' || m === 'approve'} onClick={() => act(m)}>{words.t(`duty:swap-${m}`)}</button>)}</span></td></tr>
  );
}

/** 调班: each with who has agreed so far, and what whoever looks may do to it. */
export function Swaps({ store, roster }: { readonly store: RosterStore; readonly roster: RosterView }) {
  const words = useWords();
  const [fault, setFault] = useState<Fault | null>(null);
  const me = roster.people.find((p) => p.mine)?.id;
  async function act(id: string, what: SwapView['may'][number]): Promise<void> {
    if (what === 'begin') return;
    const r = await store.swap({ do: what, id });
    setFault(r.ok ? null : r.fault);
  }
  return (
    <Page title={words.t('duty:tab-swaps')} list={<>
      {fault !== null && <p className="roster-fault" role="alert">{words.fault(fault)}</p>}
      {roster.swaps.length === 0 && <p className="dim roster-bar">{words.t('duty:no-swaps')}</p>}
      <table className="roster-table"><thead><tr>{(['give-by', 'give', 'swap-by', 'take', 'state'] as const).map((h) => <th key={h} scope="col">{words.t(`duty:${h}`)}</th>)}<th><span className="dim">{words.t('duty:acts')}</span></th></tr></thead>
        <tbody>{roster.swaps.toReversed().map((s) => <Row key={s.id} s={s} roster={roster} act={(what) => void act(s.id, what)} />)}</tbody></table>
    </>} form={me === undefined ? <p className="dim">{words.t('duty:not-on-roster')}</p> : <Propose store={store} roster={roster} me={me} onDone={setFault} />} />
  );
}
