import { epochMs, type EpochMs } from '#kernel/time';
import type { Hlc } from './event.ts';

const lastMs = 9_999_999_999_999;   // 13 digits: the year 2286
const lastWallMs = lastMs - 1_000_000_000;   // a wall clock that mad is held here, so that counting on never reaches the end
const lastCount = 999_999;

/** How far another node's clock may be ahead and still be followed, in ms. */
export const maxAheadMs = 60_000;

/** Both parts of a reading: epoch ms, and how many readings of that ms came before. */
export const hlcParts = (hlc: Hlc): { readonly ms: EpochMs; readonly count: number } =>
  ({ ms: epochMs(Number(hlc.slice(0, 13))), count: Number(hlc.slice(14)) });

/** A reading from its parts; whatever does not fit into 13 and 6 digits is moved to the nearest end. */
export function hlcOf(ms: number, count: number): Hlc {
  const whole = Math.min(Math.max(Math.trunc(ms) || 0, 0), lastMs);
  return `${String(whole).padStart(13, '0')}-${String(Math.min(count, lastCount)).padStart(6, '0')}` as Hlc;
}

/** The reading after `last`: the wall clock where it is ahead, else `last` and one more. A clock that was set back never makes it go back (JRN-05). */
export function nextHlc(last: Hlc | null, now: EpochMs): Hlc {
  const wall = hlcOf(Math.min(now, lastWallMs), 0);
  if (last === null || wall > last) return wall;
  const { ms, count } = hlcParts(last);
  return count < lastCount ? hlcOf(ms, count + 1) : hlcOf(ms + 1, 0);
}

/** How far a reading is ahead of our wall clock, in ms; negative when it is behind. */
export const aheadMs = (hlc: Hlc, now: EpochMs): number => hlcParts(hlc).ms - now;

/** What we read after hearing `remote`. One too far ahead is still heard, but not followed (JRN-06): `followed` says which, and `aheadMs` by how much. */
export function receiveHlc(last: Hlc | null, remote: Hlc, now: EpochMs, maxMs: number = maxAheadMs): { readonly hlc: Hlc; readonly aheadMs: number; readonly followed: boolean } {
  const ahead = aheadMs(remote, now);
  const followed = ahead <= maxMs;
  const latest = followed && (last === null || remote > last) ? remote : last;
  return { hlc: nextHlc(latest, now), aheadMs: ahead, followed };
}
