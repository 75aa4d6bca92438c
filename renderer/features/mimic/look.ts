import type { Level, PointView } from '#app/park';
import { digitsOf, shown } from '#kit/number';
import type { Words } from '#kit/words';

export type Flaw = 'bad' | 'stale' | 'uncertain' | 'unheard';
/** The worst alarm of a point: its level, and how its marker looks. */
export interface Mark { readonly level: Level; readonly look: 'waiting' | 'steady' | 'over' }
/** A point as a mimic shows it now, whoever knows it. `point` null: the site has none of this id. `flaw`: why its value is not to be trusted. */
export interface PointLook {
  readonly id: string;
  readonly point: PointView | null;
  readonly value: number | null;
  readonly text: string | undefined;
  readonly flaw: Flaw | null;
  readonly mark: Mark | null;
}

/** The value as figures and its unit apart; digital points in words. `digits`: as many behind the point, else as many as the range deserves. */
export function figures({ point, value, text }: PointLook, words: Words, digits?: number): { readonly figure: string; readonly unit: string } {
  if (text !== undefined) return { figure: text.slice(0, 40), unit: '' };
  if (point?.type === 'digital') return { figure: value === null ? '—' : words.t(point.alarmWhen === null ? (value === 0 ? 'mimic:off' : 'mimic:on') : value === point.alarmWhen ? 'mimic:alarm-state' : 'mimic:normal-state'), unit: '' };
  return { figure: shown(value, digits ?? (point === null ? 1 : digitsOf(point.range))), unit: point?.unit ?? '' };
}

/** One point in a sentence, for those who hear it and for a title. `digits`: as it is shown beside. */
export function saying(look: PointLook, words: Words, digits?: number): string {
  const { figure, unit } = figures(look, words, digits);
  const name = look.point === null ? look.id : words.name(look.point.name);
  const flaw = look.flaw === null ? '' : ` · ${words.t(`mimic:flaw-${look.flaw}`)}`;
  const mark = look.mark === null ? '' : ` · ${words.t('mimic:alarm-of', { level: look.mark.level })}`;
  return `${name} ${figure}${unit === '' ? '' : ` ${unit}`}${flaw}${mark}`;
}
