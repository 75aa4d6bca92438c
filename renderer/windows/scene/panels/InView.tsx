import { useStore } from 'zustand';
import { moreUrgent } from '#app/map';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { useWords } from '#kit/words';
import type { Park, Target } from '../outside.ts';
import type { SceneStores } from '../stores.ts';

const most = 60;
/** Marks before things, and of marks the more urgent. */
function byUrgency(a: Target, b: Target): number {
  if (a.of === 'item' || b.of === 'item') return Number(b.of === 'mark') - Number(a.of === 'mark');
  return moreUrgent(a.mark, b.mark) ? -1 : moreUrgent(b.mark, a.mark) ? 1 : 0;
}

/** Everything that can be seen now as a list, for whoever has no pointer: alarms first, then from the left to the right. */
export function InView({ scene, park, list, onChoose }: { readonly scene: SceneStores; readonly park: Park | null; readonly list: () => readonly Target[]; readonly onChoose: (target: Target) => void }) {
  const words = useWords();
  useStore(scene.state, (s) => s.view);
  useStore(scene.alarms.state, (s) => s.counts);
  const targets = list().filter((t) => t.of === 'item' || t.mark.level !== null).toSorted(byUrgency);
  return (
    <section className="scene-panel in-view" aria-label={words.t('scene:in-view')}>
      <header><h2>{words.t('scene:in-view')}</h2><span className="number dim">{targets.length}</span><button type="button" className="button" onClick={() => scene.show('in-view', false)}>{words.t('scene:close')}</button></header>
      {targets.length === 0 && <p className="dim">{words.t('scene:in-view-none')}</p>}
      <ul>
        {targets.slice(0, most).map((t) => (t.of === 'mark'
          ? <li key={`m${t.mark.id}`}><button type="button" onClick={() => onChoose(t)}>{t.mark.level !== null && <LevelMark level={t.mark.level} look={t.mark.look} size={18} title={words.t(`alarm:level-${t.mark.level}`)} />}<span className="cut">{words.name(park?.points.get(t.mark.points[0] ?? '')?.name ?? { zh: t.mark.id, en: t.mark.id })}</span></button></li>
          : <li key={`i${t.item.id}`}><button type="button" onClick={() => onChoose(t)}><span className="dim">{words.t(`scene:layer-${t.item.layer}`)}</span><span className="cut">{words.name(t.item.name)}</span></button></li>))}
      </ul>
      {targets.length > most && <p className="dim">{words.t('scene:more', { count: targets.length - most })}</p>}
    </section>
  );
}
