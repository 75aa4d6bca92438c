import { useStore } from 'zustand';
import type { MapItem, Mark } from '#app/map';
import { Age } from '#kit/controls/Age.tsx';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { useWords } from '#kit/words';
import { aboutIn, flawOf, titleOf, unitOf, valueOf, whatOf, type Park } from '../outside.ts';
import type { SceneStores } from '../stores.ts';

const mostLines = 6;

function Value({ scene, park, id }: { readonly scene: SceneStores; readonly park: Park; readonly id: string }) {
  const words = useWords();
  const point = park.points.get(id) ?? null;
  const v = scene.values.get(id);
  const flaw = v === null ? null : flawOf(v);
  return (
    <p className="tip-value"><span className="cut">{point === null ? id : words.name(point.name)}</span> <b className="number" data-flaw={flaw !== null}>{v === null ? '—' : valueOf(v.value, point, words, v.text)} {unitOf(point)}</b>
      <span className="dim">{flaw !== null && words.t(flaw)} {v !== null && <Age at={v.sourceTime ?? v.receivedTime} />}</span></p>
  );
}
function OfMarks({ scene, park, marks }: { readonly scene: SceneStores; readonly park: Park; readonly marks: readonly Mark[] }) {
  const words = useWords();
  const alarms = marks.flatMap((m) => (m.alarm === null ? [] : scene.alarms.get(m.alarm) ?? []));
  const points = marks.flatMap((m) => m.points);
  return (
    <>
      {alarms.slice(0, mostLines).map((a) => { const about = aboutIn(park, words, a); return <p key={a.id} className="tip-alarm"><LevelMark level={a.level} look="steady" size={18} /><strong>{titleOf(a, about, words)}</strong> {whatOf(a, about, words)}</p>; })}
      {points.slice(0, mostLines).map((id) => <Value key={id} scene={scene} park={park} id={id} />)}
      {points.length > mostLines && <p className="dim">{words.t('scene:more', { count: points.length - mostLines })}</p>}
    </>
  );
}
function OfItem({ item: { name, id, people } }: { readonly item: MapItem }) {
  const words = useWords();
  return <><strong>{words.name(name)}</strong> <span className="dim">{id}</span>{people !== null && <p className="number">{words.t('scene:people', { count: people })}</p>}</>;
}

/** Beside the pointer: what it is, its value with unit, quality and age. The keyboard has the card. */
export function Tooltip({ scene, park }: { readonly scene: SceneStores; readonly park: Park | null }) {
  const hover = useStore(scene.state, (s) => s.hover);
  useStore(scene.values.state);
  if (hover === null || park === null) return null;
  const { target, x, y } = hover;
  return (
    <div className="scene-tip" style={{ left: Math.min(x + 16, window.innerWidth - 360), top: Math.min(y + 16, window.innerHeight - 290) }} aria-hidden="true">
      {target.of === 'item' ? <OfItem item={target.item} /> : <OfMarks scene={scene} park={park} marks={[target.mark, ...target.others]} />}
    </div>
  );
}
