import { useStore } from 'zustand';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useWords } from '#kit/words';
import { EditLayer, Stage, type Asked, type Park, type PointLook } from '../features.ts';
import type { Drawn } from './drawn.ts';
import type { MimicStores } from './stores.ts';

interface Props {
  readonly stores: MimicStores;
  readonly drawn: Drawn;
  readonly park: Park | null;
  readonly places: Parameters<typeof Stage>[0]['places'];
  readonly look: (point: string) => PointLook;
  readonly chosen: Parameters<typeof Stage>[0]['chosen'];
  readonly onAsk: (a: Asked) => void;
}

/** In the place of a drawing that cannot be shown: which, and why. */
function NoDrawing({ stores, broken, name }: { readonly stores: MimicStores; readonly broken: Drawn['fault']; readonly name: string }) {
  const words = useWords();
  if (broken === null) return <PanelState title={words.t('states:loading')} next={words.t('states:loading-next')} live />;
  return <div className="mimic-broken"><p className="mimic-broken-name">{words.t('mimic:broken-here', { id: name })}</p><FailedState fault={broken} again={stores.mimics.again} /></div>;
}
/** Over a drawing that is there, though not all of it: an older one than the folder's, or one without what lies below. */
function Notices({ drawn, stores }: { readonly drawn: Drawn; readonly stores: MimicStores }) {
  const words = useWords();
  const past = useStore(stores.selected.state, (s) => s.selection.cursor !== null);
  return (
    <>
      {past && <p className="mimic-notice">{words.t('mimic:live-only')}</p>}
      {drawn.older !== null && <p className="mimic-notice">{words.t('mimic:older')} {words.fault(drawn.older)}</p>}
      {drawn.svgFault !== null && <p className="mimic-notice" role="alert">{words.t('mimic:svg-fault')} {words.fault(drawn.svgFault)}</p>}
    </>
  );
}

/** The drawing that is open, living, or under the hand; or why there is none. */
export function Middle({ stores, drawn, park, places, look, chosen, onAsk }: Props) {
  const words = useWords();
  const heads = useStore(stores.mimics.state, (s) => s.heads);
  const { drawing, editing, name } = drawn;
  return (
    <main className="mimic-main" aria-label={words.t('mimic:title')}>
      <Notices drawn={drawn} stores={stores} />
      {drawing !== null && park !== null && <Stage drawing={drawing} svg={drawn.svg} places={places} lookOf={look} recall={stores.recall} chosen={chosen} onAsk={onAsk} />}
      {editing && <EditLayer store={stores.editing} />}
      {drawing === null && name !== null && <NoDrawing stores={stores} broken={drawn.fault} name={name} />}
      {heads?.length === 0 && !editing && <PanelState title={words.t('mimic:none')} next={words.t('mimic:none-next')} />}
    </main>
  );
}
