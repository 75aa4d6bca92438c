import { createHash } from 'node:crypto';
import { Status, type Batch } from '#app/acquisition';
import type { Samples } from '#app/history';
import { chance } from '../../../simulator/plant/chance.ts';
import { benchPoint, POINTS_OF_SOURCE, said, type BenchPoint } from './points.ts';
import { processOf } from './process.ts';

/** The frozen data of the bench: changed never, or with its digest. */
export const SEED = 6;
/** The first round is measured at this time (2026-01-05, a Monday, 00:00 UTC). */
export const START_MS = 1_767_571_200_000;
/** SHA-256 of `reference()`. */
export const DIGEST = '0f4432b0c607af28351e311e67f749e42c932b2775acf2bd1042384e339bd13a';

/** The truth is reckoned once in so many samples, and runs on a line between. */
const KNOT = 5;
/** A sample begins to be bad with this chance, and stays so for twenty on average: 1 % of all. */
const [BAD_BEGINS, BAD_LASTS] = [0.000_505, 20] as const;
/** What bad ones say, and how often; only one beyond its range keeps its value. */
const badOf = (share: number): number => (share < 0.5 ? Status.noCommunication : share < 0.8 ? Status.sensorFailure : Status.outOfRange);

/** When the samples of a source come, each round: its way takes some 5 to 60 ms and wavers by some ms, now and then by fifty. */
export function arrivals(source: number, seed: number, periodMs: number) {
  const c = chance(seed, `source.${source}`);
  const phase = Math.floor(periodMs * c.next());
  const way = 5 + Math.floor(55 * c.next());
  let round = 0;
  return (): { readonly measured: number; readonly received: number } => {
    const measured = START_MS + round++ * periodMs + phase;
    const waver = Math.floor(-4 * Math.log(1 - c.next())) + (c.next() < 0.01 ? 50 : 0);
    return { measured, received: measured + way + waver };
  };
}

/** The samples of one point, one after another: `value` and `status` of the next. */
export function signalOfPoint(p: BenchPoint, seed: number, periodMs: number) {
  const process = processOf(p, seed);
  const c = chance(seed, `measured.${p.number}`);
  const sd = p.noise * p.steps;
  const hours = Math.floor(24 * c.next());                                  // points do not all begin at the same hour
  const goOn = (n: number): number => process((periodMs * KNOT) / 1000, START_MS + hours * 3_600_000 + n * periodMs * KNOT);
  let [knot, from] = [0, goOn(0)];
  let to = p.type === 'digital' ? from : goOn(1);
  let [i, badLeft, bad] = [0, 0, 0];
  const next = { value: 0, status: 0 };
  return (): { readonly value: number; readonly status: number } => {
    if (i === KNOT) { i = 0; knot++; from = p.type === 'digital' ? goOn(knot) : to; to = p.type === 'digital' ? from : goOn(knot + 1); }
    const truth = (from + ((to - from) * i++) / KNOT) * p.steps;
    const n = Math.min(p.steps, Math.max(0, Math.round(sd > 0 ? truth + sd * c.normal() : truth)));
    if (badLeft === 0 && c.next() < BAD_BEGINS) { badLeft = 1 + Math.floor(Math.log(1 - c.next()) / Math.log(1 - 1 / BAD_LASTS)); bad = badOf(c.next()); }
    next.status = badLeft > 0 ? bad : Status.good;
    next.value = badLeft > 0 && bad !== Status.outOfRange ? Number.NaN : said(p, badLeft > 0 ? p.steps : n);
    if (badLeft > 0) badLeft--;
    return next;
  };
}
/** A lost link is told by the adapter: then no device says when. */
export const measuredOf = (status: number, measured: number): number => (status === Status.noCommunication ? Number.NaN : measured);

/** Point `number` alone, in columns of `length` a call, going on. The same samples as in the batches. */
export function column(number: number, seed = SEED, periodMs = 1000) {
  const point = benchPoint(number, seed);
  const [signal, arrive] = [signalOfPoint(point, seed, periodMs), arrivals(point.source, seed, periodMs)];
  return {
    point,
    next(length: number): Samples {
      const [sourceTime, receivedTime, value, status] = [new Float64Array(length), new Float64Array(length), new Float64Array(length), new Uint32Array(length)];
      for (let i = 0; i < length; i++) {
        const [time, s] = [arrive(), signal()];
        sourceTime[i] = measuredOf(s.status, time.measured);
        receivedTime[i] = time.received;
        value[i] = s.value;
        status[i] = s.status;
      }
      return { length, sourceTime, receivedTime, value, status };
    },
  };
}

/** All points from 0 to `points`, round by round: a batch of each source. Handles are the numbers of the points. Reckons while it goes (about 0.3 us a sample): for loads see `replay.ts`. */
export function rounds(points: number, seed = SEED, periodMs = 1000): () => readonly Batch[] {
  const sources = Array.from({ length: Math.ceil(points / POINTS_OF_SOURCE) }, (_, s) => {
    const handle = Uint32Array.from({ length: Math.min(POINTS_OF_SOURCE, points - s * POINTS_OF_SOURCE) }, (_h, i) => s * POINTS_OF_SOURCE + i);
    return { handle, arrive: arrivals(s, seed, periodMs), signals: Array.from(handle, (n) => signalOfPoint(benchPoint(n, seed), seed, periodMs)) };
  });
  return () => sources.map(({ handle, arrive, signals }): Batch => {
    const { measured, received } = arrive();
    const { length } = handle;
    const [value, status, sourceTime] = [new Float64Array(length), new Uint32Array(length), new Float64Array(length)];
    for (let i = 0; i < length; i++) { const s = signals[i]!(); value[i] = s.value; status[i] = s.status; sourceTime[i] = measuredOf(s.status, measured); }
    return { handle, value, status, sourceTime, receivedTime: new Float64Array(length).fill(received), length };
  });
}

/** SHA-256 of what 200 points say in ten minutes, in little-endian columns: what `DIGEST` froze. */
export function reference(): string {
  const digest = createHash('sha256');
  for (let n = 0; n < 200; n++) {
    const { sourceTime, receivedTime, value, status } = column(n).next(600);
    for (const c of [sourceTime, receivedTime, value, status]) digest.update(new Uint8Array(c.buffer));
  }
  return digest.digest('hex');
}
