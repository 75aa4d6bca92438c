import { useStore } from 'zustand';
import type { Selected } from '#app/selection';
import { levels, type PointView, type SiteView } from '#app/park';
import { Age } from '#kit/controls/Age.tsx';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { useWords } from '#kit/words';
import { Call, contactOf, flawOf, openTrend, parkContact, TrendButton, unitOf, valueOf, type Live, type Park } from '../beside.ts';
import type { DeskStores } from '../stores.ts';
import { pointsAround, type Around } from './around.ts';

interface Props { readonly desk: DeskStores; readonly park: Park | null; readonly what: Selected; readonly around: Around; readonly liveAt: (point: string) => Live | null; readonly current: boolean }

/** How many alarms of each level stand at it. */
function Levels({ desk, at }: { readonly desk: DeskStores; readonly at: string }) {
  const words = useWords();
  useStore(desk.alarms.state, (s) => s.rows);
  const rows = desk.places.under(at);
  const of = levels.map((l) => ({ level: l, count: Array.from({ length: Math.min(rows.length, 1000) }, (_, i) => rows.at(i)).filter((a) => a?.level === l).length })).filter((l) => l.count > 0);
  if (of.length === 0) return <span className="dim">{words.t('desk:thing-calm')}</span>;
  return <span className="group-levels number">{of.map((l) => <span key={l.level}><LevelMark level={l.level} look="steady" size={20} title={words.t(`alarm:level-${l.level}`)} />{l.count}</span>)}</span>;
}

/** The value now of a point that was chosen. */
function ValueNow({ point, live, current }: { readonly point: PointView; readonly live: Live | null; readonly current: boolean }) {
  const words = useWords();
  const flaw = live === null ? null : flawOf(live);
  return (
    <div className="value-now" data-flaw={flaw ?? undefined}>
      <span className="number"><strong>{live === null ? '—' : valueOf(live.value, point, words, live.text)}</strong> {unitOf(point)}</span>
      <span className="dim">{live === null ? words.t('desk:thing-unheard') : <>{words.t(flaw ?? (current ? 'alarm:value-now' : 'alarm:value-last'))} · <Age at={live.at} /></>}</span>
    </div>
  );
}

/** What it is called, what kind of thing it is, and where. */
function Named({ what, around, source }: Pick<Props, 'what' | 'around'> & { readonly source: SiteView['sources'][number] | null }) {
  const words = useWords();
  const { point, asset, places } = around;
  const named = point ?? asset ?? source;
  const kind = point !== null ? 'point' : asset !== null ? asset.kind : what.kind;
  const where = places.filter((p) => p !== named && p.kind !== 'park').map((p) => words.name(p.name)).join(' · ');
  return (
    <>
      <span className="thing-kind">{words.t(`desk:thing-${kind}`)}</span>
      <div className="alarm-head">
        <h2 title={what.id}>{named === null ? what.id : words.name(named.name)} <small className="dim">{what.id}</small></h2>
        <p>{named === null && what.kind !== 'place' ? words.t('desk:thing-unknown') : where}</p>
        {what.at !== undefined && <p className="number">{what.at.lon.toFixed(6)}, {what.at.lat.toFixed(6)}</p>}
      </div>
    </>
  );
}

/** A point, an asset, a source, a camera or a place that was chosen in any window, with or without an alarm: what, where, now, whom to call. */
export function ThingPanel({ desk, park, what, around, liveAt, current }: Props) {
  const words = useWords();
  useStore(desk.values.state);
  const { point, asset } = around;
  const source = what.kind === 'source' ? park?.sources.get(what.id) ?? null : null;
  return (
    <article className="alarm-panel thing-panel" aria-label={words.t('desk:thing')}>
      <header>
        <Named what={what} around={around} source={source} />
        {point !== null && <ValueNow point={point} live={liveAt(point.id)} current={current} />}
      </header>
      <div className="thing-facts">
        <div><span className="dim">{words.t('alarm:list')}</span><Levels desk={desk} at={what.id} /></div>
        <Call there={park === null || asset === null ? null : contactOf(park, asset.id)} here={park === null ? null : parkContact(park)} />
        {point === null && <TrendButton points={pointsAround(around)} onOpen={() => openTrend(desk, pointsAround(around))} />}
        {source !== null && <button type="button" className="button" onClick={() => desk.quality.open(what.id)}>{words.t('desk:thing-quality')}</button>}
      </div>
      {what.kind === 'camera' && <p className="notice">{words.t('desk:cameras-later')}</p>}
    </article>
  );
}
