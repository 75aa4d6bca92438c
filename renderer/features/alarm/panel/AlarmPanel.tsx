import type { AlarmView } from '#app/alarm';
import { Age, Since } from '#kit/controls/Age.tsx';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { useWhyNot } from '#kit/may';
import { useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import type { Fault } from '#kernel/result';
import { flawOf, lookOf, needsNobody, silencesOf, stateOf, titleOf, unitOf, valueOf, whatOf, type About, type Live } from '../about.ts';
import { Countdown } from '../Countdown.tsx';
import { begun } from '../order.ts';
import { Call } from './Call.tsx';

interface Props {
  readonly alarm: AlarmView;
  readonly about: About;
  readonly live: Live | null;
  readonly current: boolean;
  readonly asking: boolean;
  readonly refused: Fault | null;
  readonly onAcknowledge: () => void;
  readonly onConfirm: () => void;
}

/** The value now, large; when it is not to be trusted, why. */
function ValueNow({ alarm, about, live, current }: Pick<Props, 'alarm' | 'about' | 'live' | 'current'>) {
  const words = useWords();
  const flaw = live === null ? null : flawOf(live);
  return (
    <div className="value-now" data-flaw={flaw ?? undefined}>
      <span className="number"><strong>{live === null ? valueOf(alarm.value, about.point, words) : valueOf(live.value, about.point, words, live.text)}</strong> {unitOf(about.point)}</span>
      <span className="dim">{live === null ? words.t('alarm:value-then') : <>{words.t(flaw ?? (current ? 'alarm:value-now' : 'alarm:value-last'))} · <Age at={live.at} /></>}</span>
    </div>
  );
}

/** Until when its handling must have begun; the countdown ends with the acknowledgement. */
function HandleBy({ alarm }: { readonly alarm: AlarmView }) {
  const site = useSiteTime();
  if (alarm.handleBy === null) return <span>—</span>;
  return <span className="number">{site.clock(alarm.handleBy)}{alarm.may.acknowledge && <> · <Countdown by={alarm.handleBy} /></>}</span>;
}

interface ButtonsProps extends Pick<Props, 'alarm' | 'asking' | 'onAcknowledge' | 'onConfirm'> { readonly blocked: boolean }
/** What may be done: the view says what its state allows, never this component. */
function Buttons({ alarm, blocked, asking, onAcknowledge, onConfirm }: ButtonsProps) {
  const words = useWords();
  const [unacknowledged, unconfirmed] = [useWhyNot('alarm.acknowledge'), useWhyNot('alarm.confirm')];
  const why = alarm.may.acknowledge ? unacknowledged : null;
  return (
    <div className="alarm-actions">
      <button type="button" className="button" data-primary="true" disabled={!alarm.may.acknowledge || blocked || why !== null} title={why ?? undefined} onClick={onAcknowledge}>
        {words.t(asking ? 'alarm:asking' : alarm.may.acknowledge ? 'alarm:acknowledge' : needsNobody(alarm) ? 'alarm:needs-nobody' : 'alarm:acknowledged')} <kbd>A</kbd>
      </button>
      {alarm.may.confirm && <button type="button" className="button" disabled={blocked || unconfirmed !== null} title={unconfirmed ?? undefined} onClick={onConfirm}>{words.t('alarm:confirm')} <kbd>C</kbd></button>}
    </div>
  );
}

/** The selected alarm: what, where, since when, how bad, whom to call, and the two things that may be done. */
export function AlarmPanel({ alarm, about, live, current, asking, refused, onAcknowledge, onConfirm }: Props) {
  const words = useWords();
  const silences = silencesOf(alarm);
  return (
    <article className="alarm-panel" aria-label={words.t('alarm:selected')}>
      <header>
        <LevelMark level={alarm.level} look={lookOf(alarm)} size={52} title={about.level === null ? alarm.level : words.name(about.level.name)} />
        <div className="alarm-head">
          <h2 title={alarm.id}>{titleOf(alarm, about, words)} <small className="dim">{alarm.point ?? alarm.source}</small></h2>
          <p className="alarm-headline">{whatOf(alarm, about, words)} <span className="alarm-standing">{words.t(stateOf(alarm))}{silences.map((s) => ` · ${words.t(s)}`).join('')}</span></p>
          <p>{about.places.map((p) => words.name(p.name)).join(' · ') || about.source}</p>
        </div>
        <ValueNow alarm={alarm} about={about} live={live} current={current} />
      </header>
      <div className="alarm-facts">
        <div><span className="dim">{words.t('alarm:since')}</span><Since at={begun(alarm)} /></div>
        <div><span className="dim">{words.t('alarm:handle-by')}</span><HandleBy alarm={alarm} /></div>
        <Call there={about.contact} here={about.here ?? null} />
        <Buttons alarm={alarm} blocked={asking || !current} asking={asking} onAcknowledge={onAcknowledge} onConfirm={onConfirm} />
      </div>
      {refused !== null && <p className="notice" role="alert">{words.t('alarm:refused', { reason: words.fault(refused) })}</p>}
      {!alarm.recorded && <p className="notice">{words.t('alarm:unrecorded')}</p>}
    </article>
  );
}
