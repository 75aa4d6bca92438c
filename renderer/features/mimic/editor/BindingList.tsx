import { useState } from 'react';
import type { Binding, SymbolKind } from '#app/mimic';
import type { MimicHead } from '#app/mimic';
import type { AssetView, PointView } from '#app/park';
import { useWords } from '#kit/words';
import type { DraftStore } from './draft-store.ts';
import { PointPicker } from './PointPicker.tsx';

type Show = Binding['show'];
const shows = ['text', 'level', 'colour', 'state', 'visible', 'turn', 'trend', 'go', 'select'] as const satisfies readonly Show[];
/** What a new binding of a kind of symbol most likely shows. */
const likely: Readonly<Record<SymbolKind, Show>> = { tank: 'level', sphere: 'level', column: 'colour', pump: 'state', valve: 'state', pipe: 'colour', text: 'go', bar: 'level', value: 'text', trend: 'trend' };

/** A binding to a point as it begins; its figures can be changed below. */
function begun(show: Exclude<Show, 'go' | 'select'>, element: string, point: PointView | undefined, id: string): Binding {
  const range = point?.range ?? { low: 0, high: 1 };
  switch (show) {
    case 'text': return { element, show, point: id, unit: true };
    case 'level': case 'colour': return { element, show, point: id };
    case 'state': return { element, show, point: id, on: 1 };
    case 'visible': return { element, show, point: id, is: 'above', limit: point?.limits.H ?? range.high };
    case 'turn': return { element, show, point: id, low: range.low, high: range.high, from: 0, to: 90 };
    case 'trend': return { element, show, point: id, minutes: 10 };
  }
}

/** The figures of a binding that may be changed, by name. */
const numbersOf = (b: Binding): readonly (readonly [name: 'digits' | 'low' | 'high' | 'limit' | 'from' | 'to' | 'minutes' | 'on', value: number | undefined])[] => {
  switch (b.show) {
    case 'text': return [['digits', b.digits]];
    case 'level': return [['low', b.low], ['high', b.high]];
    case 'state': return [['on', b.on]];
    case 'visible': return [['limit', b.limit]];
    case 'turn': return [['low', b.low], ['high', b.high], ['from', b.from], ['to', b.to]];
    case 'trend': return [['minutes', b.minutes]];
    case 'colour': case 'go': case 'select': return [];
  }
};

function One({ binding, store }: { readonly binding: Binding; readonly store: DraftStore }) {
  const words = useWords();
  const leads = binding.show === 'go' ? binding.mimic : binding.show === 'select' ? binding.asset : binding.point;
  return (
    <li className="binding">
      <p><b>{words.t(`mimic:show-${binding.show}`)}</b> <span className="number">{leads}</span></p>
      <div className="binding-figures">
        {numbersOf(binding).map(([name, value]) => (
          <label key={name}>{words.t(`mimic:figure-${name}`)}
            <input type="number" className="field" value={value ?? ''} step="any" onChange={(e) => { const n = e.currentTarget.valueAsNumber; if (Number.isFinite(n)) store.act({ do: 'bind', binding: { ...binding, [name]: name === 'digits' || name === 'minutes' ? Math.min(name === 'digits' ? 6 : 60, Math.max(name === 'digits' ? 0 : 1, Math.round(n))) : n } }, `${binding.element}-${binding.show}-${name}`); }} />
          </label>
        ))}
        <button type="button" className="button" onClick={() => store.act({ do: 'unbind', element: binding.element, show: binding.show })}>{words.t('mimic:unbind')}</button>
      </div>
    </li>
  );
}

interface Props { readonly store: DraftStore; readonly element: string; readonly kind: SymbolKind | null; readonly bindings: readonly Binding[]; readonly points: readonly PointView[]; readonly assets: readonly AssetView[]; readonly mimics: readonly MimicHead[] }

/** What one element shows, and how it is bound to more. */
export function BindingList({ store, element, kind, bindings, points, assets, mimics }: Props) {
  const words = useWords();
  const [show, setShow] = useState<Show>(kind === null ? 'text' : likely[kind]);
  const its = bindings.filter((b) => b.element === element);
  return (
    <section className="bindings" aria-label={words.t('mimic:bindings')}>
      <h3>{words.t('mimic:bindings')}</h3>
      <ul>{its.map((b) => <One key={b.show} binding={b} store={store} />)}</ul>
      {its.length === 0 && <p className="dim">{words.t('mimic:no-bindings')}</p>}
      <label>{words.t('mimic:shows')}
        <select className="field" value={show} onChange={(e) => { const next = shows.find((s) => s === e.currentTarget.value); if (next !== undefined) setShow(next); }}>
          {shows.map((s) => <option key={s} value={s}>{words.t(`mimic:show-${s}`)}</option>)}
        </select>
      </label>
      {show === 'go' && <label>{words.t('mimic:leads-to')}<select className="field" value="" onChange={(e) => { if (e.currentTarget.value !== '') store.act({ do: 'bind', binding: { element, show, mimic: e.currentTarget.value } }); }}><option value="">—</option>{mimics.map((m) => <option key={m.id} value={m.id}>{words.name(m.name)}</option>)}</select></label>}
      {show === 'select' && <label>{words.t('mimic:leads-to')}<select className="field" value="" onChange={(e) => { if (e.currentTarget.value !== '') store.act({ do: 'bind', binding: { element, show, asset: e.currentTarget.value } }); }}><option value="">—</option>{assets.map((a) => <option key={a.id} value={a.id}>{words.name(a.name)}</option>)}</select></label>}
      {show !== 'go' && show !== 'select' && <PointPicker points={points} onPick={(id) => store.act({ do: 'bind', binding: begun(show, element, points.find((p) => p.id === id), id) })} />}
    </section>
  );
}
