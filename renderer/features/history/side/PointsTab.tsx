import { useState, type FormEvent } from 'react';
import { useStore } from 'zustand';
import { useWhyNot } from '#kit/may';
import { useWords } from '#kit/words';
import { droppedGroup, keptGroup } from '../asking/groups.ts';
import { mostPoints } from '../model/show.ts';
import { spanOf } from '../model/view.ts';
import type { TrendOf } from '../screen/naming.ts';

function SaveGroup({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const [name, setName] = useState('');
  const why = useWhyNot('settings.change');
  const { trend } = of.stores;
  const items = useStore(trend.state, (s) => s.items);
  function save(e: FormEvent): void {
    e.preventDefault();
    if (name.trim() === '' || items.length === 0) return;
    of.onGroups(keptGroup(of.groups, { name: name.trim(), points: items.map((i) => i.id), spanMs: spanOf(trend.state.getState().view) }));
    setName('');
  }
  return (
    <form className="trend-form" onSubmit={save}>
      <label><span className="dim">{words.t('trend:group-name')}</span><input className="field" value={name} maxLength={40} onChange={(e) => setName(e.target.value)} /></label>
      <button type="submit" className="button" disabled={why !== null || name.trim() === '' || items.length === 0} title={why ?? undefined}>{words.t('trend:group-save')}</button>
    </form>
  );
}

/** Which points are shown, how more are added, and the groups that this workstation keeps. */
export function PointsTab({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const { trend } = of.stores;
  const items = useStore(trend.state, (s) => s.items);
  const why = useWhyNot('settings.change');
  const more = of.selected !== null && items.length < mostPoints && !items.some((i) => i.id === of.selected) ? of.selected : null;
  return (
    <>
      <p>{words.t('trend:points-of', { count: items.length, most: mostPoints })}</p>
      <div className="trend-acts">
        <button type="button" className="button" data-primary="true" disabled={items.length >= mostPoints} onClick={of.onPoints}>{words.t('trend:add')} <kbd>Ctrl+K</kbd></button>
        {more !== null && <button type="button" className="button" onClick={() => trend.add([more])}>{words.t('trend:add-selected', { name: of.nameOf(more) })}</button>}
      </div>
      <h2>{words.t('trend:groups')}</h2>
      {of.groups.length === 0 && <p className="dim">{words.t('trend:groups-none')}</p>}
      <ul className="trend-list">
        {of.groups.map((g) => (
          <li key={g.name}>
            <button type="button" className="trend-line" onClick={() => trend.show({ points: g.points, spanMs: g.spanMs })}><b>{g.name}</b> <span className="dim cut" title={g.points.map(of.nameOf).join('、')}>{words.t('trend:group-of', { count: g.points.length })} · {g.points.map(of.nameOf).join('、')}</span></button>
            <button type="button" className="trend-drop" disabled={why !== null} aria-label={words.t('trend:group-delete', { name: g.name })} title={why ?? words.t('trend:group-delete', { name: g.name })} onClick={() => of.onGroups(droppedGroup(of.groups, g.name))}>×</button>
          </li>
        ))}
      </ul>
      <SaveGroup of={of} />
    </>
  );
}
