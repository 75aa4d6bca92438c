import { plain } from '#kit/number';
import { useWords } from '#kit/words';
import type { Around } from './around.ts';

/** What the site says of a point or an asset. */
export function AssetFacts({ around: { point, asset, places } }: { readonly around: Around }) {
  const words = useWords();
  const limits = point === null ? '' : (['LL', 'L', 'H', 'HH'] as const).flatMap((k) => (point.limits[k] === null ? [] : [`${k} ${plain(point.limits[k])}`])).join(' · ');
  const facts: readonly (readonly [string, string])[] = [
    ...(point === null ? [] : [
      [words.t('alarm:fact-limits'), limits === '' ? words.t('alarm:fact-no-limits') : `${limits} ${point.unit}`],
      ...(point.type === 'analog' ? [[words.t('alarm:fact-range'), `${plain(point.range.low)} … ${plain(point.range.high)} ${point.unit}`]] as const : []),
      [words.t('alarm:fact-category'), words.t(`alarm:category-${point.category}`)], [words.t('alarm:fact-supervision'), words.t(`alarm:supervision-${point.supervision}`)], [words.t('alarm:fact-address'), point.address],
    ] as const),
    [words.t('desk:fact-lies-in'), places.map((p) => words.name(p.name)).join(' · ')],
    ...(asset === null || point !== null ? [] : Object.entries(asset.facts).map(([k, v]) => [words.has(`scene:fact-${k}`) ? words.t(`scene:fact-${k}`) : k, words.written(String(v))] as const)),
    ...(asset?.position ? [[words.t('desk:fact-position'), `${asset.position.lon.toFixed(6)}, ${asset.position.lat.toFixed(6)}`]] as const : []),
  ];
  return <dl className="facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="number cut" title={value}>{value}</dd></div>)}</dl>;
}
