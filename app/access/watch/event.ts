import { z } from 'zod';
import type { WatchChange } from './watch.ts';

const Name = z.string().min(1).max(64);
/** What the journal says of a desk; the subject is the workstation. Version 1. An officer that changes is one event with both names. */
export const watchEvents = {
  'watch.changed': z.object({ rule: z.string().max(10), state: z.enum(['empty', 'watched', 'locked']), person: Name.nullable(), before: Name.nullable() }),
  'watch.overridden': z.object({ reason: z.string().min(4).max(500), before: Name.nullable(), ms: z.number().int().positive() }),
} as const;
export type WatchDraft =
  | { readonly kind: 'watch.changed'; readonly subject: string; readonly body: z.infer<(typeof watchEvents)['watch.changed']> }
  | { readonly kind: 'watch.overridden'; readonly subject: string; readonly body: z.infer<(typeof watchEvents)['watch.overridden']> };

/** What is written of one change; null where the table asks for nothing. `before`: who was at the desk. */
export function watchDraft({ watch, rule, actions }: WatchChange, before: string | null, ms: number): WatchDraft | null {
  if (!actions.includes('journal')) return null;
  return watch.state === 'overridden'
    ? { kind: 'watch.overridden', subject: watch.workstation, body: { reason: (watch.reason ?? '').slice(0, 500), before, ms } }
    : { kind: 'watch.changed', subject: watch.workstation, body: { rule, state: watch.state, person: watch.person, before } };
}
