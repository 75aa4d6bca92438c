import { useStore } from 'zustand';
import { layerGroups, layers, type LayerId, type MapItem, type Tone } from '#app/map';
import { useWords } from '#kit/words';
import type { SceneStores } from '../stores.ts';

/** What stands for a layer in the list: a line with its dash, an area, or a sign. */
const samples: Readonly<Record<LayerId, readonly Tone[]>> = {
  imagery: [], photography: [], boundary: ['boundary'], river: ['river'], roads: ['road'], enterprises: ['plot'], solids: ['solid'], gallery: ['gallery'], utilities: ['water', 'sewage', 'power', 'gas', 'heat'], hazards: ['hazard-1'], receptors: ['school'], gates: ['gate'],
  cameras: ['camera'], weather: ['station'], points: [], names: [],
};
const dashes: Partial<Readonly<Record<Tone, string>>> = { boundary: '7 4', sewage: '5 3', power: '2 3', gas: '9 3' };

function Sample({ tone }: { readonly tone: Tone }) {
  const area = tone === 'river' || tone === 'road' || tone === 'plot' || tone === 'solid' || tone === 'camera';
  return (
    <svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true">
      {area ? <rect x="2" y="2" width="22" height="10" style={{ fill: `var(--map-${tone})`, stroke: 'var(--strong-line)' }} /> : <line x1="1" x2="25" y1="7" y2="7" strokeDasharray={dashes[tone]} style={{ stroke: `var(--map-${tone})`, strokeWidth: 2.4 }} />}
    </svg>
  );
}

interface Props { readonly scene: SceneStores; readonly items: readonly MapItem[]; readonly marks: number }

/** Which layers are shown, and what stands for each. */
export function LayersPanel({ scene, items, marks }: Props) {
  const words = useWords();
  const on = useStore(scene.state, (s) => s.on);
  const slots = useStore(scene.state, (s) => s.slots);
  const counts = new Map<LayerId, number>();
  for (const i of items) counts.set(i.layer, (counts.get(i.layer) ?? 0) + 1);
  counts.set('points', marks);
  return (
    <section className="scene-panel layers-panel" aria-label={words.t('scene:layers')}>
      <header><h2>{words.t('scene:layers')}</h2><button type="button" className="button" onClick={() => scene.show('layers', false)}>{words.t('scene:close')}</button></header>
      {layerGroups.map((group) => (
        <fieldset key={group}>
          <legend>{words.t(`scene:group-${group}`)}</legend>
          {layers.filter((l) => l.group === group).map((l) => (
            <label key={l.id} data-none={l.id === 'imagery' || l.id === 'photography' ? !slots.has(l.id) : l.id !== 'names' && l.id !== 'points' && !counts.has(l.id)}>
              <input type="checkbox" checked={on.has(l.id)} onChange={(e) => scene.layer(l.id, e.currentTarget.checked)} />
              <span>{words.t(`scene:layer-${l.id}`)}</span>
              {samples[l.id].slice(0, 1).map((tone) => <Sample key={tone} tone={tone} />)}
              <span className="number dim">{counts.get(l.id) ?? ''}</span>
            </label>
          ))}
        </fieldset>
      ))}
    </section>
  );
}
