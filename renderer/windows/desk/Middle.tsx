import { useStore } from 'zustand';
import type { SourceView } from '#app/acquisition';
import type { AlarmView } from '#app/alarm';
import { PanelState } from '#kit/controls/PanelState.tsx';
import type { Rows } from '#kit/rows';
import { useWords } from '#kit/words';
import { AlarmFacts, AlarmHistory, AlarmPanel, titleOf, Trend, whatOf, WhyLine, type About, type Live, type Park } from '../features.ts';
import type { DeskStores } from './stores.ts';

interface Props {
  readonly desk: DeskStores;
  readonly park: Park | null;
  readonly theme: string;
  readonly current: boolean;
  readonly about: (a: AlarmView) => About;
  readonly live: (a: AlarmView) => Live | null;
  readonly hear: Parameters<typeof Trend>[0]['hear'];
  readonly actor: (actor: string) => string;
}

/** How many points give no trustworthy value. */
const badOf = (sources: Rows<SourceView>): number => Array.from({ length: sources.length }, (_, i) => sources.at(i)?.bad ?? 0).reduce((a, b) => a + b, 0);

/** Nothing to do: what the desk watches over, in figures that can be trusted. */
function Calm({ desk, park, current }: Pick<Props, 'desk' | 'park' | 'current'>) {
  const words = useWords();
  const { phase, rows } = useStore(desk.alarms.state);
  const health = useStore(desk.health.state, (s) => s.health);
  const sources = useStore(desk.sources.state, (s) => s.rows);
  if (!current) return <PanelState title={words.t('states:offline')} next={words.t('states:offline-next')} live />;
  if (phase === 'loading') return <PanelState title={words.t('states:loading')} next={words.t('states:loading-next')} live />;
  const what = rows.length === 0 ? 'desk:calm' : 'desk:all-acknowledged';
  return (
    <PanelState title={words.t(what, { count: rows.length })} next={words.t(`${what}-next`)}>
      <p className="number">{words.t('desk:calm-figures', { points: park?.site.points.length ?? 0, bad: badOf(sources), up: health?.sources.up ?? 0, all: health?.sources.all ?? 0 })}</p>
    </PanelState>
  );
}

/** While the officer looks at an alarm of his own choice: what waits elsewhere, and the key that goes there. */
function Elsewhere({ desk, shown, about }: { readonly desk: DeskStores; readonly shown: AlarmView; readonly about: (a: AlarmView) => About }) {
  const words = useWords();
  const top = useStore(desk.alarms.state, (s) => s.top);
  const by = useStore(desk.selection.state, (s) => s.choice.by);
  if (by === 'follow') return null;
  return (
    <p className="elsewhere">
      {top === null || top.id === shown.id ? words.t('desk:chosen') : words.t('desk:elsewhere', { level: top.level, title: titleOf(top, about(top), words), what: whatOf(top, about(top), words) })}
      <button type="button" className="button" onClick={desk.selection.follow}>{words.t('desk:follow')} <kbd>Esc</kbd></button>
    </p>
  );
}

/** The middle: the one thing that is looked at, whole. */
export function Middle({ desk, park, theme, current, about, live, hear, actor }: Props) {
  const words = useWords();
  const { alarm, ended } = useStore(desk.selection.state);
  const { asking, refused } = useStore(desk.alarms.state);
  if (alarm === null) return <main className="middle" aria-label={words.t('alarm:selected')}><Calm desk={desk} park={park} current={current} /></main>;
  const its = about(alarm);
  return (
    <main className="middle" aria-label={words.t('alarm:selected')}>
      <Elsewhere desk={desk} shown={alarm} about={about} />
      {ended && <p className="elsewhere">{words.t('desk:ended')}</p>}
      <AlarmPanel alarm={ended ? { ...alarm, may: { acknowledge: false, confirm: false } } : alarm} about={its} live={live(alarm)} current={current} asking={asking.has(alarm.id)}
        refused={refused?.id === alarm.id ? refused.fault : null} onAcknowledge={() => void desk.alarms.acknowledge(alarm.id)} onConfirm={() => void desk.alarms.confirm(alarm.id)} />
      <WhyLine store={desk.why} point={alarm.point} />
      {its.point === null
        ? <div className="trend"><PanelState title={words.t(alarm.kind === 'source' ? 'desk:no-trend-source' : 'desk:no-trend')} next={words.t('desk:no-trend-next')} /></div>
        : <Trend store={desk.recent} point={its.point} zone={park?.site.zone ?? 'UTC'} theme={theme} since={alarm.raisedAt} hear={hear} />}
      <AlarmFacts alarm={alarm} about={its} />
      <AlarmHistory store={desk.steps} point={its.point} actor={actor} />
    </main>
  );
}
