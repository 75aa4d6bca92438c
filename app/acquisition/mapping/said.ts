import type { EpochMs } from '#kernel/time';
import type { Sample } from '../sample.ts';
import { qualityOf, Status, wordOf } from '../status.ts';
import { Bad, type BadWhy } from './read.ts';

/** What a document says of one point. */
export type Said = Pick<Sample, 'value' | 'text' | 'status' | 'sourceTime'>;

/** OPC UA's own words for what these documents have none: BadNoData, BadNodeIdUnknown, BadNotFound, BadUserAccessDenied, BadDecodingError, Uncertain. */
export const SaidStatus = { noData: 0x809b_0000, unknown: 0x8034_0000, notFound: 0x803e_0000, denied: 0x801f_0000, notUnderstood: 0x8007_0000, uncertain: 0x4000_0000 } as const;
const ofTheLink: ReadonlySet<number> = new Set([Status.noCommunication, Status.noCommunicationLastUsable, SaidStatus.notUnderstood, SaidStatus.denied]);
/** True of a status that may be the first word of a link that is about to fall: no communication, an answer that nobody can read, an access that is denied. What is left are the device's own words of one point. */
export const mayBeLink = (status: number): boolean => ofTheLink.has(wordOf(status));
/** So many characters of a text are kept. */
export const LONGEST_TEXT = 1024;

/** The status of a value that was not understood. */
export const badStatus = (bad: BadWhy): number => (Status.deviceFailure | Bad[bad]) >>> 0;
/** No value, and why. */
export const nothing = (status: number, sourceTime: EpochMs | null = null): Said => ({ value: null, status: status >>> 0, sourceTime });
/** A value, words, or neither. A bad value is none, but out of range keeps what was sent. */
export function saying(value: number | null, text: string | undefined, status: number, sourceTime: EpochMs | null): Said {
  const usable = qualityOf(status) !== 'bad' || wordOf(status) === Status.outOfRange;
  return { value: usable ? value : null, ...(usable && text !== undefined && { text: text.slice(0, LONGEST_TEXT) }), status: status >>> 0, sourceTime };
}

/** Numbers and truth values are values, words are text, null is none, anything else is not understood. */
export function valueOf(value: unknown, status: number, time: EpochMs | null): Said {
  if (value === null) return nothing(qualityOf(status) === 'bad' ? status : SaidStatus.noData, time);
  if (typeof value === 'number') return Number.isFinite(value) ? saying(value, undefined, status, time) : nothing(badStatus('number'), time);
  if (typeof value === 'boolean') return saying(Number(value), undefined, status, time);
  return typeof value === 'string' ? saying(null, value, status, time) : nothing(badStatus('type'), time);
}
