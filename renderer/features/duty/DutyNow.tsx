import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { DutyView, WatchPerson, WatchView } from '#app/duty';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import './duty.css';
import type { DutyStore } from './duty-store.ts';

interface Props { readonly store: DutyStore }

/** One person on duty; who is alone at a post leads nobody. The number is a press away: it is journalled that it was read. */
function Person({ person: p, store, alone }: { readonly person: WatchPerson; readonly alone: boolean } & Props) {
  const words = useWords();
  const phone = useStore(store.state, (s) => s.phones.get(p.person));
  return (
    <li>
      <span className="duty-post dim">{words.t(`duty:post-${p.post}`)}</span>
      <b className="cut" title={p.login === null ? p.person : `${p.person} · ${p.login}`}>{p.name}{p.head && !alone && <small className="dim"> {words.t('duty:head')}</small>}{p.by === 'swap' && <small className="dim"> {words.t('duty:by-swap')}</small>}</b>
      {phone === undefined
        ? <button type="button" className="button duty-call" aria-label={words.t('duty:call', { name: p.name, phone: p.phone })} title={words.t('duty:call-said')} onClick={() => void store.reveal(p.person)}><span className="number">{p.phone}</span></button>
        : <strong className="number duty-phone" aria-live="polite">{phone}</strong>}
    </li>
  );
}

/** One unit's watch: its people, and what is missing. */
function UnitWatch({ name, watch, store }: { readonly name: string; readonly watch: WatchView } & Props) {
  const words = useWords();
  return (
    <section className="duty-unit" aria-label={name}>
      <h3 className="cut" title={name}>{name}</h3>
      <ul>{watch.people.map((p) => <Person key={`${p.post} ${p.person}`} person={p} store={store} alone={watch.people.filter((q) => q.post === p.post).length < 2} />)}</ul>
      {watch.short.map((s) => <p key={s.post} className="duty-short">{words.t('duty:short', { post: words.t(`duty:post-${s.post}`), needs: s.needs, has: s.has, why: words.t(`duty:why-${s.why}`) })}</p>)}
      {watch.people.length === 0 && watch.short.length === 0 && <p className="dim">{words.t('duty:nobody')}</p>}
    </section>
  );
}

/** The units that fit what was typed; without it the park, and of the others those that have anybody or lack somebody. */
export function unitsShown({ units, watches }: DutyView, typed: string): readonly { readonly unit: DutyView['units'][number]; readonly watch: WatchView }[] {
  const by = new Map(watches.map((w) => [w.unit, w]));
  const asked = typed.trim().toLowerCase();
  return units.flatMap((unit) => { const watch = by.get(unit.id); return watch === undefined ? [] : [{ unit, watch }]; })
    .filter(({ unit, watch }) => (asked === '' ? unit.id === 'park' || watch.people.length > 0 || watch.short.length > 0 : [unit.id, unit.name.zh, unit.name.en].some((n) => n.toLowerCase().includes(asked))))
    .slice(0, 60);
}

/** Who is on duty now 当班: for the park and for every enterprise, each with a number to call. */
export function DutyNow({ store }: Props) {
  const words = useWords();
  const site = useSiteTime();
  const { now, fault, phoneFault } = useStore(store.state);
  const [typed, setTyped] = useState('');
  const shown = useMemo(() => (now === null ? [] : unitsShown(now, typed)), [now, typed]);
  return (
    <section className="duty-now" aria-label={words.t('duty:title')}>
      <header className="panel-head">
        <h2>{words.t('duty:title')}</h2>
        {now !== null && <p className="number">{words.name(now.shift.name)} <span className="dim">{site.minute(now.shift.from)}–{site.minute(now.shift.until)}</span></p>}
        {now !== null && now.units.length > 1 && <input type="search" aria-label={words.t('duty:find')} placeholder={words.t('duty:find')} value={typed} onChange={(e) => setTyped(e.target.value)} />}
      </header>
      <div className="panel-body scroll" tabIndex={0} role="group" aria-label={words.t('duty:title')}>
        {now === null && (fault === null ? <PanelState title={words.t('states:loading')} live /> : <FailedState fault={fault} again={() => store.again()} />)}
        {phoneFault !== null && <p className="duty-short" role="alert">{words.fault(phoneFault)}</p>}
        {shown.map(({ unit, watch }) => <UnitWatch key={unit.id} name={words.name(unit.name)} watch={watch} store={store} />)}
        {now !== null && shown.length === 0 && <PanelState title={words.t('duty:none')} />}
      </div>
    </section>
  );
}
