import { useStore } from 'zustand';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useWords } from '#kit/words';
import type { MimicStores } from './stores.ts';

/** The first name that no mimic has. */
function freeId(taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) if (!taken.has(`mimic-${n}`)) return `mimic-${n}`;
}

/** All mimics of the site; a broken one stands in its place and says why. */
export function MimicList({ stores }: { readonly stores: MimicStores }) {
  const words = useWords();
  const current = useStore(stores.engine.state, (s) => s.phase === 'open');
  const { heads, id, listFault } = useStore(stores.mimics.state);
  return (
    <nav className="mimic-list scroll" aria-label={words.t('mimic:list')}>
      <h2>{words.t('mimic:list')}</h2>
      {listFault !== null && heads === null && <FailedState fault={listFault} again={stores.mimics.again} />}
      {heads === null && listFault === null && <PanelState title={words.t('states:loading')} live />}
      <ul>
        {heads?.map((h) => (
          <li key={h.id}>
            <button type="button" aria-current={h.id === id ? 'page' : undefined} onClick={() => void stores.mimics.open(h.id)} title={h.fault === null ? h.id : words.fault(h.fault)}>
              <b>{words.name(h.name)}</b>
              <span className="dim">{h.fault !== null ? words.t('mimic:broken') : words.t('mimic:head', { points: h.points, revision: h.revision })}</span>
            </button>
          </li>
        ))}
      </ul>
      {heads !== null && <button type="button" className="mimic-new" disabled={!current} onClick={() => stores.editing.beginNew(freeId(new Set(heads.map((h) => h.id))))}>＋ {words.t('mimic:new')}</button>}
    </nav>
  );
}
