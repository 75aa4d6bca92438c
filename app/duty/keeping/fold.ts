import type { Sealed } from '#app/access';
import type { JournalEvent } from '#app/journal';
import type { Cycle } from '../roster/cycle.ts';
import type { Entry, Group, Leave, Person, Swap, Unit } from '../roster/people.ts';
import type { Roster } from '../roster/roster.ts';
import type { ShiftTable } from '../shift/plan.ts';
import { dutyEvents, type DutyBody, type DutyDraft, type DutyKind } from './event.ts';

/** Somebody of the roster as the journal has it: what is personal is sealed. */
export interface KeptPerson { readonly id: string; readonly name: Sealed; readonly phone: Sealed; readonly unit: string }
/** What the journal of all nodes says of shifts and rosters. `gaps`: those that were told and are not filled; `late`: units told of, and until when each was rostered. */
export interface KeptDuty {
  readonly people: ReadonlyMap<string, KeptPerson>; readonly units: ReadonlyMap<string, Unit>; readonly groups: ReadonlyMap<string, Group>; readonly cycles: ReadonlyMap<string, Cycle>;
  readonly leaves: ReadonlyMap<string, Leave>; readonly swaps: ReadonlyMap<string, Swap>; readonly entries: ReadonlyMap<string, Entry>;
  readonly shifts: { readonly table: ShiftTable; readonly digest: string } | null;
  /** The digest of the folder's table that was taken last, whatever a hand made of it since. */
  readonly folder: string;
  readonly gaps: ReadonlyMap<string, number>; readonly late: ReadonlyMap<string, number>;
}
/** Before anything was written. */
const nothingKept: KeptDuty = { people: new Map(), units: new Map(), groups: new Map(), cycles: new Map(), leaves: new Map(), swaps: new Map(), entries: new Map(), shifts: null, folder: '', gaps: new Map(), late: new Map() };
export type DutyTold = Pick<JournalEvent, 'kind' | 'v' | 'subject' | 'body'>;

export const slotKey = ({ unit, date, shift, post }: Omit<Entry, 'people'>): string => `${unit} ${date} ${shift} ${post}`;
const set = <T>(map: Map<string, T>, key: string, value: T | null): void => { if (value === null) map.delete(key); else map.set(key, value); };

/** The fold of the journal, event by event in its one order (DTY-40). What is no event of duty, or has a body that is none, changes nothing. `from`: what it begins with, else nothing; it stays as it is. */
export function dutyFold(from: KeptDuty = nothingKept) {
  const people = new Map(from.people);
  const units = new Map(from.units);
  const groups = new Map(from.groups);
  const cycles = new Map(from.cycles);
  const leaves = new Map(from.leaves);
  const swaps = new Map(from.swaps);
  const entries = new Map(from.entries);
  const gaps = new Map(from.gaps);
  const late = new Map(from.late);
  let shifts = from.shifts;
  let folder = from.folder;
  const take: { readonly [K in DutyKind]: (body: DutyBody<K>, subject: string) => void } = {
    'duty.person': ({ person }, id) => set(people, id, person === null ? null : { id, ...person }),
    'duty.unit': ({ unit }, id) => set(units, id, unit),
    'duty.group': ({ group }, id) => set(groups, id, group),
    'duty.cycle': ({ cycle }, id) => set(cycles, id, cycle),
    'duty.leave': ({ leave }, id) => set(leaves, id, leave),
    'duty.entries': ({ put, removed }) => { for (const slot of removed) entries.delete(slotKey(slot)); for (const entry of put) entries.set(slotKey(entry), entry); },
    'duty.swap': ({ swap }, id) => set(swaps, id, swap),
    'duty.shifts': ({ table, digest }) => { shifts = { table, digest }; if (digest !== '') folder = digest; },
    'duty.imported': () => {},
    'duty.exported': () => {},
    'duty.gap': ({ at }, subject) => set(gaps, subject, at),
    'duty.gap-filled': (_body, subject) => set(gaps, subject, null),
    'duty.late': ({ until }, unit) => set(late, unit, until),
  };
  return {
    /** Whether it was one of ours. */
    take({ kind, v, subject, body }: DutyTold): boolean {
      if (!Object.hasOwn(dutyEvents, kind) || v !== 1) return false;
      const parsed = dutyEvents[kind as DutyKind].safeParse(body);
      if (parsed.success) (take[kind as DutyKind] as (b: unknown, s: string) => void)(parsed.data, subject);
      return parsed.success;
    },
    kept: (): KeptDuty => ({ people, units, groups, cycles, leaves, swaps, entries, gaps, late, shifts, folder }),
  };
}
export type DutyFold = ReturnType<typeof dutyFold>;

/** What will be once these are written: a change is judged by what the fold will make of it, and by nothing else. */
export function foreseenDuty(kept: KeptDuty, drafts: readonly DutyDraft[]): KeptDuty {
  const fold = dutyFold(kept);
  for (const draft of drafts) fold.take({ ...draft, v: 1 });
  return fold.kept();
}

/** The roster as it is asked: `open` gives the name and the telephone of somebody; `standing`: units that the site itself has, in their order, the park first; what the journal says of one counts. */
export function keptRoster(kept: KeptDuty, open: (person: KeptPerson) => Pick<Person, 'name' | 'phone'>, standing: readonly Unit[]): Roster {
  const own = new Set(standing.map((u) => u.id));
  return {
    people: [...kept.people.values()].map((p) => ({ id: p.id, unit: p.unit, ...open(p) })),
    units: [...standing.map((u) => { const said = kept.units.get(u.id); return said === undefined ? u : { ...said, name: u.name }; }), ...[...kept.units.values()].filter((u) => !own.has(u.id))],
    groups: [...kept.groups.values()], cycles: [...kept.cycles.values()], entries: [...kept.entries.values()], leaves: [...kept.leaves.values()], swaps: [...kept.swaps.values()],
  };
}
