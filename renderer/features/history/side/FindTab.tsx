import { useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { FailedState } from '#kit/controls/PanelState.tsx';
import { TimeContext, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { conditionKinds, conditionsOf, takesValue, type Draft } from '../model/conditions.ts';
import type { TrendOf } from '../screen/naming.ts';
import { lengthText } from '../screen/values.ts';

const [most, mostConditions] = [200, 6] as const;
/** How far back is looked; 0: what is seen. */
const backs = [0, 86_400_000, 604_800_000, 2_592_000_000, 31_536_000_000] as const;

function ConditionRow({ of, draft, n, points, onChange, onDrop }: { readonly of: TrendOf; readonly draft: Draft; readonly n: number; readonly points: readonly string[]; readonly onChange: (d: Draft) => void; readonly onDrop: (() => void) | null }) {
  const words = useWords();
  return (
    <fieldset className="trend-condition">
      <legend className="dim">{words.t(n === 0 ? 'trend:find-when' : 'trend:find-and')}</legend>
      <select className="field" aria-label={words.t('trend:find-point')} value={draft.point} onChange={(e) => onChange({ ...draft, point: e.target.value })}>{points.map((p) => <option key={p} value={p}>{of.nameOf(p)}</option>)}</select>
      <select className="field" aria-label={words.t('trend:find-is')} value={draft.is} onChange={(e) => { const is = conditionKinds.find((k) => k === e.target.value); if (is !== undefined) onChange({ ...draft, is }); }}>{conditionKinds.map((k) => <option key={k} value={k}>{words.t(`trend:is-${k}`)}</option>)}</select>
      {takesValue(draft.is) && <span className="trend-inline"><input className="field number" inputMode="decimal" aria-label={words.t('trend:find-value')} value={draft.value} maxLength={20} onChange={(e) => onChange({ ...draft, value: e.target.value })} /> <span className="dim">{of.pointOf(draft.point)?.unit}</span></span>}
      {onDrop !== null && <button type="button" className="trend-drop" aria-label={words.t('trend:find-drop')} onClick={onDrop}>×</button>}
    </fieldset>
  );
}

/** What was found, each stretch a press away with its ends as the two cursors. */
function Stretches({ of, again }: { readonly of: TrendOf; readonly again: () => void }) {
  const words = useWords();
  const site = useSiteTime();
  const { trend, asking } = of.stores;
  const { value, fault, slow } = useStore(asking.found.state);
  function go(from: number, to: number): void {
    const room = Math.max((to - from) * 0.4, 30_000);
    trend.stretch(from - room, to + room);
    trend.cursor(from);
    trend.second(to);
  }
  if (fault !== null) return <FailedState fault={fault} again={again} />;
  if (value === null) return slow ? <p role="status">{words.t('states:loading')}</p> : null;
  return (
    <>
      <p role="status">{words.t(slow ? 'states:loading' : value.stretches.length === 0 ? 'trend:found-none' : value.more ? 'trend:found-more' : 'trend:found', { count: value.stretches.length })}</p>
      <ul className="trend-list">{value.stretches.map((s) => <li key={s.from}><button type="button" className="trend-line number" onClick={() => go(s.from, s.to)}><span>{site.day(s.from)} {site.clock(s.from)} – {site.day(s.to) === site.day(s.from) ? '' : `${site.day(s.to)} `}{site.clock(s.to)} <span className="dim">{lengthText(s.to - s.from)}</span></span></button></li>)}</ul>
    </>
  );
}

/** The first thing that somebody may look for: beyond the high limit of the point that is looked at. */
function firstDraft(of: TrendOf): Draft {
  const { items, focused } = of.stores.trend.state.getState();
  const id = focused ?? items[0]?.id ?? '';
  const limit = of.pointOf(id)?.limits.H ?? of.pointOf(id)?.limits.HH;
  return { point: id, is: 'above', value: limit == null ? '' : String(limit) };
}

/** When conditions of the shown points held together, for so long at least. */
export function FindTab({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const { trend, asking } = of.stores;
  const items = useStore(trend.state, (s) => s.items);
  const waiting = useStore(asking.found.state, (s) => s.waiting);
  const now = useContext(TimeContext).now;
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const [forS, setFor] = useState('0');
  const [back, setBack] = useState<number>(0);
  useEffect(() => asking.found.stop, [asking]);
  const points = items.map((i) => i.id);
  const rows = drafts.length === 0 && points.length > 0 ? [firstDraft(of)] : drafts.filter((d) => points.includes(d.point));
  const conditions = conditionsOf(rows);
  function ask(): void {
    if (conditions === null) return;
    const { view } = trend.state.getState();
    const end = now.getState();
    const [from, to] = back === 0 ? [Math.floor(view.from), Math.ceil(view.to)] : [end - back, end];
    asking.find({ all: [...conditions], from, to, forMs: Math.max(0, Math.round(Number(forS) * 1000) || 0), limit: most });
  }
  if (points.length === 0) return <p className="dim">{words.t('trend:empty')}</p>;
  return (
    <>
      <form className="trend-form" onSubmit={(e) => { e.preventDefault(); setDrafts(rows); ask(); }}>
        {rows.map((d, n) => <ConditionRow key={n} of={of} draft={d} n={n} points={points} onChange={(next) => setDrafts(rows.map((r, i) => (i === n ? next : r)))} onDrop={rows.length === 1 ? null : () => setDrafts(rows.filter((_, i) => i !== n))} />)}
        <div className="trend-acts"><button type="button" className="button" disabled={rows.length >= mostConditions} onClick={() => setDrafts([...rows, firstDraft(of)])}>＋ {words.t('trend:find-more')}</button></div>
        <label className="trend-inline"><span className="dim">{words.t('trend:find-for')}</span><input className="field number" inputMode="decimal" value={forS} maxLength={9} onChange={(e) => setFor(e.target.value)} /> {words.t('trend:seconds')}</label>
        <label className="trend-inline"><span className="dim">{words.t('trend:find-within')}</span><select className="field" value={back} onChange={(e) => setBack(Number(e.target.value))}>{backs.map((b, i) => <option key={b} value={b}>{words.t(`trend:back-${i}`)}</option>)}</select></label>
        <div className="trend-acts">
          <button type="submit" className="button" data-primary="true" disabled={conditions === null}>{words.t('trend:find-now')}</button>
          {waiting && <button type="button" className="button" onClick={asking.found.stop}>{words.t('trend:cancel')}</button>}
        </div>
      </form>
      <Stretches of={of} again={ask} />
    </>
  );
}
