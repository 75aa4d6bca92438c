import { useMemo } from 'react';
import { useStore } from 'zustand';
import { weekdayOf, localDate, type ShiftView, type WatchView } from '#app/duty';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import type { Calendar as Days, RosterStore } from './roster-store.ts';

/** One watch as it was chosen. */
export interface Cell { readonly unit: string; readonly shift: ShiftView }
interface Props { readonly store: RosterStore; readonly chosen: Cell | null; readonly onChoose: (cell: Cell) => void }

function Turn({ watch, shift, pressed, onPress, label }: { readonly watch: WatchView | undefined; readonly shift: ShiftView; readonly pressed: boolean; readonly onPress: () => void; readonly label: string }) {
  const words = useWords();
  const past = useNow() >= shift.until;
  const short = past ? [] : watch?.short ?? [];                       // what is past is nobody's to fill
  const leads = watch?.people.filter((p) => p.post === 'leader') ?? [];
  const officers = watch?.people.filter((p) => p.post === 'officer') ?? [];
  const names = [...leads.map((p) => words.t('duty:mark-leader', { name: p.name })), ...officers.map((p) => p.name)].join(' ');
  const lacks = short.map((s) => words.t('duty:lacks', { post: words.t(`duty:post-${s.post}`), has: s.has, needs: s.needs })).join(' ');
  return (
    <button type="button" className="roster-turn" aria-pressed={pressed} data-short={short.length > 0} data-entry={watch?.people.some((p) => p.by !== 'cycle') ?? false} data-past={past} title={[`${label} ${words.name(shift.name)}`, names, lacks].filter((t) => t !== '').join('\n')} onClick={onPress}>
      <span className="roster-hidden">{label}</span><small>{words.name(shift.name)}</small><span className="roster-names">{names}</span>{short.length > 0 && <b className="cut">{lacks}</b>}
    </button>
  );
}

function useDays(calendar: Days) {
  return useMemo(() => {
    const byDay = Map.groupBy(calendar.shifts, (s) => s.date);
    const watches = new Map(calendar.watches.map((w) => [`${w.unit} ${w.shift}`, w]));
    return { days: [...byDay.keys()], byDay, watch: (unit: string, shift: string): WatchView | undefined => watches.get(`${unit} ${shift}`) };
  }, [calendar]);
}

/** All units through one week: a row for each. */
function Week({ calendar, chosen, onChoose }: Omit<Props, 'store'> & { readonly calendar: Days }) {
  const words = useWords();
  const today = useSiteTime().day(useNow());
  const { days, byDay, watch } = useDays(calendar);
  const units = calendar.units.filter((u) => u.id === 'park' || u.cover.leader + u.cover.officer > 0 || days.some((d) => byDay.get(d)?.some((s) => (watch(u.id, s.id)?.people.length ?? 0) > 0)));
  return (
    <table className="roster-week">
      <thead><tr><th scope="col">{words.t('duty:unit')}</th>{days.map((d) => <th key={d} scope="col" data-today={d === today}><span className="number">{d.slice(5)}</span> {words.t(`time:weekday-${weekdayOf(localDate(d)!)}`)}</th>)}</tr></thead>
      <tbody>{units.map((u) => (
        <tr key={u.id}><th scope="row" title={words.name(u.name)}><span className="cut">{words.name(u.name)}</span></th>
          {days.map((d) => <td key={d} data-today={d === today}>{byDay.get(d)?.map((s) => <Turn key={s.id} watch={watch(u.id, s.id)} shift={s} pressed={chosen?.unit === u.id && chosen.shift.id === s.id} label={`${words.name(u.name)} ${s.date}`} onPress={() => onChoose({ unit: u.id, shift: s })} />)}</td>)}
        </tr>
      ))}</tbody>
    </table>
  );
}

/** One unit through a month: a box for each day. */
function Month({ calendar, unit, chosen, onChoose }: Omit<Props, 'store'> & { readonly calendar: Days; readonly unit: string }) {
  const words = useWords();
  const today = useSiteTime().day(useNow());
  const { days, byDay, watch } = useDays(calendar);
  const month = days[Math.floor(days.length / 2)]?.slice(0, 7);
  return (
    <div className="roster-month">
      {[0, 1, 2, 3, 4, 5, 6].map((d) => <b key={d} className="dim">{words.t(`time:weekday-${d}`)}</b>)}
      {days.map((d) => (
        <section key={d} aria-label={d} data-today={d === today} data-other={d.slice(0, 7) !== month}>
          <h3 className="number">{d.slice(5)}</h3>
          {byDay.get(d)?.map((s) => <Turn key={s.id} watch={watch(unit, s.id)} shift={s} pressed={chosen?.shift.id === s.id} label={s.date} onPress={() => onChoose({ unit, shift: s })} />)}
        </section>
      ))}
    </div>
  );
}

/** Who is on duty when: a week of all units or a month of one, with every gap marked. */
export function Calendar({ store, chosen, onChoose }: Props) {
  const words = useWords();
  const { calendar, shown, fault } = useStore(store.state);
  return (
    <section className="roster-calendar" aria-label={words.t('duty:calendar')}>
      <div className="roster-bar">
        <button type="button" className="button" onClick={() => store.turn(-1)} aria-label={words.t('duty:earlier')}>‹</button>
        <strong className="number">{shown.unit === null ? shown.from : shown.from.slice(0, 10)} – {calendar?.shifts.at(-1)?.date ?? ''}</strong>
        <button type="button" className="button" onClick={() => store.turn(1)} aria-label={words.t('duty:later')}>›</button>
        <button type="button" className="button" onClick={() => store.today()}>{words.t('duty:today')}</button>
        <select className="roster-input" aria-label={words.t('duty:unit')} value={shown.unit ?? ''} onChange={(e) => store.choose(e.target.value === '' ? null : e.target.value)}>
          <option value="">{words.t('duty:all-units')}</option>
          {calendar?.units.map((u) => <option key={u.id} value={u.id}>{words.name(u.name)}</option>)}
        </select>
        <span className="roster-legend dim"><i data-short="true" />{words.t('duty:legend-gap')}<i data-entry="true" />{words.t('duty:legend-entry')}</span>
      </div>
      <div className="roster-scroll scroll" tabIndex={0} role="group" aria-label={words.t('duty:calendar')}>
        {calendar === null ? (fault === null ? <PanelState title={words.t('states:loading')} live /> : <FailedState fault={fault} again={() => void store.read()} />)
          : shown.unit === null ? <Week calendar={calendar} chosen={chosen} onChoose={onChoose} /> : <Month calendar={calendar} unit={shown.unit} chosen={chosen} onChoose={onChoose} />}
      </div>
    </section>
  );
}
