import { auditEvent, bodyBeforeFirst, comparedKinds, differences, ownBeforeAfter, searchedBody, type auditContract } from '#app/audit';
import { comparePositions, type JournalEvent } from '#app/journal';
import type { Handlers } from '#kernel/contract';
import { fail, ok, type Result } from '#kernel/result';
import { nodeId } from '#kernel/session';
import { auditSubject, type AuditParts } from './parts.ts';

type Answers = Handlers<typeof auditContract>;
/** So many of the latest events of a kind and subject are looked through for the one before a change. */
const mostBefore = 1000;
/** The longest body that is shown whole, in characters. */
const wholeBody = 1_000_000;
/** How long after a commit the index is told to go on, in ms: one message for many commits. */
const catchUpMs = 2000;

/** Searching the trail and looking at one event of it. */
export function searching({ clock, journal, storage, write, line, note }: AuditParts) {
  const running = new Map<string, AbortController>();
  let due: (() => void) | null = null;
  let behind: number | null = null;

  /** A new search of a seat ends the one before. */
  function begun(seat: string): AbortController {
    running.get(seat)?.abort();
    const mine = new AbortController();
    running.set(seat, mine);
    return mine;
  }
  const search: Answers['audit.search'] = async ({ search: asked, before, limit }, { actor, seat }) => {
    const mine = begun(seat);
    const found = await storage.search.find(asked, { limit, ...(before !== null && { before }) }, mine.signal);
    if (running.get(seat) === mine) running.delete(seat);
    if (!found.ok) return found;
    if (before === null && !await write('audit.searched', auditSubject, searchedBody(asked), actor)) return fail('not-recorded');   // after it was looked for, so that it does not find itself
    behind = found.value.behind;
    return ok({ events: found.value.events.map((event) => auditEvent(event, line(event))), next: found.value.next, behind });
  };

  /** The event before a change, among those of its kinds and subject; undefined: there is none. */
  async function earlierThan(event: JournalEvent): Promise<Result<JournalEvent | undefined>> {
    const found = await journal.read({ kinds: comparedKinds(event.kind), subject: event.subject, everyNode: true, newestFirst: true, limit: mostBefore });
    return found.ok ? ok(found.value.find((one) => comparePositions(one, event) < 0)) : found;
  }
  const look: Answers['audit.event'] = async ({ node, seq }) => {
    const found = await journal.read({ node: nodeId(node), afterSeq: seq - 1, beforeSeq: seq + 1, limit: 1 });
    if (!found.ok) return found;
    const event = found.value[0];
    if (event === undefined) return fail('no-such-event', { node, seq });
    const shown = auditEvent(event, line(event), wholeBody);
    const own = ownBeforeAfter(event.body);
    if (own !== null) return ok({ event: shown, change: true, before: null, differences: [...differences(own.before, own.after)] });
    if (comparedKinds(event.kind).length === 0) return ok({ event: shown, change: false, before: null, differences: [] });
    const earlier = await earlierThan(event);
    if (!earlier.ok) return earlier;
    const last = earlier.value;
    return ok({
      event: shown, change: true, before: last === undefined ? null : { node: last.node, seq: last.seq, time: last.time, actor: last.actor, kind: last.kind },
      differences: [...differences(last === undefined ? bodyBeforeFirst(event.kind) : last.body, event.body)],
    });
  };
  return {
    search, look,
    behind: (): number | null => behind,
    cancel(seat: string): void { running.get(seat)?.abort(); },
    /** There is more to take into the index. */
    committed(): void {
      due ??= clock.after(catchUpMs, () => {
        due = null;
        void storage.search.catchUp().then((left) => { if (left.ok) behind = left.value; else note(`audit index ${left.fault.code}`); });
      });
    },
    stop(): void { due?.(); for (const one of running.values()) one.abort(); },
  };
}
