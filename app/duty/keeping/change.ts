import type { Cipher } from '#app/access';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { DutyChange } from '../asking/change.ts';
import { cycleOf, templates } from '../roster/cycle.ts';
import type { Entry } from '../roster/people.ts';
import { entriesInOne, ofAll, rosterAbout, type DutyDraft } from './event.ts';
import type { KeptDuty } from './fold.ts';

export type DutyChangeFault = Fault<'duty-person-needs' | 'duty-nothing-there' | 'duty-no-template' | 'template-groups'>;

function slices<T>(list: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / entriesInOne) }, (_, i) => list.slice(i * entriesInOne, (i + 1) * entriesInOne));
}
/** Entries as events; more than one holds are several, to be written in one append. */
export const entryDrafts = (put: readonly Entry[]): readonly DutyDraft[] => slices(put).map((part) => ({ kind: 'duty.entries', subject: ofAll, body: { put: part, removed: [] } }));

/** What is personal is sealed before it is anybody's event; what is not said stays as it was sealed. */
function personDraft({ id, name, phone, unit }: Extract<DutyChange, { do: 'put-person' }>, kept: KeptDuty, cipher: Pick<Cipher, 'seal'>): Result<DutyDraft, DutyChangeFault> {
  const before = kept.people.get(id);
  const of = (field: 'name' | 'phone', said: string | undefined) => (said === undefined ? before?.[field] : cipher.seal(said, rosterAbout(id, field)));
  const [sealedName, sealedPhone] = [of('name', name), of('phone', phone)];
  return sealedName === undefined || sealedPhone === undefined ? fail('duty-person-needs', { person: id }) : ok({ kind: 'duty.person', subject: id, body: { person: { name: sealedName, phone: sealedPhone, unit } } });
}

type Removable = Extract<DutyChange, { do: 'remove' }>['what'];
const removals: { readonly [K in Removable]: { readonly of: (kept: KeptDuty) => ReadonlyMap<string, unknown>; readonly draft: (subject: string) => DutyDraft } } = {
  person: { of: (k) => k.people, draft: (subject) => ({ kind: 'duty.person', subject, body: { person: null } }) },
  unit: { of: (k) => k.units, draft: (subject) => ({ kind: 'duty.unit', subject, body: { unit: null } }) },
  group: { of: (k) => k.groups, draft: (subject) => ({ kind: 'duty.group', subject, body: { group: null } }) },
  cycle: { of: (k) => k.cycles, draft: (subject) => ({ kind: 'duty.cycle', subject, body: { cycle: null } }) },
  leave: { of: (k) => k.leaves, draft: (subject) => ({ kind: 'duty.leave', subject, body: { leave: null } }) },
};

type Drafts = Result<readonly DutyDraft[], DutyChangeFault>;
type Ways<T> = { readonly [K in DutyChange['do']]: (change: Extract<DutyChange, { do: K }>, kept: KeptDuty, cipher: Pick<Cipher, 'seal'>) => T };
const one = (draft: DutyDraft): Drafts => ok([draft]);

const ways: Ways<Drafts> = {
  'put-person': (change, kept, cipher) => { const draft = personDraft(change, kept, cipher); return draft.ok ? one(draft.value) : draft; },
  'put-unit': ({ unit }) => one({ kind: 'duty.unit', subject: unit.id, body: { unit } }),
  'put-group': ({ group }) => one({ kind: 'duty.group', subject: group.id, body: { group } }),
  'put-cycle': ({ cycle }) => one({ kind: 'duty.cycle', subject: cycle.id, body: { cycle } }),
  'put-leave': ({ leave }) => one({ kind: 'duty.leave', subject: leave.id, body: { leave } }),
  'put-entries': ({ entries }) => ok(entryDrafts(entries)),
  'remove-entries': ({ slots }) => ok(slices(slots).map((removed) => ({ kind: 'duty.entries', subject: ofAll, body: { put: [], removed } }))),
  'apply-template': ({ template: id, groups, cycle: rest }) => {
    const template = templates.find((t) => t.id === id);
    if (template === undefined) return fail('duty-no-template', { template: id });
    const cycle = cycleOf(template, groups, rest);
    return cycle.ok ? one({ kind: 'duty.cycle', subject: rest.id, body: { cycle: cycle.value } }) : cycle;
  },
  remove: ({ what, id }, kept) => (removals[what].of(kept).has(id) ? one(removals[what].draft(id)) : fail('duty-nothing-there', { id })),
};
/** The events of one change, as they would be written. What they would make of the roster is judged by `judgedDuty`. */
export const changeDrafts = (kept: KeptDuty, change: DutyChange, cipher: Pick<Cipher, 'seal'>): Drafts => ways[change.do](change as never, kept, cipher);

const unitOf = (of: { readonly unit: string } | undefined): readonly string[] => (of === undefined ? [] : [of.unit]);
const ofPerson = (kept: KeptDuty, id: string | undefined): readonly string[] => unitOf(id === undefined ? undefined : kept.people.get(id));
const ofRemoved: { readonly [K in Removable]: (kept: KeptDuty, id: string) => readonly string[] } = {
  unit: (_kept, id) => [id], person: ofPerson, group: (kept, id) => unitOf(kept.groups.get(id)), cycle: (kept, id) => unitOf(kept.cycles.get(id)), leave: (kept, id) => ofPerson(kept, kept.leaves.get(id)?.person),
};
const units: Ways<readonly string[]> = {
  'put-person': ({ unit, id }, kept) => [unit, ...ofPerson(kept, id)], 'put-unit': ({ unit }) => [unit.id],
  'put-group': ({ group }, kept) => [group.unit, ...unitOf(kept.groups.get(group.id))],
  'put-cycle': ({ cycle }, kept) => [cycle.unit, ...unitOf(kept.cycles.get(cycle.id))], 'apply-template': ({ cycle }, kept) => [cycle.unit, ...unitOf(kept.cycles.get(cycle.id))],
  'put-leave': ({ leave }, kept) => [...ofPerson(kept, leave.person), ...ofPerson(kept, kept.leaves.get(leave.id)?.person)],
  'put-entries': ({ entries }) => entries.map((e) => e.unit), 'remove-entries': ({ slots }) => slots.map((e) => e.unit),
  remove: ({ what, id }, kept) => ofRemoved[what](kept, id),
};
/** The units that a change is about: of what it puts, and of what was there. Whoever makes it needs the right for each. */
export const unitsOf = (kept: KeptDuty, change: DutyChange): readonly string[] => units[change.do](change as never, kept, { seal: () => { throw new Error('nothing is sealed here'); } });
