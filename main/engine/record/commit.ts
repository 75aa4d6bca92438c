import type { Draft, Journal, JournalEvent } from '#app/journal';
import { fail, type Fault, type Result } from '#kernel/result';
import type { Clock } from '#kernel/time';

/** How long a commit may take before whoever waits for it is told that there is none. */
const patienceMs = 3000;

/**
 * All of these or none, in one commit, and not held for later: what must be recorded before it counts (REC-07). `committed` hears the events once they are; also of a
 * commit that came too late for who waited. Fault `not-recorded`.
 */
export function commit(journal: Journal, clock: Clock, drafts: readonly Draft[], committed: (event: JournalEvent) => void): Promise<Result<readonly JournalEvent[], Fault<'not-recorded'>>> {
  const slow = Promise.withResolvers<Result<never, Fault<'not-recorded'>>>();
  const stop = clock.after(patienceMs, () => slow.resolve(fail('not-recorded', { why: 'journal-slow' })));
  return Promise.race([slow.promise, written(journal, drafts, committed).finally(stop)]);
}
async function written(journal: Journal, drafts: readonly Draft[], committed: (event: JournalEvent) => void): Promise<Result<readonly JournalEvent[], Fault<'not-recorded'>>> {
  const done = await appended(journal, drafts);
  if (!done.ok) return fail('not-recorded', { why: done.fault.code });
  for (const event of done.value) committed(event);
  return done;
}
async function appended(journal: Journal, drafts: readonly Draft[]): Promise<Result<readonly JournalEvent[]>> {
  try { return await journal.append(drafts); } catch (error) { return fail('journal-error', { reason: String(error).slice(0, 200) }); }
}
