import { createHash } from 'node:crypto';
import type { Sealed } from '#app/access';
import { defaultShifts, dutyFold, rosterAbout, shiftIdAt, tableFaults, type dutyContract, type ShiftTable } from '#app/duty';
import type { JournalEvent } from '#app/journal';
import type { Handlers } from '#kernel/contract';
import type { Fault } from '#kernel/result';
import { engineActor } from '#kernel/session';
import type { Stop } from '#kernel/time';
import { every } from '../clock.ts';
import { dutyAnswers } from './answers.ts';
import { changing } from './changing.ts';
import { lookout } from './looking.ts';
import type { DutyParts } from './parts.ts';
import { restoredDuty, standing, type Standing } from './standing.ts';

/** Shifts and rosters of one engine. */
export interface DutyDesk {
  readonly answers: Handlers<typeof dutyContract>;
  /** The id of the shift in which something was written; '' of a moment no calendar has (DTY-43). Epoch ms. */
  shiftAt(moment: number): string;
  /** Every text of the roster that is sealed: keys are not made anew over it, and no key that one of them needs may be destroyed. */
  sealed(): readonly Sealed[];
  /** ACC-26: seals under the active key whatever is sealed under an older one, person by person; false: something is left for later. */
  reseal(): Promise<boolean>;
  /** Takes what the site's folder says of shifts; null: nothing. */
  takeShifts(table: ShiftTable | null): Promise<void>;
  /** The site is another one: its zone and its enterprises count from now on. */
  siteChanged(): void;
  /** Every event of the journal after its commit, in its order. */
  hear(event: JournalEvent): void;
  /** Begins to look for gaps and for what is over. */
  run(): void;
  settled(): Promise<void>;
  stop(): void;
}

/** One person's name and telephone under the active key; false where they do not open now, or nothing can be written. */
async function resealed(now: Standing, { cipher, record }: DutyParts, id: string): Promise<boolean> {
  const person = now.kept().people.get(id);
  if (person === undefined) return true;
  const anew = (field: 'name' | 'phone'): Sealed | null => { const plain = cipher.open(person[field], rosterAbout(id, field)); return plain.ok ? cipher.seal(plain.value, rosterAbout(id, field)) : null; };
  const [name, phone] = [anew('name'), anew('phone')];
  if (name === null || phone === null) return false;
  return (await record([{ kind: 'duty.person', subject: id, body: { person: { name, phone, unit: person.unit } } }], engineActor)).ok;
}

const lookEveryMs = 10_000;
const gatherMs = 50;
/** What says nothing that a window shows of a roster. */
const quiet: ReadonlySet<string> = new Set(['duty.gap', 'duty.gap-filled', 'duty.late', 'duty.imported', 'duty.exported']);
const digestOf = (table: ShiftTable): string => `sha256:${createHash('sha256').update(JSON.stringify(table)).digest('hex')}`;

/** Keeps shifts and rosters as events of the journal, the file of the site's folder among them (docs/duty.md). A journal whose duty cannot be read leaves the default shifts, and nobody on duty; that is said in the log. */
export async function dutyDesk(parts: DutyParts): Promise<DutyDesk> {
  const restored = await restoredDuty(parts.journal);
  if (!restored.ok) parts.note(`duty in the journal: ${restored.fault.code}`);
  const now = standing(restored.ok ? restored.value : dutyFold(), parts);
  const changes = changing(now, parts);
  let folderFault: Fault | null = null;
  const watch = lookout(now, parts);
  let stop = (): void => {};
  const moving = new Set<Parameters<DutyParts['moved']>[0]>();
  let gathering: Stop | null = null;
  /** A file is many events: windows ask again once. */
  function moved(what: Parameters<DutyParts['moved']>[0]): void {
    moving.add(what);
    gathering ??= parts.clock.after(gatherMs, () => { gathering = null; for (const one of moving) parts.moved(one); moving.clear(); });
  }

  return {
    answers: dutyAnswers(now, parts, changes, () => folderFault),
    shiftAt: (moment) => shiftIdAt(now.shifts(), moment),
    sealed: () => [...now.kept().people.values()].flatMap(({ name, phone }) => [name, phone]),
    async reseal() {
      const stale = [...now.kept().people.values()].filter((p) => parts.cipher.stale(p.name) || parts.cipher.stale(p.phone));
      let all = true;
      for (const { id } of stale) all = await parts.inTurn(() => resealed(now, parts, id)) && all;
      return all;
    },
    takeShifts: (table) => parts.inTurn(async () => {
      folderFault = null;
      if (table === null) return;
      const digest = digestOf(table);
      const kept = now.kept();
      if (kept.folder === digest) return;
      // nobody decided before: what the folder says has always held
      const wrong = kept.shifts === null ? [] : tableFaults(now.shifts(), table, parts.clock.now());
      folderFault = wrong[0] ?? null;
      if (folderFault !== null) { parts.note(`shifts.json: ${folderFault.code} ${JSON.stringify(folderFault.params)}`); return; }
      if (kept.shifts === null && digest === digestOf(defaultShifts)) return;
      const done = await parts.record([{ kind: 'duty.shifts', subject: 'duty', body: { table, digest } }], engineActor);
      if (!done.ok) parts.note(`shifts.json: ${done.fault.code}`);
    }),
    siteChanged() { now.refresh(); moved('roster'); },
    hear(event) { if (now.hear(event) && !quiet.has(event.kind)) moved(event.kind === 'duty.shifts' ? 'shifts' : 'roster'); },
    run() {
      if (now.kept().people.size > 0) parts.ready();                  // what is sealed opens once the keys do
      watch.look();
      stop = every(parts.clock, lookEveryMs, () => watch.look());
    },
    settled: watch.settled,
    stop() { gathering?.(); stop(); },
  };
}
