import type { Batch } from '#app/acquisition';
import type { AnswerOf, QuestionOf } from '#app/history';

/** What is kept of a point in a span: exact times, and the line between kept samples (ascending; NaN: none goes there), from which a sample may be `deviation` away and is known all the same. */
export interface Known { readonly times: ReadonlySet<number>; readonly at: readonly number[]; readonly value: readonly number[]; readonly deviation: number }
export type KnownOf = (handle: number, from: number, to: number) => Promise<Known>;
/** The questions that it takes; a fault is thrown. */
export interface KnownAsks {
  readonly rows: (question: QuestionOf<'history.rows'>) => Promise<AnswerOf<'history.rows'>>;
  readonly at: (question: QuestionOf<'history.at'>) => Promise<AnswerOf<'history.at'>>;
}
const mostRows = 10_000;

/** What is kept of a point from `from` to `to`, both included. At both ends the line goes on to samples outside, so what it says there belongs to it. */
export async function knownOf({ rows, at }: KnownAsks, point: string, from: number, to: number): Promise<Known> {
  const [time, value]: [number[], number[]] = [[], []];
  let deviation = 0;
  for (let begin: number | null = from; begin !== null;) {
    const page: AnswerOf<'history.rows'> = await rows({ point, from: begin, to: to + 1, limit: mostRows });
    deviation = page.deviation;
    time.push(...page.at);
    value.push(...page.value.map((v) => v ?? NaN));
    begin = page.more ? (page.at.at(-1) ?? to) + 1 : null;
  }
  const times = new Set(time);
  if (deviation === 0) return { times, at: time, value, deviation };
  for (const edge of [from, to]) {
    const said = (await at({ points: [point], time: edge }))[0];
    if (times.has(edge) || said === undefined || !said.between || said.value === null) continue;
    if (edge === from) { time.unshift(edge); value.unshift(said.value); } else { time.push(edge); value.push(said.value); }
  }
  return { times, at: time, value, deviation };
}
/** True where a line between two kept samples tells of this one already. */
function isOnLine({ at, value, deviation }: Known, time: number, is: number): boolean {
  if (deviation === 0 || Number.isNaN(is)) return false;
  let [low, high] = [0, at.length];
  while (low < high) { const middle = (low + high) >> 1; if (at[middle]! <= time) low = middle + 1; else high = middle; }
  const [t0, t1, v0, v1] = [at[low - 1], at[low], value[low - 1], value[low]];
  if (t0 === undefined || t1 === undefined || v0 === undefined || v1 === undefined) return t0 === time && v0 !== undefined && Math.abs(v0 - is) <= deviation;
  return Math.abs(v0 + ((v1 - v0) * (time - t0)) / (t1 - t0) - is) <= deviation * (1 + 1e-9);
}

/** What of a batch is not there yet: a file that is imported twice, or overlaps with what is kept, changes nothing that was known. Null: nothing is left. */
export async function withoutKnown(batch: Batch, known: KnownOf): Promise<Batch | null> {
  const spans = new Map<number, { from: number; to: number }>();
  for (let i = 0; i < batch.length; i++) {
    const at = batch.sourceTime[i]!;
    const own = spans.get(batch.handle[i]!);
    if (own === undefined) spans.set(batch.handle[i]!, { from: at, to: at });
    else { own.from = Math.min(own.from, at); own.to = Math.max(own.to, at); }
  }
  const there = new Map<number, { readonly known: Known; readonly seen: Set<number> }>();
  for (const [handle, { from, to }] of spans) { const of = await known(handle, from, to); there.set(handle, { known: of, seen: new Set(of.times) }); }
  const left: number[] = [];
  for (let i = 0; i < batch.length; i++) {
    const { known: of, seen } = there.get(batch.handle[i]!)!;
    const at = batch.sourceTime[i]!;
    if (seen.has(at) || (batch.status[i] === 0 && isOnLine(of, at, batch.value[i]!))) continue;
    seen.add(at);                                          // nor twice in one batch
    left.push(i);
  }
  if (left.length === batch.length) return batch;
  if (left.length === 0) return null;
  const column = (of: Float64Array): Float64Array => Float64Array.from(left, (i) => of[i]!);
  const text = new Map(left.flatMap((i, n) => { const words = batch.text?.get(i); return words === undefined ? [] : [[n, words] as const]; }));
  return {
    handle: Uint32Array.from(left, (i) => batch.handle[i]!), value: column(batch.value), status: Uint32Array.from(left, (i) => batch.status[i]!), sourceTime: column(batch.sourceTime), receivedTime: column(batch.receivedTime),
    ...(text.size > 0 && { text }), late: 'past', length: left.length,
  };
}
