import { nobody, type People } from '#app/access';
import { addDays, defaultShifts, dutyContract, fixedZone, localDate, shiftsOf, zoneNamed, type DutyChange } from '#app/duty';
import type { Draft, JournalEvent } from '#app/journal';
import type { Site } from '#app/park';
import { ok } from '#kernel/result';
import { nodeId, unidentified, type Session } from '#kernel/session';
import type { Clock } from '#kernel/time';
import { readRosterFile } from '#storage';
import { dutyDesk, type DutyDesk } from '../../../main/engine/duty/duty.ts';
import { dutyLimits } from '../../../main/engine/duty/parts.ts';
import { turns } from '../../../main/engine/access/turns.ts';
import { commit } from '../../../main/engine/record/commit.ts';
import { unitsOfSite } from '../../../main/engine/duty/standing.ts';
import { fictitiousRoster } from '../../../scripts/roster/fictitious.ts';
import { memoryJournal } from '../../journal-double.ts';
import { sealedOpenly } from './page-cipher.ts';

type GallerySite = Pick<Site, 'name' | 'zone'> & { readonly assets: readonly { readonly id: string; readonly kind: string; readonly name: Site['name'] }[] };

/** The engine's own shifts and rosters over a journal in memory, with fictitious people; one is on leave, so that there is a gap, and one turn is put by hand. */
export async function galleryDuty(clock: Clock, site: GallerySite, moved: (what: 'now' | 'roster' | 'shifts') => void, accounts: () => People = () => nobody, empty = false): Promise<DutyDesk> {
  const { journal } = memoryJournal();
  const made: DutyDesk = await dutyDesk({
    clock, journal, site: () => site as unknown as Site, cipher: sealedOpenly, ready: () => ok(null), accounts, inTurn: turns(), note: () => {}, limits: dutyLimits, workbooks: { read: async (bytes, context) => ok(await readRosterFile(bytes, context)), write: async () => ok(new Uint8Array()) }, moved, keep: async (name) => ok(`/var/lib/watchroom/exports/${name}`),
    record: (notes, by) => commit(journal, clock, notes.map((n): Draft => ({ time: clock.now(), actor: by, realm: 'live', kind: n.kind, v: 1, subject: n.subject, body: n.body })), (event: JournalEvent) => made.hear(event)),
  });
  if (empty) return made;
  const place = unidentified('值守-01', nodeId('duty-01'), 'live');
  const today = localDate(made.shiftAt(clock.now()).split('/')[0] ?? '') ?? localDate('2026-11-20')!;
  const change = async (asked: DutyChange): Promise<void> => { const r = await made.answers['duty.change']({ change: asked, despite: true }, place); if (!r.ok || !r.value.applied) throw new Error(JSON.stringify(r)); };
  for (const one of fictitiousRoster(unitsOfSite(site as unknown as Site), addDays(today, -7), 5)) await change(one);
  const { watches } = await made.answers['duty.calendar']({ from: today, until: addDays(today, 3), unit: 'park' }, place).then((r) => (r.ok ? r.value : { watches: [] }));
  const officers = watches.map((w) => ({ shift: w.shift, people: w.people.filter((p) => p.post === 'officer') })).filter((w) => w.people.length > 0);
  const [absent, later] = [officers.at(-1), officers.at(-3)];
  if (absent !== undefined) await change({ do: 'put-leave', leave: { id: 'l-1', person: absent.people[0]!.person, from: localDate(absent.shift.split('/')[0]!)!, until: localDate(absent.shift.split('/')[0]!)! } });
  if (later !== undefined) await change({ do: 'put-entries', entries: [{ unit: 'park', date: localDate(later.shift.split('/')[0]!)!, shift: later.shift.split('/')[1]!, post: 'officer', people: ['R0002', 'R0004'] }] });
  return made;
}

/** The same answers as soon as they are there: a page opens before its roster is entered. */
export const whenThere = (duty: Promise<DutyDesk>): DutyDesk['answers'] =>
  Object.fromEntries(Object.keys(dutyContract.calls).map((name) => [name, async (input: never, session: Session) => (await duty).answers[name as keyof DutyDesk['answers']](input, session)])) as unknown as DutyDesk['answers'];
/** The shift of a line of the gallery's log. */
export function galleryShift(zone: string): (at: number) => string {
  const named = zoneNamed(zone);
  const shifts = shiftsOf(defaultShifts, named.ok ? named.value : fixedZone(0));
  return (at) => shifts.at(at).id;
}
