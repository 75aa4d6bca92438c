import { useStore } from 'zustand';
import type { AlarmView } from '#app/alarm';
import { Age } from '#kit/controls/Age.tsx';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { PanelState } from '#kit/controls/PanelState.tsx';
import { useWords } from '#kit/words';
import { begun, titleOf, whatOf, type About } from '../beside.ts';
import type { DeskStores } from '../stores.ts';

interface Props { readonly desk: DeskStores; readonly about: (a: AlarmView) => About; readonly except: string | null; readonly onChoose: (alarm: string) => void }

const mostShown = 100;
/** The other alarms of the same unit, or of the asset that is looked at: the worst first. */
export function Neighbours({ desk, about, except, onChoose }: Props) {
  const words = useWords();
  const place = useStore(desk.near.state, (s) => s.around.place);
  useStore(desk.alarms.state, (s) => s.rows);
  const rows = place === null ? null : desk.places.under(place.id);
  const shown = rows === null ? [] : Array.from({ length: Math.min(rows.length, mostShown + 1) }, (_, i) => rows.at(i)).filter((a) => a !== undefined && a.id !== except).slice(0, mostShown);
  if (place === null || shown.length === 0) return <PanelState title={words.t('desk:neighbours-none', { place: place === null ? '' : words.name(place.name) })} />;
  return (
    <ul className="near-list">
      {shown.map((a) => a !== undefined && (
        <li key={a.id}>
          <button type="button" className="near-row" onClick={() => onChoose(a.id)}>
            <LevelMark level={a.level} look="steady" size={20} title={words.t(`alarm:level-${a.level}`)} />
            <span className="cut" title={a.id}>{titleOf(a, about(a), words)}</span>
            <span className="cut" title={whatOf(a, about(a), words)}>{whatOf(a, about(a), words)}</span>
            <span className="dim number"><Age at={begun(a)} /></span>
          </button>
        </li>
      ))}
      {rows !== null && rows.length - 1 > shown.length && <li className="dim near-more">{words.t('desk:neighbours-more', { count: rows.length - shown.length })}</li>}
    </ul>
  );
}
