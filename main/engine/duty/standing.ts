import { dutyFold, dutyKinds, dutyOf, fixedZone, foreseenDuty, keptRoster, rosterAbout, shiftsOf, tableOf, zoneNamed, type Duty, type DutyDraft, type DutyFold, type KeptDuty, type KeptPerson, type Person, type Shifts, type ShiftTable, type Unit, type Zone } from '#app/duty';
import type { Journal, JournalEvent, Position } from '#app/journal';
import type { Site } from '#app/park';
import { ok, type Fault, type Result } from '#kernel/result';
import type { DutyParts } from './parts.ts';

const pageOf = 5000;
/** The fold of what the journals of all nodes say of duty, in their one order. */
export async function restoredDuty(journal: Pick<Journal, 'read'>): Promise<Result<DutyFold, Fault>> {
  const fold = dutyFold();
  let after: Position | undefined;
  for (;;) {
    const page = await journal.read({ kinds: dutyKinds, everyNode: true, limit: pageOf, ...(after !== undefined && { after }) });
    if (!page.ok) return page;
    for (const event of page.value) fold.take(event);
    const last = page.value.at(-1);
    if (last === undefined || page.value.length < pageOf) return ok(fold);
    after = { hlc: last.hlc, node: last.node, seq: last.seq };
  }
}

/** The units a site has by itself: the park and its enterprises. Nobody has to be on duty there before somebody says so. */
export const unitsOfSite = (site: Site): readonly Unit[] => [
  { id: 'park', name: site.name, cover: { leader: 0, officer: 0 } },
  ...site.assets.filter((a) => a.kind === 'enterprise' && a.id !== 'park').map(({ id, name }): Unit => ({ id, name, cover: { leader: 0, officer: 0 } })),
];

/** Shifts and rosters as they stand now: what the journal says, opened, over the site. */
export interface Standing {
  kept(): KeptDuty;
  shifts(): Shifts;
  duty(): Duty;
  /** What there would be once these are written, by nothing but the fold. */
  foreseen(drafts: readonly DutyDraft[]): Duty;
  /** An event that was committed; whether it changed anything here. */
  hear(event: JournalEvent): boolean;
  /** The site is another one. */
  refresh(): void;
}

export function standing(fold: DutyFold, { cipher, site }: Pick<DutyParts, 'cipher' | 'site'>): Standing {
  /** By whose and which field it is, and the sealed text: the same text in another's place opens nothing. */
  const opened = new Map<string, string>();
  let made: Duty | null = null;
  /** Some field did not open: keys may come, so it is tried again. */
  let closed = false;
  let days: { readonly table: ShiftTable; readonly zone: string; readonly shifts: Shifts } | null = null;

  function field(person: KeptPerson, of: 'name' | 'phone'): string {
    const about = rosterAbout(person.id, of);
    const key = `${about} ${person[of]}`;
    const known = opened.get(key);
    if (known !== undefined) return known;
    const plain = cipher.open(person[of], about);
    if (plain.ok) opened.set(key, plain.value); else closed = true;
    return plain.ok ? plain.value : '';
  }
  const open = (person: KeptPerson): Pick<Person, 'name' | 'phone'> => ({ name: field(person, 'name'), phone: field(person, 'phone') });
  /** The site's reader refuses a zone that the machine does not know; of a journal from elsewhere such a one is read as UTC. */
  function zone(name: string): Zone { const named = zoneNamed(name); return named.ok ? named.value : fixedZone(0); }
  function shiftsBy(table: ShiftTable): Shifts { return shiftsOf(table, zone(site().zone)); }
  function shifts(): Shifts {
    const table = tableOf(fold.kept());
    if (days?.table !== table || days.zone !== site().zone) days = { table, zone: site().zone, shifts: shiftsBy(table) };
    return days.shifts;
  }
  const dutyFrom = (kept: KeptDuty, by: Shifts): Duty => dutyOf(keptRoster(kept, open, unitsOfSite(site())), by);
  return {
    kept: fold.kept, shifts,
    duty() {
      if (made === null || closed) { closed = false; made = dutyFrom(fold.kept(), shifts()); }
      return made;
    },
    foreseen(drafts) {
      const next = foreseenDuty(fold.kept(), drafts);
      return dutyFrom(next, drafts.some((d) => d.kind === 'duty.shifts') ? shiftsBy(tableOf(next)) : shifts());
    },
    hear(event) {
      const ours = fold.take(event);
      if (ours) made = null;
      return ours;
    },
    refresh() { made = null; },
  };
}
