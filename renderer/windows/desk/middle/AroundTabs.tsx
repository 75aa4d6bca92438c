import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { AlarmView } from '#app/alarm';
import { PanelState } from '#kit/controls/PanelState.tsx';
import { useWords } from '#kit/words';
import { AlarmFacts, AlarmHistory, type About, type Live } from '../beside.ts';
import type { DeskStores } from '../stores.ts';
import { AssetFacts } from './AssetFacts.tsx';
import { Guidance } from './Guidance.tsx';
import { Neighbours } from './Neighbours.tsx';
import { Related } from './Related.tsx';
import type { Tab } from './tabs.ts';

interface Props {
  readonly desk: DeskStores;
  readonly alarm: AlarmView | null;
  readonly about: (a: AlarmView) => About;
  readonly liveAt: (point: string) => Live | null;
  readonly actor: (actor: string) => string;
}

/** Cameras near: which there are; their pictures are not here yet, and it says so. */
function Cameras({ desk }: Pick<Props, 'desk'>) {
  const words = useWords();
  const cameras = useStore(desk.near.state, (s) => s.around.cameras);
  return (
    <div className="cameras">
      <p className="dim">{words.t('desk:cameras-later')}</p>
      <ul className="near-list">{cameras.map((c) => <li key={c.id}><button type="button" className="near-row" onClick={() => desk.selection.choose({ kind: 'camera', id: c.id })}><span aria-hidden="true">▣</span><span className="cut">{words.name(c.name)}</span><span /><span className="dim cut">{c.id}</span></button></li>)}</ul>
    </div>
  );
}

/** Below the trend: what is around, what to do, what was. One at a time, by its number key. */
export function AroundTabs({ desk, alarm, about, liveAt, actor }: Props) {
  const words = useWords();
  const { shown, tabs } = useStore(desk.tabs.state);
  const park = useStore(desk.park.state, (s) => s.park);
  const around = useStore(desk.near.state, (s) => s.around);
  const counts: Partial<Record<Tab, number>> = { related: around.points.length, cameras: around.cameras.length, ...(around.place !== null && { neighbours: Math.max(0, desk.places.under(around.place.id).length - (alarm === null ? 0 : 1)) }) };
  useStore(desk.alarms.state, (s) => s.rows);
  const its = alarm === null ? null : about(alarm);
  const bodies: Readonly<Record<Tab, () => ReactNode>> = {
    related: () => <Related desk={desk} liveAt={liveAt} onChoose={(id) => desk.selection.choose({ kind: 'point', id })} />,
    neighbours: () => <Neighbours desk={desk} about={about} except={alarm?.id ?? null} onChoose={(id) => desk.selection.choose({ kind: 'alarm', id })} />,
    guidance: () => (alarm === null ? null : <Guidance alarm={alarm} level={its?.level ?? null} point={its?.point ?? null} texts={park?.site.guidance ?? []} />),
    history: () => <AlarmHistory store={desk.steps} point={its?.point ?? null} actor={actor} />,
    facts: () => (alarm !== null && its !== null ? <AlarmFacts alarm={alarm} about={its} /> : <AssetFacts around={around} />),
    cameras: () => <Cameras desk={desk} />,
  };
  return (
    <section className="around" aria-label={words.t('desk:around')}>
      <div className="tabs" role="tablist" aria-label={words.t('desk:around')}>
        {tabs.map((tab, i) => (
          <button key={tab} id={`tab-${tab}`} type="button" role="tab" aria-selected={tab === shown} aria-controls="tab-body" tabIndex={tab === shown ? 0 : -1} onClick={() => desk.tabs.show(tab)}>
            {words.t(`desk:tab-${tab}`)}{counts[tab] !== undefined && counts[tab] > 0 && <small className="number"> {counts[tab]}</small>} <kbd>{i + 1}</kbd>
          </button>
        ))}
      </div>
      <div id="tab-body" className="tab-body scroll" role="tabpanel" aria-labelledby={`tab-${shown}`} tabIndex={0}>
        {tabs.includes(shown) ? bodies[shown]() : <PanelState title={words.t('desk:related-none')} />}
      </div>
    </section>
  );
}
