import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import '../admin.css';
import { useWords } from '#kit/words';
import { ChooseList } from '../parts/ChooseList.tsx';
import { roleName } from '../parts/naming.ts';
import { may, type PageOf } from '../parts/page-of.ts';
import { Stale } from '../parts/Stale.tsx';
import { peopleLike, peopleStates, type PeopleState } from './filtering.ts';
import { NewPerson } from './NewPerson.tsx';
import { PersonPanel } from './PersonPanel.tsx';
import { PeopleHead, PersonRow } from './PersonRow.tsx';

/** Everybody who has an account: left the list, right the one that is chosen, with everything that may be done. */
export function PeoplePage({ page }: { readonly page: PageOf }) {
  const words = useWords();
  const { value: people, fault, at: listedAt } = useStore(page.of.people.state);
  const table = useStore(page.of.table.state, (s) => s.value?.table ?? null);
  const [text, setText] = useState('');
  const [state, setState] = useState<PeopleState>('open');
  const [chosen, setChosen] = useState<string | null>(null);
  const [making, setMaking] = useState(false);
  const side = useRef<HTMLElement>(null);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const find = (e: KeyboardEvent): void => { if (e.key === '/' && !(e.target instanceof HTMLInputElement)) { e.preventDefault(); search.current?.focus(); } };
    window.addEventListener('keydown', find);
    return () => window.removeEventListener('keydown', find);
  }, []);
  const named = useMemo(() => (id: string): string => {
    const role = table?.roles.find((r) => r.id === id);
    const place = page.places.find((p) => p.id === id);
    return place !== undefined ? words.name(place.name) : roleName(role ?? { id }, words);
  }, [table, page.places, words]);
  const rows = useMemo(() => peopleLike(people ?? [], text, state, named), [people, text, state, named]);
  const person = people?.find((p) => p.id === chosen) ?? null;
  if (people === null) return fault === null ? <PanelState title={words.t('states:loading')} next={words.t('states:loading-next')} live /> : <FailedState fault={fault} again={page.of.again} />;
  const count = (s: PeopleState): number => peopleLike(people, '', s, named).length;
  return (
    <div className="admin-columns">
      <section className="admin-main" aria-label={words.t('admin:page-people')}>
        <div className="admin-bar">
          <input ref={search} className="admin-input" type="search" aria-label={words.t('admin:find-person')} placeholder={words.t('admin:find-person')} value={text} onChange={(e) => setText(e.currentTarget.value)} onKeyDown={(e) => { if (e.key === 'Escape' && text !== '') { e.stopPropagation(); setText(''); } }} />
          <div className="admin-choice" role="group" aria-label={words.t('admin:head-state')}>
            {peopleStates.map((s) => <button key={s} type="button" className="button" aria-pressed={s === state} onClick={() => setState(s)}>{words.t(`admin:people-${s}`)} <span className="number dim">{count(s)}</span></button>)}
          </div>
          {may(page.seat, 'person.change') && <button type="button" className="button" data-primary="true" onClick={() => { setMaking(true); setChosen(null); }}>{words.t('admin:new-person')}</button>}
        </div>
        <Stale fault={fault} again={page.of.again} />
        {rows.length === 0
          ? <PanelState title={words.t(people.length === 0 ? 'admin:nobody' : 'admin:nobody-like')} next={words.t(people.length === 0 ? 'admin:nobody-next' : 'admin:nobody-like-next')} />
          : <ChooseList rows={rows} keyOf={(p) => p.id} label={words.t('admin:page-people')} selected={chosen} onSelect={(id) => { setChosen(id); setMaking(false); }} onEnter={() => side.current?.querySelector<HTMLElement>('button, input')?.focus()} head={<PeopleHead />} render={(p) => <PersonRow p={p} table={table} listedAt={listedAt} mine={p.id === page.seat.officer?.person} />} />}
      </section>
      <aside className="admin-side" ref={side} aria-label={words.t('admin:chosen')}>
        {making ? <NewPerson page={page} onDone={(id) => { setMaking(false); setState('open'); setText(''); setChosen(id); }} onCancel={() => setMaking(false)} />
          : person === null ? <PanelState title={words.t('admin:choose-person')} next={words.t('admin:choose-person-next')} />
            : <PersonPanel key={person.id} page={page} person={person} table={table} />}
      </aside>
    </div>
  );
}
