import type { Protocol } from '../../../simulator/counters/wire.ts';

/** One fault on one protocol: how long it lasts, and what the wire owes under it. */
export interface Case { readonly protocol: Protocol; readonly fault: string; readonly holdMs: number; readonly wait: number }
/** Kinds of alarms that say something true of a fault. */
export type Told = 'source' | 'noValue' | 'stale' | 'H' | 'refused';

/** Faults of the wire itself, between a peer and us, for every protocol that has one. */
export const wireFaults = ['half-frame', 'slow-answer', 'reconnect-storm', 'dead-wire'] as const;
export type WireFault = (typeof wireFaults)[number];

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b_79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), s | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Known = readonly (readonly [Protocol, readonly string[]])[];
/** What is known less what no name asks for: names of protocols, of faults, or of both; none asks for all. */
export function only(known: Known, names: readonly string[]): Known {
  const protocols = known.filter(([p]) => names.includes(p));
  const faults = names.filter((n) => !known.some(([p]) => p === n));
  return (protocols.length > 0 ? protocols : known).map(([p, f]) => [p, faults.length > 0 ? f.filter((x) => faults.includes(x)) : f] as const).filter(([, f]) => f.length > 0);
}

/** All faults of all protocols in an order of the seed's, in rounds, each with a time to hold of its own; a round has every one once. */
export function* cases(seed: number, known: Known, holdMs: readonly [least: number, most: number]): Generator<Case> {
  const random = chance(seed);
  for (;;) {
    const round = known.flatMap(([protocol, faults]) => faults.map((fault) => ({ protocol, fault })));
    for (let i = round.length - 1; i > 0; i--) { const k = Math.floor(random() * (i + 1)); [round[i], round[k]] = [round[k]!, round[i]!]; }
    for (const of of round) yield { ...of, holdMs: Math.round(holdMs[0] + random() * (holdMs[1] - holdMs[0])), wait: random() };
  }
}

const anyLoss: readonly Told[] = ['source', 'stale', 'noValue'];
/** What the officer may be told of each fault; whatever is not here must be told by nothing. */
const may: Readonly<Record<string, readonly Told[]>> = {
  'drop': anyLoss, 'locked': anyLoss, 'garbage': anyLoss, 'half-frame': anyLoss, 'dead-wire': anyLoss, 'reconnect-storm': anyLoss, 'late': anyLoss, 'slow-answer': anyLoss, 'bad-crc': anyLoss,
  'frozen': ['stale'], 'bad-status': ['noValue'], 'over-range': ['H', 'noValue'], 'wrong-clock': [],
};
/** Peers that call, and whose words are refused where they are spoilt; that is told once and stands until there was peace for five minutes (ACQ-23). */
const callers: ReadonlySet<Protocol> = new Set(['hj212', 'http-push']);
const spoiling: ReadonlySet<string> = new Set(['garbage', 'half-frame', 'bad-crc', 'slow-answer', 'reconnect-storm', 'wrong-clock']);
export const mayBeTold = (protocol: Protocol, fault: string): readonly Told[] => [...ofFault(protocol, fault), ...(callers.has(protocol) && spoiling.has(fault) ? ['refused' as const] : [])];
const ofFault = (protocol: Protocol, fault: string): readonly Told[] => {
  if (fault === 'wrong-clock' && protocol === 'http-push') return anyLoss;   // what is dated an hour ahead is refused as a replay would be
  return may[fault] ?? [];
};

/** Faults under which the peer itself says something else, or nothing: what it never said nobody can bring. */
const unsaid: ReadonlySet<string> = new Set(['frozen', 'bad-status', 'over-range', 'garbage']);
/** Protocols whose peers keep what was not taken. */
const keeping: ReadonlySet<Protocol> = new Set(['mqtt', 'hj212', 'http-push', 'database']);
/** True where every value must come in the end: the peer measured it and kept it, and only the wire was in the way. A station of HJ 212 keeps only what waits for its answer, so a message that was answered wrongly is its own loss. */
export const mustKeepAll = ({ protocol, fault }: Pick<Case, 'protocol' | 'fault'>): boolean => keeping.has(protocol) && !unsaid.has(fault);
