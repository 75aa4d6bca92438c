import { useState } from 'react';
import { useStore } from 'zustand';
import { sides, type DrawnSymbol, type MimicHead } from '#app/mimic';
import type { AssetView, PointView } from '#app/park';
import { useWords } from '#kit/words';
import { BindingList } from './BindingList.tsx';
import type { DraftStore } from './draft-store.ts';

interface Props { readonly store: DraftStore; readonly points: readonly PointView[]; readonly assets: readonly AssetView[]; readonly mimics: readonly MimicHead[]; readonly elements: ReadonlySet<string> }
const boxFields = ['x', 'y', 'width', 'height', 'turn'] as const;

function BoxFields({ symbol, store }: { readonly symbol: DrawnSymbol; readonly store: DraftStore }) {
  const words = useWords();
  return (
    <div className="box-fields">
      {boxFields.map((f) => (
        <label key={f}>{words.t(`mimic:box-${f}`)}
          <input type="number" className="field" value={symbol[f]} step={f === 'turn' ? 15 : 10} onChange={(e) => { const n = e.currentTarget.valueAsNumber; if (Number.isFinite(n)) store.act({ do: 'place', id: symbol.id, box: { [f]: n } }, `${symbol.id}-${f}`); }} />
        </label>
      ))}
    </div>
  );
}
function LabelFields({ symbol, store }: { readonly symbol: DrawnSymbol; readonly store: DraftStore }) {
  const words = useWords();
  const label = symbol.label ?? { zh: '', en: '' };
  const put = (next: typeof label): void => store.act({ do: 'label', id: symbol.id, label: next.zh === '' && next.en === '' ? null : next }, `${symbol.id}-label`);
  return (
    <div className="label-fields">
      <label>{words.t('mimic:label-zh')}<input className="field" value={label.zh} maxLength={200} onChange={(e) => put({ ...label, zh: e.currentTarget.value })} /></label>
      <label>{words.t('mimic:label-en')}<input className="field" value={label.en} maxLength={200} onChange={(e) => put({ ...label, en: e.currentTarget.value })} /></label>
    </div>
  );
}

/** What may be changed of what is chosen: one symbol whole, several together, or, with none, the mimic and the elements of its SVG. */
export function Properties({ store, points, assets, mimics, elements }: Props) {
  const words = useWords();
  const draft = useStore(store.state, (s) => s.draft);
  const chosen = useStore(store.state, (s) => s.chosen);
  const [element, setElement] = useState('');
  if (draft === null) return null;
  const { symbols, bindings, name } = draft.now;
  const those = symbols.filter((s) => chosen.has(s.id));
  const only = those.length === 1 ? those[0] : undefined;
  const list = { store, bindings, points, assets, mimics };
  return (
    <aside className="mimic-side scroll" tabIndex={0} aria-label={words.t('mimic:properties')}>
      <h2>{only !== undefined ? `${words.t(`mimic:symbol-${only.kind}`)} ${only.id}` : those.length > 1 ? words.t('mimic:several', { count: those.length }) : words.t('mimic:whole')}</h2>
      {only !== undefined && <><BoxFields symbol={only} store={store} /><LabelFields symbol={only} store={store} /><BindingList key={only.id} element={only.id} kind={only.kind} {...list} /></>}
      {those.length > 1 && (
        <div className="align-buttons" role="group" aria-label={words.t('mimic:align')}>
          {sides.map((side) => <button key={side} type="button" className="button" onClick={() => store.act({ do: 'align', ids: chosen, to: side })}>{words.t(`mimic:align-${side}`)}</button>)}
        </div>
      )}
      {those.length > 0 && (
        <div className="align-buttons">
          <button type="button" className="button" onClick={() => store.act({ do: 'turn', ids: chosen, by: 90 })}>{words.t('mimic:turn')} <kbd>R</kbd></button>
          <button type="button" className="button" onClick={() => store.add({ do: 'copy', ids: chosen, dx: 20, dy: 20 })}>{words.t('mimic:copy')} <kbd>D</kbd></button>
          <button type="button" className="button" onClick={() => store.act({ do: 'order', ids: chosen, to: 'front' })}>{words.t('mimic:to-front')}</button>
          <button type="button" className="button" onClick={() => store.act({ do: 'order', ids: chosen, to: 'back' })}>{words.t('mimic:to-back')}</button>
          <button type="button" className="button" onClick={() => store.act({ do: 'remove', ids: chosen })}>{words.t('mimic:remove')} <kbd>Del</kbd></button>
        </div>
      )}
      {those.length === 0 && (
        <>
          <div className="label-fields">
            <label>{words.t('mimic:name-zh')}<input className="field" value={name.zh} maxLength={200} onChange={(e) => store.act({ do: 'name', name: { ...name, zh: e.currentTarget.value } }, 'name')} /></label>
            <label>{words.t('mimic:name-en')}<input className="field" value={name.en} maxLength={200} onChange={(e) => store.act({ do: 'name', name: { ...name, en: e.currentTarget.value } }, 'name')} /></label>
          </div>
          {elements.size > 0 && (
            <>
              <label className="element-choice">{words.t('mimic:svg-element')}
                <select className="field" value={element} onChange={(e) => setElement(e.currentTarget.value)}><option value="">—</option>{[...elements].slice(0, 2000).map((id) => <option key={id} value={id}>{id}</option>)}</select>
              </label>
              {element !== '' && <BindingList key={element} element={element} kind={null} {...list} />}
            </>
          )}
          <p className="dim">{words.t('mimic:nothing-chosen')}</p>
        </>
      )}
    </aside>
  );
}
