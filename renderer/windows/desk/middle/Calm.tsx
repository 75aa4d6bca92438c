import { useStore } from 'zustand';
import type { SourceView } from '#app/acquisition';
import type { AlarmView } from '#app/alarm';
import { PanelState } from '#kit/controls/PanelState.tsx';
import type { Rows } from '#kit/rows';
import { useWords } from '#kit/words';
import { titleOf, whatOf, type About, type Park } from '../beside.ts';
import type { DeskStores } from '../stores.ts';

/** How many points give no trustworthy value. */
const badOf = (sources: Rows<SourceView>): number => Array.from({ length: sources.length }, (_, i) => sources.at(i)?.bad ?? 0).reduce((a, b) => a + b, 0);

/** Nothing to do: what the desk watches over, in figures that can be trusted. */
export function Calm({ desk, park, current }: { readonly desk: DeskStores; readonly park: Park | null; readonly current: boolean }) {
  const words = useWords();
  const phase = useStore(desk.alarms.state, (s) => s.phase);
  const count = useStore(desk.alarms.state, (s) => s.rows.length);
  const health = useStore(desk.health.state, (s) => s.health);
  const sources = useStore(desk.sources.state, (s) => s.rows);
  if (!current) return <PanelState title={words.t('states:offline')} next={words.t('states:offline-next')} live />;
  if (phase === 'loading') return <PanelState title={words.t('states:loading')} next={words.t('states:loading-next')} live />;
  const what = count === 0 ? 'desk:calm' : 'desk:all-acknowledged';
  return (
    <PanelState title={words.t(what, { count })} next={words.t(`${what}-next`)}>
      <p className="number">{words.t('desk:calm-figures', { points: park?.site.points.length ?? 0, bad: badOf(sources), up: health?.sources.up ?? 0, all: health?.sources.all ?? 0 })}</p>
    </PanelState>
  );
}

/** While the officer looks at something of his own choice: what waits elsewhere, and the key that goes there. */
export function Elsewhere({ desk, shown, about }: { readonly desk: DeskStores; readonly shown: AlarmView | null; readonly about: (a: AlarmView) => About }) {
  const words = useWords();
  const top = useStore(desk.alarms.state, (s) => s.top);
  const by = useStore(desk.selection.state, (s) => s.choice.by);
  if (by === 'follow') return null;
  return (
    <p className="elsewhere">
      {top === null || top.id === shown?.id ? words.t('desk:chosen') : words.t('desk:elsewhere', { level: top.level, title: titleOf(top, about(top), words), what: whatOf(top, about(top), words) })}
      <button type="button" className="button" onClick={desk.follow}>{words.t('desk:follow')} <kbd>Esc</kbd></button>
    </p>
  );
}
