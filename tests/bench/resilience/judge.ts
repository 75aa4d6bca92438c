import type { EventLine } from '#app/alarm';
import { protocolOf } from '../counting/site.ts';
import { mayBeTold, mustKeepAll, type Told } from './cases.ts';
import type { Protocol } from '../../../simulator/counters/wire.ts';
import type { Gap } from '../counting/gaps.ts';

/** A fault that was: epoch ms. `settled`: until when nothing else was done to this protocol. */
export interface Done { readonly protocol: Protocol; readonly fault: string; readonly from: number; readonly to: number; readonly settled: number }
/** What the engine said of one protocol. `lost`: numbers that never came, with the time at which they were shown, and how many points miss each. */
export interface Heard { readonly events: readonly EventLine[]; readonly good: readonly Gap[]; readonly fresh: readonly Gap[]; readonly lost: readonly { readonly at: number; readonly points: number }[] }
export interface Limits { readonly outageMs: number; readonly toldMs: number; readonly standingMs: number }
export interface Verdict extends Done {
  readonly lost: number; readonly mayLose: boolean;
  /** The longest silence that began under the fault or reached into it, ms: of good values, and of new ones. */
  readonly goodMs: number; readonly freshMs: number;
  readonly rose: Readonly<Partial<Record<string, number>>>;
  /** From the beginning of the outage to the first word, ms; null: none. */
  readonly toldMs: number | null;
  readonly wrong: readonly string[];
}

/** Before and behind a fault, values may be on their way; and the silence of the next one begins with the last value before it. */
const marginMs = 2000;
export const kindOf = (alarm: string): string => alarm.slice(alarm.lastIndexOf('.') + 1);
const longest = (spans: readonly Gap[], { from, settled }: Done): Gap | null =>
  spans.filter((g) => g.to > from && g.from < settled - marginMs).reduce<Gap | null>((a, g) => (a === null || g.to - g.from > a.to - a.from ? g : a), null);

/** Alarms whose condition is met at a time, by the last that was said of each before it; that callers were refused stands for five minutes by its rule. */
export function standing(events: readonly EventLine[], at: number): readonly string[] {
  const now = new Map<string, boolean>();
  for (const e of events) if (Date.parse(e.time) <= at) now.set(e.alarm, e.state === 'unacknowledged' || e.state === 'acknowledged');
  return [...now].filter(([alarm, met]) => met && kindOf(alarm) !== 'refused').map(([alarm]) => alarm);
}

const within = (at: number, { from, settled }: Done): boolean => at >= from && at < settled;

const lengthOf = (g: Gap | null): number => (g === null ? 0 : g.to - g.from);
function counted(raised: readonly EventLine[]): Readonly<Record<string, number>> {
  const rose: Record<string, number> = {};
  for (const { alarm } of raised) rose[kindOf(alarm)] = (rose[kindOf(alarm)] ?? 0) + 1;
  return rose;
}
/** From the beginning of an outage to its first word; of a value beyond its scale that is its limit's. */
function firstWord(raised: readonly EventLine[], began: number, byLimit: boolean): number | null {
  const words = raised.filter((e) => (byLimit || kindOf(e.alarm) !== 'H') && kindOf(e.alarm) !== 'refused').map((e) => Date.parse(e.time) - began);
  const first = words.find((ms) => ms >= 0) ?? words[0];
  return first === undefined ? null : Math.max(0, first);
}
/** What was wrong with what was told. */
function misSaid(done: Done, { goodMs, toldMs, rose }: Pick<Verdict, 'goodMs' | 'toldMs' | 'rose'>, limits: Limits): readonly string[] {
  const allowed: readonly string[] = mayBeTold(done.protocol, done.fault);
  const untold = toldMs === null ? ['outage-untold'] : toldMs > limits.toldMs ? ['told-late'] : [];
  return [
    ...(goodMs > limits.outageMs ? untold : []),
    ...Object.keys(rose).filter((kind) => !allowed.includes(kind)).map((kind) => `told-${kind}`),
    ...(done.fault === 'over-range' && rose['H' satisfies Told] === undefined ? ['over-range-untold'] : []),
  ];
}

/** What was lost under a fault, what was told of it, and what of that was wrong. */
export function judge(done: Done, { events, good, fresh, lost }: Heard, limits: Limits): Verdict {
  const raised = events.filter((e) => e.kind === 'raised' && within(Date.parse(e.time), done));
  const out = longest(good, done);
  const said = { goodMs: lengthOf(out), rose: counted(raised), toldMs: firstWord(raised, Math.max(out?.from ?? done.from, done.from - marginMs), done.fault === 'over-range') };
  const missed = lost.filter(({ at }) => at >= done.from - marginMs && at < done.settled).reduce((n, l) => n + l.points, 0);
  const mayLose = !mustKeepAll(done);
  const left = standing(events, Math.min(done.settled, done.to + limits.standingMs));
  const wrong = [...misSaid(done, said, limits), ...(left.length > 0 ? [`standing-${[...new Set(left.map(kindOf))].join('-')}`] : []), ...(missed > 0 && !mayLose ? ['lost'] : [])];
  return { ...done, ...said, lost: missed, mayLose, freshMs: lengthOf(longest(fresh, done)), wrong };
}

/** Alarms that rose on a protocol to which nothing was being done: a fault of one told on another. */
export function strays(events: readonly EventLine[], dones: readonly Done[]): readonly EventLine[] {
  return events.filter((e) => e.kind === 'raised' && !dones.some((d) => d.protocol === protocolOf(e.alarm) && within(Date.parse(e.time), d)));
}
/** Numbers that were lost while nothing was done to their protocol. */
export const lostInPeace = (protocol: Protocol, lost: Heard['lost'], dones: readonly Done[]): number =>
  lost.filter(({ at }) => !dones.some((d) => d.protocol === protocol && at >= d.from - marginMs && at < d.settled)).reduce((n, l) => n + l.points, 0);
