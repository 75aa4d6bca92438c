import type { Annotation } from '#app/history';
import type { Level } from '#app/park';
import type { SiteTime } from '#kit/time';
import type { Axis, Limit } from '../model/axes.ts';
import type { Band } from '../model/bands.ts';
import type { Trace } from '../model/traced.ts';
import type { View } from '../model/view.ts';

/** One point as it is drawn. `axis`: the key of its axis; null: it has a lane. `ghost`: the period it is compared with, `shiftMs` before. */
export interface Line {
  readonly id: string; readonly slot: number; readonly axis: string | null; readonly trace: Trace | null; readonly ghost: Trace | null; readonly shiftMs: number;
  readonly focused: boolean; readonly faint: boolean; readonly limits: readonly Limit[]; readonly name: string;
}
/** All that a drawing shows, asked anew each time it draws, so that no value makes a new chart. `heights`: of each axis. `lanes`: the share of the plot that lanes of digital and text points take, at its bottom. */
export interface Picture {
  readonly view: View; readonly lines: readonly Line[]; readonly axes: readonly Axis[]; readonly heights: ReadonlyMap<string, readonly [number, number]>; readonly lanes: number;
  readonly bands: readonly Band[]; readonly notes: readonly Annotation[]; readonly cursor: number | null; readonly second: number | null; readonly site: SiteTime; readonly zone: string;
}
/** Where something that can be pressed was drawn, CSS px in the plot's own frame. */
export interface Hit { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number; readonly what: { readonly kind: 'alarm'; readonly band: Band } | { readonly kind: 'note'; readonly note: Annotation } }

export const chartFont = '14px "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", system-ui, sans-serif';
/** The room above the plot: a row of flags and a row of alarms, px. */
export const [flagRow, bandRow, aboveRow] = [18, 18, 46] as const;
export const levelColour = (level: Level): `--${string}` => (level === 'U' ? '--level-u-ink' : `--level-${level.toLowerCase()}`);
export const seriesColour = (slot: number): `--${string}` => `--series-${((slot - 1) % 12) + 1}`;
