import type { AlarmView } from '#app/alarm';
import type { GuidanceView, LevelView, PointView } from '#app/park';
import { useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';

interface Props { readonly alarm: AlarmView; readonly level: LevelView | null; readonly point: PointView | null; readonly texts: readonly GuidanceView[] }

/** The site has written nothing about such alarms: which ones, and what to do all the same. */
function NoGuidance({ alarm, point }: Pick<Props, 'alarm' | 'point'>) {
  const words = useWords();
  const category = point === null ? words.t('desk:guide-whole') : words.t(`alarm:category-${point.category}`);
  return <><p className="dim">{words.t('desk:guide-none', { category, kind: words.t(`alarm:kind-${alarm.kind}`) })}</p><p>{words.t('desk:guide-none-next')}</p></>;
}

/** What the level and the class of the point ask of the officer, from the site's own tables; and the texts of the site, where it has any. */
export function Guidance({ alarm, level, point, texts }: Props) {
  const words = useWords();
  const site = useSiteTime();
  const text = texts.find((t) => t.limit === alarm.kind && (t.category === '*' || t.category === point?.category));
  const minutes = level === null ? null : Math.round(level.handleWithinMs / 60_000);
  const steps = [
    ...(level === null ? [] : [level.ackRequired ? words.t('desk:guide-acknowledge') : words.t('desk:guide-no-acknowledge')]),
    ...(minutes === null || level?.ackRequired === false ? [] : [alarm.handleBy === null ? words.t('desk:guide-within', { minutes }) : words.t('desk:guide-by', { minutes, time: site.clock(alarm.handleBy) })]),
    words.t('desk:guide-call'),
    ...(point === null ? [] : [words.t('desk:guide-tell', { who: words.t(`desk:tell-${point.supervision}`) })]),
    ...(level?.confirmRequired === true ? [words.t('desk:guide-confirm')] : []),
  ];
  return (
    <div className="guidance">
      <section>
        <h4>{words.t('desk:guide-required', { level: words.t(`alarm:level-${alarm.level}`) })}</h4>
        <ol>{steps.map((s) => <li key={s}>{s}</li>)}</ol>
      </section>
      <section>
        <h4>{words.t('desk:guide-texts')}</h4>
        {text === undefined ? <NoGuidance alarm={alarm} point={point} /> : <ol>{text.steps.map((step) => <li key={step.zh}>{words.name(step)}</li>)}</ol>}
      </section>
    </div>
  );
}
