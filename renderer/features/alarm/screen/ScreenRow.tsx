import { memo } from 'react';
import { usedUp, type AlarmView } from '#app/alarm';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { span, useNow, useSiteTime } from '#kit/time';
import { useWords, type Words } from '#kit/words';
import { lookOf, titleOf, whatOf, type About } from '../about.ts';
import { begun } from '../order.ts';
import { stageCode } from './zoning.ts';

interface Props { readonly alarm: AlarmView; readonly about: About; readonly carried: boolean; readonly low: boolean; readonly selected: boolean; readonly onSelect: (a: AlarmView) => void }

const hourMs = 3_600_000;
/** An age from afar: minutes and seconds while it is young, hours in words after. */
const aged = (ms: number, words: Words): string => (ms < hourMs ? span(ms) : words.t('screen:hours', { hours: Math.floor(ms / hourMs), minutes: Math.floor(ms / 60_000) % 60 }));
/** Beside the age: its limit, or how far beyond it is while nobody acknowledged. */
function limitText(alarm: AlarmView, now: number, words: Words): string {
  if (alarm.handleBy === null || alarm.raisedAt === null) return '';
  const over = now - alarm.handleBy;
  if (over < 0 || !alarm.may.acknowledge) return words.t('screen:limit', { limit: span(alarm.handleBy - alarm.raisedAt) });
  return words.t('screen:overdue', { by: aged(over, words) });
}

/** How much of the time for handling is used up: a bar that grows once a second, and the figures. Hatched beyond the limit while nobody acknowledged. */
function Ageing({ alarm, low }: { readonly alarm: AlarmView; readonly low: boolean }) {
  const words = useWords();
  const now = useNow();
  const used = usedUp(alarm, now) ?? 0;
  const ms = Math.max(0, now - begun(alarm));
  const limit = limitText(alarm, now, words);
  const waits = alarm.may.acknowledge;
  return (
    <span className="screen-age" data-over={used >= 1 && waits} data-waits={waits}>
      <b className="number">{aged(ms, words)}</b>
      <span className="screen-bar" role="img" aria-label={words.t('screen:age', { age: aged(ms, words), limit })}><i style={{ width: `${Math.min(100, used * 100).toFixed(1)}%` }} /></span>
      {ms < (low ? 600_000 : hourMs) && <small className="number">{limit}</small>}
    </span>
  );
}

/** One alarm as it is read from afar: how bad, where, what, and how long it has waited against its limit. */
export const ScreenRow = memo(function ScreenRow({ alarm, about, carried, low, selected, onSelect }: Props) {
  const words = useWords();
  const site = useSiteTime();
  const title = titleOf(alarm, about, words);
  const what = whatOf(alarm, about, words);
  const began = begun(alarm);
  const within = about.places.map((p) => words.name(p.name)).filter((name) => !title.startsWith(name)).toReversed();
  const place = [within[0], within.at(-1)].filter((name, i) => name !== undefined && (i === 0 || within.length > 1)).join(' · ');   // whose it is first: the end of the line may not fit
  const second = carried ? `${words.t(stageCode(alarm))} · ${what}` : what;
  return (
    <li>
      <button type="button" className="screen-row" data-level={alarm.level} data-selected={selected} aria-pressed={selected} onClick={() => onSelect(alarm)} title={`${alarm.level} ${title} · ${what} · ${place} · ${site.clock(began)}`}>
        <LevelMark level={alarm.level} look={lookOf(alarm)} size={low ? 44 : 64} />
        <span className="screen-what"><b>{title}</b>{!low && <span><time className="number" dateTime={new Date(began).toISOString()}>{site.clock(began)}</time> · {second}{place === '' ? '' : ` · ${place}`}</span>}</span>
        {low && carried && <span className="screen-stage">{words.t(stageCode(alarm))}</span>}
        <Ageing alarm={alarm} low={low} />
      </button>
    </li>
  );
});
