import { nobody, personId, type People } from '#app/access';
import type { dutyContract, DutyChange, DutyChanged } from '#app/duty';
import type { Draft, Journal, JournalEvent } from '#app/journal';
import type { Site } from '#app/park';
import type { Handlers } from '#kernel/contract';
import { ok, type Result } from '#kernel/result';
import { actor, nodeId, unidentified, type Session } from '#kernel/session';
import { epochMs, monoMs, type Clock } from '#kernel/time';
import { fieldCipher, readRosterFile, rosterFile, type Workbooks } from '#storage';
import { dutyDesk, type DutyDesk } from '../../../../main/engine/duty/duty.ts';
import { dutyLimits, type DutyLimits } from '../../../../main/engine/duty/parts.ts';
import { turns } from '../../../../main/engine/access/turns.ts';
import { commit } from '../../../../main/engine/record/commit.ts';
import { memoryJournal } from '../../../journal-double.ts';
import { smallSite } from '../../../small-site.ts';
import { crew } from '../../../app/duty/roster/crew.ts';

export const at = (text: string): number => Date.parse(`${text}+08:00`);
/** A wall clock that stands where it is put; timers run by hand. */
export function wallClock(start: number) {
  let now = start;
  let mono = 0;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  const clock: Clock = { now: () => epochMs(now), mono: () => monoMs(mono), after: (ms, run) => { const t = { at: mono + ms, run }; timers.add(t); return () => void timers.delete(t); } };
  return {
    clock,
    /** Time passes, and whatever is due runs in its order. */
    pass(ms: number): void {
      const end = mono + ms;
      for (;;) {
        const next = [...timers].filter((t) => t.at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers.delete(next);
        now += next.at - mono;
        mono = next.at;
        next.run();
      }
      now += end - mono;
      mono = end;
    },
  };
}
const keys = new Map([[1, Buffer.alloc(16, 7)], [2, Buffer.alloc(16, 9)]]);
/** The real cipher over two keys; `use` makes the other one active. */
export function cipherOfTest() {
  let active = 1;
  return { cipher: fieldCipher({ active: () => active, bytes: (v) => keys.get(v) ?? null }), use: (version: number): void => { active = version; } };
}

export const parkSite: Site = {
  ...smallSite([], []), zone: 'Asia/Shanghai',
  assets: [...smallSite([], []).assets, { id: 'ENT-1' as never, kind: 'enterprise', name: { zh: '企业一', en: 'Works 1' }, parent: null, position: null, contact: null, facts: {} }],
};

/** The same reading and writing without a thread of its own. */
const workbooksHere: Workbooks = { read: async (bytes, context) => ok(await readRosterFile(bytes, context)), write: async (...of) => ok(await rosterFile(...of)) };

interface Setup { readonly start?: number; readonly kept?: JournalEvent[]; readonly journal?: Journal; readonly limits?: Partial<DutyLimits>; readonly accounts?: () => People; readonly site?: () => Site; readonly ready?: () => Result<null>; readonly workbooks?: Workbooks; readonly cipher?: ReturnType<typeof cipherOfTest>['cipher'] }
export interface WatchHouse {
  readonly desk: DutyDesk; readonly ask: Handlers<typeof dutyContract>; readonly events: JournalEvent[]; readonly said: string[]; readonly notes: string[]; readonly files: Map<string, Uint8Array>;
  readonly pass: (ms: number) => void; readonly now: () => number; readonly settle: () => Promise<void>; readonly disk: ReturnType<typeof memoryJournal>;
}

/** Shifts and rosters over the real pieces: the fold, the commit, the cipher, the xlsx reader; only journal, clock and disk are a test's. */
export async function watchHouse({ start = at('2026-11-20T09:00:00'), kept = [], journal, limits = {}, accounts = () => nobody, site = () => parkSite, ready = () => ok(null), workbooks = workbooksHere, cipher = cipherOfTest().cipher }: Setup = {}): Promise<WatchHouse> {
  const disk = memoryJournal({ kept });
  const wall = wallClock(start);
  const { clock } = wall;
  const said: string[] = [];
  const notes: string[] = [];
  const files = new Map<string, Uint8Array>();
  const used = journal ?? disk.journal;
  const made = await dutyDesk({
    clock, journal: used, site, cipher, ready, accounts, inTurn: turns(), note: (line) => void notes.push(line), limits: { ...dutyLimits, ...limits }, workbooks, moved: (what) => void said.push(what),
    record: (drafts, by) => commit(used, clock, drafts.map((d): Draft => ({ time: clock.now(), actor: by, realm: 'live', kind: d.kind, v: 1, subject: d.subject, body: d.body })), (event) => made.hear(event)),
    async keep(name, bytes) { files.set(name, bytes); return ok(`/data/exports/${name}`); },
  });
  const settle = async (): Promise<void> => { for (let i = 0; i < 20; i++) await Promise.resolve(); await made.settled(); for (let i = 0; i < 20; i++) await Promise.resolve(); };
  return { desk: made, ask: made.answers, events: disk.events, said, notes, files, pass: (ms) => wall.pass(ms), now: () => clock.now(), settle, disk };
}

/** A place that may all that places may before there are accounts. */
export const anybody: Session = unidentified('desk-1', nodeId('n1'), 'live');
/** Somebody who is logged in, with rights in these enterprises alone; null: everywhere. */
export const loggedIn = (person: string, may: readonly ('duty.view' | 'duty.change')[], enterprises: readonly string[] | null = null): Session => ({
  ...anybody, actor: actor(person), person: personId(person), id: `s-${person}`, may: new Set(may), allows: (needs, { enterprise }) => may.some((m) => m === needs) && (enterprises === null || (enterprise !== null && enterprises.includes(enterprise))),
});

export const done = <T>(result: Result<T>): T => { if (!result.ok) throw new Error(`${result.fault.code} ${JSON.stringify(result.fault.params)}`); return result.value; };
export const changes = async ({ ask }: Pick<WatchHouse, 'ask'>, change: unknown, despite = true, session = anybody): Promise<DutyChanged> => done(await ask['duty.change']({ change: change as DutyChange, despite }, session));

/** The crew of tests/app/duty as somebody would type it in: units, people, groups, cycle. */
export async function settleIn(house: WatchHouse): Promise<void> {
  const put = async (change: unknown): Promise<void> => { const r = await changes(house, change); if (!r.applied) throw new Error(JSON.stringify(r.findings)); };
  for (const person of crew.people) await put({ do: 'put-person', ...person });
  for (const group of crew.groups) await put({ do: 'put-group', group });
  for (const cycle of crew.cycles) await put({ do: 'put-cycle', cycle });
  for (const unit of crew.units) await put({ do: 'put-unit', unit });
}
/** What was written, by kind. */
export const kinds = ({ events }: WatchHouse): string[] => events.map((e) => e.kind);
/** Who is on duty in a unit now, as a window shows them; a head with `*`. */
export const on = async (house: WatchHouse, unit = 'park'): Promise<string[]> => done(await house.ask['duty.now']({}, anybody)).watches.find((w) => w.unit === unit)!.people.map((p) => `${p.name}${p.head ? '*' : ''} ${p.phone}`);
