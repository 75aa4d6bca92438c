import { randomBytes } from 'node:crypto';
import { csvHead, csvRow, exportName, searchedBody, type AuditSearch, type auditContract, type Exporting } from '#app/audit';
import { canonical, type JournalEvent } from '#app/journal';
import type { Handlers } from '#kernel/contract';
import { fail, ok, type Result } from '#kernel/result';
import { openExport, type ExportFile } from '#storage';
import type { AuditParts } from './parts.ts';

type Answers = Handlers<typeof auditContract>;
type Format = 'jsonl' | 'csv';
const pageSize = 500;
/** So many events one export holds at most. */
const mostEvents = 5_000_000;

const isoOf = (ms: number): string => new Date(ms).toISOString();
/** A line of an export: everything that is hashed, and the hash, as one canonical text: whoever takes the hash out has the stored bytes again. */
function row(event: JournalEvent, format: Format): string {
  if (format === 'csv') return csvRow(event, isoOf(event.time));
  const text = canonical(event);
  return text.ok ? `${text.value}\n` : '';
}
interface Taken { readonly events: number; readonly firstTime: number | null; readonly lastTime: number | null }

/** Exports of what a search finds: one at a time, told in the journal before it is begun and again when it is over (AUD-13). */
export function exports({ clock, journal, storage, write, exporting }: AuditParts) {
  let now: Exporting | null = null;
  let cancel: AbortController | null = null;

  /** All that is committed is in the index: an export that left out the last minutes would be none. */
  async function caughtUp(signal: AbortSignal): Promise<Result<null>> {
    for (;;) {
      const left = await storage.search.catchUp();
      if (!left.ok) return left;
      if (left.value === 0) return ok(null);
      if (signal.aborted) return fail('cancelled');
    }
  }
  /** `but`: what is said of this export itself is not in it. */
  async function fill(file: ExportFile, search: AuditSearch, format: Format, but: string, signal: AbortSignal, told: (events: number) => void): Promise<Result<Taken>> {
    let [events, firstTime, lastTime] = [0, null as number | null, null as number | null];
    for (let before: number | null | undefined = undefined; before !== null;) {
      const page: Awaited<ReturnType<typeof storage.search.find>> = await storage.search.find(search, { limit: pageSize, ...(before !== undefined && { before }) }, signal);
      if (!page.ok) return page;
      const found = page.value.events.filter(({ kind, subject }) => kind !== 'audit.exported' || subject !== but);
      const taken = await file.take(found.map((event) => row(event, format)).join(''));
      if (!taken.ok) return taken;
      for (const { time } of found) [firstTime, lastTime] = [Math.min(firstTime ?? time, time), Math.max(lastTime ?? time, time)];
      events += found.length;
      told(events);
      if (events > mostEvents) return fail('export-too-large', { most: mostEvents });
      before = page.value.next;
    }
    return ok({ events, firstTime, lastTime });
  }
  async function run(name: string, { search, format }: { readonly search: AuditSearch; readonly format: Format }, { actor, workstation }: Parameters<Answers['audit.export']>[1], signal: AbortSignal): Promise<Awaited<ReturnType<Answers['audit.export']>>> {
    const ready = await caughtUp(signal);
    if (!ready.ok) return ready;
    const file = await openExport(storage.dir, name, format);
    if (!file.ok) return file;
    const head = journal.head();
    if (format === 'csv') await file.value.take(csvHead);
    const taken = await fill(file.value, search, format, name, signal, (events) => { now = { running: true, file: `${name}.${format}`, events }; exporting(now); });
    if (!taken.ok) { await file.value.drop(); return taken; }
    const done = await file.value.end({ ...taken.value, search, head: { node: head.node, seq: head.seq, hash: head.hash }, by: actor, workstation, at: clock.now() });
    if (!done.ok) { await file.value.drop(); return done; }
    return ok({ ...done.value, events: taken.value.events });
  }
  const answer: Answers['audit.export'] = async (asked, session) => {
    if (now !== null) return fail('export-running', { file: now.file });
    const name = exportName(isoOf(clock.now()), randomBytes(4).toString('hex'));
    now = { running: true, file: `${name}.${asked.format}`, events: 0 };
    const mine = cancel = new AbortController();
    try {
      if (!await write('audit.exported', name, { file: now.file, ...searchedBody(asked.search) }, session.actor)) return fail('not-recorded');
      exporting(now);
      const done = await run(name, asked, session, mine.signal);
      await write('audit.export.ended', name, done.ok ? { outcome: 'written', events: done.value.events, bytes: done.value.bytes, sm3: done.value.sm3 } : { outcome: done.fault.code === 'cancelled' ? 'cancelled' : 'failed', fault: { code: done.fault.code, params: {} } }, session.actor);
      return done;
    } finally {
      exporting({ ...now, running: false });
      [now, cancel] = [null, null];
    }
  };
  return { answer, state: (): Exporting | null => now, cancel(): void { cancel?.abort(); }, stop(): void { cancel?.abort(); } };
}
