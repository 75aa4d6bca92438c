import type { AlarmView } from '#app/alarm';
import type { AssetView, LevelView, PointView } from '#app/park';
import { digitsOf, plain, shown } from '#kit/number';
import type { Words } from '#kit/words';

/** What the site says about an alarm: its point (none for the alarm of a whole source), where that is from the smallest place outwards, whom to call, what its source and its level are called. The window brings it, since a feature knows no other. */
export interface About {
  readonly point: PointView | null;
  readonly places: readonly AssetView[];
  readonly contact: AssetView['contact'];
  /** Whom to call on this side: the park's own desk. */
  readonly here?: AssetView['contact'];
  readonly source: string;
  readonly level: LevelView | null;
}
/** A value as this window shows it, whoever keeps it. */
export interface Live { readonly value: number | null; readonly text?: string | undefined; readonly quality: 'good' | 'uncertain' | 'bad'; readonly stale: boolean; readonly status: number; readonly at: number }

/** Only where the limit is in the unit of the point. */
const signs: Partial<Record<AlarmView['kind'], string>> = { HH: '≥', H: '≥', L: '≤', LL: '≤', deviation: '≥' };

export const titleOf = (a: AlarmView, about: About, words: Words): string => (about.point === null ? about.source || a.source : words.name(about.point.name));
/** What it is, in words: 高高报 ≥ 25 %LEL. */
export function whatOf(a: AlarmView, about: About, words: Words): string {
  const kind = words.t(`alarm:kind-${a.kind}`);
  const sign = signs[a.kind];
  if (a.limit === null || sign === undefined) return kind;
  return `${kind} ${sign} ${plain(a.limit)}${about.point?.unit ? ` ${about.point.unit}` : ''}`;
}
/** A value of a point in words and figures, without its unit. */
export function valueOf(value: number | null, point: PointView | null, words: Words, text?: string): string {
  if (text !== undefined) return text;
  if (point?.type === 'digital' && value !== null) return words.t(point.alarmWhen !== null && value === point.alarmWhen ? 'alarm:digital-alarm' : 'alarm:digital-normal');
  return shown(value, point === null ? 1 : digitsOf(point.range));
}
export const unitOf = (point: PointView | null): string => (point === null || point.type !== 'analog' ? '' : point.unit);
/** ALM-60: it stands, and nobody need say that he saw it. */
export const needsNobody = (a: Pick<AlarmView, 'state' | 'may'>): boolean => a.state === 'unacknowledged' && !a.may.acknowledge;
/** How its marker looks: waiting for somebody, steady, or over and unseen. */
export const lookOf = (a: AlarmView): 'waiting' | 'steady' | 'over' => (a.state === 'acknowledged' || needsNobody(a) ? 'steady' : a.state === 'unacknowledged' ? 'waiting' : 'over');
/** Its state in a short word of the catalogue `alarm:short-`. */
export const shortOf = (a: AlarmView): string => (needsNobody(a) ? 'open' : a.state);
/** Its state as a code of the catalogue; what is over but unconfirmed has a word of its own. */
export const stateOf = (a: AlarmView): `alarm:${string}` => (needsNobody(a) ? 'alarm:state-open' : a.state === 'normal' ? (a.confirmed ? 'alarm:state-normal' : 'alarm:state-unconfirmed') : `alarm:state-${a.state}`);
/** Why it is silent, if it is: codes of the catalogue. */
export const silencesOf = ({ suppressed }: AlarmView): readonly `alarm:${string}`[] =>
  [...(suppressed.shelved ? ['alarm:shelved' as const] : []), ...(suppressed.byDesign ? ['alarm:by-design' as const] : []), ...(suppressed.outOfService ? ['alarm:out-of-service' as const] : [])];
/** What is wrong with a value: a code of the catalogue, or null. */
export const flawOf = (live: Pick<Live, 'quality' | 'stale'>): `quality:${string}` | null =>
  live.quality === 'bad' ? 'quality:bad' : live.stale ? 'quality:stale' : live.quality === 'uncertain' ? 'quality:uncertain' : null;
