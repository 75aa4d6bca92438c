import { z } from 'zod';
import { looksSealed } from '#app/access';
import { canonical, JournalLine, type JournalEvent } from '#app/journal';
import { mostBody } from './ask.ts';

/**
 * An event as an auditor sees it. `body`: its body as it is stored (RFC 8785); `cut`: there is more of it. `line`: what its sentence is filled with. `sealed`: where in the body sealed text stands (`fields.0.to`); it is shown
 * as it is stored and opened for nobody here.
 */
export const AuditEvent = z.object({
  node: z.string(), seq: z.number(), time: z.number(), actor: z.string(), kind: z.string(), v: z.number(), subject: z.string(), body: z.string(), cut: z.boolean(), hash: z.string(), prev: z.string(),
  line: JournalLine, sealed: z.array(z.string()).max(100),
});
export type AuditEvent = z.infer<typeof AuditEvent>;

const mostSealed = 100;
const deepest = 20;
/** AUD-05: the places in a body at which sealed text stands, at most a hundred. */
export function sealedPlaces(body: unknown): string[] {
  const found: string[] = [];
  function look(value: unknown, at: string, depth: number): void {
    if (found.length >= mostSealed || depth > deepest) return;
    if (typeof value === 'string') { if (looksSealed(value)) found.push(at); return; }
    if (typeof value === 'object' && value !== null) for (const [name, part] of Object.entries(value)) look(part, at === '' ? name : `${at}.${name}`, depth + 1);
  }
  look(body, '', 0);
  return found;
}

/** AUD-04: an event with at most `most` characters of its body. */
export function auditEvent(event: JournalEvent, line: JournalLine, most = mostBody): AuditEvent {
  const { node, seq, time, actor, kind, v, subject, hash, prev, body } = event;
  const text = canonical(body ?? null);
  const whole = text.ok ? text.value : '';
  return { node, seq, time, actor, kind, v, subject, body: whole.length > most ? whole.slice(0, most) : whole, cut: whole.length > most, hash, prev, line, sealed: sealedPlaces(body) };
}
