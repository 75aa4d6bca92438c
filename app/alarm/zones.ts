import { levels } from '#app/park';
import { retained, type AlarmView } from './contract.ts';

/** The parts of the alarm screen, in the customer's own order (S0d-073): 上屏, 留观, 下屏, 滞留. */
export const zones = ['onScreen', 'watched', 'leaving', 'carried'] as const;
export type Zone = (typeof zones)[number];

/** What decides about a zone; every field is one of an alarm's view. */
export type Zoned = Pick<AlarmView, 'level' | 'state' | 'confirmed' | 'suppressed' | 'raisedAt' | 'since' | 'id' | 'may'>;

const silent = ({ suppressed: s }: Pick<Zoned, 'suppressed'>): boolean => s.shelved || s.byDesign || s.outOfService;
const began = (a: Pick<Zoned, 'raisedAt' | 'since'>): number => a.raisedAt ?? a.since;

/** Which stage an alarm is in, whatever shift it began in (ZON-01 to ZON-03). Null: it is over, or silent on purpose (ZON-06). */
export function stageOf(a: Zoned): Exclude<Zone, 'carried'> | null {
  if (!retained(a) || silent(a)) return null;
  if (a.state === 'acknowledged') return 'watched';
  return a.state === 'normal' ? 'leaving' : 'onScreen';
}

/** The zone of an alarm. `handover`: when the shift of now began (app/duty, DTY-01), epoch ms; what began before it was carried over (ZON-04). */
export function zoneOf(a: Zoned, handover: number): Zone | null {
  const stage = stageOf(a);
  return stage !== null && began(a) < handover ? 'carried' : stage;
}

const rank = Object.fromEntries(levels.map((level, i) => [level, i])) as Readonly<Record<AlarmView['level'], number>>;
/** ZON-05: the worst first: by level, then what nobody acknowledged, then the longest waiting, since its handling limit ends first. */
export const worstFirst = (a: Zoned, b: Zoned): number =>
  rank[a.level] - rank[b.level] || Number(b.may.acknowledge) - Number(a.may.acknowledge) || began(a) - began(b) || (a.id < b.id ? -1 : Number(a.id > b.id));

/** ZON-07: what no screen may leave out: unacknowledged, and of level A or worse. */
export const mustShow = (a: Pick<Zoned, 'level' | 'may' | 'suppressed'>): boolean => a.may.acknowledge && rank[a.level] <= rank.A && !silent(a);

/** What of one zone a screen shows at one moment. `more`: how many are on no page; never one that must be shown. */
export interface Page<T> { readonly rows: readonly T[]; readonly page: number; readonly pages: number; readonly more: number }

/**
 * ZON-07, ZON-08: the rows of a zone on a screen that has room for `room` (at least 1). While all that must be shown fit, one still page and a count of the rest; else
 * as many pages as they need, which the screen turns. `turn` counts the turns since any moment.
 */
export function pageOf<T extends Zoned>(sorted: readonly T[], room: number, turn: number): Page<T> {
  const must = sorted.filter(mustShow);
  if (must.length <= room) {
    const rest = sorted.filter((a) => !mustShow(a)).slice(0, room - must.length);
    const rows = [...must, ...rest].toSorted(worstFirst);
    return { rows, page: 0, pages: 1, more: sorted.length - rows.length };
  }
  const pages = Math.ceil(must.length / room);
  const page = ((turn % pages) + pages) % pages;
  const all = [...must, ...sorted.filter((a) => !mustShow(a))].slice(0, pages * room);       // what the last page has room for beside
  return { rows: all.slice(page * room, (page + 1) * room), page, pages, more: sorted.length - all.length };
}

/** How much of the time for handling is used up, 0 and beyond; 1 is the limit; null where there is none. `now`: epoch ms. */
export function usedUp(a: Pick<AlarmView, 'raisedAt' | 'handleBy'>, now: number): number | null {
  if (a.raisedAt === null || a.handleBy === null || a.handleBy <= a.raisedAt) return null;
  return Math.max(0, (now - a.raisedAt) / (a.handleBy - a.raisedAt));
}
