import type { Fault } from '#kernel/result';
import { checkRoster, type CheckOptions, type RosterFinding } from '../roster/check.ts';
import type { Duty } from '../roster/roster.ts';
import type { DutyDraft } from './event.ts';
import { touchedUnits } from './touched.ts';

/** What a roster may have and be worked with: told, and taken when that is said. All else stops a change. */
const bearable: ReadonlySet<RosterFinding['code']> = new Set(['duty-gap', 'duty-short-rest', 'duty-swap-not-held']);

/** A finding, and whether it stops what was asked. */
export interface DutyFinding { readonly stops: boolean; readonly fault: Fault }

const faultOf = ({ code, ...where }: RosterFinding): Fault => ({ code, params: where });

/** DTY-41: everything that is wrong after a change and was not before it, what stops it first. A roster is not kept from mending itself by what was wrong already. */
export function judgedDuty(before: Duty, after: Duty, drafts: readonly DutyDraft[], options: Omit<CheckOptions, 'units'>): readonly DutyFinding[] {
  const of: CheckOptions = { ...options, units: touchedUnits(before.roster, after.roster, drafts) };
  const old = new Set(checkRoster(before, of).map((f) => JSON.stringify(f)));
  const fresh = checkRoster(after, of).filter((f) => !old.has(JSON.stringify(f))).map((f): DutyFinding => ({ stops: !bearable.has(f.code), fault: faultOf(f) }));
  return fresh.toSorted((a, b) => Number(b.stops) - Number(a.stops));
}
