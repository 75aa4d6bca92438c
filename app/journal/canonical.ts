import serialize from 'canonicalize';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { JournalEvent } from './event.ts';

/** `reason` is the library's own sentence: NaN, an infinity, a lone surrogate, a cycle, or a value JSON has no form for. */
export type CanonicalFault = Fault<'not-canonical'>;

/** RFC 8785 (JCS): one text for one value, whatever order its keys were written in. */
export function canonical(value: unknown): Result<string, CanonicalFault> {
  try {
    const text = serialize(value);
    return text === undefined ? fail('not-canonical', { reason: 'no JSON form' }) : ok(text);
  } catch (error) { return fail('not-canonical', { reason: error instanceof Error ? error.message : String(error) }); }
}

/** The text whose UTF-8 bytes are stored and hashed: everything of an event but its `hash` and what reading added to it (JRN-01). */
export function eventText(event: Omit<JournalEvent, 'hash'>): Result<string, CanonicalFault> {
  const { id, node, seq, time, hlc, actor, realm, kind, v, subject, body, prev } = event;
  return canonical({ id, node, seq, time, hlc, actor, realm, kind, v, subject, body: body ?? null, prev });
}
