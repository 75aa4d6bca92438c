import type { Shift } from '../shift/shift.ts';
import { posts, type Post } from './people.ts';
import type { Duty, Watch } from './roster.ts';

export const hourMs = 3_600_000;

/** A shift in which a post has fewer people than it needs. `why`: what would have filled it: nobody was planned, he is on leave, or he is not known. */
export interface Gap { readonly unit: string; readonly shift: Shift; readonly post: Post; readonly needs: number; readonly has: number; readonly why: 'nobody' | 'leave' | 'unknown' }

/** The gaps of one watch. */
export function gapsOf(duty: Duty, { unit, shift, people, absent }: Watch): readonly Gap[] {
  const cover = duty.unit(unit)?.cover;
  return posts.flatMap((post): Gap[] => {
    const [needs, has] = [cover?.[post] ?? 0, people.filter((p) => p.post === post).length];
    return has >= needs ? [] : [{ unit, shift, post, needs, has, why: absent.find((a) => a.post === post)?.why ?? 'nobody' }];
  });
}

/** DTY-20: every gap of every unit in the shifts that have a moment in [from, until), the earliest first, epoch ms. */
export function gaps(duty: Duty, from: number, until: number): readonly Gap[] {
  return duty.shifts.between(from, until).flatMap((shift) => duty.roster.units.flatMap(({ id }) => gapsOf(duty, duty.watch(id, shift))));
}

/** DTY-21: what has to be said now: gaps in the shift of now and in every one that begins within `hours`. */
export const gapsAhead = (duty: Duty, now: number, hours: number): readonly Gap[] => gaps(duty, now, now + hours * hourMs + 1);

/** DTY-22: the units that are not rostered for all of the next `days` days, and until when each is: 未按时排班 (S0d-209). Who is on leave was rostered. `until`: epoch ms of the first gap's shift. */
export function lateUnits(duty: Duty, now: number, days: number): readonly { readonly unit: string; readonly until: number }[] {
  const first = new Map<string, number>();
  for (const gap of gaps(duty, now, now + days * 24 * hourMs)) if (gap.why === 'nobody' && !first.has(gap.unit)) first.set(gap.unit, Math.max(now, gap.shift.from));
  return [...first].map(([unit, until]) => ({ unit, until }));
}
