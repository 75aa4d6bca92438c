import { memo } from 'react';
import type { AlarmView } from '#app/alarm';
import { Age } from '#kit/controls/Age.tsx';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { flawOf, lookOf, shortOf, silencesOf, stateOf, titleOf, unitOf, valueOf, whatOf, type About, type Live } from '../about.ts';
import { Countdown } from '../Countdown.tsx';
import { begun } from '../order.ts';

interface Props {
  readonly alarm: AlarmView;
  readonly about: About;
  readonly live: Live | null;
  readonly asking: boolean;
  readonly picked: boolean;
  /** Something is picked somewhere: every row shows its box. */
  readonly picking: boolean;
  readonly onPick: (id: string) => void;
}

function Clock({ at }: { readonly at: number }) {
  return <span className="number">{useSiteTime().stamp(at, useNow())}</span>;
}

/** The value now, or the one it was raised by; a mark where it is not to be trusted. */
function Value({ alarm, about, live }: Pick<Props, 'alarm' | 'about' | 'live'>) {
  const words = useWords();
  const flaw = live === null ? null : flawOf(live);
  const text = live === null ? valueOf(alarm.value, about.point, words) : valueOf(live.value, about.point, words, live.text);
  return <span className="alarm-value number" data-flaw={flaw ?? undefined} title={flaw === null ? undefined : words.t(flaw)}>{text} <small>{unitOf(about.point)}</small></span>;
}

/** Its state in a short word, its full one on hover; and what is left to begin handling it. */
function State({ alarm, asking }: Pick<Props, 'alarm' | 'asking'>) {
  const words = useWords();
  const full = words.t(asking ? 'alarm:asking' : silencesOf(alarm)[0] ?? stateOf(alarm));
  const short = `alarm:short-${shortOf(alarm)}` as const;
  const brief = !asking && silencesOf(alarm).length === 0 && words.has(short);
  return (
    <span className="alarm-state" title={full}>
      {!alarm.recorded && <em title={words.t('alarm:unrecorded')}>{words.t('alarm:unrecorded-short')}</em>}
      <span className="state-word">{brief ? words.t(short) : full}</span>
      {alarm.may.acknowledge && alarm.handleBy !== null && <> <Countdown by={alarm.handleBy} /></>}
    </span>
  );
}

/** One alarm in two lines: name, value now, when; what and where, state and time to handle it, age. */
export const AlarmRow = memo(function AlarmRow({ alarm, about, live, asking, picked, picking, onPick }: Props) {
  const words = useWords();
  const title = titleOf(alarm, about, words);
  const where = about.places[0] === undefined ? '' : ` · ${words.name(about.places[0].name)}`;
  const silent = silencesOf(alarm).length > 0;
  const what = whatOf(alarm, about, words);
  return (
    <div className="alarm-row" data-state={alarm.state} data-silent={silent} data-picking={picking}>
      {alarm.may.acknowledge && <span className="alarm-pick" data-on={picked} aria-hidden="true" title={words.t('alarm:pick')} onClick={(e) => { e.stopPropagation(); onPick(alarm.id); }}>{picked ? '✓' : ''}</span>}
      <LevelMark level={alarm.level} look={silent ? 'steady' : lookOf(alarm)} size={28} title={about.level === null ? alarm.level : words.name(about.level.name)} />
      <span className="alarm-title cut" title={`${title} · ${alarm.point ?? alarm.source}`}>{title}</span>
      <Value alarm={alarm} about={about} live={live} />
      <span className="alarm-clock"><Clock at={begun(alarm)} /></span>
      <span className="alarm-what cut" title={`${what}${where}`}><b>{what}</b>{where}</span>
      <State alarm={alarm} asking={asking} />
      <span className="alarm-age dim"><Age at={begun(alarm)} /></span>
    </div>
  );
});
