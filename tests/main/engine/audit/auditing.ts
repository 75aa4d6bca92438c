import { onTestFinished } from 'vitest';
import { auditContract, type AuditFinding, type AuditSearch } from '#app/audit';
import { SearchAsked, searchOf, type Draft, type JournalEvent, type RecordingJournal } from '#app/journal';
import { connect } from '#kernel/client';
import type { Client } from '#kernel/contract';
import { serve } from '#kernel/serve';
import { actor, nodeId, unidentified, type Permission } from '#kernel/session';
import { openSearch, openVerifier } from '#storage';
import { auditor, type Auditor } from '../../../../main/engine/audit/auditor.ts';
import { lineOf } from '../../../../main/engine/record/journal-lines.ts';
import { handClock, realClock } from '../../../clock.ts';
import { openedJournal, tempFolder, until } from '../../../storage/opened.ts';
import { channel } from '../../../wire.ts';

const contract = { version: 1, ...auditContract } as const;
/** What an auditor may. */
export const auditing: readonly Permission[] = ['audit.view', 'audit.export'];

/** An audit over a real data folder: real journal, real index, real verification, on a clock that is moved by hand. */
export interface Audit {
  readonly dir: string; readonly journal: RecordingJournal; readonly audit: Auditor; readonly hand: ReturnType<typeof handClock>; readonly notes: string[];
  /** A window whose officer may this. */
  window(may?: readonly Permission[], seat?: string): Client<typeof contract>;
  /** Everything in the journal, the oldest first. */
  events(): Promise<readonly JournalEvent[]>;
  append(drafts: readonly Draft[]): Promise<readonly JournalEvent[]>;
  close(): Promise<void>;
}

export async function auditOf({ dir = tempFolder(), heads = [] as readonly string[], atStart = [] as readonly AuditFinding[], recorded = true } = {}): Promise<Audit> {
  const { journal, data, close: closeJournal } = await openedJournal(dir, { headCopies: heads });
  const hand = handClock();
  const notes: string[] = [];
  const served = new Set<ReturnType<typeof serve<typeof contract>>>();
  const [search, verifier] = [openSearch(data, { note: () => {} }), openVerifier(data, { note: ({ name }) => notes.push(name), headCopies: heads })];
  const audit = auditor({
    clock: hand.clock, journal, storage: { dir, search, verifier, atStart }, zone: () => 'Asia/Shanghai', line: (event) => lineOf(event, () => ''), note: (line) => notes.push(line),
    write: async (kind, subject, body, by) => recorded && (await journal.append([{ time: hand.clock.now(), actor: by, realm: 'live', kind, v: 1, subject, body }])).ok,
    verifying: (value) => { for (const s of served) s.say('audit.verifying', value); }, exporting: (value) => { for (const s of served) s.say('audit.exporting', value); },
  });
  const ends: (() => void)[] = [];
  const close = async (): Promise<void> => {
    audit.stop();
    for (const end of ends.splice(0)) end();
    await Promise.all([search.close(), verifier.close()]);
    await closeJournal();
  };
  onTestFinished(close);
  await audit.begin();
  const must = <T>(r: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: { readonly code: string } }): T => { if (!r.ok) throw new Error(r.fault.code); return r.value; };
  return {
    dir, journal, audit, hand, notes, close,
    window(may = auditing, seat = 'own:1') {
      const wire = channel();
      const session = { ...unidentified('desk-1', nodeId('n'), 'live', may), actor: actor('person-auditor'), seat };
      const it = serve<typeof contract>(contract, audit.answers, { wire: wire.engine, clock: realClock, session: () => session, crashed: (call, error) => notes.push(`${call} ${String(error)}`), check: true });
      served.add(it);
      ends.push(() => { it.stop(); wire.close(); });
      return connect(contract, wire.window, (run) => setTimeout(run, 0));
    },
    events: async () => must(await journal.read({ limit: 10_000 })),
    append: async (drafts) => must(await journal.append(drafts)),
  };
}

const sentences = new Map([['login.failed', ['登录失败', 'Login failed']]]);
/** A search as a window words it. */
export const asked = (text: string, more: Partial<SearchAsked> = {}): AuditSearch => searchOf(SearchAsked.parse({ text, ...more }), sentences) as AuditSearch;
/** Waits until a verification is over. */
export const verified = (it: Audit, times = 1): Promise<void> => until('a verification is journalled', () => it.notes.filter((n) => n.startsWith('audit verified')).length >= times, 20_000);
