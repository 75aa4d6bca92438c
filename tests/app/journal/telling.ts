import { createHash } from 'node:crypto';
import { chainStart, seal, tipOf, type Digest, type Draft, type Hash, type JournalEvent, type Tip } from '#app/journal';
import { engineActor, nodeId } from '#kernel/session';
import { epochMs } from '#kernel/time';

/** Any good digest will do where the chain and not SM3 is the question. */
export const digest: Digest = { hash: (bytes) => createHash('sha256').update(bytes).digest('hex') as Hash };

export const draft = (change: Partial<Draft> = {}): Draft =>
  ({ time: epochMs(1_700_000_000_000), actor: engineActor, realm: 'live', kind: 'alarm.changed', v: 1, subject: 'LEL-101', body: { value: 31.5 }, ...change });

/** A chain of these drafts, one ms apart. */
export function chain(node: string, drafts: readonly Partial<Draft>[], from = 1_700_000_000_000): readonly JournalEvent[] {
  let tip: Tip = chainStart(nodeId(node));
  return drafts.map((d, i) => {
    const sealed = seal(draft(d), tip, epochMs(from + i), digest);
    if (!sealed.ok) throw new Error(sealed.fault.code);
    tip = tipOf(sealed.value.event);
    return sealed.value.event;
  });
}
