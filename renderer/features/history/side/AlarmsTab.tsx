import { useStore } from 'zustand';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { FailedState } from '#kit/controls/PanelState.tsx';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { bandsIn, type Band } from '../model/bands.ts';
import type { TrendOf } from '../screen/naming.ts';
import { lengthText, valueText } from '../screen/values.ts';

function Line({ of, band }: { readonly of: TrendOf; readonly band: Band }) {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  const point = of.pointOf(band.point);
  return (
    <li className="trend-alarm">
      <button type="button" className="trend-line" onClick={() => of.stores.trend.reveal(band.from)}>
        <LevelMark level={band.level} look={band.to === null ? 'steady' : 'over'} size={20} title={words.t(`alarm:level-${band.level}`)} />
        <span><b>{of.nameOf(band.point)}</b> {words.t(`alarm:kind-${band.kind}`)} <span className="number">{band.value === null ? '' : `${valueText(point, band.value)} ${point?.unit ?? ''}`}</span>
          <br /><span className="dim number">{site.stamp(band.from, now)} – {band.to === null ? words.t('trend:still') : site.stamp(band.to, now)} ({lengthText((band.to ?? now) - band.from)})</span>
          {band.acknowledged !== null && <><br /><span className="dim">{words.t('trend:acknowledged', { time: site.stamp(band.acknowledged, now), who: of.actorOf(band.by ?? '') })}</span></>}</span>
      </button>
      <button type="button" className="button" onClick={() => of.onAlarm(band)}>{words.t('trend:to-alarm')}</button>
    </li>
  );
}

/** The alarms of the points in what is seen, the newest first: a press goes to its moment, another to the alarm itself. */
export function AlarmsTab({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const { bands, fault } = useStore(of.stores.bands.state);
  const { view, items } = useStore(of.stores.trend.state);
  const shown = new Set(items.map((i) => i.id));
  const list = bandsIn(bands, view.from, view.to).filter((b) => shown.has(b.point)).toReversed().slice(0, 200);
  if (fault !== null) return <FailedState fault={fault} again={of.stores.bands.again} />;
  return (
    <>
      <p>{words.t(list.length === 0 ? 'trend:alarms-none' : 'trend:alarms-of', { count: list.length })}</p>
      <ul className="trend-list">{list.map((b) => <Line key={`${b.alarm} ${b.occurrence}`} of={of} band={b} />)}</ul>
    </>
  );
}
