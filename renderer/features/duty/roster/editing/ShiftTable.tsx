import { useState } from 'react';
import { useStore } from 'zustand';
import { addDays, localDate, type ShiftPlan, type ShiftTable as Table } from '#app/duty';
import { useNow, useSiteTime } from '#kit/time';
import type { Fault } from '#kernel/result';
import { useWords } from '#kit/words';
import type { RosterStore } from '../roster-store.ts';
import { Page, Text } from './parts.tsx';

interface Line { readonly id: string; readonly zh: string; readonly en: string; readonly start: string; readonly end: string }
const two = (n: number): string => String(n).padStart(2, '0');
const time = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
const minutes = (text: string): number => { const [h = 0, m = 0] = text.split(':').map(Number); return (h * 60 + m) % 1440; };
const lineOf = (s: ShiftPlan['shifts'][number]): Line => ({ id: s.id, zh: s.name.zh, en: s.name.en, start: time(s.start), end: time(s.end) });
const planOf = (from: string, lines: readonly Line[]): ShiftPlan => ({ from: localDate(from), shifts: lines.map((l) => ({ id: l.id.trim(), name: { zh: l.zh, en: l.en === '' ? l.zh : l.en }, start: minutes(l.start), end: minutes(l.end) })) });

function Plan({ plan, now }: { readonly plan: ShiftPlan; readonly now: boolean }) {
  const words = useWords();
  return (
    <section className="roster-plan" aria-label={plan.from ?? words.t('duty:always')}>
      <h3><span className="number">{plan.from ?? words.t('duty:always')}</span>{now && <span className="dim"> {words.t('duty:holds-now')}</span>}</h3>
      <ul>{plan.shifts.map((s) => <li key={s.id}><b>{words.name(s.name)}</b> <span className="number">{time(s.start)}–{time(s.end)}</span> <span className="dim">{s.id}</span></li>)}</ul>
    </section>
  );
}

/** 班次: which shifts a day has, and from when on. What held stays as it is; what is to come is added behind it. */
export function ShiftTable({ store }: { readonly store: RosterStore }) {
  const words = useWords();
  const site = useSiteTime();
  const today = site.day(useNow());
  const shifts = useStore(store.state, (s) => s.shifts);
  const [form, setForm] = useState<{ readonly from: string; readonly lines: readonly Line[] } | null>(null);
  const [faults, setFaults] = useState<readonly Fault[] | null>(null);
  if (shifts === null) return null;
  const { table } = shifts;
  const holds = table.findLastIndex((p) => p.from === null || p.from <= today);
  const begin = (): void => { setFaults(null); setForm({ from: addDays(localDate(today) ?? table[0]!.from!, 1), lines: table.at(-1)!.shifts.map(lineOf) }); };
  async function send(next: Table): Promise<void> {
    const r = await store.shiftsChange(next);
    setFaults(r.ok ? r.value.faults : [r.fault]);
    if (r.ok && r.value.faults.length === 0) setForm(null);
  }
  const put = (i: number, line: Line): void => { if (form !== null) setForm({ ...form, lines: form.lines.map((l, k) => (k === i ? line : l)) }); };
  const later = table.slice(holds + 1);
  return (
    <Page title={words.t('duty:tab-shifts')} list={<>
      <p className="roster-bar dim">{words.t(`duty:origin-${shifts.origin}`)} · {shifts.zone}</p>
      {shifts.fault !== null && <p className="roster-fault" role="alert">shifts.json: {words.fault(shifts.fault)}</p>}
      {table.map((plan, i) => <Plan key={plan.from ?? ''} plan={plan} now={i === holds} />)}
    </>} form={form === null
      ? <><p className="dim">{words.t('duty:shifts-said')}</p><div className="roster-acts"><button type="button" className="button" onClick={begin}>{words.t('duty:new-plan')}</button>{later.length > 0 && <button type="button" className="button" onClick={() => void send(table.slice(0, -1))}>{words.t('duty:drop-plan', { date: table.at(-1)!.from ?? '' })}</button>}</div>
          {faults !== null && faults.length === 0 && <p className="dim" role="status">{words.t('duty:done')}</p>}</>
      : <form onSubmit={(e) => { e.preventDefault(); void send([...table, planOf(form.from, form.lines)]); }}>
          <h3>{words.t('duty:new-plan')}</h3>
          <Text label={words.t('duty:plan-from')} kind="date" value={form.from} onChange={(from) => setForm({ ...form, from })} />
          {form.lines.map((l, i) => (
            <fieldset key={`${i + 1}`} className="roster-line"><legend>{words.t('duty:shift-n', { n: i + 1 })}</legend>
              <Text label={words.t('duty:id')} value={l.id} onChange={(id) => put(i, { ...l, id })} /><Text label={words.t('duty:name')} value={l.zh} onChange={(zh) => put(i, { ...l, zh })} />
              <Text label={words.t('duty:begins')} kind="time" value={l.start} onChange={(start) => put(i, { ...l, start })} /><Text label={words.t('duty:ends')} kind="time" value={l.end} onChange={(end) => put(i, { ...l, end })} />
              {form.lines.length > 1 && <button type="button" className="button" onClick={() => setForm({ ...form, lines: form.lines.filter((_, k) => k !== i) })}>{words.t('duty:remove')}</button>}
            </fieldset>
          ))}
          <div className="roster-acts"><button type="button" className="button" onClick={() => setForm({ ...form, lines: [...form.lines, { id: `shift-${form.lines.length + 1}`, zh: '', en: '', start: form.lines.at(-1)?.end ?? '00:00', end: form.lines[0]?.start ?? '00:00' }] })}>{words.t('duty:add-shift')}</button>
            <button type="submit" className="button" data-primary="true">{words.t('duty:save')}</button><button type="button" className="button" onClick={() => setForm(null)}>{words.t('duty:leave-it')}</button></div>
          {faults !== null && faults.length > 0 && <div className="roster-outcome" role="alert"><p><b>{words.t('duty:refused')}</b></p><ul className="roster-findings">{faults.map((f, i) => <li key={`${i + 1}`} data-stops="true">{words.fault(f)}</li>)}</ul></div>}
        </form>} />
  );
}
