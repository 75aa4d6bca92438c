import { useStore } from 'zustand';
import type { AlarmView } from '#app/alarm';
import type { AssetView, PointView } from '#app/park';
import type { Selected } from '#app/selection';
import { Age, Since } from '#kit/controls/Age.tsx';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { plain } from '#kit/number';
import { useWords, type Words } from '#kit/words';
import { aboutIn, contactOf, flawOf, openTrend, placesOf, pointsUnder, TrendButton, trendPoints, unitOf, valueOf, whatOf, type Park } from '../outside.ts';
import { pointOf } from '../knowing/following.ts';
import type { SceneStores } from '../stores.ts';

const [mostPoints, mostAlarms, mostFacts] = [12, 5, 8];
const limitKinds = ['LL', 'L', 'H', 'HH'] as const;

/** What is chosen, out of the park's model: its points, where it is, its alarms. */
function chosenOf(scene: SceneStores, park: Park, what: Selected) {
  const id = pointOf(what, (alarm) => scene.alarms.get(alarm));
  const point = id === null ? null : park.points.get(id) ?? null;
  const asset = park.assets.get(point?.asset ?? what.id) ?? null;
  const points = point !== null ? [point] : asset === null ? [] : pointsUnder(park, asset.id, mostPoints);
  const of = new Set(points.map((p) => p.id));
  return { point, asset, points, alarms: scene.alarms.all().filter((a) => a.point !== null && of.has(a.point)) };
}
function Value({ scene, point, words }: { readonly scene: SceneStores; readonly point: PointView; readonly words: Words }) {
  const v = scene.values.get(point.id);
  const flaw = v === null ? null : flawOf(v);
  const limits = limitKinds.flatMap((k) => (point.limits[k] === null ? [] : [`${k} ${plain(point.limits[k])}`])).join(' · ');
  return (
    <li>
      <span className="cut" title={words.name(point.name)}>{words.name(point.name)}</span>
      <b className="number" data-flaw={flaw !== null}>{v === null ? '—' : valueOf(v.value, point, words, v.text)} <small>{unitOf(point)}</small></b>
      <span className="dim cut" title={limits}>{limits}</span>
      <span className="dim">{flaw !== null && <em>{words.t(flaw)} </em>}{v !== null && <Age at={v.sourceTime ?? v.receivedTime} />}</span>
    </li>
  );
}
function AlarmLine({ alarm, park, words }: { readonly alarm: AlarmView; readonly park: Park; readonly words: Words }) {
  return <li className="card-alarm"><LevelMark level={alarm.level} look={alarm.state === 'returned' ? 'over' : alarm.state === 'unacknowledged' && alarm.may.acknowledge ? 'waiting' : 'steady'} size={22} title={words.t(`alarm:level-${alarm.level}`)} /><span>{whatOf(alarm, aboutIn(park, words, alarm), words)}</span>{alarm.raisedAt !== null && <Since at={alarm.raisedAt} />}</li>;
}

/** What an integrator wrote of it, in words where we have them. */
function Facts({ asset }: { readonly asset: AssetView }) {
  const words = useWords();
  const facts = Object.entries(asset.facts).slice(0, mostFacts);
  return facts.length === 0 ? null : <dl className="card-facts">{facts.map(([k, v]) => <div key={k}><dt>{words.has(`scene:fact-${k}`) ? words.t(`scene:fact-${k}`) : k}</dt><dd className="cut" title={words.written(String(v))}>{words.written(String(v))}</dd></div>)}</dl>;
}
function Whom({ park, asset }: { readonly park: Park; readonly asset: AssetView | null }) {
  const words = useWords();
  const contact = asset === null ? null : contactOf(park, asset.id);
  return <p className="card-call">{contact === null ? words.t('alarm:call-nobody') : <>{words.t('alarm:call')} <b>{words.name(contact.role)}</b> <b className="number">{contact.phone}</b></>}</p>;
}
function Head({ scene, title, points, onGo, onClose }: { readonly scene: SceneStores; readonly title: string; readonly points: readonly string[]; readonly onGo: () => void; readonly onClose: () => void }) {
  const words = useWords();
  const pinned = useStore(scene.selected.state, (s) => s.pinned);
  return (
    <header>
      <h2 title={title}>{title}</h2>
      <span className="card-acts">
      <button type="button" className="button" aria-pressed={pinned} onClick={() => scene.selected.pin(!pinned)}>{words.t('scene:pin')}</button>
      <TrendButton points={points} onOpen={() => openTrend(scene, points)} />
      <button type="button" className="button" onClick={onGo}>{words.t('scene:go')}</button>
      <button type="button" className="button" onClick={onClose}>{words.t('scene:close')}</button>
      </span>
    </header>
  );
}

/** What the workstation looks at: what, where, its values and limits, since when, and whom to call. */
export function Card({ scene, park, what, onClose, onGo }: { readonly scene: SceneStores; readonly park: Park; readonly what: Selected; readonly onClose: () => void; readonly onGo: () => void }) {
  const words = useWords();
  useStore(scene.alarms.state, (s) => s.counts);
  useStore(scene.values.state);
  const { point, asset, points, alarms } = chosenOf(scene, park, what);
  const title = words.name((point ?? asset)?.name ?? { zh: what.id, en: what.id });
  const places = asset === null ? [] : placesOf(park, asset.id).filter((p) => p.kind !== 'park' && (point !== null || p.id !== asset.id));
  return (
    <section className="scene-panel card" aria-label={words.t('scene:chosen')}>
      <Head scene={scene} title={title} points={trendPoints(park, what)} onGo={onGo} onClose={onClose} />
      <p className="card-where">{places.toReversed().map((p) => words.name(p.name)).join(' › ')} <span className="dim">{(point ?? asset)?.id ?? what.id}</span></p>
      {alarms.length > 0 && <ul className="card-alarms">{alarms.slice(0, mostAlarms).map((a) => <AlarmLine key={a.id} alarm={a} park={park} words={words} />)}</ul>}
      {points.length > 0 && <ul className="card-values">{points.map((p) => <Value key={p.id} scene={scene} point={p} words={words} />)}</ul>}
      {asset !== null && <Facts asset={asset} />}
      <Whom park={park} asset={asset} />
    </section>
  );
}
