import { useState } from 'react';
import { useStore } from 'zustand';
import { mostViews, type SavedView } from '#app/map';
import { useWords } from '#kit/words';
import type { SceneStores } from '../stores.ts';

/** Views that were kept on this workstation: go there, keep the one of now, forget one. */
export function Views({ scene, onGo }: { readonly scene: SceneStores; readonly onGo: (view: SavedView) => void }) {
  const words = useWords();
  const views = useStore(scene.settings.state, (s) => s.scene?.views) ?? [];
  const view = useStore(scene.state, (s) => s.view);
  const [name, setName] = useState('');
  const keep = (): void => {
    if (view === null) return;
    const given = name.trim() || words.t('scene:view-n', { n: views.length + 1 });
    scene.remember({ views: [...views.filter((v) => v.name !== given), { name: given, view }].slice(-mostViews) });
    setName('');
  };
  return (
    <section className="scene-panel views" aria-label={words.t('scene:views')}>
      <header><h2>{words.t('scene:views')}</h2><button type="button" className="button" onClick={() => scene.show('views', false)}>{words.t('scene:close')}</button></header>
      <form onSubmit={(e) => { e.preventDefault(); keep(); }}>
        <input className="field" value={name} maxLength={60} placeholder={words.t('scene:view-name')} aria-label={words.t('scene:view-name')} onChange={(e) => setName(e.target.value)} />
        <button type="submit" className="button" disabled={view === null}>{words.t('scene:view-keep')}</button>
      </form>
      {views.length === 0 && <p className="dim">{words.t('scene:views-none')}</p>}
      <ul>{views.map((v) => (
        <li key={v.name}><button type="button" onClick={() => onGo(v.view)}><span className="cut">{v.name}</span></button><button type="button" className="button" onClick={() => scene.remember({ views: views.filter((w) => w.name !== v.name) })} aria-label={words.t('scene:view-forget', { name: v.name })}>×</button></li>
      ))}</ul>
    </section>
  );
}
