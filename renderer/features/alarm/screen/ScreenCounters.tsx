import { useStore } from 'zustand';
import { levels } from '#app/park';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { useWords } from '#kit/words';
import type { AlarmStore } from '../store.ts';

/** By level, as large as they can be: how many wait for somebody, and how many there are. A level without alarms stands in grey; unclassified only while there are any. */
export function ScreenCounters({ store }: { readonly store: AlarmStore }) {
  const words = useWords();
  const counts = useStore(store.state, (s) => s.counts);
  return (
    <ul className="screen-counters" aria-label={words.t('alarm:counters')}>
      {levels.filter((level) => level !== 'U' || counts.U.all > 0).map((level) => {
        const { all, waiting } = counts[level];
        const title = words.t('alarm:counter', { level: words.t(`alarm:level-${level}`), all, waiting });
        return (
          <li key={level} data-none={all === 0} title={title}>
            <LevelMark level={level} look="steady" size={84} title={title} />
            <span aria-hidden="true" className="number"><b>{waiting}</b><small>/ {all}</small></span>
          </li>
        );
      })}
    </ul>
  );
}
