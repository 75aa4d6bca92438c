import { expiredSwaps, gapsAhead, lateUnits, type Duty, type DutyDraft, type Gap } from '#app/duty';
import { engineActor } from '#kernel/session';
import type { DutyParts } from './parts.ts';
import type { Standing } from './standing.ts';

const two = (n: number): string => String(n).padStart(2, '0');
/** When a shift begins, as the wall shows it: `16:30`. */
const wall = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
const gapKey = ({ unit, shift, post }: Gap): string => `${unit} ${shift.id} ${post}`;
const gapDraft = (gap: Gap): DutyDraft => ({
  kind: 'duty.gap', subject: gapKey(gap),
  body: { unit: gap.unit, shift: gap.shift.id, date: gap.shift.date, start: wall(gap.shift.shift.start), post: gap.post, needs: gap.needs, has: gap.has, why: gap.why, at: gap.shift.from },
});

/** What a look at a roster depends on: the roster itself, and which shifts it reaches. */
const reachOf = (standing: Standing, { aheadHours, rosterDays }: DutyParts['limits'], now: number): string => [0, aheadHours, rosterDays * 24].map((hours) => standing.shifts().at(now + hours * 3_600_000).id).join(' ');

/** What has to be said of a roster at a moment and was not said yet: gaps ahead (DTY-21), those that are filled, units that are late (DTY-22), swaps that expired (DTY-18). */
export function dueNow(standing: Standing, { limits }: Pick<DutyParts, 'limits'>, now: number): readonly DutyDraft[] {
  const duty = standing.duty();
  const { gaps: told, late } = standing.kept();
  const open = gapsAhead(duty, now, limits.aheadHours);
  const keys = new Set(open.map(gapKey));
  const filled = [...told].filter(([key, at]) => !keys.has(key) && at > now - 86_400_000).flatMap(([key, at]): DutyDraft[] => {
    const [unit = '', shift = '', post = ''] = key.split(' ');
    return duty.shifts.at(at).until <= now ? [] : [{ kind: 'duty.gap-filled', subject: key, body: { unit, shift, post: post === 'leader' ? 'leader' : 'officer' } }];
  });
  const lateNow = new Map(lateUnits(duty, now, limits.rosterDays).map((l) => [l.unit, l.until]));
  return [
    ...open.filter((g) => !told.has(gapKey(g))).map(gapDraft), ...filled,
    ...[...lateNow].filter(([unit]) => !late.has(unit)).map(([unit, until]): DutyDraft => ({ kind: 'duty.late', subject: unit, body: { until } })),
    ...[...late.keys()].filter((unit) => !lateNow.has(unit)).map((unit): DutyDraft => ({ kind: 'duty.late', subject: unit, body: { until: null } })),
    ...expiredSwaps(duty, now),
  ];
}

/** Looks once in `everyMs` while the engine runs: what is due is written, and windows hear of every shift that begins. What cannot be written is due again at the next look. */
export function lookout(standing: Standing, parts: DutyParts) {
  let shift = standing.shifts().at(parts.clock.now()).id;
  let under: Promise<void> | null = null;
  let looked: { readonly duty: Duty; readonly reach: string } | null = null;
  async function look(): Promise<void> {
    await parts.inTurn(async () => {
      const now = parts.clock.now();
      const [duty, reach] = [standing.duty(), reachOf(standing, parts.limits, now)];
      const due = duty === looked?.duty && reach === looked.reach ? expiredSwaps(duty, now) : dueNow(standing, parts, now);
      const done = due.length === 0 || (await parts.record(due, engineActor)).ok;
      looked = done ? { duty: standing.duty(), reach } : null;
    });
  }
  return {
    look(): void {
      const now = standing.shifts().at(parts.clock.now()).id;
      if (now !== shift) { shift = now; parts.moved('now'); }
      under ??= look().catch((error: unknown) => parts.note(`duty: ${String(error).slice(0, 200)}`)).finally(() => { under = null; });
    },
    settled: (): Promise<void> => under ?? Promise.resolve(),
  };
}
