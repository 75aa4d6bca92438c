import type { Fault } from '#kernel/result';
import { endOf, isUnspoken, qualityOf, Status, wordOf } from '../status.ts';

/** Everything that can be behind a value that is not to be trusted, from the wire to the value. The order is that of the chain. */
export const whyCodes = ['link', 'unheard', 'stale', 'word', 'no-value', 'below-range', 'above-range', 'overflow', 'frozen', 'drift', 'clock'] as const;
export type WhyCode = (typeof whyCodes)[number];
/** One reason. `since`: epoch ms, where it is known. `fault`: why a link is down. `params` fill the sentence of the catalogue. */
export interface Why { readonly code: WhyCode; readonly since: number | null; readonly params: Fault['params']; readonly fault: Fault | null }

/** What is known of one point and of its source. Times are epoch ms; `wordSince`: since when its status says what it says; null where it was never heard. */
export interface Known {
  readonly link: { readonly state: string; readonly since: number; readonly reason: Fault | null };
  readonly last: { readonly value: number | null; readonly text: boolean; readonly status: number; readonly wordSince: number; readonly staleSince: number | null } | null;
  readonly periodMs: number;
  readonly startedAt: number;
  readonly frozen: { readonly since: number } | null;
  readonly drift: { readonly since: number; readonly reference: number } | null;
  readonly clock: { readonly since: number; readonly offsetMs: number } | null;
}

const why = (code: WhyCode, since: number | null, params: Fault['params'] = {}, fault: Fault | null = null): Why => ({ code, since, params, fault });
/** A status word as the catalogue knows it: `8031`. `detail`: the device's own code in the low five bits, 0 for none. */
export const wordParams = (status: number): { readonly word: string; readonly detail: number } => ({ word: (wordOf(status) >>> 16).toString(16).toUpperCase().padStart(4, '0'), detail: status & 0x1f });

function ofLast({ value, text, status, wordSince }: NonNullable<Known['last']>): readonly Why[] {
  const end = endOf(status);
  return [
    ...(qualityOf(status) === 'good' ? [] : [why('word', wordSince, wordParams(status))]),
    ...(value === null && !text && qualityOf(status) === 'good' ? [why('no-value', wordSince)] : []),
    ...(end === 'low' ? [why('below-range', null)] : end === 'high' ? [why('above-range', null)] : []),
    ...((status & Status.overflow) === Status.overflow ? [why('overflow', null)] : []),
  ];
}

/** ACQ-20: one chain of reasons, from the wire to the value; empty where nothing is wrong. */
export function whyOf({ link, last, periodMs, startedAt, frozen, drift, clock }: Known): readonly Why[] {
  const far = link.state === 'up' && link.reason !== null && last !== null && isUnspoken(last.status) ? [why('link', null, { state: 'far' }, link.reason)] : [];   // behind a link that is up
  const state = link.state === 'up' ? far : [why('link', link.since, { state: link.state }, link.reason)];
  const heard = last === null ? [why('unheard', startedAt)] : [
    ...(last.staleSince === null ? [] : [why('stale', last.staleSince, { seconds: Math.round(periodMs / 1000) })]),
    ...ofLast(last),
  ];
  return [
    ...state, ...heard,
    ...(frozen === null ? [] : [why('frozen', frozen.since)]),
    ...(drift === null ? [] : [why('drift', drift.since, { reference: drift.reference })]),
    ...(clock === null ? [] : [why('clock', clock.since, { seconds: Math.round(clock.offsetMs / 1000) })]),
  ];
}
