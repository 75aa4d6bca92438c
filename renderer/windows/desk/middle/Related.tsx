import { memo } from 'react';
import { useStore } from 'zustand';
import type { AlarmView } from '#app/alarm';
import type { PointView } from '#app/park';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { PanelState } from '#kit/controls/PanelState.tsx';
import { plain } from '#kit/number';
import { useWords } from '#kit/words';
import { flawOf, unitOf, valueOf, type Live } from '../beside.ts';
import type { DeskStores } from '../stores.ts';

interface Props { readonly desk: DeskStores; readonly liveAt: (point: string) => Live | null; readonly onChoose: (point: string) => void }
interface RowProps { readonly point: PointView; readonly alarm: AlarmView | null; readonly live: Live | null; readonly onChoose: (point: string) => void }

const limitsOf = (p: PointView): string => (['LL', 'L', 'H', 'HH'] as const).flatMap((k) => (p.limits[k] === null ? [] : [`${k} ${plain(p.limits[k])}`])).join(' · ');

const Row = memo(function Row({ point, alarm, live, onChoose }: RowProps) {
  const words = useWords();
  const flaw = live === null ? null : flawOf(live);
  const name = words.name(point.name);
  return (
    <li>
      <button type="button" className="near-row" onClick={() => onChoose(point.id)}>
        {alarm === null ? <span className="near-calm" aria-hidden="true" /> : <LevelMark level={alarm.level} look="steady" size={20} title={words.t(`alarm:kind-${alarm.kind}`)} />}
        <span className="cut" title={`${name} · ${point.id}`}>{name} <small className="dim">{point.id}</small></span>
        <span className="near-value number" data-flaw={flaw ?? undefined} title={flaw === null ? undefined : words.t(flaw)}>{live === null ? '—' : valueOf(live.value, point, words, live.text)} <small>{unitOf(point)}</small></span>
        <span className="dim number cut" title={limitsOf(point)}>{limitsOf(point)}</span>
      </button>
    </li>
  );
});

/** The points around what is chosen, the most abnormal first, with their limits. */
export function Related({ desk, liveAt, onChoose }: Props) {
  const words = useWords();
  const { around, order } = useStore(desk.near.state);
  useStore(desk.values.state);
  useStore(desk.alarms.state, (s) => s.rows);
  if (around.points.length === 0) return <PanelState title={words.t('desk:related-none')} />;
  return (
    <ul className="near-list" onPointerEnter={() => desk.near.touched(true)} onPointerLeave={() => desk.near.touched(false)}>
      {order.map((p) => <Row key={p.id} point={p} alarm={desk.places.under(p.id).at(0) ?? null} live={liveAt(p.id)} onChoose={onChoose} />)}
      {around.points.length > order.length && <li className="dim near-more">{words.t('desk:related-more', { most: order.length })}</li>}
    </ul>
  );
}
