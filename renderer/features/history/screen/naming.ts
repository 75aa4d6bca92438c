import type { TrendGroup } from '#app/history';
import type { PointView } from '#app/park';
import type { Band } from '../model/bands.ts';
import type { TrendStores } from './trend-stores.ts';

/** What a trend is told by the window around it: what things are called, what is kept, and what is done elsewhere. `selected`: the point that the workstation looks at. `whole`: all that is kept is asked for no further back than this (epoch ms), null: not known. */
export interface TrendOf {
  readonly stores: TrendStores; readonly zone: string; readonly theme: string; readonly site: string;
  readonly pointOf: (id: string) => PointView | null; readonly nameOf: (id: string) => string; readonly placeOf: (id: string) => string; readonly actorOf: (actor: string) => string; readonly officer: string;
  readonly groups: readonly TrendGroup[]; readonly onGroups: (groups: TrendGroup[]) => void;
  readonly selected: string | null; readonly oldest: number | null;
  readonly onPoints: () => void; readonly onAlarm: (band: Band) => void; readonly onCursor: (at: number | null) => void;
}
