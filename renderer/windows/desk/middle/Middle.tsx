import { useStore } from 'zustand';
import type { AlarmView } from '#app/alarm';
import type { Selected } from '#app/selection';
import { PanelState } from '#kit/controls/PanelState.tsx';
import { useWords } from '#kit/words';
import { AlarmPanel, openTrend, SelectionBar, Trend, WhyLine, type About, type Live, type Park } from '../beside.ts';
import type { DeskStores } from '../stores.ts';
import { AroundTabs } from './AroundTabs.tsx';
import { Calm, Elsewhere } from './Calm.tsx';
import { ThingPanel } from './ThingPanel.tsx';

interface Props {
  readonly desk: DeskStores;
  readonly park: Park | null;
  readonly theme: string;
  readonly current: boolean;
  readonly about: (a: AlarmView) => About;
  readonly liveAt: (point: string) => Live | null;
  readonly actor: (actor: string) => string;
  /** What anything that can be chosen is called. */
  readonly named: (what: Selected) => string;
}

/** As an alarm that has left the list is shown: over, with nothing left to do. */
const over = (a: AlarmView): AlarmView => ({ ...a, state: 'normal', active: false, confirmed: true, may: { acknowledge: false, confirm: false } });

function AlarmMiddle({ desk, alarm, ended, about, liveAt, current }: Pick<Props, 'desk' | 'about' | 'liveAt' | 'current'> & { readonly alarm: AlarmView; readonly ended: boolean }) {
  const asking = useStore(desk.alarms.state, (s) => s.asking);
  const refused = useStore(desk.alarms.state, (s) => s.refused);
  useStore(desk.values.state);                                   // a value changed: it may be this one's
  return (
    <AlarmPanel alarm={ended ? over(alarm) : alarm} about={about(alarm)} live={alarm.point === null ? null : liveAt(alarm.point)} current={current} asking={asking.has(alarm.id)}
      refused={refused?.id === alarm.id ? refused.fault : null} onAcknowledge={() => void desk.alarms.acknowledge(alarm.id)} onConfirm={() => void desk.alarms.confirm(alarm.id)} />
  );
}

/** The last hour of the point, or why there is none. */
function Past({ desk, alarm, zone, theme }: Pick<Props, 'desk' | 'theme'> & { readonly alarm: AlarmView | null; readonly zone: string }) {
  const words = useWords();
  const point = useStore(desk.near.state, (s) => s.around.point);
  if (point !== null) return <Trend store={desk.recent} point={point} zone={zone} theme={theme} since={alarm?.raisedAt ?? null} onOpen={(spanMs) => openTrend(desk, [point.id], { spanMs, since: alarm?.raisedAt ?? null })} />;
  if (alarm === null) return null;
  return <div className="trend"><PanelState title={words.t(alarm.kind === 'source' ? 'desk:no-trend-source' : 'desk:no-trend')} next={words.t('desk:no-trend-next')} /></div>;
}

/** The middle: the one thing that is looked at, whole. */
export function Middle({ desk, park, theme, current, about, liveAt, actor, named }: Props) {
  const words = useWords();
  const { alarm, ended, choice } = useStore(desk.selection.state);
  const around = useStore(desk.near.state, (s) => s.around);
  const label = words.t('desk:middle');
  if (choice.what === null || (choice.what.kind === 'alarm' && alarm === null)) {
    return <main className="middle" aria-label={label}>{choice.by === 'hand' && <Elsewhere desk={desk} shown={null} about={about} />}<Calm desk={desk} park={park} current={current} /></main>;
  }
  return (
    <main className="middle" aria-label={label}>
      <SelectionBar of={desk} nameOf={named} />
      <Elsewhere desk={desk} shown={alarm} about={about} />
      {ended && <p className="elsewhere">{words.t('desk:ended')}</p>}
      {alarm !== null ? <AlarmMiddle desk={desk} alarm={alarm} ended={ended} about={about} liveAt={liveAt} current={current} /> : <ThingPanel desk={desk} park={park} what={choice.what} around={around} liveAt={liveAt} current={current} />}
      <WhyLine store={desk.why} point={around.point?.id ?? null} />
      <Past desk={desk} alarm={alarm} zone={park?.site.zone ?? 'UTC'} theme={theme} />
      <AroundTabs desk={desk} alarm={alarm} about={about} liveAt={liveAt} actor={actor} />
    </main>
  );
}
