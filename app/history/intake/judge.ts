import { qualityOf } from '#app/acquisition';
import type { PointType } from '#app/park';
import { refusals, type Refusal } from '../kept/plan.ts';
import type { IntakeColumns } from './columns.ts';

/** No clock of a device is believed before 2000, or more than a day ahead of when its sample came (HIS-33). */
export const earliestTime = 946_684_800_000;
export const mostAheadMs = 86_400_000;

/** What stands in the place of a status that said too much: Bad_DecodingError, Bad_TypeMismatch, Uncertain (OPC UA Part 6, A.2). */
const notANumber = 0x8007_0000;
const wrongType = 0x8074_0000;
const uncertain = 0x4000_0000;

/** What a series is, as one byte: what may stand in it. */
export const typeCodes: Readonly<Record<PointType, number>> = { analog: 0, digital: 1, text: 2 };

/** What is known of handles and series. `numberOf`: handle -> number of its series, -1: none. `typeOf`: series -> its `typeCodes`. */
export interface Known { readonly numberOf: Int32Array; readonly typeOf: Uint8Array }

/** What was refused since the start, by kind: how often, and which was the last (a series; for `unknown-point` the handle). */
export interface RefusedCounts { readonly count: Float64Array; readonly last: Float64Array }
export const refusedCounts = (): RefusedCounts => ({ count: new Float64Array(refusals.length), last: new Float64Array(refusals.length).fill(-1) });
const places = Object.fromEntries(refusals.map((why, i) => [why, i])) as Readonly<Record<Refusal, number>>;
/** One more, or several. */
export function refuse(refused: RefusedCounts, why: Refusal, who: number, count = 1): void {
  refused.count[places[why]]! += count;
  refused.last[places[why]] = who;
}

function taken(text: Map<number, string>, i: number): string | undefined {
  if (text.size === 0) return undefined;
  const words = text.get(i);
  text.delete(i);
  return words;
}
const withQuality = (status: number, code: number): number => (code | (status & 0xffff)) >>> 0;
const isTime = (time: number): boolean => time >= earliestTime && time < 8.64e15;

const isState = (value: number): boolean => value === 0 || value === 1;
/** True of a time that a device may have said of a sample that came then; NaN: it said none. */
const isBelieved = (measured: number, came: number): boolean => measured !== measured || (measured >= earliestTime && measured <= came + mostAheadMs);

/** The value and status of one row that says something its point cannot; null: nothing is wrong with it. */
function misfit(type: number, value: number, status: number, words: boolean): Refusal | null {
  if (Math.abs(value) === Infinity) return 'not-a-number';
  const none = value !== value;                      // NaN: no value, or one that is none
  if (words && type !== typeCodes.text) return 'wrong-type';
  if (none) return !words && qualityOf(status) === 'good' ? 'not-a-number' : null;
  if (type === typeCodes.text) return words ? null : 'wrong-type';
  return type === typeCodes.digital && !isState(value) ? 'wrong-type' : null;
}

/**
 * Judges rows where they stand, before anything of them is kept (HIS-30 to 33): rows of unknown handles are taken out, what cannot be is kept without value and bad, or at the time at which it came. Afterwards `handle` holds numbers of series.
 * `now`: for rows that do not say when they came. Gives how many are left; `text` is of the rows that are left.
 */
export function judge(rows: IntakeColumns, length: number, text: Map<number, string>, known: Known, refused: RefusedCounts, now: number): number {
  const { value, source, received, handle, status } = rows;
  let kept = 0;
  for (let i = 0; i < length; i++) {
    const series = known.numberOf[handle[i]!] ?? -1;
    const words = taken(text, i);
    if (series < 0) { refuse(refused, 'unknown-point', handle[i]!); continue; }
    const came = isTime(received[i]!) ? received[i]! : now;
    let measured = source[i]!;
    let says = status[i]!;
    if (!isBelieved(measured, came)) {
      refuse(refused, 'absurd-time', series);
      measured = Number.NaN;
      if (qualityOf(says) === 'good') says = withQuality(says, uncertain);
    }
    const why = misfit(known.typeOf[series]!, value[i]!, says, words !== undefined);
    if (why !== null) {
      refuse(refused, why, series);
      says = withQuality(says, why === 'wrong-type' ? wrongType : notANumber);
    } else if (words !== undefined) text.set(kept, words);
    value[kept] = why === null ? value[i]! : Number.NaN;
    source[kept] = measured;
    received[kept] = came;
    handle[kept] = series;
    status[kept] = says;
    kept++;
  }
  return kept;
}
