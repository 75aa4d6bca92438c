import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { NodeId } from '#kernel/session';
import type { EpochMs } from '#kernel/time';
import { eventText } from './canonical.ts';
import { genesis, type Draft, type Hash, type Hlc, type JournalEvent } from './event.ts';
import { nextHlc } from './hlc.ts';

/** SM3 (GB/T 32905) in the product; a string stands for its UTF-8 bytes. */
export interface Digest { hash(bytes: string | Uint8Array): Hash }

/** The end of one node's chain: what the next link has to follow. `hlc` is null where nothing was ever written. */
export interface Tip { readonly node: NodeId; readonly seq: number; readonly hash: Hash; readonly hlc: Hlc | null }
/** The place before a node's first event. */
export const chainStart = (node: NodeId): Tip => ({ node, seq: 0, hash: genesis, hlc: null });

/** A link as it is kept: `text` is what the hash is of. */
export interface Sealed { readonly event: JournalEvent; readonly text: string }
/** `reason`: what is wrong with the draft, in the words of a programmer. */
export type DraftFault = Fault<'bad-event'>;

/** What makes a draft unfit for the journal, or null. */
function unfit(draft: Draft): string | null {
  if (draft.kind === '') return 'empty kind';
  if (!Number.isSafeInteger(draft.v) || draft.v < 1) return 'v is not a whole number from 1';
  if (!Number.isFinite(draft.time)) return 'time is not a number';
  return typeof draft.subject === 'string' && typeof draft.actor === 'string' ? null : 'subject or actor is not text';
}

/** The next link after `tip` (JRN-02, JRN-05). `now`: our wall clock, for the hybrid one; a draft that has no canonical form is refused (JRN-03). */
export function seal(draft: Draft, tip: Tip, now: EpochMs, digest: Digest): Result<Sealed, DraftFault> {
  const reason = unfit(draft);
  if (reason !== null) return fail('bad-event', { kind: draft.kind, reason });
  const { time, actor, realm, kind, v, subject, body } = draft;
  const seq = tip.seq + 1;
  const link = { id: `${tip.node}:${seq}`, node: tip.node, seq, time, hlc: nextHlc(tip.hlc, now), actor, realm, kind, v, subject, body: body ?? null, prev: tip.hash };
  const text = eventText(link);
  if (!text.ok) return fail('bad-event', { kind, reason: text.fault.params['reason'] ?? '' });
  return ok({ event: { ...link, hash: digest.hash(text.value) }, text: text.value });
}

export const tipOf = ({ node, seq, hash, hlc }: JournalEvent): Tip => ({ node, seq, hash, hlc });

/** `unreadable`, `column-mismatch` and `tail-cut` are what storage alone can see: bytes that are no JSON, search columns that say otherwise, rows gone behind the last. */
export type BreakReason = 'gap' | 'prev-mismatch' | 'hash-mismatch' | 'node-mismatch' | 'hlc-backwards' | 'unreadable' | 'column-mismatch' | 'tail-cut';
/** Where a chain first fails to follow, and how. */
export interface ChainBreak { readonly seq: number; readonly reason: BreakReason }

/** How `event` fails to follow `tip`, or null; the hash is the caller's to check, who has the stored bytes. */
export function linkBreak(event: Omit<JournalEvent, 'hash'>, tip: Tip): ChainBreak | null {
  const broken = (reason: BreakReason): ChainBreak => ({ seq: tip.seq + 1, reason });
  if (event.node !== tip.node) return broken('node-mismatch');
  if (event.seq !== tip.seq + 1 || event.id !== `${event.node}:${event.seq}`) return broken('gap');
  if (event.prev !== tip.hash) return broken('prev-mismatch');
  return tip.hlc !== null && event.hlc <= tip.hlc ? broken('hlc-backwards') : null;
}

/** Follows a chain from `from` and stops at the first break (JRN-04). `checked`: how many links held. */
export function verify(events: Iterable<JournalEvent>, from: Tip, digest: Digest): { readonly checked: number; readonly tip: Tip; readonly broken: ChainBreak | null } {
  let [tip, checked] = [from, 0];
  for (const event of events) {
    const text = eventText(event);
    const broken = linkBreak(event, tip)
      ?? (text.ok && digest.hash(text.value) === event.hash ? null : { seq: tip.seq + 1, reason: 'hash-mismatch' as const });
    if (broken !== null) return { checked, tip, broken };
    tip = tipOf(event);
    checked++;
  }
  return { checked, tip, broken: null };
}
