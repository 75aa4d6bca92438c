import { useStore } from 'zustand';
import type { Action } from '#kit/actions';
import { useWords } from '#kit/words';
import { told, tools } from '../measuring/measuring.ts';
import type { SceneStores } from '../stores.ts';

const shownFirst = ['home', 'north', 'plan'] as const;
const shownLast = ['layers', 'views', 'in-view', 'picture'] as const;

/** What a hand can do with the map: views, measuring, a picture. Each button is an action with its key. */
export function Tools({ scene, actions }: { readonly scene: SceneStores; readonly actions: readonly Action[] }) {
  const words = useWords();
  const measuring = useStore(scene.measuring.state);
  const { plan, panels } = useStore(scene.state);
  const pressed: Readonly<Record<string, boolean>> = { plan, layers: panels.has('layers'), views: panels.has('views'), 'in-view': panels.has('in-view'), ...Object.fromEntries(tools.map((t) => [t, measuring.tool === t])) };
  const button = (id: string) => {
    const action = actions.find((a) => a.id === id);
    return action === undefined ? null : (
      <button key={id} type="button" className="button" aria-pressed={pressed[id]} disabled={!action.allowed()} onClick={() => action.run()} title={words.t(action.title)}>{words.t(`scene:short-${id}`)} <kbd>{(action.keys[0] ?? '').toUpperCase()}</kbd></button>
    );
  };
  const result = told(measuring);
  return (
    <div className="scene-tools">
      {measuring.tool !== null && (
        <p className="scene-panel measured" role="status">
          {result.length === 0 ? words.t(`scene:ask-${measuring.tool}`) : result.map(({ code, text }) => <span key={code}>{words.t(code)} <b className="number">{text}</b></span>)}
          {measuring.corners.length > 0 && <button type="button" className="button" onClick={() => scene.measuring.undo()}>{words.t('scene:undo')}</button>}
        </p>
      )}
      <nav className="scene-panel" aria-label={words.t('scene:tools')}>{[...shownFirst, null, ...tools, null, ...shownLast].map((id, i) => (id === null ? <i key={`gap${i}`} aria-hidden="true" /> : button(id)))}</nav>
    </div>
  );
}
