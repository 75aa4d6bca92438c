import type { AlarmView } from '#app/alarm';
import type { PointView } from '#app/park';
import { plain } from '#kit/number';
import { useWords, type Words } from '#kit/words';
import type { About } from '../about.ts';

/** The limits there are, in rising order. */
function limitsOf({ limits, unit }: PointView, words: Words): string {
  const there = (['LL', 'L', 'H', 'HH'] as const).flatMap((kind) => (limits[kind] === null ? [] : [`${kind} ${plain(limits[kind])}`]));
  return there.length === 0 ? words.t('alarm:fact-no-limits') : `${there.join(' · ')} ${unit}`;
}

/** How this point is watched: limits, deadband, delays, range, source. What an engineer asks first on the telephone. */
export function AlarmFacts({ alarm, about }: { readonly alarm: AlarmView; readonly about: About }) {
  const words = useWords();
  const { point } = about;
  const seconds = (ms: number): string => words.t('alarm:fact-seconds', { seconds: ms / 1000 });
  const facts: readonly (readonly [string, string])[] = point === null ? [] : [
    ...(point.type === 'analog' ? [
      [words.t('alarm:fact-limits'), limitsOf(point, words)],
      [words.t('alarm:fact-range'), `${plain(point.range.low)} … ${plain(point.range.high)} ${point.unit}`],
      [words.t('alarm:fact-deadband'), `${plain(point.deadband)} ${point.unit}`],
    ] as const : []),
    [words.t('alarm:fact-delays'), `${seconds(point.onDelayMs)} / ${seconds(point.offDelayMs)}`],
    [words.t('alarm:fact-category'), words.t(`alarm:category-${point.category}`)],
    [words.t('alarm:fact-supervision'), words.t(`alarm:supervision-${point.supervision}`)],
    [words.t('alarm:fact-address'), point.address],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="number cut" title={value}>{value}</dd></div>)}
      <div><dt>{words.t('alarm:fact-source')}</dt><dd className="cut" title={alarm.source}>{about.source || alarm.source}</dd></div>
      <div><dt>{words.t('alarm:fact-occurrence')}</dt><dd className="number cut" title={alarm.occurrence ?? ''}>{alarm.occurrence ?? '—'}</dd></div>
    </dl>
  );
}
