import { useStore } from 'zustand';
import { unknownLayers } from '#app/map';
import { useWords } from '#kit/words';
import type { SceneStores } from '../stores.ts';

/** What the map does not show and why: drawn as a plan because there is no WebGL, or parts of it that are missing or broken. */
export function Notice({ scene }: { readonly scene: SceneStores }) {
  const words = useWords();
  const { kind, why, faults } = useStore(scene.state);
  const fault = useStore(scene.map.state, (s) => s.fault);
  const asked = useStore(scene.topics.state, (s) => s.chosen?.layers);
  const unknown = asked === undefined ? [] : unknownLayers(asked);
  return (
    <div className="scene-notices" role="status">
      {kind === 'plan' && why !== null && <p data-weight="heavy"><strong>{words.t('scene:as-plan')}</strong> {words.t(`scene:why-${why}`)}</p>}
      {fault !== null && <p data-weight="heavy"><strong>{words.t('scene:no-map')}</strong> {words.fault(fault)} <button type="button" className="button" onClick={() => void scene.map.again()}>{words.t('states:again')}</button></p>}
      {unknown.length > 0 && <p data-weight="light"><strong>{words.t('scene:unknown-layers')}</strong> <span className="number">{unknown.join(' · ')}</span></p>}
      {faults.slice(0, 4).map((f) => <p key={`${f.what} ${f.name}`} data-weight="light"><strong>{words.t(`scene:fault-${f.what}`)}</strong> <span className="number">{f.name}</span> {words.fault({ code: f.code, params: {} })}</p>)}
      {faults.length > 4 && <p data-weight="light">{words.t('scene:more', { count: faults.length - 4 })}</p>}
    </div>
  );
}
