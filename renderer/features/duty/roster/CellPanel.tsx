import { useState } from 'react';
import { useStore } from 'zustand';
import { localDate, posts, type DutyChange, type Post, type WatchView } from '#app/duty';
import { useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import type { Cell } from './Calendar.tsx';
import { useDoing } from './doing.ts';
import { PeoplePicker } from './editing/parts.tsx';
import { Outcome } from './Outcome.tsx';
import type { RosterStore } from './roster-store.ts';

/** The people of one post, and what is to stand there instead of the cycle. */
function PostEdit({ store, cell, watch, post }: { readonly store: RosterStore; readonly cell: Cell; readonly watch: WatchView; readonly post: Post }) {
  const words = useWords();
  const roster = useStore(store.state, (s) => s.roster);
  const there = watch.people.filter((p) => p.post === post);
  const [people, setPeople] = useState<readonly string[] | null>(null);
  const doing = useDoing(store);
  const slot = { unit: cell.unit, date: localDate(cell.shift.date)!, shift: cell.shift.shift, post };
  const close = (): void => setPeople(null);
  const put = (chosen: readonly string[]): void => doing.run({ do: 'put-entries', entries: [{ ...slot, people: [...chosen] }] } satisfies DutyChange, close);
  return (
    <section className="roster-post">
      <h3>{words.t(`duty:post-${post}`)}</h3>
      <ul>{there.map((p) => <li key={p.person}><b>{p.name}</b> <span className="dim">{p.person} · {words.t(`duty:by-${p.by}`)}{p.head ? ` · ${words.t('duty:head')}` : ''}</span></li>)}
        {watch.absent.filter((a) => a.post === post).map((a) => <li key={a.person} className="dim">{a.name} · {words.t(`duty:absent-${a.why}`)}</li>)}</ul>
      {there.length === 0 && <p className="dim">{words.t('duty:nobody')}</p>}
      {people === null
        ? <div className="roster-acts"><button type="button" className="button" onClick={() => { doing.clear(); setPeople(there.map((p) => p.person)); }}>{words.t('duty:change-turn')}</button>
            {there.some((p) => p.by === 'entry') && <button type="button" className="button" onClick={() => doing.run({ do: 'remove-entries', slots: [slot] })}>{words.t('duty:back-to-cycle')}</button>}</div>
        : <form onSubmit={(e) => { e.preventDefault(); put(people); }}>
            <PeoplePicker people={roster?.people ?? []} first={cell.unit} chosen={people} onChange={setPeople} label={words.t(`duty:post-${post}`)} />
            <div className="roster-acts"><button type="submit" className="button" data-primary="true" disabled={doing.busy || people.length === 0}>{words.t('duty:put-turn')}</button><button type="button" className="button" onClick={close}>{words.t('duty:leave-it')}</button></div>
          </form>}
      <Outcome doing={doing} />
    </section>
  );
}

/** One watch: who is on it and by what, and what may be put in the place of the cycle. */
export function CellPanel({ store, cell }: { readonly store: RosterStore; readonly cell: Cell }) {
  const words = useWords();
  const site = useSiteTime();
  const calendar = useStore(store.state, (s) => s.calendar);
  const watch = calendar?.watches.find((w) => w.unit === cell.unit && w.shift === cell.shift.id);
  const unit = calendar?.units.find((u) => u.id === cell.unit);
  if (watch === undefined || unit === undefined) return null;
  return (
    <div className="roster-panel">
      <h2>{words.name(unit.name)}</h2>
      <p className="number">{cell.shift.date} {words.name(cell.shift.name)} <span className="dim">{site.minute(cell.shift.from)}–{site.minute(cell.shift.until)}</span></p>
      {posts.map((post) => <PostEdit key={`${cell.unit} ${cell.shift.id} ${post}`} store={store} cell={cell} watch={watch} post={post} />)}
    </div>
  );
}
